package dialer

import "time"

// Lead is one person's number in one campaign.
type Lead struct {
	ID       LeadID
	Campaign CampaignID
	Number   Number
	Name     string
	Address  string
	Ref      string    // the client's own reference
	Birth    time.Time // zero when not given; used as a filter and to know the person in a register (4.2 e, 10)
	Source   string    // name of one of the campaign's sources
	Due      time.Time // not before
	CallBack bool      // the person was promised a call, and no call since has settled it
	For      AgentID   // of a CallBack: the agent who promised to call; empty: any agent of the campaign may

	Persons  []PersonKey // who this is to the registers; worked out when the lead is read, never stored
	Customer Customer
	Request  Request
	Wash     Wash
}

// CustomerStatus is what the client says of its customer on the list's date.
type CustomerStatus string

// The statuses. Only a current customer lifts the national register (mfl. § 12 fourth paragraph).
const (
	CustomerCurrent CustomerStatus = "current"
	CustomerFormer  CustomerStatus = "former"
	CustomerNone    CustomerStatus = "none"
)

// CustomerStatuses lists them, in the order used in messages.
func CustomerStatuses() []CustomerStatus {
	return []CustomerStatus{CustomerCurrent, CustomerFormer, CustomerNone}
}

// Customer is the client's word that the lead is its customer; the zero Customer is none.
type Customer struct {
	Status          CustomerStatus
	Since           time.Time
	ProductRef      string // what was bought
	ContactFromSale bool   // the number came with that sale
	ListDate        time.Time
}

// Request is a person's express wish to be called by one trader (4.2 b); the zero Request is none.
type Request struct {
	OrgNo       string // of the trader
	At          time.Time
	Channel     string
	EvidenceRef string
	WithdrawnAt time.Time // zero while it stands
}

// Wash is the record that a list was held against the national register (norm 10 third paragraph); the zero Wash is
// none.
type Wash struct {
	At       time.Time
	By       string
	Scope    WashScope
	Attested string // the person who answers for it
}

// WashScope is what a list was washed by.
type WashScope string

// The scopes. Most reserved persons gave the register no number, so a wash of numbers alone is no ground to call.
const (
	WashPersons WashScope = "persons" // name with birth date or address, against all who reserved
	// against those who reserved against voluntary organisations too
	WashPersonsVoluntary WashScope = "persons-voluntary"
	WashNumbers          WashScope = "numbers"
)

// WashScopes lists them, in the order used in messages.
func WashScopes() []WashScope { return []WashScope{WashPersons, WashPersonsVoluntary, WashNumbers} }

// Covers reports whether a wash of this scope is one for that kind of campaign (mfl. § 12, § 13 a).
func (s WashScope) Covers(k Kind) bool {
	return s == WashPersons || s == WashPersonsVoluntary && k == Fundraising
}
