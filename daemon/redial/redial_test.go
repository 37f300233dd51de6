package redial_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redial"
)

// limits are the widest allowed.
func limits() dialer.Attempts {
	return dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour}
}

// ended is an attempt that an agent was in, with so many attempts that count.
func ended(o dialer.Outcome, d dialer.Disposition, attempts int) redial.Ended {
	if o == dialer.NotPlaced {
		attempts++ // the one that does not count
	}
	return redial.Ended{Outcome: o, Said: d, Bridged: true, Tries: attempts}
}

func TestAfter(t *testing.T) {
	oslo := time.FixedZone("winter", 3600)
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, oslo)
	tomorrow := time.Date(2026, 11, 24, 9, 0, 0, 0, oslo)
	for _, tt := range []struct {
		name     string
		now      time.Time
		outcome  dialer.Outcome
		disposed dialer.Disposition
		attempts int
		due      time.Time // zero: never
		why      string
	}{
		{"a person answered: never again", now, dialer.Answered, dialer.Person, 1, time.Time{}, "answered by a person"},
		{"a sale: never again", now, dialer.Answered, dialer.Sold, 1, time.Time{}, "answered by a person"},
		{"a person wants another day", now, dialer.Answered, dialer.CallLater, 1, tomorrow, "another day"},
		{"another day, but the attempts are used up", now, dialer.Answered, dialer.CallLater, 3, time.Time{}, "3 of 3"},
		{"a machine: another day", now, dialer.Answered, dialer.Machine, 2, tomorrow, "machine"},
		{"a machine at the last attempt", now, dialer.Answered, dialer.Machine, 3, time.Time{}, "3 of 3"},
		{"the person was not there: another day", now, dialer.Answered, dialer.Away, 1, tomorrow, "not there"},
		{"not there, and the attempts are used up", now, dialer.Answered, dialer.Away, 3, time.Time{}, "3 of 3"},
		{"declined: never again", now, dialer.Answered, dialer.NotInterested, 1, time.Time{}, "declined"},
		{"settled: never again", now, dialer.Answered, dialer.Completed, 1, time.Time{}, "settled"},
		{"wrong number", now, dialer.Answered, dialer.WrongNumber, 1, time.Time{}, "wrong number"},
		{"answered and not disposed: taken for a person", now, dialer.Answered, "", 1, time.Time{}, "no word"},
		{"a disposition unheard of: taken for a person", now, dialer.Answered, "sold", 1, time.Time{}, "no word"},
		{"no answer: next day", now, dialer.NoAnswer, "", 1, tomorrow, "no_answer"},
		{"busy: next day", now, dialer.Busy, "", 2, tomorrow, "busy"},
		{"no answer, and a gap that reaches beyond the next morning",
			now.Add(10 * time.Hour), dialer.NoAnswer, "", 1, tomorrow, "no_answer"},
		{"no answer at the last attempt", now, dialer.NoAnswer, "", 3, time.Time{}, "3 of 3"},
		{"trunk failed: after the gap", now, dialer.TrunkFailed, "", 1, now.Add(4 * time.Hour), "trunk_failed"},
		{"cancelled while ringing: after the gap",
			now, dialer.CancelledRinging, "", 1, now.Add(4 * time.Hour), "cancelled_ringing"},
		{"cancelled while ringing counts as an attempt", now, dialer.CancelledRinging, "", 3, time.Time{}, "3 of 3"},
		{"not placed: soon", now, dialer.NotPlaced, "", 0, now.Add(5 * time.Minute), "not_placed"},
		{"not placed, earlier attempts stand", now, dialer.NotPlaced, "", 2, now.Add(5 * time.Minute), "not_placed"},
		{"lost: a person decides", now, dialer.Lost, "", 1, time.Time{}, "4.6.3"},
		{"not ended", now, "", "", 1, time.Time{}, "no outcome"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := redial.Decide(tt.now, ended(tt.outcome, tt.disposed, tt.attempts), limits())
			if got.Again == tt.due.IsZero() || !got.Due.Equal(tt.due) || !strings.Contains(got.Why, tt.why) {
				t.Errorf("got %+v, want due %s, %q", got, tt.due, tt.why)
			}
		})
	}
}

func TestAfterWithALongGap(t *testing.T) {
	a := limits()
	a.Gap = 72 * time.Hour
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	if got := redial.Decide(now, ended(dialer.NoAnswer, "", 1), a); !got.Due.Equal(now.Add(72 * time.Hour)) {
		t.Errorf("got %+v, want the gap, which is later than the next morning", got)
	}
}

func TestAbandoned(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("winter", 3600))
	for _, tt := range []struct {
		name      string
		dedicated bool
		attempts  int
		again     bool
	}{
		{"the next day, once", false, 1, true},
		{"not beyond the attempts of a campaign", false, 3, false},
		{"not when agents were held for it alone", true, 2, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := redial.Decide(now, redial.Ended{
				Outcome: dialer.Answered, Abandoned: true, Dedicated: tt.dedicated, Tries: tt.attempts,
			}, limits())
			if got.Again != tt.again || got.Again && !got.Due.Equal(now.AddDate(0, 0, 1).Add(-3*time.Hour)) ||
				got.Why == "" {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestInvalidNumber(t *testing.T) {
	e := redial.Ended{Outcome: dialer.TrunkFailed, InvalidNumber: true, Tries: 1}
	if got := redial.Decide(time.Now(), e, limits()); got.Again || !got.Due.IsZero() || got.Why == "" {
		t.Errorf("got %+v, want never, with a reason", got)
	}
}

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name string
		a    dialer.Attempts
		want string // the faults' fields
	}{
		{"the widest allowed", limits(), ""},
		{"tighter", dialer.Attempts{PerCampaign: 1, PerClientDay: 1, Gap: 48 * time.Hour}, ""},
		{"four in a campaign", dialer.Attempts{PerCampaign: 4, PerClientDay: 1, Gap: 4 * time.Hour},
			"attempts.per_campaign"},
		{"two in a day", dialer.Attempts{PerCampaign: 3, PerClientDay: 2, Gap: 4 * time.Hour},
			"attempts.per_client_day"},
		{"a gap just too short", dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4*time.Hour - 1},
			"attempts.gap"},
		{"nothing set", dialer.Attempts{}, "attempts.per_campaign attempts.per_client_day attempts.gap"},
		{"negative", dialer.Attempts{PerCampaign: -1, PerClientDay: -1, Gap: -1},
			"attempts.per_campaign attempts.per_client_day attempts.gap"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, err := range redial.Validate("attempts", tt.a) {
				got = append(got, err.(dialer.Invalid).Field)
			}
			if g := strings.Join(got, " "); g != tt.want {
				t.Errorf("got faults %q, want %q", g, tt.want)
			}
		})
	}
}
