package check

import (
	"context"
	"errors"
	"net"
	"os"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/dialplan"
)

// guardGlobal is the global variable of the shipped dialplan that says where its guard asks.
const guardGlobal = "RINGEVETT_AGI"

// keyGlobal is the one by which Asterisk shows the daemon that it asks.
const keyGlobal = "RINGEVETT_AGI_KEY"

// dialplanPlaces are what the loaded dialplan must have, an extension of each context that is reached from outside.
func dialplanPlaces(login, logout string) []telephony.Place {
	var all []telephony.Place
	for _, p := range dialplan.Entries(login, logout) {
		all = append(all, telephony.Place{Context: p[0], Exten: p[1]})
	}
	return all
}

// guardProbes look at the way from the dialplan's guard to the daemon. Nothing here keeps the floor from dialing.
func guardProbes() []probing {
	return []probing{{Name: "guard",
		Proves: "the dialplan asks this daemon about calls dialed by hand, and shows its key",
		Do:     "paste what `ringevett dialplan` prints, and take the outbound route of dialplan/README.md",
		Look:   lookGuard}}
}

func lookGuard(ctx context.Context, s *scene, r *probe.Report) {
	away := func(f probe.Finding) bool { return f.Name == "ari" && f.Level == probe.Fail }
	if s.noPBX != nil || slices.ContainsFunc(s.pbx, away) {
		return // that the PBX does not answer is told already
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	asks, err := telephony.Global(ctx, s.set, guardGlobal)
	switch {
	case err != nil:
		return
	case asks == "":
		r.Warn("its contexts are not loaded, so calls dialed by hand meet no gate")
		return
	case asks != s.cfg.AGI.Listen:
		r.Warn("the dialplan asks at %s, agi.listen is %s", asks, s.cfg.AGI.Listen)
		return
	}
	if !s.keys(ctx, r) {
		return
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", s.cfg.AGI.Listen)
	if err != nil {
		r.Warn("its contexts are loaded, and no one answers them at %s: marketing calls by hand are refused, all "+
			"others pass (%v)", s.cfg.AGI.Listen, err)
		return
	}
	conn.Close()
	for _, from := range s.cfg.Guard.Unreadable.Allow {
		r.Warn("guard.unreadable.allow: in the context %s a text that reads as no number is dialed without being "+
			"judged",
			from)
	}
	r.OK("its contexts are loaded, and answered at %s", s.cfg.AGI.Listen)
}

// keys holds the key in the loaded dialplan against ours; neither is shown.
func (s *scene) keys(ctx context.Context, r *probe.Report) bool {
	const price = ": the guard and the desk answer nothing, marketing calls by hand are refused, all others pass"
	have, err := telephony.Global(ctx, s.set, keyGlobal)
	if err != nil {
		return false // that the PBX does not answer is told already
	}
	file := s.cfg.AGIKeyFile().Path
	want, err := s.cfg.AGIKey()
	switch {
	case errors.Is(err, os.ErrNotExist):
		r.Warn("there is no %s yet%s", file, price)
	case err != nil:
		r.Fail("%v", err)
	case have == "":
		r.Warn("the loaded dialplan shows no key (%s)%s", keyGlobal, price)
	case have != want:
		r.Warn("the loaded dialplan shows another key than %s holds%s", file, price)
	}
	return err == nil && have == want
}
