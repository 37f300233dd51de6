package calls_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// shownDialplan has routes that an admin may have: plain ones, and FreePBX's contexts as its pages write them.
const shownDialplan = `
[plain]
exten => _X.,1,Set(CALLERID(num)=22000009)
 same => n,Dial(PJSIP/${EXTEN}@trunk)
[hides]
exten => _X.,1,Set(CALLERID(pres)=prohib)
 same => n,Dial(PJSIP/${EXTEN}@trunk)
[byaccount]
exten => _X.,1,Dial(PJSIP/${EXTEN}@account)
[from-internal]
include => outbound-allroutes
[outbound-allroutes]
include => outrt-1
[outrt-1]
exten => _X.,1,Set(OUTBOUND_GROUP=OUT_1)
 same => n,Gosub(sub-outbound-callerid,s,1(22000009))
 same => n,Gosub(sub-dialout-trunk,s,1(1,${EXTEN}))
 same => n,Hangup()
[sub-outbound-callerid]
exten => s,1,ExecIf($["${ARG1}" != ""]?Set(CALLERID(all)=${ARG1}))
 same => n,Return()
[sub-dialout-trunk]
exten => s,1,Wait(0.3)
 same => n,Dial(PJSIP/${ARG2}@trunk,300)
 same => n,Return()
[keeps]
exten => _X.,1,Dial(PJSIP/${EXTEN}@trunk)
`

// shownTrunk is a trunk whose From is the account's: the number is in P-Asserted-Identity alone.
const shownTrunk = `
[account]
type = endpoint
transport = udp
context = from-trunk
disallow = all
allow = alaw,ulaw
aors = account
from_user = 22000008
send_pai = yes
send_connected_line = no
direct_media = no
timers = no
[account]
type = aor
contact = sip:%s
`

type shownLayout struct {
	name, endpoint string
	sent           string // in place of the number; "": the number itself
}

var shownLayouts = []shownLayout{
	{"a trunk of our own", "PJSIP/%s@trunk", ""},
	{"a route that keeps the number", "Local/%s@keeps/n", ""},
	{"a route that replaces it", "Local/%s@plain/n", "22000009"},
	{"FreePBX's contexts", "Local/%s@from-internal/n", "22000009"},
	{"a trunk with from_user", "PJSIP/%s@account", "22000008"},
	{"a route to a trunk with from_user", "Local/%s@byaccount/n", "22000008"},
	{"a route that hides it", "Local/%s@hides/n", "anonymous"},
}

// TestANumberThatThePBXReplacesStopsItsCampaign: the shownLayouts of must show in short; the night has all of them.
func TestANumberThatThePBXReplacesStopsItsCampaign(t *testing.T) {
	t.Parallel()
	for _, l := range shownLayouts[3:5] {
		t.Run(l.name, func(t *testing.T) { l.play(t) })
	}
}

// play has two agents dial ten leads by a layout.
func (l shownLayout) play(t *testing.T) {
	f := newFloor(t, options{leads: 10, endpoint: l.endpoint, pbx: func(o *asterisk.Options) {
		o.Conf = map[string]string{"extensions.conf": shownDialplan, "pjsip.conf": fmt.Sprintf(shownTrunk, o.TrunkAddr)}
	}})
	f.trunk.PlanAll(phone.Plan{Ring: 400 * time.Millisecond, Send: phone.Tone(400), Hold: 300 * time.Millisecond})
	f.e.Tell(engine.Hold{Campaign: "c1", Why: "not everybody is logged in"})
	for n := range 2 {
		f.agent(n+1, phone.Sound{})
	}
	f.e.Tell(engine.Hold{Campaign: "c1"})
	if l.sent == "" {
		f.shows(6, "+4722000001")
		return
	}
	stop := f.fact("the number is stopped", func(x dialer.Fact) bool { return x.Kind == dialer.FactShown })
	if stop.Code != dialer.ShownOther || !strings.Contains(stop.Sent, l.sent) || stop.Visible != visible {
		t.Errorf("the journal has %+v", stop)
	}
	f.quietFor(2 * time.Second)
	if n := len(f.trunk.Calls()); n != 1 {
		t.Errorf("%d calls went out with another number; want the first alone", n)
	}
	s := f.snap()
	if why := s.Campaigns[0].Why; !strings.Contains(why, l.sent) || !strings.Contains(why, string(visible)) {
		t.Errorf("status says %q", why)
	}
	f.halt()
	f.start() // a restart does not forget
	f.untilUp()
	f.agent(1, phone.Sound{})
	f.quietFor(time.Second)
	if n := len(f.trunk.Calls()); n != 1 {
		t.Errorf("%d calls after a restart", n)
	}
	must(t, f.e.ConfirmShown(t.Context(), visible, "the operator shows P-Asserted-Identity", "test"))
	f.shows(3, l.sent)
}

// shows waits for so many calls, and compares the number that each came with.
func (f *floor) shows(n int, want string) {
	f.t.Helper()
	var from []string
	for deadline := time.Now().Add(40 * time.Second); ; <-time.After(50 * time.Millisecond) {
		from = nil
		for _, c := range f.trunk.Calls() {
			from = append(from, c.Record().From)
		}
		if len(from) >= n {
			break
		}
		if time.Now().After(deadline) {
			f.t.Fatalf("waited for %d calls and saw those of %q; the campaign says %q", n, from,
				f.snap().Campaigns[0].Why)
		}
	}
	if slices.ContainsFunc(from, func(got string) bool { return got != want }) {
		f.t.Errorf("the calls came with %q, want %q", from, want)
	}
}

func (f *floor) snap() engine.Snapshot {
	f.t.Helper()
	s, err := f.e.Snapshot(f.t.Context())
	must(f.t, err)
	return s
}

// quietFor waits so long for a call that must not come, and no longer than until one does.
func (f *floor) quietFor(d time.Duration) {
	had := len(f.trunk.Calls())
	for end := time.Now().Add(d); time.Now().Before(end) && len(f.trunk.Calls()) == had; {
		<-time.After(50 * time.Millisecond)
	}
}
