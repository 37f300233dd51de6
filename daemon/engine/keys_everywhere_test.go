package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/ringevett/ringevett/daemon/roster"
)

// situation brings anna to a state of a seat at 10:01:00; then she keys.
type situation struct {
	name   string
	told   string
	in     roster.State // "": her keys are no codes
	caller bool         // she talks with someone who rang back
	ends   string       // how the other party leaves; "": there is none
}

var situations = []situation{
	{"free", "10:00:00  agent anna", roster.Ready, false, ""},
	{"it rings", "10:00:50  agent anna\n  lead 90000001\n10:00:51  a1 rings", roster.Reserved, false, "a1 ends 17 486"},
	{"a talk", "10:00:00  agent anna\n  lead 90000001\n10:00:05  a1 answered", roster.Talking, false, "a1 hangs up 16"},
	{"after a talk", "10:00:00  agent anna\n  lead 90000001\n10:00:05  a1 answered\n10:00:55  a1 hangs up 16",
		roster.WrapUp, false, ""},
	{"a caller", "10:00:00  agent anna\n10:00:05  caller c1 arrives", roster.Talking, true, "caller c1 hangs up"},
	{"after a caller", "10:00:00  agent anna\n10:00:05  caller c1 arrives\n10:00:55  caller c1 hangs up",
		roster.WrapUp, true, ""},
	{"a pause", "10:00:00  agent anna\n10:00:30  anna keys *521", roster.Paused, false, ""},
	{"the leg is not open", "  phone holds open\n10:00:59  agent anna", "", false, ""},
	{"the goodbye plays",
		"10:00:00  agent anna\n  lead 90000001\n10:00:05  a1 answered\n10:00:58  anna keys *90", roster.Talking, false,
		"a1 hangs up 16"},
}

// endings are what can happen right after the key.
func (at situation) endings() []string {
	all := []string{"", "anna hangs up", "anna logs out", "pbx down", "kill\n10:01:05  start"}
	if at.ends != "" {
		all = append(all, at.ends)
	}
	return all
}

// TestEveryKeyInEverySituation generates stories: each code, in each state, with each thing that can end it. The
// floor's invariants are looked at after every event. Where a code means nothing, the agent hears so and nothing else
// happens.
func TestEveryKeyInEverySituation(t *testing.T) {
	stories, refused := 0, 0
	for _, at := range situations {
		for _, c := range roster.Codes() {
			means := at.in != "" && meansIn(c, at.in, at.caller)
			if !means {
				at.wantRefused(t, c)
				refused++
				continue
			}
			for _, end := range at.endings() {
				at.keyed(t, c, end)
				stories++
			}
		}
	}
	t.Logf("%d stories, and %d in which the code means nothing", stories, refused)
}

func (at situation) wantRefused(t *testing.T, c roster.Code) {
	t.Helper()
	want := "10:01:00  anna say key-refused"
	if at.in == "" {
		want = ""
	}
	if got := at.keyed(t, c, ""); got != want {
		t.Errorf("%s, %s: got %q, want %q", c.Keys, at.name, got, want)
	}
}

// keyed tells the story of a code in a situation, and gives what happened at the key.
func (at situation) keyed(t *testing.T, c roster.Code, end string) string {
	keys := c.Keys
	if c.Digits.Most > 0 {
		keys += strings.Repeat(c.Digits.Of[:1], c.Digits.Most)
	}
	told := fmt.Sprintf("%s\n10:01:00  anna keys %s\n", at.told, keys)
	if end != "" {
		told += "10:01:01  " + end + "\n"
	}
	var heard string
	synctest.Test(t, func(t *testing.T) { heard = play(t, told) })
	return lineAt(heard, "10:01:00")
}

func meansIn(c roster.Code, state roster.State, caller bool) bool {
	return slices.Contains(c.In, state) && (state != roster.Talking || !caller || c.Caller)
}

// lineAt is the transcript's line of an instant; "" where nothing happened.
func lineAt(transcript, at string) string {
	for _, line := range strings.Split(transcript, "\n") {
		if strings.HasPrefix(line, at+"  ") {
			return line
		}
	}
	return ""
}
