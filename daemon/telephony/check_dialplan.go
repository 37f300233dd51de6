package telephony

import (
	"context"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
)

// The loaded dialplan's codes.
const (
	loginGlobal  = "RINGEVETT_LOGIN"
	logoutGlobal = "RINGEVETT_LOGOUT"
)

const pasteAgain = "paste what `ringevett dialplan` prints, then: dialplan reload"

// dialplanProbes look at what was pasted into the dialplan.
func dialplanProbes() []probe.Probe[*checker] {
	return []probe.Probe[*checker]{
		{Name: "dialplan", Proves: "all contexts of this version are loaded", Do: pasteAgain,
			Look: lookDialplan},
		{Name: "login codes", Proves: "the agents' codes are the same in the configuration and the loaded dialplan",
			Do:   "set agents.login_code and agents.logout_code to the codes that agents dial, then " + pasteAgain,
			Look: lookCodes},
		{Name: "route", Proves: "the context of asterisk.dial accepts the dialed numbers",
			Do: "name a context in asterisk.dial that dials out: dialplan show CONTEXT", Look: lookRoute},
	}
}

func lookDialplan(ctx context.Context, k *checker, r *probe.Report) {
	have, err := k.c.GlobalVar(ctx, DialplanGlobal)
	switch {
	case ignore(err, ari.ErrNotFound) != nil:
		r.Fail("the PBX does not tell its global variables: %v", err)
		return
	case have == "":
		r.Warn("our contexts are not loaded, so agents cannot log in")
		return
	case have != k.x.DialplanVersion:
		r.Warn("version %s is loaded, this daemon prints version %s", have, k.x.DialplanVersion)
		return
	}
	var gone []string
	for _, p := range k.x.Places(k.login, k.logout) {
		switch there, err := k.exists(ctx, p); {
		case err != nil:
			r.Warn("whether the contexts are loaded cannot be asked: %v", err)
			return
		case !there:
			gone = append(gone, p.Context)
		}
	}
	if len(gone) > 0 {
		r.Fail("its variables say version %s, but these contexts are not loaded or not whole: %s",
			have, strings.Join(gone, ", "))
	}
	r.Clean("version %s is loaded", have)
}

func lookCodes(_ context.Context, k *checker, r *probe.Report) {
	for _, c := range []struct{ key, code, have string }{
		{"agents.login_code", k.x.Login, k.login}, {"agents.logout_code", k.x.Logout, k.logout},
	} {
		if c.have != c.code {
			r.Warn("the loaded dialplan has %s, %s is %s", c.have, c.key, c.code)
		}
	}
	r.Clean("%s and %s, as loaded", k.x.Login, k.x.Logout)
}

// samples are asked of a route, and never dialed: a route may take mobile numbers alone, or those of a trial.
func (k *checker) samples() []dialer.Number {
	return append(slices.Clone(k.x.Visible[:min(1, len(k.x.Visible))]), "+4790000001", "+4740000001", "+4722000001")
}

func lookRoute(ctx context.Context, k *checker, r *probe.Report) {
	if !strings.HasPrefix(k.x.Dial, techLocal) {
		return
	}
	var place string
	var asked []string
	for _, n := range k.samples() {
		exten, rest, _ := strings.Cut(strings.TrimPrefix(k.s.Endpoint(n), techLocal), "@")
		place, _, _ = strings.Cut(rest, "/")
		asked = append(asked, exten)
		there, err := k.exists(ctx, Place{place, exten})
		if err != nil {
			r.Warn("whether the context %s takes numbers cannot be asked: %v", place, err)
			return
		}
		if there {
			r.OK("the context %s takes numbers; which number consumers see is compared at the first call of each day",
				place)
			return
		}
	}
	r.Fail("the context %s takes no number such as %s: no call can be placed", place, strings.Join(asked, ", "))
}
