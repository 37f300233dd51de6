package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/dialplan"
)

// What Dial() says of a call by hand, and what it counts as: who dialed is on the line, so an answer is never
// abandoned.
func TestACallByHandCounts(t *testing.T) {
	tests := []struct {
		status string
		talked time.Duration
		want   figures.Day
	}{
		{"ANSWER", 3 * time.Second, figures.Day{Attempted: 1, Answered: 1, Connected: 1, Transferred: 1}},
		{"ANSWER", time.Hour, figures.Day{Attempted: 1, Answered: 1, Connected: 1, Transferred: 1}}, // clocks that disagree
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
			allowed, at := tuesday(10, 0, 0), tuesday(10, 0, 20)
			facts, _ := app.EndFacts(allowed, dialplan.HandEnd{Attempt: 7, Status: tt.status, Talked: tt.talked, Cause: 16}, at)
			facts = append([]dialer.Fact{{At: allowed, Kind: dialer.FactBooked, T: 2 * time.Second}}, facts...)
			for i := range facts {
				facts[i].Attempt, facts[i].Campaign = 7, "c1"
				if facts[i].At.Before(allowed) || facts[i].At.After(at) {
					t.Errorf("%s at %v, outside the call", facts[i].Kind, facts[i].At)
				}
			}
			days := figures.Derive(slices.Values(facts), hours.Oslo())
			if err := figures.Check(days); err != nil || len(days) != 1 {
				t.Fatalf("got %+v, %v", days, err)
			}
			d := days[0]
			got := figures.Day{Attempted: d.Attempted, Answered: d.Answered, Connected: d.Connected, Transferred: d.Transferred, Abandoned: d.Abandoned,
				Busy: d.Busy, NoAnswer: d.NoAnswer, CancelledRinging: d.CancelledRinging, TrunkFailed: d.TrunkFailed, LocalError: d.LocalError}
			if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", tt.want) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestEveryRefusalHasAReasonToHear(t *testing.T) {
	want := map[string]string{
		gate.BlockOwn: "guard-reserved", gate.BlockClient: "guard-reserved", gate.BlockNational: "guard-reserved",
		gate.BlockHours: "guard-hours", gate.BlockUnknown: "guard-no-answer",
	}
	for _, c := range gate.Codes() {
		w := want[c.Code]
		if w == "" {
			w = "guard-refused"
		}
		if got := app.ReasonSound(c.Code); got != w {
			t.Errorf("%s: got %s, want %s", c.Code, got, w)
		}
	}
}

// TestCallingHoursBindContextsOfPersons: guard.persons names contexts without a campaign that calling hours bind;
// others may ring at any time (4.2 j).
func TestCallingHoursBindContextsOfPersons(t *testing.T) {
	h := open(t)
	h.PrivateContexts("from-sales", "from-service")
	for _, tt := range []struct {
		context string
		at      time.Time
		allowed bool
	}{
		{"from-sales", tuesday(10, 0, 0), true}, {"from-service", tuesday(20, 59, 0), true},
		{"from-sales", tuesday(8, 59, 0), false}, {"from-service", tuesday(21, 0, 0), false},
		{"from-sales", tuesday(10, 0, 0).AddDate(0, 0, 4), false}, // a Saturday
		{"from-office", tuesday(22, 0, 0), true}, {"", tuesday(22, 0, 0), true},
	} {
		h.At(tt.at)
		if why := h.ClosedTo(tt.context); (why == "") != tt.allowed {
			t.Errorf("%q at %v: closed because %q; want allowed %v", tt.context, tt.at, why, tt.allowed)
		}
	}
}
