package dialer

import "time"

// None is the word for "there is none" in an offer, where the norm lets one say so. A blank says nothing.
const None = "none"

// Offer is what a campaign sells, as it is read aloud in the call (6.1) and sent in writing after it (9). The texts are
// in the campaign's language.
type Offer struct {
	Nature      string // of the goods or the service (9 b)
	Price       string // 6.1 b
	OtherCosts  string // 6.1 b; None: there are none
	Total       string // in all, fees included (9 c)
	Binding     string // the lock-in period (6.1 c); None: there is none
	MinPurchase string // 6.1 c; None: there is none
	Delivery    string // when it is delivered (6.1 d)
	Withdrawal  string // the right of withdrawal, or the ground on which there is none (6.1 e)
	Other       string // what else this product's buyer must know (6.1 f); None: nothing
}

// Approval says who found the offer fit for the people who are called, and when (4.2 c).
type Approval struct {
	By string // first and last name
	At time.Time
}

// Attestation says who found that the offer may lawfully be sold in Norway, when, and where that is written (4.2 d).
type Attestation struct {
	By  string // first and last name, of the client or of the call centre's manager
	At  time.Time
	Ref string
}

// Exemption is a ground of the act on which a sale binds without a written acceptance (angrerettloven § 10).
type Exemption string

// The exemptions. The act has no others.
const (
	ExemptNewspaper Exemption = "newspaper"              // a subscription to a newspaper
	ExemptVoluntary Exemption = "voluntary_organisation" // a sale by a voluntary organisation
)

// Exemptions lists them, in the order used in messages.
func Exemptions() []Exemption { return []Exemption{ExemptNewspaper, ExemptVoluntary} }

// Unwritten is why a campaign's sales bind without a written acceptance; its zero value: they do not (9).
type Unwritten struct {
	Exemption  Exemption
	Ground     string // how the exemption fits this campaign
	AttestedBy string // first and last name
}

// Facts of a sale, in the order in which they come. All belong to an attempt. Prompt has the version of the offer.
const (
	// the agent ticked an item of the verification script while the call was up: Code is the item (6.1)
	FactTicked FactKind = "sale_ticked"
	// the agent said that it was a sale: it is pending (6)
	FactSold FactKind = "sale_pending"
	// a person who did not sell it found it in order: By who (6)
	FactSalePassed FactKind = "sale_passed"
	// the offer was sent in writing: At when, Code the channel, Detail the reference (9)
	FactOfferSent FactKind = "sale_offer_sent"
	// another system took the written offer in order to send it: Code is the way, Detail the event. It was not sent yet.
	FactOfferHanded FactKind = "sale_offer_handed"
	// the consumer accepted it in writing: At when, Code the channel, Detail the evidence (9)
	FactSaleAccepted FactKind = "sale_accepted"
	FactSaleReleased FactKind = "sale_released" // to the client: Code is the exemption, where there is one
	FactSaleVoid     FactKind = "sale_void"     // Code says why; of a call that has no sale: it can have none
	FactSaleRefused  FactKind = "sale_refused"  // a key of the agent's was refused: Code is the reason's name
)
