//go:build night

package engine_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/ringevett/ringevett/daemon/engine"
)

// planted is a fault that is put into a copy of the engine, and the invariant that must see it.
type planted struct {
	what     string
	file     string // below daemon/
	is, then string // what stands there, once at least, and what is put in its place
	rule     string // "": any
}

func plantedBugs() []planted {
	return []planted{
		{"an agent is given to a call that is being ended", "engine/calls.go", "if !a.TakesAgent() {\n\t\treturn false",
			"if false {\n\t\treturn false", string(engine.SeatHeldForLiving)},
		{"a reservation is not heard while the number is looked up", "engine/calls.go", "\te.changed(ev)\n", "",
			"its number was reserved or erased before"},
		{"a join that was not heard is not looked for", "engine/resync.go",
			"\t\te.foundWhere(now, a, leg)\n\t\te.step(now, a, call.Answered", "\t\te.step(now, a, call.Answered",
			"a conversation is not in the journal"},
		{"who talks at a restart is not joined up again", "engine/resync.go",
			"\tif a != nil {\n\t\te.takeFound(now, a, s)\n\t}\n\te.oneLeg", "\te.oneLeg", ""},
		{"facts told at the stop are lost", "engine/engine.go", "\te.finish(context.WithoutCancel(ctx), <-left)\n",
			"\t<-left\n", "a fact told before the stop is lost"},
		{"a call's deadline is not set", "engine/calls.go",
			"\te.followConsent(now, a, state, session)\n\te.remindCall(a)\n",
			"\te.followConsent(now, a, state, session)\n", string(engine.CallHasDeadline)},
		{"no leg's state ends by itself", "engine/seats.go", "e.remind(at, ofSeat, e.seatNo, func(now time.Time) {\n",
			"e.remind(time.Time{}, ofSeat, e.seatNo, func(now time.Time) {\n", string(engine.SeatHasDeadline)},
		{"a caller's end is asked for once", "engine/returnedend.go", "\t\tagain(c.till)\n", "\t\t_ = again\n",
			string(engine.CallerHasDeadline)},
		{"a look-up has no deadline", "engine/errand.go", "if !e.lanes.atOnce {", "if e.lanes.atOnce {",
			string(engine.LookHasDeadline)},
		{"a call that is over keeps its number", "engine/calls.go", "\t\tdelete(e.ringing, a.Number)\n", "",
			string(engine.NumberHasOwner)},
		{"a call that is booked gives its number back", "engine/counts.go", "\te.calls[a.ID] = a\n",
			"\te.calls[a.ID] = a\n\tdelete(e.ringing, a.Number)\n", string(engine.OwnerHasNumber)},
		{"an agent takes calls of a client without being told of it", "engine/campaign.go",
			"return c.Serves(s.Agent.ID) && s.For.Client == c.Client.ID\n", "return c.Serves(s.Agent.ID)\n",
			string(engine.SeatKnowsClient)},
		{"one person takes calls on two phones", "engine/seats.go", "behind := s != first",
			"behind := false && s != first", string(engine.OneCallAnAgent)},
		{"who waits is not given an agent", "engine/engine.go", "\te.offerAgents(now)\n", "",
			string(engine.NobodyWaitsInVain)},
		{"who has asked to leave stays", "engine/seats.go", "if s.Leaving && s.State == roster.Ready &&",
			"if false && s.Leaving && s.State == roster.Ready &&", ""},
		{"the agent of a call that is over goes on talking", "engine/seats.go",
			"\tif s.State != roster.Talking {\n\t\te.freeSeat(now, s.Session, a.ID)\n\t\treturn\n\t}\n",
			"\tif s.State != roster.Talking {\n\t\te.freeSeat(now, s.Session, a.ID)\n\t}\n\treturn\n", ""},
		{"an agent who talks is still held", "engine/calls.go", "\t\t\ts.Set(now, roster.Talking, time.Time{})\n", "",
			string(engine.CallHasItsSeat)},
		{"a proof of life does not lapse between two counts", "engine/pulse.go", "if !s.Heard || w.lapse != nil",
			"if true || w.lapse != nil",
			string(engine.HeldIsHeard)},
		{"a phone that falls silent keeps the call that rings for it", "engine/pulse.go", "\t\t\te.letGoOf(now, s)\n",
			"",
			string(engine.HeldIsHeard)},
		{"a consumer is left with a dead phone", "engine/pulse.go", "\tcase roster.Talking:\n\t\te.judgeTalk(now, s)\n",
			"",
			string(engine.TalkIsHeard)},
		{"the last talk of a leg outlives it", "engine/seats.go", "\tdelete(e.talked, ev.Session)\n", "",
			string(engine.NothingOverIsKept)},
		{"open look-ups are not counted down", "engine/lookup.go", "\t\t\te.lookingUp(k.campaign, -1)\n", "",
			string(engine.PendingIsCounted)},
		{"one deadline fires at an instant, the others wait", "engine/deadlines.go",
			"\tfor len(e.due) > 0 && !e.due[0].at.After(now) {", "\tif len(e.due) > 0 && !e.due[0].at.After(now) {",
			string(engine.DeadlinesFire)},
		{"slow work is not called off when its time is over", "engine/errand.go", "\t\t\tcancel()\n",
			"\t\t\t_ = cancel\n", string(engine.WorkReturns)},
		{"a claim does not lapse", "engine/hand.go", "\te.remind(e.claims[n].till, ofClaim,",
			"\te.remind(time.Time{}, ofClaim,", string(engine.ClaimHasDeadline)},
		{"a stranger whose consumer has gone is not ended", "engine/engine.go", "\te.disownAll(now)\n", "",
			string(engine.StrangerHasOwner)},
		{"what rings at a number that an agent reserves goes on", "engine/calls.go",
			"\t\tif ev.concerns(a.Number, a.client) {", "\t\tif false && ev.concerns(a.Number, a.client) {",
			string(engine.ReservedIsSilent)},
		{"a recording runs on when another party comes in", "engine/taken.go", "\te.strayRecording(now, a, what)\n", "",
			string(engine.TapeStaysInTalk)},
		{"a consumer who was moved is not looked for again", "call/elsewhere.go", "\tc.Deadline = now.Add(seekEvery)\n",
			"",
			string(engine.CallHasDeadline)},
		{"a pause keyed while it rings begins after that call", "engine/pause.go",
			"s.State == roster.Reserved && !e.answeredFor(s)", "false", string(engine.PausedGetsNoCall)},
		{"a pause keyed in a talk is forgotten at its end", "engine/seats.go", "\tif s.Pause != \"\" {\n\t\ts.State",
			"\tif false {\n\t\ts.State", string(engine.PausedGetsNoCall)},
		{"a pause on one phone leaves the agent's other phone in the dialing", "engine/pause.go",
			"range e.legsOf(s.Agent.ID) {\n\t\te.pauseAfter", "range []*roster.Seat{s} {\n\t\te.pauseAfter",
			"an agent on a pause gets a further call"},
		{"a pause is forgotten at a restart", "engine/resync.go", "why := e.paused[agent.ID]; why != \"\"",
			"why := e.paused[agent.ID]; false", "an agent on a pause gets a further call"},
		{"a booking that was given up never ends", "call/step.go", "\t\tc.notPlaced(now, c.why, o)\n\tcase now.Sub",
			"\tcase now.Sub", string(engine.DiskTakesBookings)},
	}
}

