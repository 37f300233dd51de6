package telephony

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/probe"
)

// endpointProbes look at the agents' phones and at the trunk.
func endpointProbes() []probe.Probe[*checker] {
	return []probe.Probe[*checker]{
		{Name: "phones on the pbx",
			Proves: "each agent's phone is known to the PBX, may dial the codes, and cannot transfer calls or " +
				"pose as another phone",
			Do: "correct its endpoint in pjsip.conf, then: pjsip reload", Look: lookPhones},
		{Name: "phones' displays", Proves: "the PBX sends agents' phones what agents.display asks for",
			Do: "correct its endpoint in pjsip.conf, then: pjsip reload", Look: lookDisplays},
		{Name: "phones online", Proves: "in calling hours a running campaign has a registered phone",
			Do: "look at the phones: pjsip show contacts", Look: lookOnline},
		{Name: "trunk",
			Proves: "the trunk of asterisk.dial is known and reachable, and sends the number to be shown",
			Do:     "correct its endpoint in pjsip.conf, then: pjsip reload", Look: lookTrunk},
		{Name: "sound from phones", Proves: "phones that are logged in send sound packets all the time",
			Do: "switch silence suppression (VAD, comfort noise) off in the phone", Look: lookSilence},
	}
}

// sipEndpoint is the name of a PJSIP endpoint; false where it is of another technology.
func sipEndpoint(device string) (string, bool) { return strings.CutPrefix(device, techSIP) }

// fields asks for an endpoint's configuration; nil where the PBX does not know it.
func (k *checker) fields(ctx context.Context, name string) (map[string]string, error) {
	all, err := k.c.Config(ctx, "res_pjsip", "endpoint", name)
	if errors.Is(err, ari.ErrNotFound) {
		return nil, nil
	}
	return all, err
}

func lookPhones(ctx context.Context, k *checker, r *probe.Report) {
	for _, a := range k.x.Agents {
		name, sip := sipEndpoint(a.Endpoint)
		if !sip {
			r.Warn("agent %s: %s is no PJSIP phone: what it may do cannot be seen here", a.ID, a.Endpoint)
			continue
		}
		set, err := k.fields(ctx, name)
		switch {
		case err != nil:
			r.Warn("agent %s: the PBX does not tell of %s: %v", a.ID, a.Endpoint, err)
		case set == nil:
			r.Warn("agent %s: the PBX knows no %s: no one can log in as this agent", a.ID, a.Endpoint)
		default:
			k.phone(ctx, a, set, r)
		}
	}
	r.Clean("all %d are as they should be", len(k.x.Agents))
}

// phone looks at one agent's endpoint.
func (k *checker) phone(ctx context.Context, a dialer.Agent, set map[string]string, r *probe.Report) {
	who := fmt.Sprintf("agent %s, %s", a.ID, a.Endpoint)
	for _, code := range []string{k.login, k.logout} {
		if there, err := k.exists(ctx, Place{set["context"], code}); err == nil && !there {
			r.Warn("%s: its context %s has no %s: put include => ringevett-agents there", who, set["context"], code)
			break
		}
	}
	if yes(set["allow_transfer"]) {
		r.Warn("%s: allow_transfer=yes: a key of the phone can send a consumer to a number that no gate has seen; set "+
			"it to no", who)
	}
	if yes(set["trust_id_inbound"]) {
		r.Warn("%s: trust_id_inbound=yes: the phone can say that it is another number; set it to no", who)
	}
	if set["rtp_timeout"] == "0" {
		r.Warn("%s: rtp_timeout=0: the leg of a phone that dies while no daemon runs stays up for ever; 30 is a good "+
			"value", who)
	}
	if id := set["callerid"]; strings.ContainsAny(id, "0123456789") && k.shows(id) {
		r.Warn("%s: callerid=%s is a number that campaigns show: what this phone dials by hand goes out as the "+
			"client's",
			who, id)
	}
}

// lookDisplays names the endpoints to which Asterisk sends no connected line. Whether a phone shows it, and whether it
// takes a text, is seen on the phone alone.
func lookDisplays(ctx context.Context, k *checker, r *probe.Report) {
	if !k.s.Display.Line() {
		r.OK("agents.display is %s: no connected line is sent", cmp.Or(k.s.Display, display.ByNone))
		return
	}
	var blank []string
	for _, a := range k.x.Agents {
		name, sip := sipEndpoint(a.Endpoint)
		if !sip {
			continue
		}
		set, err := k.fields(ctx, name)
		if err == nil && set != nil && !yes(set["send_pai"]) && !yes(set["send_rpid"]) {
			blank = append(blank, a.Endpoint)
		}
	}
	if len(blank) > 0 {
		r.Warn("%s: neither send_pai nor send_rpid is on, so that the display shows nothing of a call: put "+
			"send_pai = yes there, or set agents.display to message or off", strings.Join(blank, ", "))
	}
	r.Clean("all %d get the connected line", len(k.x.Agents))
}

// shows reports whether a caller id is a number that campaigns show.
func (k *checker) shows(callerID string) bool {
	return slices.ContainsFunc(k.x.Visible,
		func(n dialer.Number) bool { return strings.Contains(callerID, n.National()) })
}

