package inquiry

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Way is how a person may be answered now.
type Way struct {
	Ring bool      // may be rung back now
	From time.Time // not now, but from then on and still in time; zero where the answer goes in writing
	Why  string    // of all that is not ringing now
}

const writing = "answer in writing, without marketing, or in the person's own call"

// RingBack tells whether who asks may be rung. Private persons are not rung at weekends and at night, whatever they
// asked for (norm 5, no. 10), nor is a person in a register, though they ask for it (no. 38); an answer that is
// missing is a no.
func RingBack(
	now time.Time, in dialer.Inquiry, answers []dialer.RegisterAnswer, r hours.Rules, ring time.Duration,
) Way {
	if in.Number == "" {
		return Way{Why: "no number is known: " + writing}
	}
	if len(answers) == 0 {
		return Way{Why: "the registers were not asked: " + writing}
	}
	for _, a := range answers {
		switch a.Answer {
		case dialer.Clear:
		case dialer.Reserved:
			return Way{
				Why: fmt.Sprintf("the person is in the register %s and is never rung (4.4.4, 10): %s", a.Register,
					writing),
			}
		default:
			return Way{Why: fmt.Sprintf("the register %s gives no answer: %s", a.Register, writing)}
		}
	}
	w := r.At(now, ring)
	switch {
	case w.Open:
		return Way{Ring: true}
	case w.Next.IsZero() || WasLate(w.Next, in.Due):
		return Way{Why: "no one is rung now (" + w.Why + ", 4.2 j), and the time for the answer ends first: " + writing}
	}
	return Way{From: w.Next, Why: "no one is rung now (" + w.Why + ", 4.2 j)"}
}