// story is the told story in which this fault is looked for; "": random ones, which seldom come to where it shows.
func (p planted) story() string {
	return map[string]string{
		"a proof of life does not lapse between two counts":         "at_rest_then_a_lead",
		"what rings at a number that an agent reserves goes on":     "reserve_by_key_rings",
		"an agent takes calls of a client without being told of it": "client_two",
	}[p.what]
}

var only = flag.String("planted", "", "plant only the bugs whose description has this in it")

var (
	foundAt = regexp.MustCompile(`seed (\d+), story (\d+) of \d+: (.*)`)
	holds2  = regexp.MustCompile(`this does not hold: ([^\n]*)`)
)

// TestNightPlantedBugs builds the engine with one fault at a time, and has random stories look for it.
func TestNightPlantedBugs(t *testing.T) {
	const most = 3000
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "planted\tseen as\tafter stories, or in the one told for it")
	for _, p := range plantedBugs() {
		if !strings.Contains(p.what, *only) {
			continue
		}
		out := p.tell(t, most)
		at := foundAt.FindStringSubmatch(out)
		if p.story() != "" && holds2.MatchString(out) {
			at = []string{"", "", p.story(), ""}
		}
		if at == nil || !strings.Contains(out, p.rule) {
			t.Errorf("%s: not found in %d stories, or not as %q:\n%.1500s", p.what, most, p.rule, out)
			continue
		}
		seen := at[3]
		if r := holds2.FindStringSubmatch(out); r != nil {
			seen = r[1]
		}
		fmt.Fprintf(w, "%s\t%.110s\t%s\n", p.what, seen, at[2])
	}
	w.Flush()
	t.Logf("\n%s", table.String())
}

// tell builds the tests on a mutated copy, tells stories until one fails, and gives what was printed.
func (p planted) tell(t *testing.T, most int) string {
	t.Helper()
	dir := t.TempDir()
	file, err := filepath.Abs(filepath.Join("..", p.file))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), p.is) {
		t.Errorf("%s: %s does not hold %q any more", p.what, p.file, p.is)
		return ""
	}
	mutant := filepath.Join(dir, "mutant.go")
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {file: mutant}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		mutant: []byte(strings.Replace(string(text), p.is, p.then, 1)), filepath.Join(dir, "overlay.json"): overlay,
	} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	binary := filepath.Join(dir, "engine.test")
	build := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay",
		filepath.Join(dir, "overlay.json"), "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", p.what, err, out)
		return ""
	}
	tests := "^TestRandomStories$"
	if p.story() != "" {
		tests = "^TestStories$/^" + p.story() + "$"
	}
	run := exec.CommandContext(t.Context(), binary, "-test.run", tests, "-seeds", fmt.Sprint(most), "-shorten=false",
		"-test.timeout", "10m")
	out, _ := run.CombinedOutput() // it fails: that is what is looked for
	return string(out)
}
