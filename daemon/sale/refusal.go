package sale

import (
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Reason names a refusal. The words are stored, and are the same by key, by command and over the API.
type Reason string

// The reasons, by the clause that they stand on.
const (
	NoApproval    Reason = "SALE_NO_APPROVAL"    // 4.2 c
	NoAttestation Reason = "SALE_NO_ATTESTATION" // 4.2 d
	NoAge         Reason = "SALE_AGE_NOT_ASKED"  // 4.2 e
	IsMinor       Reason = "SALE_MINOR"          // 4.2 e
	CareEnded     Reason = "SALE_DUTY_OF_CARE"   // 4.2 f
	WrongKind     Reason = "SALE_KIND"           // 4.2 k

	Skipped   Reason = "SALE_STATE_SKIPPED"   // 6
	OwnCheck  Reason = "SALE_OWN_CHECK"       // 6
	Withheld  Reason = "SALE_NOT_CHECKED"     // 6: not for the client's eyes yet
	IsVoid    Reason = "SALE_VOID"            // 6.1
	Unticked  Reason = "SALE_ITEM_MISSING"    // 6 a
	NotInCall Reason = "SALE_NOT_IN_THE_CALL" // 6 a
	Changed   Reason = "SALE_OFFER_CHANGED"   // 6 a
	NoOffer   Reason = "SALE_NO_OFFER"        // 6.1 b
	Blank     Reason = "SALE_OFFER_BLANK"     // 6.1 b to f, 9 b to d

	TooEarly      Reason = "SALE_OFFER_BEFORE_THE_END" // 9
	NotDurable    Reason = "SALE_OFFER_NOT_DURABLE"    // 9
	NoRef         Reason = "SALE_NO_EVIDENCE"          // 9
	Oral          Reason = "SALE_ORAL"                 // 9
	Recorded      Reason = "SALE_RECORDING"            // 9
	AcceptedEarly Reason = "SALE_ACCEPTED_TOO_EARLY"   // 9
	Future        Reason = "SALE_IN_THE_FUTURE"        // 9
	NotExempt     Reason = "SALE_NOT_EXEMPT"           // 9
)

// Clauses gives each reason, in the order of the norm, with the clause that it stands on.
func Clauses() []Clause {
	return []Clause{
		{NoApproval, "4.2 c"}, {NoAttestation, "4.2 d"}, {NoAge, "4.2 e"}, {IsMinor, "4.2 e"}, {CareEnded, "4.2 f"},
		{WrongKind, "4.2 k"},
		{Skipped, "6"}, {OwnCheck, "6"}, {Withheld, "6"}, {Unticked, "6 a"}, {NotInCall, "6 a"}, {Changed, "6 a"},
		{NoOffer, "6.1 b"}, {Blank, "6.1 b-f"}, {IsVoid, "6.1"},
		{TooEarly, "9"}, {NotDurable, "9"}, {NoRef, "9"}, {Oral, "9"}, {Recorded, "9"}, {AcceptedEarly, "9"},
		{Future, "9"}, {NotExempt, "9"},
	}
}

// Clause is a reason and the clause of the norm that it stands on.
type Clause struct {
	Reason Reason
	Clause string
}

// Refused is a refusal with its name. It is dialer.ErrRefused.
type Refused struct {
	Reason Reason
	Why    string // in plain words
}

// Error is "SALE_ORAL: a spoken yes binds the consumer to nothing (9)".
func (r Refused) Error() string {
	return fmt.Sprintf("%s: %s (%s)", r.Reason, r.Why, r.Reason.clause())
}

// Unwrap makes it a refusal.
func (r Refused) Unwrap() error { return dialer.ErrRefused }

func (r Reason) clause() string {
	for _, c := range Clauses() {
		if c.Reason == r {
			return c.Clause
		}
	}
	return ""
}

func refuse(r Reason, why string, args ...any) error { return Refused{r, fmt.Sprintf(why, args...)} }
