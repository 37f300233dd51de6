package sqlite

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

// heldFor is how long the ledgers hold an attempt that is over; a correction that comes later reads it back.
const heldFor = 5 * time.Minute

// countStep is how many facts are read at once: a step is some ten milliseconds.
const countStep = 1000

// Counter counts the ledgers from the journal, and saves them as a checkpoint. Only one goroutine may use it.
type Counter struct {
	store *Store
	tally *figures.Tally
	at    Mark
	saved map[dayKey]savedDay // the rows of the checkpoint as stored in the file
	sum   hash                // of their seals
	seq   int64               // the checkpoint's position; 0: there is none
}

// OpenCounter gives a counter at the newest checkpoint. It starts at the beginning if there is none, or if the journal
// or the master key contradicts it; refused then says why, and is "" if there was none.
func (s *Store) OpenCounter(ctx context.Context) (c *Counter, refused string, err error) {
	c, refused, err = s.loadCheckpoint(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("read the checkpoint: %w", err)
	}
	if c == nil {
		c = &Counter{store: s, tally: figures.NewTally(s.oslo), saved: map[dayKey]savedDay{}}
	}
	c.tally.Forget(heldFor)
	return c, refused, c.know(ctx)
}

// know tells the tally the campaigns' kinds, which stand in the book.
func (c *Counter) know(ctx context.Context) error {
	all, err := c.store.Campaigns(ctx)
	for _, of := range all {
		c.tally.Know(of.ID, of.Kind)
	}
	return err
}

// Tally is what was counted so far. It goes on with the counter: Clone it for another use.
func (c *Counter) Tally() *figures.Tally { return c.tally }

// Seq is up to which entry is counted.
func (c *Counter) Seq() int64 { return c.at.Seq() }

// Unsaved is how many entries were counted since the last checkpoint.
func (c *Counter) Unsaved() int64 { return c.at.Seq() - c.seq }

// Advance counts at most one step of what is in the journal, each entry proven against the one before. It reports
// whether there may be more. A *Broken says which entry is not what was written.
func (c *Counter) Advance(ctx context.Context) (more bool, err error) {
	return c.advance(ctx, countStep)
}

func (c *Counter) advance(ctx context.Context, most int) (more bool, err error) {
	type read struct {
		seq  int64
		fact dialer.Fact
	}
	step := make([]read, 0, countStep) // first read, then counted: a recall is a question of its own
	at, err := c.store.proven(ctx, c.at, most, func(seq int64, f dialer.Fact) error {
		step = append(step, read{seq, f})
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("count the ledgers: %w", err)
	}
	for _, r := range step {
		if err := c.count(ctx, r.seq, r.fact); err != nil {
			return false, fmt.Errorf("count the ledgers: entry %d: %w", r.seq, err)
		}
	}
	c.at = at
	return len(step) == most, nil
}

// Recounter gives a counter at the journal's beginning that knows the campaigns' kinds from a State. The same entries
// must give it the same counts.
func (s *Store) Recounter(kinds figures.State) *Counter {
	c := &Counter{store: s, tally: figures.NewTally(s.oslo), saved: map[dayKey]savedDay{}}
	c.tally.Forget(heldFor)
	for id, kind := range kinds.Kinds {
		c.tally.Know(id, kind)
	}
	return c
}

// AdvanceTo counts one step at most, and no entry after the given one. It reports whether that is reached.
func (c *Counter) AdvanceTo(ctx context.Context, seq int64) (there bool, err error) {
	more, err := c.advance(ctx, int(min(countStep, seq-c.at.Seq())))
	if err == nil && !more && c.at.Seq() < seq {
		err = missing(c.at.Seq()+1, seq)
	}
	return c.at.Seq() >= seq, err
}

func (c *Counter) count(ctx context.Context, seq int64, f dialer.Fact) error {
	if f.Kind == dialer.FactBooked && !c.tally.Knows(f.Campaign) { // it came after the counter was opened
		if err := c.know(ctx); err != nil {
			return err
		}
	}
	if c.tally.Missing(f) {
		if err := c.recall(ctx, seq-1, f.Attempt); err != nil {
			return err
		}
	}
	c.tally.Apply(f)
	return nil
}

// recall tells the tally the facts of attempts up to an entry.
func (c *Counter) recall(ctx context.Context, upTo int64, ids ...dialer.AttemptID) error {
	return c.store.eachAttempt(ctx, upTo, ids, func(facts []dialer.Fact) bool { c.tally.Recall(facts); return true })
}

// CountAll counts the whole journal in steps. It calls said after each with the entries counted so far and how many
// there were at the start.
func (c *Counter) CountAll(ctx context.Context, said func(done, of int64)) error {
	end, err := c.store.end(ctx)
	for more := err == nil; more; {
		if more, err = c.Advance(ctx); err != nil {
			return err
		}
		said(c.at.Seq(), max(end.Seq(), c.at.Seq()))
	}
	return err
}
