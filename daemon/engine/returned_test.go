package engine_test

import (
	"fmt"
	"math/rand"
	"testing"
	"testing/synctest"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/roster"
)

// someCaller has a caller come or hang up, as it falls.
func (f *floor) someCaller(r *rand.Rand) {
	defer synctest.Wait()
	n := 0
	for ; f.desk.knows(fmt.Sprint("c", n)); n++ {
		if channel := fmt.Sprint("c", n); f.desk.with(channel) && r.Intn(2) == 0 {
			f.desk.caller(channel, "hangs up")
			return
		}
	}
	if len(f.desk.found()) < 2 {
		f.desk.caller(fmt.Sprint("c", n), "arrives")
	}
}

// holdsCallers: who is with a caller is in no call, and with one caller only.
func holdsCallers(t *testing.T, s engine.Snapshot) {
	t.Helper()
	with := map[dialer.SessionID]string{}
	for _, c := range s.Callers {
		if other, twice := with[c.Session]; c.Session != "" && twice {
			t.Errorf("%s is with %s and %s", c.Session, other, c.Channel)
		}
		with[c.Session] = c.Channel
	}
	agents := map[dialer.AgentID]string{}
	for _, x := range s.Seats {
		if channel := with[x.Session]; channel != "" {
			agents[x.Agent] = channel
			if x.State != roster.Talking || x.Attempt != 0 {
				t.Errorf("%s is with %s, and the seat is %s with %s", x.Agent, channel, x.State, x.Attempt)
			}
		}
	}
	for _, c := range s.Calls {
		if channel := agents[c.Agent]; c.Agent != "" && channel != "" {
			t.Errorf("%s is with the caller %s and in %s", c.Agent, channel, c.ID)
		}
	}
}

// callersEnd: of each caller it is told once that an agent came, or once that none did; it gives how many had an
// agent. Where the agent's phone was lost it is both.
func callersEnd(t *testing.T, f *floor) (taken int) {
	t.Helper()
	told := map[string]map[dialer.FactKind]int{}
	for _, x := range f.journal.all() {
		if x.Kind == dialer.FactReturnedAgent || x.Kind == dialer.FactReturnedLost {
			if told[x.Code] == nil {
				told[x.Code] = map[dialer.FactKind]int{}
			}
			told[x.Code][x.Kind]++
		}
	}
	for n := 0; f.desk.knows(fmt.Sprint("c", n)); n++ {
		got := told[fmt.Sprint("c", n)]
		if got[dialer.FactReturnedAgent] > 1 || got[dialer.FactReturnedLost] > 1 || len(got) == 0 {
			t.Errorf("of the caller c%d it was told: %v", n, got)
		}
		taken += got[dialer.FactReturnedAgent]
	}
	return taken
}
