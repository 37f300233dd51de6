package ari

import (
	"context"
	"iter"
	"sync"
)

// Subscription is a mailbox of events. It never holds up the others and never drops: past its limit it ends.
type Subscription struct {
	subject string // channel id, "app" or "unclaimed"
	limit   int
	hub     *hub

	mu    sync.Mutex // held for a few instructions only: the reader of the socket takes it too
	queue []parcel
	bytes int
	ended error         // what Next says once the queue is empty
	wake  chan struct{} // holds a token while there may be something to take
}

// parcel is one event on its way: the message as received, shared by all its takers, or an event of our own.
type parcel struct {
	raw   []byte
	kind  string
	epoch uint64
	ready Event
}

func newSubscription(h *hub, subject string, limit int) *Subscription {
	return &Subscription{subject: subject, limit: limit, hub: h, wake: make(chan struct{}, 1)}
}

// Next waits for the next event and decodes it. It fails with the context's error, or, when all is read,
// with ErrGone (the channel was destroyed), ErrOverflow, ErrReplaced or ErrClosed.
func (s *Subscription) Next(ctx context.Context) (Event, error) {
	for {
		p, ok, err := s.pop()
		switch {
		case ok:
			return p.open(s.hub.odd), nil
		case err != nil:
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-s.wake:
		}
	}
}

// All yields the events until one of Next's errors, which is yielded last.
func (s *Subscription) All(ctx context.Context) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for {
			ev, err := s.Next(ctx)
			if !yield(ev, err) || err != nil {
				return
			}
		}
	}
}

// Close ends the subscription at once; what it still holds is forgotten.
func (s *Subscription) Close() {
	s.hub.remove(s)
	s.mu.Lock()
	s.queue, s.bytes = nil, 0
	s.mu.Unlock()
	s.end(ErrClosed)
}

func (s *Subscription) pop() (parcel, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) == 0 {
		if s.ended != nil {
			s.signal() // for another waiting reader
		}
		return parcel{}, false, s.ended
	}
	p := s.queue[0]
	s.queue[0] = parcel{}
	s.queue = s.queue[1:]
	s.bytes -= len(p.raw)
	if len(s.queue) > 0 || s.ended != nil {
		s.signal()
	}
	return p, true, nil
}

// push hands over one event; false says that it did not fit and the subscription has ended for it.
func (s *Subscription) push(p parcel) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended != nil {
		return true
	}
	if s.bytes+len(p.raw) > s.limit {
		s.ended = ErrOverflow
		s.signal()
		return false
	}
	s.queue = append(s.queue, p)
	s.bytes += len(p.raw)
	s.signal()
	return true
}

// end lets Next fail with err after what is queued; the first reason stays.
func (s *Subscription) end(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended == nil {
		s.ended = err
	}
	s.signal()
}

func (s *Subscription) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (p parcel) open(odd *oddities) Event {
	if p.ready != nil {
		return p.ready
	}
	ev := decode(p.raw, p.kind)
	ev.head().Epoch = p.epoch
	if fault := ev.Head().Fault; fault != nil {
		odd.tell("an event of type "+p.kind, fault)
	}
	return ev
}
