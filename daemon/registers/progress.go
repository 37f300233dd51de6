package registers

import (
	"context"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/ringevett/ringevett/daemon/verb"
)

// importing are the deliveries of registers under way, for those who wait for one.
type importing struct {
	mu      sync.Mutex
	all     []*verb.Importing
	collect int // what the garbage collector waited for before the first of them
}

// collectEarly is how much a delivery's heap may grow between two collections, in hundredths. Millions of keys hold no
// pointers, so that a collection costs little, and the memory that lies idle would be as much as the register.
const collectEarly = 25

// begin notes a delivery until end is called. progress notes its step, and how much of it is done; of is 0 where the
// whole is not known.
func (i *importing) begin(one verb.Importing) (progress func(step string, done, of int), end func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if len(i.all) == 0 {
		i.collect = debug.SetGCPercent(collectEarly)
	}
	p := &one
	i.all = append(i.all, p)
	progress = func(step string, done, of int) {
		i.mu.Lock()
		defer i.mu.Unlock()
		p.Step, p.Done, p.Of = step, done, of
	}
	return progress, func() {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.all = slices.DeleteFunc(i.all, func(o *verb.Importing) bool { return o == p })
		if len(i.all) == 0 {
			debug.SetGCPercent(i.collect)
		}
	}
}

// Importing lists the deliveries that are under way now, and how far each is.
func (r *Registers) Importing(context.Context) ([]verb.Importing, error) {
	r.importing.mu.Lock()
	defer r.importing.mu.Unlock()
	return verb.Each(r.importing.all, func(p *verb.Importing) verb.Importing { return *p }), nil
}
