package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func sales() []Declared {
	return []Declared{
		ListSales, ShowSale, PassSale, SendOffer, MailOffer, AcceptOffer, ReleaseSale, MisinformedSale, VoidSale, ExportSales,
		WrittenSale,
	}
}

// SaleQuery picks sales; zero fields pick all.
type SaleQuery struct {
	Campaign string `json:"campaign,omitempty" flag:"campaign" is:"campaign" doc:"of one campaign"`
	State    string `json:"state,omitempty" flag:"state" doc:"in one state, as: pending"`
}

// Sale is a call that ended as a sale, and where it stands. It has no number: the client's system knows the order.
type Sale struct {
	Attempt  int64     `json:"attempt" doc:"the call"`
	Ref      string    `json:"ref,omitempty" doc:"the client's own, of the row that was rung; in an export alone"`
	Campaign string    `json:"campaign"`
	Client   string    `json:"client"`
	Agent    string    `json:"agent" doc:"who sold it"`
	State    string    `json:"state" doc:"pending to released, or void; empty: no sale"`
	Cause    string    `json:"cause,omitempty" doc:"of void: misinformed, minor, duty_of_care, declined or corrected"`
	Binding  bool      `json:"binding" doc:"the client may treat it as an order (9)"`
	Offer    string    `json:"offer" doc:"the version of the offer that was read aloud"`
	Sold     time.Time `json:"sold,omitzero"`
	Passed   time.Time `json:"passed,omitzero"`
	Sent     time.Time `json:"sent,omitzero"`
	Accepted time.Time `json:"accepted,omitzero"`
	Released time.Time `json:"released,omitzero"`
	Void     time.Time `json:"void,omitzero"`
}

// SaleWhole is a sale with its verification script and who did what.
type SaleWhole struct {
	Sale
	Items []SaleItem `json:"items"`
	Steps []SaleStep `json:"steps"`
}

// SaleItem is an item of the verification script.
type SaleItem struct {
	Item   string    `json:"item"`
	Clause string    `json:"clause"`
	Ticked time.Time `json:"ticked,omitzero" doc:"in the call; absent: not ticked"`
}

// SaleStep is a state that was reached.
type SaleStep struct {
	State string    `json:"state"`
	At    time.Time `json:"at"`
	By    string    `json:"by,omitempty" doc:"who entered it"`
	How   string    `json:"how,omitempty" doc:"by which channel, exemption or cause"`
	Ref   string    `json:"ref,omitempty" doc:"of an offer or an acceptance; who checked; why it is void"`
}

// SaleID names the call of a sale.
type SaleID struct {
	Attempt int64 `path:"id" json:"-" arg:"ATTEMPT" doc:"the call's number, as in: ringevett sale list"`
}

// SaleCheck says that a person has checked a sale.
type SaleCheck struct {
	Attempt int64  `path:"id" json:"-" arg:"ATTEMPT" doc:"the call's number, as in: ringevett sale list"`
	By      string `json:"by,omitempty" flag:"by" doc:"first and last name of who checked it; default: you"`
}

// SaleWriting is something written about a sale.
type SaleWriting struct {
	Attempt int64  `path:"id" json:"-" arg:"ATTEMPT" doc:"the call's number, as in: ringevett sale list"`
	Channel string `json:"channel" flag:"channel,needed" doc:"letter, sms or email; of an acceptance web too"`
	Ref     string `json:"ref" flag:"ref,needed" doc:"where it lies, as a message's id; no name or number"`
	At      string `json:"at,omitempty" flag:"at" doc:"when it was, 2026-11-27T20:00 in Oslo; default: now"`
}

// SaleReason names the call of a sale, and why something is done about it.
type SaleReason struct {
	Attempt int64  `path:"id" json:"-" arg:"ATTEMPT" doc:"the call's number, as in: ringevett sale list"`
	Why     string `json:"why" flag:"why,needed" doc:"kept, so no name or number"`
}

