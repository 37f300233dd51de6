// Package refusal is a refusal with a name: the reason, the clause of the norm that it stands on, and why in plain
// words. A rule package declares its reasons and lists them by clause; sale and notice do.
package refusal

import (
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Reason is a package's own type of reasons. Its words are stored, and are the same by key, by command and over the
// API.
type Reason interface {
	~string
	Clause() string // of the norm
}

// Refused is a refusal with its name. It is dialer.ErrRefused.
type Refused[R Reason] struct {
	Reason R
	Why    string // in plain words
}

// Because gives a refusal; why and args are of fmt.Sprintf.
func Because[R Reason](r R, why string, args ...any) Refused[R] {
	return Refused[R]{Reason: r, Why: fmt.Sprintf(why, args...)}
}

// Error is "SALE_ORAL: a spoken yes binds the consumer to nothing (9)".
func (r Refused[R]) Error() string {
	return fmt.Sprintf("%s: %s (%s)", r.Reason, r.Why, r.Reason.Clause())
}

// Unwrap makes it a refusal.
func (r Refused[R]) Unwrap() error { return dialer.ErrRefused }

// Clause is a reason and the clause of the norm that it stands on.
type Clause[R Reason] struct {
	Reason R
	Clause string
}

// Under lists reasons that stand on one clause.
func Under[R Reason](clause string, reasons ...R) (list []Clause[R]) {
	for _, r := range reasons {
		list = append(list, Clause[R]{r, clause})
	}
	return list
}

// Find gives the clause of a reason in a package's list; "": it is not there.
func Find[R Reason](list []Clause[R], r R) string {
	for _, c := range list {
		if c.Reason == r {
			return c.Clause
		}
	}
	return ""
}
