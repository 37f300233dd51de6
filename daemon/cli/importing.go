package cli

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// lookEvery is how often the daemon is asked how far it is.
const lookEvery = 500 * time.Millisecond

// followImports shows on a terminal how far the daemon is with deliveries, from when the file is read until end.
func (t *tool) followImports(ctx context.Context, floor *rest.Remote, read <-chan struct{}) (end func()) {
	if !t.terminal() {
		return func() {}
	}
	ctx, stop := context.WithCancel(ctx)
	var asking sync.WaitGroup
	asking.Go(func() {
		select {
		case <-ctx.Done():
			return
		case <-read:
		}
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for ctx.Err() == nil {
			all, _ := rest.Call(ctx, floor, verb.ListImporting, verb.Nothing{}) // it is only shown
			for _, one := range all {
				fmt.Fprint(t.Err, clearLine+importingWords(one))
			}
			select {
			case <-ctx.Done():
			case <-tick.C:
			}
		}
	})
	return func() {
		stop()
		asking.Wait()
		fmt.Fprint(t.Err, clearLine)
	}
}

// clearLine goes to the beginning of a terminal's line and empties it (ECMA-48, EL).
const clearLine = "\r\x1b[K"

func importingWords(one verb.Importing) string {
	text := one.Register + ": " + one.Step
	switch {
	case one.Of > 0:
		text += fmt.Sprintf(", %d %%", 100*one.Done/one.Of)
	case one.Done > 0:
		text += fmt.Sprintf(", %d rows", one.Done)
	}
	return text
}
