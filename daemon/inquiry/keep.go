package inquiry

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Months that a dialogue is kept after its last message (4.4.3 b, norm 2.9).
const (
	MinMonths     = 6
	DefaultMonths = 7
	MaxMonths     = 24
)

// KeptUntil is when a dialogue may go, its last message being that old; zero while the inquiry is open: then the dialogue is not
// over. Months are counted in Oslo, and one that has no such day ends later, never sooner.
func KeptUntil(in dialer.Inquiry, months int) time.Time {
	if in.Closed.IsZero() {
		return time.Time{}
	}
	return in.Closed.In(hours.Oslo()).AddDate(0, months, 0)
}

// Goes tells whether a dialogue is to go now; asking for it before the floor is an error.
func Goes(now time.Time, in dialer.Inquiry, months int) (bool, error) {
	if err := CheckMonths(months); err != nil {
		return false, err
	}
	until := KeptUntil(in, months)
	return !until.IsZero() && now.After(until), nil
}

// CheckMonths refuses what the code does not allow.
func CheckMonths(months int) error {
	if months < MinMonths || months > MaxMonths {
		return dialer.Invalid{Field: "dialogue.retention_months", Value: fmt.Sprint(months), Why: fmt.Sprintf("%d to %d after the last message (4.4.3 b)", MinMonths, MaxMonths)}
	}
	return nil
}
