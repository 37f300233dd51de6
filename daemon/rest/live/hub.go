// Package live asks for the floor once on behalf of everyone who looks at it.
package live

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

const (
	every      = time.Second            // while somebody looks
	fresh      = 500 * time.Millisecond // an older look is not given to a new page
	maxStreams = 200
	perSession = 5 // a browser hangs at its seventh connection on plain HTTP
	patience   = 5 * time.Second
)

// ErrFull says that there are too many live windows.
var ErrFull = errors.New("too many live windows")

// Ports are what is looked at.
type Ports struct {
	Status    func(ctx context.Context) (verb.Status, error)
	Staff     func(ctx context.Context) ([]dialer.User, error)
	Campaigns func(ctx context.Context) ([]verb.Campaign, error)
}

// Look is the floor at one instant, whole: it has what not everyone may see.
type Look struct {
	Seq       uint64
	Status    verb.Status
	Staff     []dialer.User
	Campaigns []verb.Campaign
}

// Hub asks at most twice a second, and not at all while no one looks.
type Hub struct {
	p Ports

	asking sync.Mutex // one asks, the others wait for the answer
	mu     sync.Mutex
	last   Look
	at     time.Time
	open   map[*stream]bool
	stop   context.CancelFunc
	done   sync.WaitGroup
}

type stream struct {
	session string
	looks   chan Look // has the newest look alone: who reads slowly gets less, not later
}

// New gives a hub that asks nothing yet.
func New(p Ports) *Hub { return &Hub{p: p, open: map[*stream]bool{}} }

// Look is the floor now, or half a second ago.
func (h *Hub) Look(ctx context.Context) (Look, error) {
	h.asking.Lock()
	defer h.asking.Unlock()
	h.mu.Lock()
	last, age := h.last, time.Since(h.at)
	h.mu.Unlock()
	if last.Seq > 0 && age < fresh {
		return last, nil
	}
	return h.ask(ctx, last.Seq+1)
}

// Forget has the next look asked for: something was changed just now.
func (h *Hub) Forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = time.Time{}
}

func (h *Hub) ask(ctx context.Context, seq uint64) (l Look, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	l.Seq = seq
	if l.Status, err = h.p.Status(ctx); err != nil {
		return l, err
	}
	if l.Staff, err = h.p.Staff(ctx); err != nil {
		return l, err
	}
	if l.Campaigns, err = h.p.Campaigns(ctx); err != nil {
		return l, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last, h.at = l, time.Now()
	return l, nil
}

// Watch gives a look each second until leave is called. A look that failed is not given: the page is then old, and says
// so.
func (h *Hub) Watch(session string) (looks <-chan Look, leave func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	own := 0
	for s := range h.open {
		if s.session == session {
			own++
		}
	}
	if own >= perSession || len(h.open) >= maxStreams {
		return nil, nil, ErrFull
	}
	s := &stream{session, make(chan Look, 1)}
	h.open[s] = true
	if len(h.open) == 1 {
		ctx, stop := context.WithCancel(context.Background())
		h.stop = stop
		h.done.Go(func() { h.run(ctx) })
	}
	return s.looks, func() { h.leave(s) }, nil
}

func (h *Hub) leave(s *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.open[s] {
		return
	}
	if delete(h.open, s); len(h.open) == 0 {
		h.stop()
	}
}

// Wait returns when the last asking has ended, after everyone has left.
func (h *Hub) Wait() { h.done.Wait() }

func (h *Hub) run(ctx context.Context) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if l, err := h.Look(ctx); err == nil && ctx.Err() == nil {
			h.tell(l)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (h *Hub) tell(l Look) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.open {
		select {
		case <-s.looks: // was not read in time
		default:
		}
		s.looks <- l
	}
}