// SaleEnd makes a sale void.
type SaleEnd struct {
	Attempt int64  `path:"id" json:"-" arg:"ATTEMPT" doc:"the call's number, as in: ringevett sale list"`
	Because string `json:"because" flag:"because,needed" doc:"declined, minor or duty_of_care"`
	Why     string `json:"why,omitempty" flag:"why" doc:"no name or number; not kept of duty_of_care"`
}

// SalesOut asks for the sales that the client may be told of.
type SalesOut struct {
	Campaign string `path:"id" json:"-" arg:"CAMPAIGN" is:"campaign"`
	Binding  bool   `json:"binding,omitempty" flag:"binding" doc:"only those that the client may treat as orders (9)"`
	Attempt  int64  `json:"attempt,omitempty" flag:"attempt" doc:"this one, or the reason why not"`
}

const saleSays = "the sale of attempt {Attempt} is {State}"

// ListSales gives sales.
var ListSales = Verb[SaleQuery, []Sale]{
	Name: "sale list", Method: Post, Path: "/sales", Summary: "Sales, and where each stands", Short: "List sales",
	Roles: readers(),
}

// ShowSale gives one sale with its script.
var ShowSale = Verb[SaleID, SaleWhole]{
	Name: "sale show", Method: Get, Path: "/sales/{id}", Summary: "One call's verification script and its sale",
	Short: "Show one, with its script and who did what",
	Roles: roles(dialer.Supervisor, dialer.Quality, dialer.Auditor),
}

// PassSale says that a person who did not sell it found a sale in order.
var PassSale = Verb[SaleCheck, Sale]{
	Name: "sale pass", Method: Post, Path: "/sales/{id}/pass", Summary: "A sale was checked and is in order",
	Short: "Say that a sale was checked and is in order", Says: saleSays,
	Roles: roles(dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactSalePassed), Humans: true,
	Help: `Say that a sale was checked and is in order (6), by a named person who is not the agent that sold it. It is
refused where the offer was changed after it was read aloud. The sale of a campaign that is exempt from
written acceptance is released with it (9).

Example:
  ringevett sale pass 42 --by "Ola Nordmann"`,
}

