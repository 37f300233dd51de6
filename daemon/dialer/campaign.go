package dialer

import (
	"slices"
	"time"
)

// Kind is the purpose of a campaign. It is fixed when the campaign is made (4.2 k).
type Kind string

// The kinds of campaign.
const (
	Sales       Kind = "sales"
	Fundraising Kind = "fundraising"
	Survey      Kind = "survey"
	Service     Kind = "service"
	Information Kind = "information"
)

// Kinds lists every kind, in the order used in messages.
func Kinds() []Kind { return []Kind{Sales, Fundraising, Survey, Service, Information} }

// Marketing reports whether calls of this kind are marketing, so that the national register bars them (mfl. § 12, §
// 16 a).
func (k Kind) Marketing() bool { return k == Sales || k == Fundraising }

// Client is a business that calls are made for.
type Client struct {
	ID       ClientID
	Name     string // as listed in public
	Spoken   string // as said in prompts
	Internal bool   // the call centre itself: prompts then drop "on behalf of"
	OrgNo    string // nine digits
	Phone    string // where the consumer can ring, as said in prompts
	Visible  []Number
	Checked  []DirectoryCheck // of the visible numbers; marketing needs one (mfl. § 14)

	// when it was removed, where archived campaigns still need its name; zero: it was not
	Archived time.Time
}

// DirectoryCheck is somebody's word that a visible number was found in a directory (mfl. § 14 second paragraph).
type DirectoryCheck struct {
	Number Number
	At     time.Time
	Ref    string // of the evidence
}

// CheckedAt is when the visible number was last found in a directory; zero when it never was.
func (c Client) CheckedAt(n Number) (at time.Time) {
	for _, check := range c.Checked {
		if check.Number == n && check.At.After(at) {
			at = check.At
		}
	}
	return at
}

// Owns reports whether n is one of the client's visible numbers (4.4.2).
func (c Client) Owns(n Number) bool {
	for _, v := range c.Visible {
		if v == n {
			return true
		}
	}
	return false
}

// SourceKind is the lawful kind of an address source (4.2 a).
type SourceKind string

// The kinds of source. There is no "unknown": a list without one of these is refused.
const (
	ClientCustomers    SourceKind = "client_customers"
	PurchasedDirectory SourceKind = "purchased_directory"
	ExplicitRequest    SourceKind = "explicit_request"
	PublicDirectory    SourceKind = "public_directory"
)

// SourceKinds lists every kind of source, in the order used in messages.
func SourceKinds() []SourceKind {
	return []SourceKind{ClientCustomers, PurchasedDirectory, ExplicitRequest, PublicDirectory}
}

// Source says where numbers came from; it travels with each lead (4.2 a).
type Source struct {
	Name       string
	Kind       SourceKind
	ObtainedAt time.Time
	Basis      string // the ground for using it, in the operator's words
	Spoken     string // as an agent says it: "vi har nummeret ditt fra …"

	RequestedTo string // for requests: the organisation number of the one trader who was asked to call (4.2 b)
	Wash        Wash   // of the whole list; a lead's own, when newer, goes before it

	Ends time.Time // from then on nothing is dialed of its list; zero: some months after its last rows came
}

// Campaign is one purpose for one client. Durations are whole seconds.
type Campaign struct {
	ID       CampaignID
	Client   Client
	Kind     Kind
	Purpose  string // the spoken purpose, without which no agent can open the call (4.2 g)
	Subject  string // what the call was about, in public (4.4.5)
	Visible  Number // shown to the consumer; one of the client's
	Language string // nb, nn or en
	Ring     time.Duration
	WrapUp   time.Duration
	// no next call comes before the agent has keyed an outcome, or the longest wrap-up is over
	Forced   bool
	Names    map[Disposition]string // the campaign's own words for its outcomes, in reports
	Attempts Attempts
	Agents   []AgentID
	Sources  []Source
	Running  bool
	Mode     Mode      // how many calls are dialed; the empty one is Power
	Archived time.Time // when it was put away for good; zero: it is in use

	// who states, and how it is so, that the offer is the client's own and like what its customers bought; "" lifts
	// nothing (mfl. § 12)
	OwnSimilar string
	WashMaxAge time.Duration // of a person-level wash; 0 is a week
	Unmatched  Unmatched     // what becomes of leads that no register can be asked about by person

	// what it sells, and who answers for that; of marketing campaigns alone
	Offer     Offer
	Approval  Approval    // without it a marketing campaign does not start (4.2 c)
	Lawful    Attestation // nor without this (4.2 d)
	Written   string      // the text of its written offer, with placeholders; "": the one that is shipped (9)
	Unwritten Unwritten   // why its sales bind without a written acceptance; zero: they do not (9)
}

// InUse leaves out the campaigns that are archived.
func InUse(all []Campaign) []Campaign {
	return slices.DeleteFunc(all, func(c Campaign) bool { return !c.Archived.IsZero() })
}

// Mode is how many calls a campaign dials.
type Mode string

// The modes.
const (
	Power      Mode = "power"      // an agent is held for every call (4.5)
	Predictive Mode = "predictive" // more calls than agents, within a guard on the abandoned ones (4.6)
)

// Modes lists them, in the order used in messages.
func Modes() []Mode { return []Mode{Power, Predictive} }

// Attempts limits how often one number is rung (norm 2.9; the limits may only be tightened).
type Attempts struct {
	PerCampaign  int           // at most 3
	PerClientDay int           // at most 1
	Gap          time.Duration // between unanswered attempts, at least 4 h
}

// Agent is a person who takes calls on a SIP phone.
type Agent struct {
	ID       AgentID
	FullName string // said at the start of each call (4.2 g)
	Endpoint string // "PJSIP/agent1": the phone, as Asterisk names it
}

// Unmatched is what a marketing campaign does with a lead of which only the number can be looked up in the national
// register: it has neither birth date nor address and postcode.
type Unmatched string

// The choices. There is no third: a register's silence about such a person is no answer (norm 10).
const (
	UnmatchedRowWash Unmatched = ""      // dialed only where its own row was washed by person
	UnmatchedBlock   Unmatched = "block" // never dialed
)
