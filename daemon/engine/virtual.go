package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/training"
)

// Virtual is the engine without goroutines and without a clock of its own, for days that are simulated: what lanes do
// is done at once, and time is whatever Ports.Now says. The rules, the calls and the ledgers are those of Run, line
// by line.
type Virtual struct{ e *Engine }

// NewVirtual makes one, with its campaigns on the floor and its connection to the PBX up. Its ports must not block, and
// its owner tells it events and takes turns in one goroutine.
func NewVirtual(set Settings, ports Ports, campaigns []dialer.Campaign) *Virtual {
	e := New(set, ports, 1)
	e.ctx, e.lanes.atOnce = context.Background(), true
	e.SetTraining(training.Ledger{Waived: true}) // made-up agents
	e.SetCampaigns(campaigns)
	e.Tell(Up{})
	return &Virtual{e}
}

// Tell puts an event in the inbox; the next turn takes it.
func (v *Virtual) Tell(ev Event) { v.e.Tell(ev) }

// Turn does all that is to be done now: takes the inbox, fires what is due, settles, brings facts to the journal,
// until nothing is left. It gives the next deadline, the zero time where there is none. What the journal refuses ends
// the day, and so does a floor that breaks an invariant.
func (v *Virtual) Turn() (next time.Time, err error) {
	e := v.e
	for {
		for _, ev := range e.in.take() {
			now := e.ports.Now()
			e.fireDue(now)
			ev.apply(e, now)
		}
		e.fireDue(e.ports.Now())
		e.settle(e.ports.Now())
		if err := v.toJournal(); err != nil {
			return time.Time{}, err
		}
		if e.in.empty() && !e.isDue(e.ports.Now()) {
			break
		}
	}
	if e.watch(e.ports.Now()); len(e.minds.now) > 0 {
		return time.Time{}, fmt.Errorf("the floor is not what it should be: %s", e.minds.now[0])
	}
	if len(e.due) > 0 {
		next = e.due[0].at
	}
	return next, nil
}

// Put brings a campaign to the floor or replaces it there, as PutCampaign does, with the next turn.
func (v *Virtual) Put(c dialer.Campaign) {
	v.e.Tell(finished(func(e *Engine, _ time.Time) { e.putCampaign(c) }))
}

// Snapshot copies the floor between two turns.
func (v *Virtual) Snapshot() Snapshot { return v.e.snapshot(v.e.ports.Now()) }

// toJournal writes what the engine has told, and lets it know.
func (v *Virtual) toJournal() error {
	entries := v.e.books.take()
	if len(entries) == 0 {
		return nil
	}
	if err := v.e.books.journal.Write(v.e.ctx, joined(entries)); err != nil {
		return fmt.Errorf("write the simulated journal: %w", err)
	}
	v.e.books.tell(entries, nil)
	return nil
}

func (e *Engine) isDue(now time.Time) bool { return len(e.due) > 0 && !e.due[0].at.After(now) }
