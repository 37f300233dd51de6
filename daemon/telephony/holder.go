package telephony

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/engine"
)

// Asterisk gives an application's name to the last client that asks, and the one before it only hears
// ApplicationReplaced: two daemons would take each other's calls. So the holder writes its installation's mark and
// the time into a global variable, and who comes asks first.
const (
	holderGlobal = "RINGEVETT_HOLDER_" // and the application's name
	beatEvery    = 5 * time.Second
	holderDead   = 20 * time.Second // without a beat; clocks of two machines differ by 5 s at most

	lookEvery    = 500 * time.Millisecond
	proveEvery   = 700 * time.Millisecond
	stalledAfter = 2 * time.Second // the last proof that requests are answered and events flow is older than this
	lookPatience = 3 * time.Second // for a look at the PBX while events wait
)

// ErrHeld says that another client holds our application's name.
var ErrHeld = errors.New("another client holds the application name")

// mayHold refuses the connection while another client holds our application's name. A restart of our own installation
// is let by, and so is one whose holder has been silent. It knows nothing of a PBX that does not answer: the
// connection then fails by itself.
func (p *PBX) mayHold(ctx context.Context, c *ari.Client) error {
	if !p.forced.Load() {
		if err := p.refusedBy(ctx, c); err != nil {
			return err
		}
	}
	_ = p.beats(ctx, c) // a PBX that does not answer fails the connection by itself
	return nil
}

func (p *PBX) refusedBy(ctx context.Context, c *ari.Client) error {
	app, err := c.Application(ctx, p.set.App)
	if err != nil {
		return nil
	}
	text, err := c.GlobalVar(ctx, holderGlobal+p.set.App)
	if err != nil && !errors.Is(err, ari.ErrNotFound) {
		return nil
	}
	if why := p.heldBy(app, text, time.Now()); why != "" {
		return fmt.Errorf("%w %q: %s; give this daemon a name of its own (asterisk.app), stop the other, or start "+
			"with serve --take-over",
			ErrHeld, p.set.App, why)
	}
	return nil
}

// heldBy tells who else holds the registered application; "": no client. beat is what the holder wrote last.
func (p *PBX) heldBy(app ari.Application, beat string, now time.Time) string {
	install, text, _ := strings.Cut(beat, "|")
	ms, err := strconv.ParseInt(text, 10, 64)
	switch silent := now.Sub(time.UnixMilli(ms)); {
	case install == p.set.Install:
		return ""
	case err == nil && silent.Abs() < holderDead:
		return fmt.Sprintf("installation %s, heard %v ago", install, silent.Round(time.Second))
	case err == nil:
		return ""
	}
	for _, id := range append(app.ChannelIDs, app.BridgeIDs...) {
		if p.names.ours(id) { // what a daemon of ours left that wrote no beat yet
			return ""
		}
	}
	return "a client that is no daemon of this version"
}

// mind beats, and tells the engine when the PBX has stalled: its last proof of life is old, while the connection
// still stands.
func (p *PBX) mind() {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	stalled, beat, compared := false, time.Time{}, time.Now()
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-p.closed:
			return
		case <-tick.C:
		}
		if !p.up.Load() {
			stalled, beat = false, time.Time{}
			continue
		}
		late := time.Since(p.client.Proven())
		if is := late > stalledAfter; is != stalled {
			stalled = is
			p.tell(engine.Stalled{Is: is})
		}
		if !stalled && time.Since(compared) >= clockEvery {
			compared = time.Now()
			p.wg.Go(func() { p.compareClocks(p.ctx) })
		}
		if !stalled && time.Since(beat) > beatEvery {
			beat = time.Now()
			p.aside(func() error { return p.beats(p.ctx, p.client) })
		}
	}
}

func (p *PBX) beats(ctx context.Context, c *ari.Client) error {
	ctx, cancel := context.WithTimeout(ctx, stalledAfter)
	defer cancel()
	return c.SetGlobalVar(ctx, holderGlobal+p.set.App, p.set.Install+"|"+strconv.FormatInt(time.Now().UnixMilli(), 10))
}
