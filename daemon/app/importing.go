package app

import (
	"context"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/ringevett/ringevett/daemon/verb"
)

// importing are the deliveries of registers under way, for who waits for one.
type importing struct {
	mu      sync.Mutex
	all     []*verb.Importing
	collect int // what the garbage collector waited for before the first of them
}

// collectEarly is how much a delivery's heap may grow between two collections, in hundredths. Millions of keys hold no
// pointers, so that a collection costs little, and the memory that lies idle would be as much as the register.
const collectEarly = 25

// begin notes a delivery until end is called. tell notes its step, and how much of it is done; of 0 is not known.
func (i *importing) begin(one verb.Importing) (tell func(step string, done, of int), end func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if len(i.all) == 0 {
		i.collect = debug.SetGCPercent(collectEarly)
	}
	p := &one
	i.all = append(i.all, p)
	tell = func(step string, done, of int) {
		i.mu.Lock()
		defer i.mu.Unlock()
		p.Step, p.Done, p.Of = step, done, of
	}
	return tell, func() {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.all = slices.DeleteFunc(i.all, func(o *verb.Importing) bool { return o == p })
		if len(i.all) == 0 {
			debug.SetGCPercent(i.collect)
		}
	}
}

// Importing tells how far the deliveries of registers are that are under way now.
func (h *House) Importing(context.Context) ([]verb.Importing, error) {
	h.importing.mu.Lock()
	defer h.importing.mu.Unlock()
	return verb.Each(h.importing.all, func(p *verb.Importing) verb.Importing { return *p }), nil
}
