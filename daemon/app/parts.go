package app

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/tick"
	"github.com/ringevett/ringevett/daemon/verb"
)

// partReservations is the watch on what any daemon reserves. While it is deaf, what rings could not be stopped (4.4.4).
const partReservations = "reservations"

// halting are the parts without which nothing may be dialed. Of the others each fails closed by itself: a recording
// whose leave is not renewed ends, the dialplan refuses marketing calls without the guard.
var halting = []string{partReservations}

// parts is what of the daemon's own background work does not work now. Each fault is logged once, when it begins and
// when it ends, and stands in "ringevett status" meanwhile.
type parts struct {
	mu     sync.Mutex
	faults map[string]partFault
}

type partFault struct {
	why   string
	since time.Time
}

// is keeps how the part does: err is why it does not work, nil that it does.
func (p *parts) is(name string, now time.Time, err error, log *logrus.Entry) {
	p.mu.Lock()
	defer p.mu.Unlock()
	was, failing := p.faults[name]
	switch {
	case err == nil && failing:
		delete(p.faults, name)
		log.Info("the part " + name + " works again")
	case err != nil:
		if p.faults == nil {
			p.faults = map[string]partFault{}
		}
		if !failing {
			was.since = now
			log.WithError(err).Error("the part " + name + " does not work; it is tried again" + p.price(name))
		}
		p.faults[name] = partFault{why: err.Error(), since: was.since}
	}
}

func (p *parts) price(name string) string {
	if slices.Contains(halting, name) {
		return "; nothing is dialed meanwhile"
	}
	return ""
}

// halt says why nothing may be dialed; "" where no part forbids it.
func (p *parts) halt() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range halting {
		if f, failing := p.faults[name]; failing {
			return name + " are not heard: " + f.why
		}
	}
	return ""
}

// list gives the faults by name.
func (p *parts) list() []verb.PartFault {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := []verb.PartFault{}
	for name, f := range p.faults {
		out = append(out, verb.PartFault{Part: name, Why: f.why, Since: f.since, Halts: slices.Contains(halting, name)})
	}
	slices.SortFunc(out, func(a, b verb.PartFault) int { return a.Since.Compare(b.Since) })
	return out
}

// part keeps how one part of the background work does.
func (h *House) part(name string, err error) { h.failing.is(name, h.now(), err, h.log) }

// tend runs do, and runs it again when it panics, until it returns by itself. One broken job neither ends
// conversations nor stays away in silence.
func (h *House) tend(ctx context.Context, name string, do func(ctx context.Context)) {
	for waits := (tick.Backoff{}); ; {
		began := time.Now()
		steady := time.AfterFunc(tick.Steady, func() { h.part(name+" (restarted)", nil) })
		err := sheltered(ctx, do)
		steady.Stop()
		if err == nil || ctx.Err() != nil {
			return
		}
		h.part(name+" (restarted)", err)
		if slices.Contains(halting, name) {
			h.part(name, errors.New("it failed and is started again"))
		}
		tick.Pause(ctx, waits.Next(time.Since(began)))
	}
}

// sheltered turns a panic into an error; its stack goes with it into the log.
func sheltered(ctx context.Context, do func(ctx context.Context)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	do(ctx)
	return nil
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
