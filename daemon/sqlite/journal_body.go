package sqlite

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// body is a fact as it is stored. Its names never change meaning; new ones may come.
type body struct {
	countedBody
	Number    *sealedNumber            `json:"number,omitzero"`
	Detail    string                   `json:"detail,omitzero"`
	Prompt    dialer.Prompt            `json:"prompt,omitzero"`
	Recording dialer.RecordingID       `json:"recording,omitzero"`
	Inquiry   dialer.InquiryID         `json:"inquiry,omitzero"`
	Route     string                   `json:"route,omitzero"`
	Sent      string                   `json:"sent,omitzero"`
	Registers []dialer.RegisterVersion `json:"registers,omitempty"`
	Proof     dialer.Proof             `json:"proof,omitzero"`

	// The entries that hold Detail and Registers, where an earlier one does: see quote.
	DetailOf    int64 `json:"detail_of,omitzero"`
	RegistersOf int64 `json:"registers_of,omitzero"`
}

// countedBody is the part of a fact that can be counted: not its number, its words, nor the registers' versions, which
// are most of a booking.
type countedBody struct {
	At          time.Time          `json:"at"`
	Kind        dialer.FactKind    `json:"kind"`
	Campaign    dialer.CampaignID  `json:"campaign,omitzero"`
	Client      dialer.ClientID    `json:"client,omitzero"`
	Attempt     dialer.AttemptID   `json:"attempt,omitzero"`
	Lead        dialer.LeadID      `json:"lead,omitzero"`
	Agent       dialer.AgentID     `json:"agent,omitzero"`
	Visible     dialer.Number      `json:"visible,omitzero"`
	Dedicated   bool               `json:"dedicated,omitzero"`
	Reserved    bool               `json:"reserved,omitzero"`
	T           int64              `json:"t_ns,omitzero"`
	Outcome     dialer.Outcome     `json:"outcome,omitzero"`
	Disposition dialer.Disposition `json:"disposition,omitzero"`
	Party       dialer.Party       `json:"party,omitzero"`
	Cause       int                `json:"cause,omitzero"`
	TechCause   int                `json:"tech_cause,omitzero"`
	Code        string             `json:"code,omitzero"`
	By          string             `json:"by,omitzero"`
	Exempt      string             `json:"exempt,omitzero"`
}

// sealedNumber names the key of a number. Box is empty in the fact that tells of the key's destruction, and in one
// that has the words alone.
type sealedNumber struct {
	Key int64  `json:"key"`
	Box []byte `json:"box,omitempty"` // base64 in the text
	// Words are what a person wrote of the number or of a call to it, in place of the body's Detail: they go with the
	// key.
	Words []byte `json:"words,omitempty"`
}

func newBody(f dialer.Fact) body {
	return body{
		countedBody: countedBody{
			At: f.At.UTC(), Kind: f.Kind, Campaign: f.Campaign, Client: f.Client, Attempt: f.Attempt, Lead: f.Lead,
			Agent: f.Agent, Visible: f.Visible, Dedicated: f.Dedicated, Reserved: f.Reserved, T: int64(f.T),
			Outcome: f.Outcome, Disposition: f.Disposition, Party: f.Party, Cause: f.Cause, TechCause: f.TechCause,
			Code: f.Code, By: f.By, Exempt: f.Exempt,
		},
		Detail: withoutNumber(f), Prompt: f.Prompt, Recording: f.Recording, Inquiry: f.Inquiry, Registers: f.Registers,
		Route: f.Route, Sent: f.Sent, Proof: f.Proof,
	}
}

// counted is the fact with what can be counted, and no more.
func (b countedBody) counted() dialer.Fact {
	return dialer.Fact{
		At: b.At, Kind: b.Kind, Campaign: b.Campaign, Client: b.Client, Attempt: b.Attempt, Lead: b.Lead,
		Agent: b.Agent, Visible: b.Visible, Dedicated: b.Dedicated, Reserved: b.Reserved, T: time.Duration(b.T),
		Outcome: b.Outcome, Disposition: b.Disposition, Party: b.Party, Cause: b.Cause, TechCause: b.TechCause,
		Code: b.Code, By: b.By, Exempt: b.Exempt,
	}
}

// fact gives the fact back, its number opened where the key lives.
func (b body) fact(k numberKey) (dialer.Fact, error) {
	f := b.counted()
	f.Detail, f.Prompt, f.Recording, f.Inquiry, f.Registers = b.Detail, b.Prompt, b.Recording, b.Inquiry, b.Registers
	f.Route, f.Sent, f.Proof = b.Route, b.Sent, b.Proof
	if b.Number == nil {
		return f, nil
	}
	clear, err := k.open(b.Number.Box)
	f.Number = dialer.Number(clear)
	if b.Number.Words != nil && err == nil {
		clear, err = k.open(b.Number.Words)
		f.Detail = string(clear)
	}
	return f, err
}

// readBody gives a fact of a kind that names no other entry; see scanFact for any.
func readBody(text []byte, k numberKey) (dialer.Fact, error) {
	var b body
	if err := json.Unmarshal(text, &b); err != nil {
		return dialer.Fact{}, fmt.Errorf("read a fact: %w", err)
	}
	return b.fact(k)
}

// withoutNumber removes the number from the plain words too: there it could not be erased.
func withoutNumber(f dialer.Fact) string {
	if f.Number == "" || f.Detail == "" {
		return f.Detail
	}
	masked := f.Number.Masked()
	return strings.NewReplacer(string(f.Number), masked, strings.TrimPrefix(string(f.Number), "+"), masked,
		f.Number.National(), masked).
		Replace(f.Detail)
}

// checkFact refuses a fact that would make an entry useless or unlawful.
func checkFact(f dialer.Fact) []error {
	var errs []error
	need := func(field string, missing bool, why string) {
		if missing {
			errs = append(errs, dialer.Invalid{Field: string(f.Kind) + "." + field, Why: why})
		}
	}
	need("kind", f.Kind == "", "each fact has a kind")
	need("at", f.At.IsZero(), "each fact has its time")
	if f.Kind == dialer.FactBooked {
		need("attempt", f.Attempt <= 0, "a booking has its attempt, as given by NextAttempt")
		need("campaign", f.Campaign == "", "limits are counted by it (norm 2.9)")
		need("client", f.Client == "", "limits are counted by it (norm 2.9)")
		need("number", f.Number == "", "limits are counted by it (norm 2.9)")
	}
	if f.Kind == dialer.FactBlocked && f.Number != "" {
		errs = append(errs, dialer.Invalid{Field: "blocked.number", Value: f.Number.Masked(),
			Why: "a blocked contact is only counted (4.2 j)"})
	}
	return errs
}
