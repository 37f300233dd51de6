package engine

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/roster"
)

// list is a book and a register in one state.
type list struct {
	*yesPorts
	next time.Time // when a lead comes due; zero: none is left
	err  error     // of the book
	away error     // of the registers
	full bool      // of leads that are due
}

func (l *list) Due(ctx context.Context, c dialer.CampaignID, now time.Time, n int) ([]dialer.Lead, time.Time, error) {
	if l.full {
		return l.yesPorts.Due(ctx, c, now, n)
	}
	return nil, l.next, l.err
}

func (l *list) Look(ctx context.Context, c dialer.Campaign, x dialer.Lead, now time.Time) (gate.Facts, error) {
	if l.away != nil {
		return gate.Facts{}, l.away
	}
	return l.yesPorts.Look(ctx, c, x, now)
}

// One row for each reason for which a campaign does not dial. The words do not depend on when one looks.
func TestWhyACampaignDoesNotDial(t *testing.T) {
	three := func(state roster.State) func(*testBook, *list) {
		return func(f *testBook, _ *list) {
			for _, s := range f.v.e.seats {
				s.Set(f.now, state, f.now.Add(12*time.Hour))
			}
		}
	}
	both := func(a, b func(*testBook, *list)) func(*testBook, *list) {
		return func(f *testBook, l *list) { a(f, l); b(f, l) }
	}
	ready, busy := three(roster.Ready), three(roster.WrapUp)
	tests := []struct {
		name string
		mode dialer.Mode
		make func(*testBook, *list)
		want string
	}{
		{"not connected", dialer.Power, func(f *testBook, _ *list) { f.v.Tell(Down{Why: "refused"}) },
			"not connected to the PBX: refused"},
		{"taken over", dialer.Power, func(f *testBook, _ *list) { f.v.Tell(Replaced{}) },
			"another instance took our application over; nothing is dialed until this daemon is restarted"},
		{"the clocks differ", dialer.Power, func(f *testBook, _ *list) { f.v.Tell(Clock{Ahead: -100 * time.Second}) },
			"the PBX's clock is 1m40s behind this one, more than 1m0s: set both by NTP (4.2 j); they are compared " +
				"again every few seconds"},
		{"the clocks differ by less", dialer.Power,
			both(busy, func(f *testBook, _ *list) { f.v.Tell(Clock{Ahead: 59 * time.Second}) }),
			"all agents are busy"},
		{"the journal refuses", dialer.Power, func(f *testBook, _ *list) { f.v.e.diskRefuses(errors.New("disk full")) },
			"the journal cannot be written: disk full"},
		{"held", dialer.Power, func(f *testBook, _ *list) { f.v.Tell(Hold{"c0", "its sounds are being made"}) },
			"its sounds are being made"},
		{"no room", dialer.Power, func(f *testBook, _ *list) { f.v.Tell(Room{Lacks: "the journal's disk is full"}) },
			"the journal's disk is full"},
		{"stopping", dialer.Power, func(f *testBook, _ *list) { f.v.e.draining = make(chan struct{}) },
			"stopping: conversations end, nothing new is dialed"},
		{"hours", dialer.Power, func(f *testBook, _ *list) { f.now = f.now.Add(8 * time.Hour) },
			"BLOCK_HOURS: outside calling hours: after 21:00; not before 2026-11-24 09:00:00"},
		{"no agent is logged in", dialer.Power, three(roster.Pin), "no agent of this campaign is logged in"},
		{"all wrap up", dialer.Power, busy, "all agents are busy"},
		{"all wrap up, predictive", dialer.Predictive, busy, "all agents are busy"},
		{"the guard", dialer.Predictive, both(ready, func(f *testBook, _ *list) { f.ring(3) }),
			"the limit of abandoned calls lets no more out for the agents there are (guard)"},
		{"max_calls", dialer.Power, both(ready, func(f *testBook, _ *list) {
			f.v.e.set.MaxCalls = 1
			f.ring(1)
		}), "1 calls are under way, as many as asterisk.max_calls allows"},
		{"calls_per_second: it dials, at its turn", dialer.Power, both(ready, func(f *testBook, _ *list) {
			f.v.e.set.PerSecond = 1
			f.v.e.started(f.now)
		}), ""},
		{"no leads", dialer.Power, func(_ *testBook, l *list) { l.full = false }, "no leads left"},
		{"none due", dialer.Power, func(_ *testBook, l *list) {
			l.full, l.next = false, time.Date(2026, 11, 23, 16, 30, 0, 0, time.UTC)
		}, "no lead is due before 2026-11-23 17:30:00"},
		{"all due are out", dialer.Power, func(f *testBook, l *list) { l.full, l.next = false, f.now.Add(-time.Hour) },
			"the leads that are due are being called already"},
		{"no book", dialer.Power, func(_ *testBook, l *list) { l.full, l.err = false, errors.New("disk I/O error") },
			"the book cannot be read: disk I/O error"},
		{"no registers", dialer.Power, both(ready, func(_ *testBook, l *list) { l.away = errors.New("refused") }),
			"BLOCK_UNKNOWN: the call"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newTestBook(t, tt.mode, 3, nil)
			l := &list{yesPorts: f.ports, full: true}
			f.v.e.ports.Book, f.v.e.ports.Registers = l, l
			f.c.leads, f.c.asleep, f.c.nothing = nil, time.Time{}, ""
			tt.make(f, l)
			for range 3 { // the reason stays while nothing changes
				if _, err := f.v.Turn(); err != nil {
					t.Fatal(err)
				}
				got := f.v.Snapshot().Campaigns[0].Why
				if tt.name == "no registers" {
					got = got[:min(len(got), len(tt.want))]
				}
				if got != tt.want {
					t.Fatalf("got %q, want %q", got, tt.want)
				}
				f.now = f.now.Add(300 * time.Millisecond)
			}
		})
	}
}

// ring has calls ring with an agent held for each.
func (f *testBook) ring(n int) {
	for i := range n {
		e := f.v.e
		a := &attempt{campaign: f.c, Call: &call.Call{
			ID: e.nextID, Campaign: "c0",
			State: call.Dialing, Open: true, DialedAt: f.now, Deadline: f.now.Add(time.Hour), Ring: 25 * time.Second,
			T:      2 * time.Second,
			Number: dialer.Number(fmt.Sprintf("+47910000%02d", i)), Lead: dialer.LeadID(-int64(e.nextID)),
		}}
		e.nextID++
		e.ringing[a.Number] = true
		e.enrol(a)
	}
}
