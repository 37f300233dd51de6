package handdial_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/handdial"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/dialplan"
)

// TestACallByHandCounts: what Dial() says of a call by hand, and what it counts as. The person who dialed is on the
// line, so an answer is never abandoned.
func TestACallByHandCounts(t *testing.T) {
	tests := []struct {
		status string
		talked time.Duration
		want   figures.Day
	}{
		{"ANSWER", 3 * time.Second, figures.Day{Attempted: 1, Answered: 1, Connected: 1, Transferred: 1}},
		// clocks that disagree
		{"ANSWER", time.Hour, figures.Day{Attempted: 1, Answered: 1, Connected: 1, Transferred: 1}},
		{"BUSY", 0, figures.Day{Attempted: 1, Busy: 1}},
		{"NOANSWER", 0, figures.Day{Attempted: 1, NoAnswer: 1}},
		{"CANCEL", 0, figures.Day{Attempted: 1, CancelledRinging: 1}},
		{"CONGESTION", 0, figures.Day{Attempted: 1, TrunkFailed: 1}},
		{"CHANUNAVAIL", 0, figures.Day{Attempted: 1, TrunkFailed: 1}},
		{"a status of a later Asterisk", 0, figures.Day{Attempted: 1, TrunkFailed: 1}},
		{"", 0, figures.Day{LocalError: 1}},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%q %v", tt.status, tt.talked), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // the end is reported at once, by the wall clock
				booked := booking(noon, callee, "ch1")
				w := newWorld()
				w.now, w.journal = noon.Add(20*time.Second), []dialer.Fact{booked}
				e := dialplan.HandEnd{Attempt: 7, Status: tt.status, Talked: tt.talked, Cause: 16, At: time.Now()}
				g := w.guard(t, handdial.Settings{})
				if err := g.Over(t.Context(), e); err != nil {
					t.Fatal(err)
				}
				booked.Attempt = 7
				facts := append([]dialer.Fact{booked}, w.ended.Facts...)
				for _, f := range facts {
					if f.Attempt != 7 || f.At.Before(noon) || f.At.After(w.now) {
						t.Errorf("%s of attempt %d at %v, outside the call", f.Kind, f.Attempt, f.At)
					}
				}
				days := figures.Derive(slices.Values(facts), hours.Oslo())
				if err := figures.Check(days); err != nil || len(days) != 1 {
					t.Fatalf("got %+v, %v", days, err)
				}
				d := days[0]
				got := figures.Day{
					Attempted: d.Attempted, Answered: d.Answered, Connected: d.Connected, Transferred: d.Transferred,
					Abandoned: d.Abandoned, Busy: d.Busy, NoAnswer: d.NoAnswer, CancelledRinging: d.CancelledRinging,
					TrunkFailed: d.TrunkFailed, LocalError: d.LocalError,
				}
				if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", tt.want) {
					t.Errorf("got %+v, want %+v", got, tt.want)
				}
			})
		})
	}
}

// TestAnEndIsRefused while the channel still carries the attempt, whatever peer reports it.
func TestAnEndIsRefused(t *testing.T) {
	w := newWorld()
	w.journal, w.carried = []dialer.Fact{booking(noon, callee, "ch1")}, "7"
	g := w.guard(t, handdial.Settings{})
	if err := g.Over(t.Context(), dialplan.HandEnd{Attempt: 7, Status: "BUSY", At: time.Now()}); err == nil {
		t.Error("the end of a call that is not over was written")
	}
	if len(w.ended.Facts) != 0 {
		t.Errorf("wrote %+v", w.ended)
	}
}

// TestAPermissionThatWasNotHeardIsWithdrawn: the attempt was not placed, and its lead may be called again.
func TestAPermissionThatWasNotHeardIsWithdrawn(t *testing.T) {
	w := newWorld()
	g := w.guard(t, handdial.Settings{})
	a, err := g.Ask(t.Context(), dialed(nil))
	if err != nil || !a.Allowed {
		t.Fatalf("got %+v, %v", a, err)
	}
	g.Withdraw(t.Context(), a.Attempt, "the channel hung up")
	g.Wait()
	if f := w.ended.Facts; len(f) != 1 || f[0].Kind != dialer.FactNotPlaced ||
		f[0].Attempt != dialer.AttemptID(a.Attempt) {
		t.Errorf("wrote %+v", w.ended)
	}
	if l := w.ended.Leads; len(l) != 1 || l[0].State != dialer.LeadWaiting {
		t.Errorf("the lead is %+v, want waiting", l)
	}
	if open := g.Calls(); len(open) != 0 {
		t.Errorf("still open: %+v", open)
	}
}
