package engine

import (
	"context"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Recall reads all facts of an attempt from the journal, in its order. It may block; the engine calls it in a lane.
type Recall func(ctx context.Context, id dialer.AttemptID) ([]dialer.Fact, error)

// recallPatience is how long one reading may take before it is tried again.
const recallPatience = 30 * time.Second

// recall counts a correction of an attempt that the ledgers have forgotten: its earlier facts are read in a lane, and
// what comes meanwhile waits with it.
func (e *Engine) recall(f dialer.Fact) {
	e.recalls[f.Attempt] = append(e.recalls[f.Attempt], f)
	if len(e.recalls[f.Attempt]) == 1 {
		e.readBack(f.Attempt)
	}
}

func (e *Engine) readBack(id dialer.AttemptID) {
	within(e, recallKey(id), "recall "+id.String(), recallPatience, func(ctx context.Context) ([]dialer.Fact, error) {
		return e.recallUntilRead(ctx, id)
	}, func(_ time.Time, read []dialer.Fact, err error) {
		switch {
		case err == nil:
			e.recalled(id, read)
		case e.ctx.Err() == nil: // else the daemon stops, and the next start counts what is on the disk
			e.readBack(id)
		}
	})
}

// recalled counts what waited for the attempt's earlier facts.
func (e *Engine) recalled(id dialer.AttemptID, read []dialer.Fact) {
	told := e.recalls[id]
	delete(e.recalls, id)
	e.tally.Recall(without(read, told))
	for _, f := range told {
		if e.tally.Apply(f) {
			e.alarm(f.At)
		}
	}
}

// recallKey keeps the reading of one attempt apart from its effects.
type recallKey dialer.AttemptID

// recallUntilRead tries until the journal can be read.
func (e *Engine) recallUntilRead(ctx context.Context, id dialer.AttemptID) ([]dialer.Fact, error) {
	for failed := false; ; failed = true {
		facts, err := e.ports.Recall(ctx, id)
		if err == nil || ctx.Err() != nil {
			return facts, err
		}
		if !failed {
			e.ports.Log.WithError(err).WithField("attempt", id).
				Error("a correction is not counted yet: the journal cannot be read")
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(retryWrite):
		}
	}
}

// without leaves out what is still to be counted, which may be on the disk already.
func without(read, told []dialer.Fact) []dialer.Fact {
	return slices.DeleteFunc(read, func(f dialer.Fact) bool {
		return slices.ContainsFunc(told, func(t dialer.Fact) bool {
			return f.Kind == t.Kind && f.At.Equal(t.At) && f.Disposition == t.Disposition && f.Outcome == t.Outcome
		})
	})
}

// Distrust stops dialing for good: what decides who may be rung is not what was written. Calls that are open go on. It
// may be called before Run.
func (e *Engine) Distrust(why string) {
	e.Tell(finished(func(e *Engine, now time.Time) {
		if e.distrust != "" {
			return
		}
		e.distrust = why + "; nothing is dialed"
		e.ports.Log.Error(e.distrust)
		e.tell(dialer.Fact{At: now, Kind: dialer.FactBreach, Detail: why, By: dialer.Self})
	}))
}
