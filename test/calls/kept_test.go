package calls_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestKept: the daemon is away for the whole rest of a call. What became of it is read back from the PBX, with its
// times, and it counts as what it was; nothing of it stays on the PBX. With a dialplan from before, it is lost, as it
// always was.
func TestKept(t *testing.T) {
	t.Parallel()
	never := map[string]func(*asterisk.Options){
		"kept": func(*asterisk.Options) {},
		"old dialplan": func(o *asterisk.Options) {
			o.Dialplan = strings.NewReplacer(fmt.Sprintf("RINGEVETT_DIALPLAN = %d", dialplan.Version),
				"RINGEVETT_DIALPLAN = 4", "[ringevett-kept]", "[other]").Replace(o.Dialplan)
		},
	}
	for _, c := range []struct {
		name, pbx string
		plan      phone.Plan
		open      bool
		want      six
		by        dialer.Party
	}{
		{"talked, the consumer hung up", "kept",
			phone.Plan{Ring: 2 * time.Second, Send: phone.Tone(400), Hold: time.Second}, false,
			six{a: 1, b: 1, c: 1, d: 1}, dialer.ByConsumer},
		{"engaged", "kept", phone.Plan{Ring: 2 * time.Second, Code: 486}, false, six{a: 1, busy: 1}, dialer.ByNetwork},
		{"no agent held for it, hung up at once", "kept",
			phone.Plan{Ring: 2 * time.Second, Send: phone.Silence(), Hold: 500 * time.Millisecond}, true,
			six{a: 1, b: 1, c: 1, e: 1}, dialer.ByConsumer},
		{"talked, the dialplan is old", "old dialplan",
			phone.Plan{Ring: 2 * time.Second, Send: phone.Tone(400), Hold: time.Second}, false,
			six{a: 1, b: 1, c: 1, e: 1}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options{pbx: never[c.pbx]}
			if c.open {
				set := pacing.Defaults()
				o.pacing, o.newPacer, o.morning = &set, everOpen{}, smallMorning
			}
			f := newFloor(t, o)
			f.agent(1, phone.Tone(1000))
			f.lead(1, c.plan)
			id := f.fact("rings", func(x dialer.Fact) bool { return x.Kind == dialer.FactRinging }).Attempt
			f.halt()
			r := overOf(t, f.trunk, number(1))
			t.Logf("on the PBX: %q", f.global(id))
			f.start()
			f.untilUp()
			end := f.fact("its end", func(x dialer.Fact) bool {
				return x.Attempt == id && (x.Kind == dialer.FactEnded || x.Kind == dialer.FactLost)
			})
			if end.Party != c.by || (c.by != "") != strings.Contains(end.Detail, call.KeptDetail) {
				t.Errorf("ended by %q, want %q: %+v", end.Party, c.by, end)
			}
			if c.open {
				c.want.a, c.want.b, c.want.c, c.want.d = c.want.a+smallMorning, c.want.b+smallMorning, c.want.c+
					smallMorning, c.want.d+smallMorning
			}
			f.want(c.want)
			if d := f.figures(); d.Lost != 0 != (c.by == "") {
				t.Errorf("lost %d", d.Lost)
			}
			if c.by != "" && !r.Answered.IsZero() {
				answered := f.kind(id, dialer.FactAnswered)
				if got, want := end.At.Sub(
					answered.At,
				), r.Ended.Sub(r.Answered); (got - want).Abs() > 300*time.Millisecond {
					t.Errorf("lasted %v by the journal, %v by the phone", got, want)
				}
			}
			f.gone(id)
		})
	}
}

// global is what the PBX keeps of an attempt; "" when nothing.
func (f *floor) global(id dialer.AttemptID) string {
	f.t.Helper()
	c, err := ari.Connect(f.t.Context(), ari.Config{
		URL: f.pbx.ARIURL, App: "looks", User: f.pbx.User, Password: f.pbx.Password,
	})
	must(f.t, err)
	defer c.Close()
	install, err := f.store.Install(f.t.Context())
	must(f.t, err)
	v, err := c.GlobalVar(f.t.Context(), fmt.Sprintf("RINGEVETT_KEPT_rv%s-a%04d", install, id%10_000))
	if !errors.Is(err, ari.ErrNotFound) {
		must(f.t, err)
	}
	return v
}

// gone waits until the PBX keeps nothing of an attempt.
func (f *floor) gone(id dialer.AttemptID) {
	f.t.Helper()
	for range 100 {
		if f.global(id) == "" {
			return
		}
		<-time.After(20 * time.Millisecond)
	}
	f.t.Errorf("the PBX still keeps %q", f.global(id))
}
