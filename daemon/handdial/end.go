package handdial

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/dialplan"
)

// lateEnd: the PBX tells its time in whole seconds, so an end that was reported within this is one of now.
const lateEnd = 2 * time.Second

// Withdraw writes that the PBX did not hear the permission. What the PBX does then is done without it.
func (g *Guard) Withdraw(ctx context.Context, attempt int64, why string) {
	id := dialer.AttemptID(attempt)
	c, err := g.find(ctx, id)
	if err != nil || c == nil {
		return
	}
	fact := dialer.Fact{At: g.Now(), Kind: dialer.FactNotPlaced, Detail: markOfHand + ": " + why}
	g.writeEnd(id, c, []dialer.Fact{fact}, dialer.NotPlaced)
}

// Over writes how a call ended, and returns when that is on the disk. A second report writes nothing. While the
// channel carries the attempt the call has not ended, and the report is refused.
func (g *Guard) Over(ctx context.Context, e dialplan.HandEnd) error {
	id := dialer.AttemptID(e.Attempt)
	c, err := g.find(ctx, id)
	if err != nil || c == nil {
		return err
	}
	switch carried, err := g.PBX.HandAttempt(ctx, c.channel); {
	case err != nil:
		return fmt.Errorf("%s: whether its call is over: %w", id, err)
	case carried == strconv.FormatInt(e.Attempt, 10):
		return fmt.Errorf("%s: %w: its call is not over", id, dialer.ErrRefused)
	}
	at := g.Now()
	if late := time.Since(e.At); late > lateEnd {
		at = at.Add(-late)
	}
	facts, outcome := endFacts(c, e, at)
	select {
	case <-g.writeEnd(id, c, facts, outcome):
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%s: its end is not on the disk yet: %w", id, ctx.Err())
	}
}

// find gives an open call; nil where it has ended or was not dialed by hand. A call that was given up as lost is open
// again, so that its end, reported late, corrects the journal.
func (g *Guard) find(ctx context.Context, id dialer.AttemptID) (*handCall, error) {
	c := g.openNow()[id]
	if c != nil {
		return c, nil
	}
	for f, err := range g.Journal.AttemptFacts(ctx, id) {
		switch {
		case err != nil:
			return nil, err
		case f.Kind == dialer.FactBooked:
			c = g.readBack(ctx, f)
		case f.Kind == dialer.FactEnded || f.Kind == dialer.FactNotPlaced:
			return nil, nil
		}
	}
	return c, nil
}

// writeEnd writes the last facts, once, and the lead's next state. The channel that it gives is closed when they are
// on the disk.
func (g *Guard) writeEnd(
	id dialer.AttemptID, c *handCall, facts []dialer.Fact, outcome dialer.Outcome,
) <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if c.written != nil {
		return c.written
	}
	written := make(chan struct{})
	c.written = written
	for i := range facts {
		f := &facts[i]
		f.Attempt, f.Campaign, f.Client, f.Lead = id, c.campaign.ID, c.campaign.Client.ID, c.lead
	}
	b := dialer.Batch{Facts: facts}
	if c.lead != 0 {
		b.Leads = []dialer.LeadChange{leadAfter(c, outcome, g.Now())}
	}
	g.writes.Go(func() {
		err := g.Engine.EndHand(g.life, id, b)
		if g.life.Err() != nil { // the engine's last batch has it
			return
		}
		if err != nil {
			g.Log.WithError(err).WithField("attempt", id).Error("the end of a call by hand is not in the journal")
			return
		}
		g.mu.Lock()
		delete(g.open, id)
		g.mu.Unlock()
		close(written)
	})
	return written
}

// leadAfter gives the lead's next state, by the rule that the dialer's own calls follow.
func leadAfter(c *handCall, o dialer.Outcome, now time.Time) dialer.LeadChange {
	e := redial.Ended{Outcome: o, Bridged: o == dialer.Answered, Tries: c.tries} // the agent dialed, so is on the line
	return redial.Fate(now.In(hours.Oslo()), c.lead, e, c.campaign.Attempts)
}
