package figures_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

// agentsDay tells lines as "09:05 bridged anna a1 x": clock, kind, agent, attempt (a-: none), and code or disposition.
func agentsDay(t *testing.T, until string, lines ...string) string {
	t.Helper()
	oslo := time.FixedZone("winter", 3600)
	at := func(clock string) time.Time {
		h, m := 0, 0
		if _, err := fmt.Sscanf(clock, "%d:%d", &h, &m); err != nil {
			t.Fatal(err)
		}
		return time.Date(2026, 11, 23, h, m, 0, 0, oslo)
	}
	table := figures.NewAgentDays(oslo)
	for _, line := range lines {
		w := strings.Fields(line)
		f := dialer.Fact{At: at(w[0]), Kind: dialer.FactKind(w[1])}
		if len(w) > 2 && w[2] != "-" {
			f.Agent = dialer.AgentID(w[2])
		}
		if len(w) > 3 {
			fmt.Sscanf(w[3], "a%d", &f.Attempt)
		}
		switch {
		case len(w) > 4 && f.Kind == dialer.FactDisposed:
			f.Disposition = dialer.Disposition(w[4])
		case len(w) > 4:
			f.Code = w[4]
		}
		table.Hear(f)
	}
	var b strings.Builder
	for _, d := range table.Days(at(until)) {
		fmt.Fprintf(&b, "%s %s: in %v, ready %v, talk %v, wrap-up %v, pause %v; %d calls, %d callers, %v, no word %d\n",
			d.Day[8:], d.Agent, d.LoggedIn, d.Ready, d.Talk, d.WrapUp, d.Pause, d.Calls, d.Callers, d.Outcomes, d.NoWord)
	}
	return b.String()
}

