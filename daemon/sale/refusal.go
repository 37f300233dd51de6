package sale

import (
	"slices"

	"github.com/ringevett/ringevett/daemon/refusal"
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

// Refused is a refusal of this package.
type Refused = refusal.Refused[Reason]

// Clauses gives each reason, in the order of the norm, with the clause that it stands on.
func Clauses() []refusal.Clause[Reason] {
	return slices.Concat(
		refusal.Under("4.2 c", NoApproval), refusal.Under("4.2 d", NoAttestation),
		refusal.Under("4.2 e", NoAge, IsMinor), refusal.Under("4.2 f", CareEnded), refusal.Under("4.2 k", WrongKind),
		refusal.Under("6", Skipped, OwnCheck, Withheld), refusal.Under("6 a", Unticked, NotInCall, Changed),
		refusal.Under("6.1 b", NoOffer), refusal.Under("6.1 b-f", Blank), refusal.Under("6.1", IsVoid),
		refusal.Under("9", TooEarly, NotDurable, NoRef, Oral, Recorded, AcceptedEarly, Future, NotExempt),
	)
}

// Clause is the clause of the norm that the reason stands on.
func (r Reason) Clause() string { return refusal.Find(Clauses(), r) }

func refuse(r Reason, why string, args ...any) error { return refusal.Because(r, why, args...) }