// WrittenOffer is an offer as the consumer gets it after the call.
type WrittenOffer struct {
	Attempt int64  `json:"attempt"`
	Ref     string `json:"ref,omitempty" doc:"the client's own, of the row that was rung"`
	Offer   string `json:"offer" doc:"the version of the offer that was read aloud"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
	PDF     []byte `json:"pdf,omitempty" doc:"the same, on A4, in base64"`
	NoPDF   string `json:"no_pdf,omitempty" doc:"why there is no PDF, such as a sign that its font does not have"`
}

// WrittenSale gives the written offer of a sale.
var WrittenSale = Verb[SaleID, WrittenOffer]{
	Name: "sale written", Method: Get, Path: "/sales/{id}/written", Summary: "The written offer of a sale, to be sent",
	Short: "Print the written offer of a sale",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality),
	Help: `Print the written offer of a sale (9), as text, as HTML or as PDF, for your system to send: what was read aloud,
and that nothing binds before it is accepted in writing. It is refused while no person has checked the sale,
and where the offer was changed after it was read aloud.

Example:
  ringevett sale written 42 --pdf > offer.pdf`,
}

// SendOffer says that the offer was sent in writing.
var SendOffer = Verb[SaleWriting, Sale]{
	Name: "sale offer", Method: Post, Path: "/sales/{id}/offer", Summary: "The offer was sent in writing",
	Says:  saleSays,
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactOfferSent),
	Help: `Say that the written offer was sent, on a durable medium and after the call (9): by letter, sms or email.

Example:
  ringevett sale offer 42 --channel email --ref "message 2026-117"`,
}

// SaleMail says where the written offer of a sale is mailed to.
type SaleMail struct {
	Attempt int64  `path:"id" json:"-" arg:"ATTEMPT" doc:"the call's number, as in: ringevett sale list"`
	To      string `json:"to" flag:"to,needed" doc:"the consumer's e-mail address; it is kept nowhere"`
}

// MailOffer mails the written offer.
var MailOffer = Verb[SaleMail, Sale]{
	Name: "sale mail", Method: Post, Path: "/sales/{id}/mail", Summary: "Mail the written offer to the consumer",
	Says:  saleSays,
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactOfferSent),
	Help: `Mail the written offer to the consumer (9): text, HTML, and PDF. The sale is "offer_sent" once the relay
(written_offer.relay) has accepted the letter; otherwise nothing is noted, and the reason is printed. Each
refusal of "sale offer" holds. The address is kept nowhere.

Example:
  ringevett sale mail 42 --to kari@example.no`,
}

// AcceptOffer says that the consumer accepted in writing.
var AcceptOffer = Verb[SaleWriting, Sale]{
	Name: "sale accept", Method: Post, Path: "/sales/{id}/accept",
	Summary: "The consumer accepted the offer in writing", Says: saleSays,
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactSaleAccepted),
	Help: `Say that the consumer accepted the offer in writing (9): by letter, sms, email, or a form on the web. Before
that the consumer is not bound. A spoken yes is no acceptance, and neither is a recording of one.

Example:
  ringevett sale accept 42 --channel sms --ref "message 2026-118"`,
}

// ReleaseSale gives an accepted sale to the client.
var ReleaseSale = Verb[SaleID, Sale]{
	Name: "sale release", Method: Post, Path: "/sales/{id}/release", Summary: "An accepted sale goes to the client",
	Says:  saleSays,
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactSaleReleased),
}

// MisinformedSale makes a sale void, and notes that the right information is owed.
var MisinformedSale = Verb[SaleReason, Sale]{
	Name: "sale misinformed", Method: Post, Path: "/sales/{id}/misinformed",
	Summary: "The consumer was given wrong information: the sale is void",
	Short:   "Say that the consumer was given wrong information", Says: saleSays + "; an inquiry asks for the correction",
	Roles:  roles(dialer.Supervisor, dialer.Quality),
	Writes: facts(dialer.FactSaleVoid, dialer.FactInquiry), Humans: true,
	Help: `Say that the consumer was given wrong information (6.1). The sale is void and leaves the export. An inquiry is
opened: within 24 hours the person is rung back with the right information, or is written to where calling hours
or a register forbid the call ("inquiries show" says which). The order must be confirmed again: a new call
is a new sale.

Example:
  ringevett sale misinformed 42 --why "the price was that of last year"`,
}

// VoidSale makes a sale void for another cause.
var VoidSale = Verb[SaleEnd, Sale]{
	Name: "sale void", Method: Post, Path: "/sales/{id}/void", Summary: "A call is no sale, and can have none any more",
	Short: "Say that a sale is none", Says: saleSays,
	Roles: roles(dialer.Supervisor, dialer.Quality, dialer.Privacy), Writes: facts(dialer.FactSaleVoid), Humans: true,
	Help: `Say that a sale is none: the consumer or who checked it said no, the person is under 18 (4.2 e), or the call
was ended for the person's sake (4.2 f). Of the last no words are kept. A call that is no sale can have
none after the last two.`,
}

// ExportSales gives the client the sales that were checked.
var ExportSales = Verb[SalesOut, []Sale]{
	Name: "sale export", Method: Post, Path: "/campaigns/{id}/sales", Summary: "The sales that the client may be told of",
	Short: "List what the client may be told of", Own: OwnByPath,
	Roles: append(leaders(), dialer.Quality, dialer.ClientRole), Notes: dialer.FactExported,
	Help: `List the sales of a campaign that a person has checked (6). An order binds only where "binding" is true: it was
accepted in writing (9), or the campaign is exempt.`,
}
