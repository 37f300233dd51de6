package engine_test

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/engine"
)

// fakeDisplays are handsets that work, refuse, or hang until the engine gives up.
type fakeDisplays struct {
	f   *floor
	how atomic.Value
}

func (d *fakeDisplays) Show(ctx context.Context, id dialer.SessionID, card display.Card) error {
	switch d.how.Load().(string) {
	case "refuse":
		d.f.note("%s-display refuses", id)
		return errors.New("send_pai is off")
	case "hang":
		d.f.note("%s-display hangs", id)
		<-ctx.Done()
		return ctx.Err()
	}
	d.f.note("%s-display shows %q", id, display.Text(card, "nb", display.Row))
	return nil
}

// handsets has all handsets behave so from now on.
func (f *floor) handsets(how string) {
	if f.displays == nil {
		f.displays = &fakeDisplays{f: f}
	}
	f.displays.how.Store(how)
}

// connectScreens gives the engine what the story has of displays, the agents' and the consumers'.
func (f *floor) connectScreens(ports *engine.Ports) {
	if f.displays != nil {
		ports.Displays = f.displays
	}
	if f.sent != nil {
		ports.Shows = f.sent
	}
}
