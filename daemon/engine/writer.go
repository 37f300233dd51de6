package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

const (
	retryWrite = time.Second     // between tries while the disk refuses
	lastWrites = 2 * time.Second // for the last facts at the end
)

// entry is one batch on its way to the disk; done, if any, hears when it is there, or why a part of it never will be.
type entry struct {
	batch dialer.Batch
	done  func(now time.Time, err error)
}

// writer brings batches to the journal in the order told, as many in one transaction as have come while the last one
// was written. While the disk fails they are kept and tried again; the engine hears of it and dials nothing
// meanwhile. What the journal refuses as it is, the disk being well, is set aside, and the rest is written.
type writer struct {
	journal Journal
	aside   Aside
	log     *logrus.Entry
	in      *inbox
	mu      sync.Mutex
	queue   []entry
	ready   chan struct{}
}

func newWriter(p Ports, in *inbox) *writer {
	return &writer{journal: p.Journal, aside: p.Aside, log: p.Log, in: in, ready: make(chan struct{}, 1)}
}

func (w *writer) put(b dialer.Batch, done func(now time.Time, err error)) {
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

// run writes until ctx ends. It gives what it had taken and could not write.
func (w *writer) run(ctx context.Context) (left []entry) {
	for len(left) == 0 {
		select {
		case <-ctx.Done():
			return nil
		case <-w.ready:
			left = w.write(ctx, context.WithoutCancel(ctx), w.take())
		}
	}
	return left
}

// write returns when every entry is on the disk or set aside, or when ctx has ended: then it gives those that are
// not. A try that is under way goes on under the other context.
func (w *writer) write(ctx, under context.Context, entries []entry) (left []entry) {
	if len(entries) == 0 {
		return nil
	}
	err := w.persist(ctx, under, joined(entries))
	switch {
	case err == nil:
		w.tell(entries, nil)
	case !refusal(err):
		return entries
	case len(entries) == 1:
		return w.salvage(ctx, under, entries[0], err)
	default:
		half := len(entries) / 2
		if left := w.write(ctx, under, entries[:half]); len(left) > 0 {
			return slices.Concat(left, entries[half:])
		}
		return w.write(ctx, under, entries[half:])
	}
	return nil
}

// persist tries until the disk takes the batch or the journal refuses it. Once ctx has ended it does not try again.
func (w *writer) persist(ctx, under context.Context, b dialer.Batch) error {
	failed := false
	for {
		err := safely(func() error { return w.journal.Write(under, b) })
		if err == nil || refusal(err) {
			if failed {
				w.in.put(finished(func(e *Engine, _ time.Time) { e.diskAccepts() }))
			}
			return err
		}
		failed = true
		w.in.put(finished(func(e *Engine, now time.Time) { e.diskRefuses(err); e.unwritten(now, err) }))
		select {
		case <-ctx.Done():
			return err
		case <-time.After(retryWrite):
		}
	}
}

// salvage writes each part of a refused entry that can be written alone, and sets the others aside.
func (w *writer) salvage(ctx, under context.Context, en entry, why error) (left []entry) {
	parts := partsOf(en.batch)
	if len(parts) == 1 {
		w.setAside(en.batch, why)
		w.tell([]entry{en}, why)
		return nil
	}
	var refused []error
	for i, part := range parts {
		err := w.persist(ctx, under, part)
		switch {
		case err == nil:
		case refusal(err):
			w.setAside(part, err)
			refused = append(refused, err)
		default:
			rest := entry{done: en.done}
			for _, b := range parts[i:] {
				rest.batch = both(rest.batch, b)
			}
			return []entry{rest}
		}
	}
	w.tell([]entry{en}, errors.Join(refused...))
	return nil
}

// setAside keeps what the journal refused where a person can read it.
func (w *writer) setAside(b dialer.Batch, why error) {
	err := errNoAside
	if w.aside != nil {
		err = safely(func() error { return w.aside.SetAside(b, why) })
	}
	entry := w.log.WithError(why)
	for _, f := range b.Facts {
		entry = entry.WithFields(logrus.Fields{"fact": f.Kind, "attempt": f.Attempt, "campaign": f.Campaign})
	}
	if err != nil {
		entry = entry.WithField("not_kept", err)
	}
	entry.Error("the journal refuses an entry as it is: it was set aside, and the rest is written")
	w.in.put(finished(func(e *Engine, _ time.Time) { e.setAside++ }))
}

var errNoAside = errors.New("there is no place for it")

// refusal tells a batch that cannot be written as it is from a disk that cannot write.
func refusal(err error) bool {
	var broke *panicked
	return errors.Is(err, dialer.ErrUnwritable) || errors.As(err, &broke)
}

// partsOf gives what of a batch can be written alone. A booking goes with all that was written with it: nothing rings
// on half of one.
func partsOf(b dialer.Batch) []dialer.Batch {
	if slices.ContainsFunc(b.Facts, func(f dialer.Fact) bool { return f.Kind == dialer.FactBooked }) {
		return []dialer.Batch{b}
	}
	var parts []dialer.Batch
	for i := range b.Facts {
		parts = append(parts, dialer.Batch{Facts: b.Facts[i : i+1]})
	}
	for i := range b.Leads {
		parts = append(parts, dialer.Batch{Leads: b.Leads[i : i+1]})
	}
	return parts
}

func joined(entries []entry) (all dialer.Batch) {
	if len(entries) == 1 {
		return entries[0].batch
	}
	for _, en := range entries {
		all = both(all, en.batch)
	}
	return all
}

func both(a, b dialer.Batch) dialer.Batch {
	return dialer.Batch{Facts: append(a.Facts, b.Facts...), Leads: append(a.Leads, b.Leads...)}
}

// tell brings the news back to the engine, where somebody waits for it.
func (w *writer) tell(entries []entry, err error) {
	entries = slices.DeleteFunc(slices.Clone(entries), func(en entry) bool { return en.done == nil })
	if len(entries) == 0 {
		return
	}
	w.in.put(finished(func(_ *Engine, now time.Time) {
		for _, en := range entries {
			en.done(now, err)
		}
	}))
}

// write counts a batch's facts and puts it on its way to the disk.
func (e *Engine) write(b dialer.Batch, done func(now time.Time, err error)) {
	e.count(b.Facts)
	e.put(b, done)
}

// put puts a counted batch on its way to the disk, its texts made clean. Its leads stay in hand until it is there:
// the book still shows their old state. Those whose change was set aside stay so until the daemon is restarted.
func (e *Engine) put(b dialer.Batch, done func(now time.Time, err error)) {
	for i := range b.Facts {
		b.Facts[i] = b.Facts[i].Clean()
	}
	if len(b.Leads) == 0 {
		e.books.put(b, done)
		return
	}
	for _, l := range b.Leads {
		e.unsaved[l.Lead]++
	}
	e.books.put(b, func(now time.Time, err error) {
		if err == nil {
			e.saved(b.Leads)
		}
		if done != nil {
			done(now, err)
		}
	})
}

func (e *Engine) saved(leads []dialer.LeadChange) {
	for _, l := range leads {
		if e.unsaved[l.Lead]--; e.unsaved[l.Lead] == 0 {
			delete(e.unsaved, l.Lead)
		}
		for _, c := range e.campaigns {
			if c.fetching {
				c.changed[l.Lead] = true
			}
		}
	}
}

func (e *Engine) diskRefuses(err error) {
	if e.disk == "" {
		e.ports.Log.WithError(err).Error("the journal cannot be written; nothing is dialed until it can")
	}
	e.disk = "the journal cannot be written: " + err.Error()
}

func (e *Engine) diskAccepts() {
	e.disk, e.diskAt = "", e.ports.Now()
	e.ports.Log.Info("the journal is written again")
}

// Stopping is why nothing is dialed while the daemon waits for conversations to end.
const Stopping = "stopping: conversations end, nothing new is dialed"

// halted says why nothing is dialed at all.
func (e *Engine) halted() string {
	switch {
	case e.disk != "":
		return e.disk
	case e.ended:
		return "the daemon stops"
	case e.distrust != "":
		return e.distrust
	case e.room != "":
		return e.room
	case e.routeRecords != "":
		return e.routeRecords
	case e.halt != "":
		return e.halt
	case e.skew != "":
		return e.skew
	case len(e.slow) > 0:
		return fmt.Sprintf("the journal is slow: a booking has not reached the disk within %v", call.VerdictHolds)
	case len(e.errands) >= manyOverdue && e.overdue() >= manyOverdue:
		return fmt.Sprintf("%d look-ups of the book or the registers have not returned", e.overdue())
	case e.draining != nil:
		return Stopping
	}
	if e.stalled {
		return "the PBX has not answered for more than two seconds"
	}
	return e.settling()
}