// yes reads a boolean as the PBX writes it.
func yes(value string) bool { return value == "true" || value == "yes" }

// lookOnline: at night all phones may be off, and one agent may have the day off.
func lookOnline(ctx context.Context, k *checker, r *probe.Report) {
	all, err := k.c.Endpoints(ctx, "PJSIP")
	if err != nil {
		r.Warn("the PBX does not list its endpoints: %v", err)
		return
	}
	state := map[string]string{}
	for _, e := range all {
		state[e.Technology+"/"+e.Resource] = e.State
	}
	var off []string
	crew, online := 0, 0
	for _, a := range k.x.Agents {
		if k.x.Busy[a.ID] {
			crew++
		}
		switch state[a.Endpoint] {
		case "online":
			online += one(k.x.Busy[a.ID])
		case "offline":
			off = append(off, string(a.ID))
		}
	}
	if crew > 0 && online == 0 && k.x.Open {
		r.Warn("no phone of the running campaigns is registered (offline: %s)", strings.Join(off, ", "))
	}
	r.Clean("%d of %d agents' phones are not registered now", len(off), len(k.x.Agents))
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// trunkOf is the endpoint that asterisk.dial names: "trunk" of "PJSIP/{number}@trunk".
func (k *checker) trunkOf() (string, bool) {
	rest, sip := sipEndpoint(k.x.Dial)
	_, trunk, at := strings.Cut(rest, "@")
	trunk, _, _ = strings.Cut(trunk, "/")
	return trunk, sip && at
}

func lookTrunk(ctx context.Context, k *checker, r *probe.Report) {
	name, sip := k.trunkOf()
	if !sip {
		r.OK("asterisk.dial names no PJSIP trunk: its number is compared at the first call of each day")
		return
	}
	set, err := k.fields(ctx, name)
	switch {
	case err != nil:
		r.Warn("the PBX does not tell of PJSIP/%s: %v", name, err)
		return
	case set == nil:
		r.Fail("the PBX knows no PJSIP/%s, which asterisk.dial names: no call can be placed", name)
		return
	}
	if e, err := k.c.Endpoint(ctx, "PJSIP", name); err == nil && e.State == "offline" {
		r.Fail("PJSIP/%s is offline: the operator does not answer, or it is not registered there", name)
	}
	k.trunkShows(name, set, r)
	if set["rtp_timeout"] == "0" {
		r.Warn("PJSIP/%s: rtp_timeout=0: an agent stays with a consumer's phone that vanished; 60 is a good value",
			name)
	}
	if strings.ContainsAny(set["callerid"], "0123456789") {
		r.Warn("PJSIP/%s: callerid=%s takes the place of every caller's number: the desk cannot know who rings back",
			name, set["callerid"])
	}
	r.Clean("PJSIP/%s is known and sends the number to be shown", name)
}

// trunkShows looks at what decides which number consumers see (4.4.2, mfl. § 14).
func (k *checker) trunkShows(name string, set map[string]string, r *probe.Report) {
	user, pai := set["from_user"], yes(set["send_pai"])
	switch {
	case user != "" && !pai && !yes(set["send_rpid"]):
		r.Fail("PJSIP/%s: from_user=%s and send_pai=no: the number that is to be shown is sent nowhere (4.4.2)", name,
			user)
	case user != "":
		r.Warn("PJSIP/%s: from_user=%s goes out in From, the number to be shown in P-Asserted-Identity alone: the "+
			"first call stops "+
			"until somebody saw it on a phone: ringevett shown", name, user)
	}
	if p := set["callerid_privacy"]; strings.HasPrefix(p, "prohib") {
		r.Fail("PJSIP/%s: callerid_privacy=%s hides the number (mfl. § 14)", name, p)
	}
	if yes(set["allow_transfer"]) {
		r.Warn("PJSIP/%s: allow_transfer=yes: the operator's side can send a consumer elsewhere; set it to no", name)
	}
}

// lookSilence counts what the legs of logged-in agents send in a second. A phone that sends nothing at all is dead or
// on hold, which the floor finds by itself; fewer packets than fifty say that it falls silent between words.
func lookSilence(ctx context.Context, k *checker, r *probe.Report) {
	all, err := k.c.Channels(ctx)
	if err != nil {
		r.Warn("the PBX does not list its channels: %v", err)
		return
	}
	count := func() map[string]int {
		got := map[string]int{}
		for _, ch := range all {
			if ch.Dialplan.AppName != "Stasis" || !strings.HasPrefix(ch.Dialplan.AppData, k.s.App+",login") {
				continue
			}
			if st, err := k.c.RTPStatistics(ctx, ch.ID); err == nil {
				got[ch.Name] = st.Rxcount
			}
		}
		return got
	}
	before := count()
	if len(before) == 0 {
		r.OK("no agent is logged in")
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(listenFor):
	}
	for name, n := range count() {
		if sent := n - before[name]; sent > 0 && sent < enough {
			r.Warn("%s sent %s packets in a second, of 50: it seems to send none while it is quiet, and may be taken "+
				"for dead",
				endpoint(name), strconv.Itoa(sent))
		}
	}
	r.Clean("%d phones send all the time", len(before))
}

// A phone sends a packet each 20 or 30 ms.
const (
	listenFor = time.Second
	enough    = 25
)
