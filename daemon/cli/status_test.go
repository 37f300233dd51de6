package cli_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/cli"
	"github.com/ringevett/ringevett/daemon/rest"
)

func TestCallersOfAStatus(t *testing.T) {
	now := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	var b strings.Builder
	cli.PrintStatus(&b, rest.Status{At: now, Callers: []rest.CallerStatus{
		{Number: "+•••••••001", Clients: []string{"fjellvann", "skog"}, State: "waiting", Since: now.Add(-12 * time.Second), Until: now.Add(8 * time.Second)},
		{Clients: []string{"fjellvann"}, Agent: "kari", State: "talking", Since: now.Add(-3 * time.Minute), Until: now.Add(-2 * time.Minute)},
	}})
	_, got, _ := strings.Cut(b.String(), "\nCALLER")
	want := "" +
		"       RANG-BY          AGENT  STATE    FOR   WAITS-YET\n" +
		"+•••••••001  fjellvann, skog         waiting  12s   8s\n" +
		"withheld     fjellvann        kari   talking  3m0s  \n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	b.Reset()
	if cli.PrintStatus(&b, rest.Status{At: now}); strings.Contains(b.String(), "CALLER") {
		t.Errorf("nobody has rung back:\n%s", b.String())
	}
}

func TestSetAsideIsAnAlarm(t *testing.T) {
	var b strings.Builder
	if cli.PrintStatus(&b, rest.Status{SetAside: "2 entries"}); !strings.Contains(b.String(), "ALARM: 2 entries") {
		t.Errorf("got\n%s", b.String())
	}
}

func TestTheHistoryOfAFlagIsRead(t *testing.T) {
	at := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	for want, a := range map[string]*rest.Abandonment{
		"": nil,
		"a call was abandoned 2026-11-24 12:00:00; not cleared: dialed with two agents held only\n":                     {At: at},
		"a call was abandoned 2026-11-24 12:00:00; cleared 2026-11-25 12:00:00: a later call got its agent\n":           {At: at, Cleared: at.AddDate(0, 0, 1)},
		"a call was abandoned again 2026-11-24 12:00:00, with agents held for it alone: not dialed for twelve months\n": {Again: at},
	} {
		var b strings.Builder
		if cli.PrintAbandoned(&b, a); b.String() != want {
			t.Errorf("got %q, want %q", b.String(), want)
		}
	}
}
