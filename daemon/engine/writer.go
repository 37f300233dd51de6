package engine

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

const (
	retryWrite = time.Second     // between tries while the disk refuses
	lastWrites = 5 * time.Second // for the last facts at the end
)

// entry is one batch on its way to the disk; done, if any, hears when it is there.
type entry struct {
	batch dialer.Batch
	done  func(now time.Time)
}

// writer brings batches to the journal in the order told, as many in one transaction as have come while the last one was
// written. What the disk refuses is kept and tried again; the engine hears of it and dials nothing meanwhile.
type writer struct {
	journal Journal
	in      *inbox
	mu      sync.Mutex
	queue   []entry
	ready   chan struct{}
}

func newWriter(j Journal, in *inbox) *writer {
	return &writer{journal: j, in: in, ready: make(chan struct{}, 1)}
}

func (w *writer) put(b dialer.Batch, done func(now time.Time)) {
	w.mu.Lock()
	w.queue = append(w.queue, entry{b, done})
	w.mu.Unlock()
	select {
	case w.ready <- struct{}{}:
	default:
	}
}

func (w *writer) take() []entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	q := w.queue
	w.queue = nil
	return q
}

// run writes until ctx ends, and then what is still queued.
func (w *writer) run(ctx context.Context) {
	lasting := context.WithoutCancel(ctx)
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-w.ready:
			w.write(ctx, lasting, w.take())
		}
	}
	last, cancel := context.WithTimeout(lasting, lastWrites)
	defer cancel()
	w.write(last, last, w.take())
}

// write keeps at it until the batch is on disk or ctx ends.
func (w *writer) write(ctx, under context.Context, entries []entry) {
	if len(entries) == 0 {
		return
	}
	var all dialer.Batch
	for _, en := range entries {
		all.Facts = append(all.Facts, en.batch.Facts...)
		all.Leads = append(all.Leads, en.batch.Leads...)
	}
	failed := false
	for {
		err := safely(func() error { return w.journal.Write(under, all) })
		if err == nil {
			break
		}
		failed = true
		w.in.put(finished(func(e *Engine, now time.Time) { e.diskRefuses(err); e.unwritten(now, err) }))
		select {
		case <-ctx.Done():
			return
		case <-time.After(retryWrite):
		}
	}
	w.tell(entries, failed)
}

// tell brings the news back to the engine, where somebody waits for it.
func (w *writer) tell(entries []entry, failed bool) {
	entries = slices.DeleteFunc(entries, func(en entry) bool { return en.done == nil })
	if len(entries) == 0 && !failed {
		return
	}
	w.in.put(finished(func(e *Engine, now time.Time) {
		if failed {
			e.diskAccepts()
		}
		for _, en := range entries {
			en.done(now)
		}
	}))
}

// write counts a batch's facts and puts it on its way to the disk.
func (e *Engine) write(b dialer.Batch, done func(now time.Time)) {
	e.count(b.Facts)
	e.put(b, done)
}

// put puts a counted batch on its way to the disk. Its leads stay in hand until it is there: the book still shows their old
// state.
func (e *Engine) put(b dialer.Batch, done func(now time.Time)) {
	if len(b.Leads) == 0 {
		e.books.put(b, done)
		return
	}
	for _, l := range b.Leads {
		e.unsaved[l.Lead]++
	}
	e.books.put(b, func(now time.Time) {
		for _, l := range b.Leads {
			if e.unsaved[l.Lead]--; e.unsaved[l.Lead] == 0 {
				delete(e.unsaved, l.Lead)
			}
			for _, c := range e.campaigns {
				if c.fetching {
					c.changed[l.Lead] = true
				}
			}
		}
		if done != nil {
			done(now)
		}
	})
}

func (e *Engine) diskRefuses(err error) {
	if e.disk == "" {
		e.ports.Log.WithError(err).Error("the journal cannot be written; nothing is dialed until it can")
	}
	e.disk = "the journal cannot be written: " + err.Error()
}

func (e *Engine) diskAccepts() {
	e.disk = ""
	e.ports.Log.Info("the journal is written again")
}

// halted says why nothing is dialed at all.
func (e *Engine) halted() string {
	switch {
	case e.disk != "":
		return e.disk
	case e.halt != "":
		return e.halt
	case len(e.errands) >= manyOverdue && e.overdue() >= manyOverdue:
		return fmt.Sprintf("%d look-ups of the book or the registers have not returned", e.overdue())
	case e.draining != nil:
		return "stopping: conversations end, nothing new is dialed"
	}
	return e.settling()
}
