package dialer

import (
	"errors"
	"fmt"
)

// Errors that callers ask for with errors.Is.
var (
	ErrNotFound = errors.New("not found")
	ErrExists   = errors.New("already exists")
	ErrRefused  = errors.New("refused")

	// ErrUnwritable says that the journal cannot take a batch as it is, now or later. The disk is not at fault.
	ErrUnwritable = errors.New("cannot be written")
)

// Invalid is one fault in what a person gave us: which field, the value, and what is allowed.
type Invalid struct {
	Field string // "ring.seconds", "row 7, number"
	Value string // as given; "" when it is missing
	Why   string // what is allowed, with the clause where one rules
}

// Error tells it in one line.
func (e Invalid) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("%s: missing: %s", e.Field, e.Why)
	}
	return fmt.Sprintf("%s: %q: %s", e.Field, e.Value, e.Why)
}

// Reason is why something is invalid, without its field and value: numbers in them are personal data. Of any other
// error it is the text.
func Reason(err error) string {
	if bad, ok := errors.AsType[Invalid](err); ok {
		return bad.Why
	}
	return err.Error()
}
