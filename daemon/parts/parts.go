package parts

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

// Parts knows which of the daemon's background work does not work now. Each fault is logged once when it begins and
// once when it ends, and "ringevett status" has it meanwhile.
type Parts struct {
	Now func() time.Time
	Log *logrus.Entry

	// Halting are the parts without which no call may be dialed. Each other part fails closed by itself: a recording
	// whose leave is not renewed ends, and the dialplan refuses marketing calls without the guard.
	Halting []string

	mu     sync.Mutex
	faults map[string]fault
}

type fault struct {
	why   string
	since time.Time
}

// Report keeps how the part does: err is why it does not work, nil that it does.
func (p *Parts) Report(name string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	was, failing := p.faults[name]
	switch {
	case err == nil && failing:
		delete(p.faults, name)
		p.Log.Info("the part " + name + " works again")
	case err != nil:
		if p.faults == nil {
			p.faults = map[string]fault{}
		}
		if !failing {
			was.since = p.Now()
			p.Log.WithError(err).Error("the part " + name + " does not work; it is tried again" + p.price(name))
		}
		p.faults[name] = fault{why: err.Error(), since: was.since}
	}
}

func (p *Parts) price(name string) string {
	if slices.Contains(p.Halting, name) {
		return "; nothing is dialed meanwhile"
	}
	return ""
}

// Halt says why no call may be dialed; "" where no part forbids it.
func (p *Parts) Halt() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range p.Halting {
		if f, failing := p.faults[name]; failing {
			return name + " are not heard: " + f.why
		}
	}
	return ""
}

// Faults gives the faults, the oldest first.
func (p *Parts) Faults() []verb.PartFault {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := []verb.PartFault{}
	for name, f := range p.faults {
		out = append(out, verb.PartFault{
			Part: name, Why: f.why, Since: f.since, Halts: slices.Contains(p.Halting, name),
		})
	}
	slices.SortFunc(out, func(a, b verb.PartFault) int { return a.Since.Compare(b.Since) })
	return out
}

// Tend runs do, and runs it again when it panics, until it returns by itself. One broken job neither ends
// conversations nor stays away in silence.
func (p *Parts) Tend(ctx context.Context, name string, do func(ctx context.Context)) {
	for waits := (tick.Backoff{}); ; {
		began := time.Now()
		steady := time.AfterFunc(tick.Steady, func() { p.Report(name+" (restarted)", nil) })
		err := sheltered(ctx, do)
		steady.Stop()
		if err == nil || ctx.Err() != nil {
			return
		}
		p.Report(name+" (restarted)", err)
		if slices.Contains(p.Halting, name) {
			p.Report(name, errors.New("it failed and is started again"))
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
