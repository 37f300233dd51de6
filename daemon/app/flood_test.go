package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/flood"
)

// visitDeadline is what the dialplan gives the guard (RINGEVETT_PATIENCE) before a call goes on without its verdict.
const visitDeadline = 3 * time.Second

// honest are the visits of a phone of the house: one to a number that is free, one to a number that is reserved.
type honest struct{ free, reserved flood.Asterisk }

// honestPhone puts two channels of the PBX where the dialplan asks, in the hands of no application.
func (f *floor) honestPhone(d *day) honest {
	f.t.Helper()
	other, err := ari.Connect(f.t.Context(), f.pbx.Config("dialplan"))
	fine(f.t, err)
	f.t.Cleanup(func() { other.Close() })
	key, err := f.conf.AGIKey()
	fine(f.t, err)
	visit := func(number string) flood.Asterisk {
		line := f.pbx.Incoming("dialplan", aritest.Incoming{Endpoint: "PJSIP/101"})
		line.Redirect("ringevett-guard-ask", "s")
		line.Set("RINGEVETT_NUMBER", number)
		ch, ok := f.pbx.Channel(line.ID())
		if !ok {
			f.t.Fatal("the PBX has no channel for the honest phone")
		}
		return flood.Asterisk{
			Addr: f.conf.AGI.Listen, Key: key, Channel: ch.Name, UniqueID: ch.ID, Args: [3]string{"", "", number},
		}
	}
	fine(f.t, d.Reserve(f.t.Context(), verb.Wish{Number: "90000002", Scope: "own", Why: "asked in a call"}, ""))
	return honest{free: visit("22000009"), reserved: visit("90000002")}
}

// ask visits the guard so often for each of the two; err tells of a visit without its verdict within the deadline.
func (h honest) ask(ctx context.Context, pairs int) (took flood.Latencies, err error) {
	for range pairs {
		for want, a := range map[string]flood.Asterisk{"allow": h.free, "block": h.reserved} {
			ctx, cancel := context.WithTimeout(ctx, visitDeadline)
			got, d, failed := a.Visit(ctx)
			cancel()
			if failed != nil || got != want {
				err = errors.Join(err, fmt.Errorf("visit %d: got %q, %v; want %q within %v",
					len(took)+1, got, failed, want, visitDeadline))
			}
			took = append(took, d)
		}
	}
	return took, err
}

// served asks in up to three rounds until each visit of a round was served. An attack that keeps the phone from the
// guard does so in each; a machine that is busy with other things does not.
func (h honest) served(t *testing.T, what string, pairs int) (took flood.Latencies) {
	t.Helper()
	var err error
	for range 3 {
		if took, err = h.ask(t.Context(), pairs); err == nil {
			return took
		}
		t.Logf("%s: %v", what, err)
	}
	t.Errorf("%s: three times not each visit was served", what)
	return took
}

// status asks the API so often how the floor is.
func (d *day) status(times int) (took flood.Latencies) {
	d.t.Helper()
	for range times {
		began := time.Now()
		if _, err := d.Status(d.t.Context()); err != nil {
			d.t.Errorf("the status during an attack: %v", err)
		}
		took = append(took, time.Since(began))
	}
	return took
}

// underAttack runs a daemon and measures an honest phone's visits and an honest client's requests, first in quiet, then
// during each attack on FastAGI's port and on the API's socket. scale is in percent of an attack's connections. Where
// cutWithin is not zero, a connection that is held must have been cut by then.
func underAttack(t *testing.T, scale, pairs int, cutWithin time.Duration) {
	t.Helper()
	f := newFloor(t)
	var err error
	f.conf.AGI.Listen, err = child.FreeAddress()
	fine(t, err)
	began := time.Now()
	d := f.begin(0)
	defer d.end()
	d.fill()
	phone := f.honestPhone(d)
	t.Logf("%-55s visits: %v; status: %v", "no attack", phone.served(t, "no attack", pairs), d.status(pairs))
	for _, door := range []struct {
		network, addr string
		attacks       []flood.Attack
	}{
		{"tcp", f.conf.AGI.Listen, flood.OnFastAGI(phone.free.Header())},
		{"unix", f.conf.API.Socket, flood.OnHTTP()},
	} {
		for _, a := range door.attacks {
			a.Many = max(a.Many*scale/100, 4)
			running := a.Begin(t.Context(), door.network, door.addr)
			running.Await(t.Context(), int64(a.Many))
			pairs := pairs
			if a.Many > 1024 { // more than FastAGI has room for: each visit waits its turn
				pairs = max(pairs/10, 2)
			}
			visits, asked := phone.served(t, a.Name, pairs), d.status(pairs)
			if cutWithin > 0 {
				wantCut(t, a, running, cutWithin)
			}
			running.Stop()
			t.Logf("%-55s visits: %v; status: %v; %d hostile connections", a.Name, visits, asked, running.Conns())
		}
	}
	wantFewWarnings(d, time.Since(began))
}

// wantCut holds that the daemon ends connections on which nothing comes: the attack had to make others.
func wantCut(t *testing.T, a flood.Attack, r *flood.Running, within time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	if r.Await(ctx, int64(a.Many)+1); r.Conns() <= int64(a.Many) {
		t.Errorf("%s: none of %d connections was cut within %v", a.Name, a.Many, within)
	}
}

// wantFewWarnings holds that the log tells of the refused visits, and is not filled by them.
func wantFewWarnings(d *day, lasted time.Duration) {
	d.t.Helper()
	told, counted := 0, 0
	for len(d.heard) > 0 {
		m := <-d.heard
		if strings.HasPrefix(m, "agi: ") || strings.Contains(m, "had not shown who it is") {
			told++
		}
		if strings.Contains(m, "like it, not logged") {
			counted++
		}
	}
	d.t.Logf("%d warnings of refused visits in the log, %d of them with a count of others", told, counted)
	const kinds, aMinute = 2, 10
	if most := kinds * aMinute * (1 + int(lasted.Minutes())); told == 0 || told > most {
		d.t.Errorf("%d warnings, want some and %d at most", told, most)
	}
}

// TestAnHonestPhoneIsServedUnderAttack is the small case; TestNightAttacks holds more connections for longer.
func TestAnHonestPhoneIsServedUnderAttack(t *testing.T) { underAttack(t, 100, 10, 0) }