func TestAnAgentsDayIsDerived(t *testing.T) {
	for _, tt := range []struct {
		name, until string
		told        []string
		want        string
	}{
		{"a morning", "12:00", []string{
			"9:00 login anna", "9:10 bridged anna a1", "9:15 ended - a1", "9:16 disposed anna a1 person", "9:17 free anna",
			"9:30 paused anna a- lunch", "10:00 back anna", "10:05 logout anna",
		}, "23 anna: in 1h5m0s, ready 28m0s, talk 5m0s, wrap-up 2m0s, pause map[lunch:30m0s]; " +
			"1 calls, 0 callers, map[person:1], no word 0\n"},
		{"still on the line", "9:20", []string{"9:00 login anna"},
			"23 anna: in 20m0s, ready 20m0s, talk 0s, wrap-up 0s, pause map[]; 0 calls, 0 callers, map[], no word 0\n"},
		{"the last word holds, and a typed one is no key", "12:00", []string{
			"9:00 login anna", "9:10 bridged anna a1", "9:12 disposed anna a1 person", "9:13 disposed anna a1 sale",
			"9:13 ended - a1", "9:14 free anna", "9:20 bridged anna a2", "9:21 ended - a2", "9:21 free anna", "9:30 logout anna",
		}, "23 anna: in 30m0s, ready 25m0s, talk 4m0s, wrap-up 1m0s, pause map[]; 2 calls, 0 callers, map[sale:1], " +
			"no word 1\n"},
		{"a call that a colleague takes over counts for both", "12:00", []string{
			"9:00 login anna", "9:00 login bob", "9:10 bridged anna a1", "9:11 agent_gone anna a1", "9:11 logout anna",
			"9:11 bridged bob a1", "9:20 ended - a1", "9:20 free bob", "9:20 logout bob",
		}, "23 anna: in 11m0s, ready 10m0s, talk 1m0s, wrap-up 0s, pause map[]; 1 calls, 0 callers, map[], no word 1\n" +
			"23 bob: in 20m0s, ready 11m0s, talk 9m0s, wrap-up 0s, pause map[]; 1 calls, 0 callers, map[], no word 1\n"},
		{"a caller", "12:00", []string{
			"9:00 login anna", "9:10 returned_agent anna a- c1", "9:14 returned_talk anna a- c1", "9:15 free anna",
			"9:15 logout anna",
		}, "23 anna: in 15m0s, ready 10m0s, talk 4m0s, wrap-up 1m0s, pause map[]; 0 calls, 1 callers, map[], no word 0\n"},
		{"a pause that was taken back begins nothing", "12:00", []string{
			"9:00 login anna", "9:10 bridged anna a1", "9:11 pause_asked anna a- lunch", "9:12 back anna", "9:13 ended - a1",
			"9:14 free anna", "9:20 logout anna",
		}, "23 anna: in 20m0s, ready 16m0s, talk 3m0s, wrap-up 1m0s, pause map[]; 1 calls, 0 callers, map[], no word 1\n"},
		{"a second phone", "12:00", []string{
			"9:00 login anna", "9:10 bridged anna a1", "9:11 login anna", "9:15 ended - a1", "9:16 free anna",
			"9:16 logout anna", "9:20 logout anna",
		}, "23 anna: in 20m0s, ready 14m0s, talk 5m0s, wrap-up 1m0s, pause map[]; 1 calls, 0 callers, map[], no word 1\n"},
		{"a daemon that was killed: what came after its last fact is not known", "12:00", []string{
			"9:00 login anna", "9:10 bridged anna a1", "9:15 started -", "9:15 login anna a- found", "9:20 ended - a1",
			"9:21 free anna", "9:30 logout anna",
		}, "23 anna: in 25m0s, ready 19m0s, talk 5m0s, wrap-up 1m0s, pause map[]; 1 calls, 0 callers, map[], no word 1\n"},
		{"and one that was stopped", "12:00", []string{
			"9:00 login anna", "9:10 stopped -", "9:40 started -", "9:40 login anna a- found", "9:50 logout anna",
		}, "23 anna: in 20m0s, ready 20m0s, talk 0s, wrap-up 0s, pause map[]; 0 calls, 0 callers, map[], no word 0\n"},
		{"past midnight", "24:30", []string{"23:00 login anna"},
			"23 anna: in 1h0m0s, ready 1h0m0s, talk 0s, wrap-up 0s, pause map[]; 0 calls, 0 callers, map[], no word 0\n" +
				"24 anna: in 30m0s, ready 30m0s, talk 0s, wrap-up 0s, pause map[]; 0 calls, 0 callers, map[], no word 0\n"},
		{"no one", "12:00", []string{"9:00 started -", "9:10 ended - a1", "9:12 free anna"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, agentsDay(t, tt.until, tt.told...)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestAnAgentsDayAddsUp tells facts at random, in any order.
func TestAnAgentsDayAddsUp(t *testing.T) {
	seed := rand.Uint64()
	draw := rand.New(rand.NewPCG(seed, 0))
	kinds := []dialer.FactKind{
		dialer.FactLogin, dialer.FactLogout, dialer.FactBridged, dialer.FactEnded, dialer.FactPaused, dialer.FactBack,
		dialer.FactFree, dialer.FactReturnedAgent, dialer.FactReturnedTalk, dialer.FactStarted, dialer.FactDisposed,
		dialer.FactAgentGone,
	}
	for range 300 {
		at, table := time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC), figures.NewAgentDays(time.UTC)
		from := at
		for range 40 {
			at = at.Add(time.Duration(draw.IntN(600)) * time.Second)
			table.Hear(dialer.Fact{
				At: at, Kind: kinds[draw.IntN(len(kinds))], Attempt: dialer.AttemptID(draw.IntN(3) + 1),
				Agent: []dialer.AgentID{"anna", "bob"}[draw.IntN(2)],
			})
		}
		in := map[dialer.AgentID]time.Duration{}
		for _, d := range table.Days(at) {
			sum := d.Ready + d.Talk + d.WrapUp
			for _, long := range d.Pause {
				sum += long
			}
			words := d.NoWord
			for _, n := range d.Outcomes {
				words += n
			}
			if in[d.Agent] += d.LoggedIn; sum != d.LoggedIn || words != d.Calls || in[d.Agent] > at.Sub(from) {
				t.Fatalf("seed %d: %+v", seed, d)
			}
		}
	}
}
