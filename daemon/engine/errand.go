package engine

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"
)

// How long slow work may take before the engine goes on without it. The work's context ends at the same time.
const (
	lookPatience   = 5 * time.Second  // what the gate must know of one lead
	bookPatience   = 30 * time.Second // the list of leads that are due
	pinPatience    = 10 * time.Second // whose PIN, whose phone, whose notice of recording
	callerPatience = 10 * time.Second // one effect on a caller's channel
	notePatience   = 30 * time.Second // an inquiry on the disk
)

// errLate is the end of work that did not return in time.
var errLate = errors.New("it took too long")

// errand is slow work on its way in a lane.
type errand struct {
	what string
	till time.Time
	late bool // its end was told already: what it brings now is thrown away
}

// within runs work aside and brings its result back as an event, at the latest when patience is over: then the result
// is the zero T and errLate. end is called once, between two events. A panic in work is the work's error.
func within[T any](e *Engine, key any, what string, patience time.Duration, work func(ctx context.Context) (T, error),
	end func(now time.Time, got T, err error)) {
	e.errandNo++
	no, x := e.errandNo, &errand{what: what, till: e.ports.Now().Add(patience)}
	e.errands[no] = x
	ctx, cancel := context.WithCancel(e.ctx)
	var alarm *deadline
	if !e.lanes.atOnce {
		alarm = e.remind(x.till, ofErrand, no, func(now time.Time) {
			x.late = true
			cancel()
			var none T
			end(now, none, errLate)
		})
	}
	e.lanes.do(key, func() {
		defer cancel()
		var got T
		err := ctx.Err()
		if err == nil {
			err = safely(func() (err error) { got, err = work(ctx); return err })
		}
		e.in.put(finished(func(e *Engine, now time.Time) {
			delete(e.errands, no)
			e.forget(alarm)
			if !x.late {
				end(now, got, err)
			}
		}))
	})
}

// done is work that gives nothing but its error.
func done(work func(ctx context.Context) error) func(ctx context.Context) (struct{}, error) {
	return func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }
}

// overdue is how many errands have outlived their deadline and not returned.
func (e *Engine) overdue() int {
	n := 0
	for _, x := range e.errands {
		if x.late {
			n++
		}
	}
	return n
}

// undone names the errands that have not returned, for the log.
func (e *Engine) undone() []string {
	var all []string
	for _, no := range slices.Sorted(maps.Keys(e.errands)) {
		all = append(all, e.errands[no].what)
	}
	return all
}
