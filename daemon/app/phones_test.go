package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// guesses has the phone of an agent dial the code and key a wrong PIN so many times, one after another, and hang up.
func (d *day) guesses(f *floor, endpoint string, times int) {
	d.t.Helper()
	had := d.wrongAt(endpoint)
	line := f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: endpoint, Args: []string{"login"}})
	for n := range times {
		line.Digits("9999#")
		for deadline := time.Now().Add(20 * time.Second); d.wrongAt(endpoint) <= had+n; {
			if time.Now().After(deadline) {
				d.t.Fatalf("wrong PIN %d at %s is not counted", had+n+1, endpoint)
			}
			<-time.After(5 * time.Millisecond)
		}
	}
	line.Hangup()
}

func (d *day) wrongAt(endpoint string) int {
	d.t.Helper()
	for _, one := range must[verb.Status](d.t)(d.Status(d.t.Context())).LogIns {
		if one.Endpoint == endpoint {
			return one.Wrong
		}
	}
	return 0
}

// TestGuessedPINsLockThePhone: through the API, the journal and a restart, until a supervisor lifts the lock.
func TestGuessedPINsLockThePhone(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.conf.Agents.PINLock = 4
	d := f.begin(0)
	d.fill()
	d.guesses(f, "PJSIP/agent1", 2)
	d.guesses(f, "PJSIP/stranger", 1)
	d.guesses(f, "PJSIP/agent1", 2)
	d.hear("the phone is locked after 4 wrong PINs in a row")
	d.end()

	d = f.begin(1)
	s := must[verb.Status](t)(d.Status(t.Context()))
	if len(s.LogIns) != 2 || s.LogIns[0].Agent != "kari" || s.LogIns[0].Wrong != 4 || s.LogIns[0].Locked.IsZero() ||
		s.LogIns[1].Endpoint != "PJSIP/stranger" || s.LogIns[1].Agent != "" || !s.LogIns[1].Locked.IsZero() {
		t.Fatalf("after a restart the log-ins are %+v", s.LogIns)
	}
	if said := s.LogIns[0].Sentence(); !strings.Contains(said, "PJSIP/agent1 (kari) is locked since") ||
		!strings.Contains(said, "ringevett agent unlock kari") {
		t.Errorf("it says %q", said)
	}
	for _, a := range must[[]verb.Agent](t)(d.Agents(t.Context())) {
		if locked := a.LogIn != nil && !a.LogIn.Locked.IsZero(); locked != (a.ID == "kari") {
			t.Errorf("%s is listed with %+v", a.ID, a.LogIn)
		}
	}
	f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}}).Digits("1111#")
	f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent2", Args: []string{"login"}}).Digits("2222#")
	d.hear("logged in") // another phone is not locked
	if s = must[verb.Status](t)(d.Status(t.Context())); len(s.Agents) != 1 || s.Agents[0].ID != "ola" {
		t.Fatalf("on the line: %+v, want ola alone", s.Agents)
	}
	if _, err := d.UnlockPhone(t.Context(), "nils", "known", ""); err == nil ||
		!strings.Contains(err.Error(), "no wrong PIN stands against it") {
		t.Errorf("a phone that is not locked: %v", err)
	}
	if got := must[string](t)(d.UnlockPhone(t.Context(), "kari", "she was there", "")); got != "PJSIP/agent1" {
		t.Errorf("unlocked %q", got)
	}
	f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}}).Digits("1111#")
	d.hear("logged in")
	var tells []string
	for _, x := range must[[]verb.Fact](t)(d.Facts(t.Context(), verb.FactsQuery{})) {
		switch x.Kind {
		case "wrong_pin", "phone_locked", "phone_unlocked":
			tells = append(tells, strings.Join([]string{x.Kind, x.Code, x.Agent, x.Detail}, " "))
			if x.By == "" {
				t.Errorf("no person is named: %+v", x)
			}
		}
	}
	want := "wrong_pin PJSIP/agent1 kari 1 in a row\nwrong_pin PJSIP/agent1 kari 2 in a row\nwrong_pin " +
		"PJSIP/stranger  1 in a row\n" +
		"wrong_pin PJSIP/agent1 kari 3 in a row\nwrong_pin PJSIP/agent1 kari 4 in a row\n" +
		"phone_locked PJSIP/agent1 kari 4 wrong PINs in a row\nphone_unlocked PJSIP/agent1 kari she was there"
	if got := strings.Join(tells, "\n"); got != want {
		t.Errorf("the journal has\n%s\nwant\n%s", got, want)
	}
	close(d.cut)
	d.end()
}
