package inquiry

import (
	"errors"
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

	ComplaintMonths = 12 // of a complaint, unless the house keeps its dialogues longer
)

// Keep is how many months a house keeps its dialogues, and those that are complaints.
type Keep struct{ Months, Complaint int }

// Of is the one that holds for an inquiry.
func (k Keep) Of(in dialer.Inquiry) int {
	if in.Complaint {
		return max(k.Months, k.Complaint)
	}
	return k.Months
}

// KeptUntil is when a dialogue may go, its last message being that old; zero while the inquiry is open: then the
// dialogue is not over. Months are counted in Oslo, and one that has no such day ends later, never sooner.
func KeptUntil(in dialer.Inquiry, months int) time.Time {
	if in.Closed.IsZero() {
		return time.Time{}
	}
	return in.Closed.In(hours.Oslo()).AddDate(0, months, 0)
}

// Goes tells whether a dialogue is to go now; asking for it before the floor is an error.
func Goes(now time.Time, in dialer.Inquiry, k Keep) (bool, error) {
	if err := k.Check(); err != nil {
		return false, err
	}
	until := KeptUntil(in, k.Of(in))
	return !until.IsZero() && now.After(until), nil
}

// Check refuses what the code does not allow.
func (k Keep) Check() error {
	var errs []error
	for _, m := range []struct {
		field  string
		months int
	}{{"dialogue.retention_months", k.Months}, {"dialogue.complaint_months", k.Complaint}} {
		if m.months < MinMonths || m.months > MaxMonths {
			why := fmt.Sprintf("%d to %d after the last message (4.4.3 b)", MinMonths, MaxMonths)
			errs = append(errs, dialer.Invalid{Field: m.field, Value: fmt.Sprint(m.months), Why: why})
		}
	}
	return errors.Join(errs...)
}
