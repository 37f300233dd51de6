package cli_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/cli"
	"github.com/ringevett/ringevett/daemon/verb"
)

func TestCallersOfAStatus(t *testing.T) {
	now := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	var b strings.Builder
	cli.PrintStatus(&b, verb.Status{At: now, Running: true, Callers: []verb.CallerStatus{
		{
			Number: "+•••••••001", Clients: []string{"fjellvann", "skog"}, State: "waiting",
			Since: now.Add(-12 * time.Second), Until: now.Add(8 * time.Second),
		},
		{
			Clients: []string{"fjellvann"}, Agent: "kari", State: "talking", Since: now.Add(-3 * time.Minute),
			Until: now.Add(-2 * time.Minute),
		},
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
	if cli.PrintStatus(&b, verb.Status{At: now}); strings.Contains(b.String(), "CALLER") {
		t.Errorf("no one has rung back:\n%s", b.String())
	}
}

func TestSetAsideIsAnAlarm(t *testing.T) {
	var b strings.Builder
	if cli.PrintStatus(&b, verb.Status{SetAside: "2 entries"}); !strings.Contains(b.String(), "ALARM: 2 entries") {
		t.Errorf("got\n%s", b.String())
	}
}

func TestTheHistoryOfAFlagIsRead(t *testing.T) {
	at := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	for want, a := range map[string]*verb.Abandonment{
		"": nil,
		"a call was abandoned 2026-11-24 12:00:00; not cleared: dialed with two agents held " +
			"only\n": {At: at},
		"a call was abandoned 2026-11-24 12:00:00; cleared 2026-11-25 12:00:00: a person spoke with an agent in a " +
			"later call\n": {At: at, Cleared: at.AddDate(0, 0, 1)},
		"a call was abandoned again 2026-11-24 12:00:00, with agents held for it alone: not dialed for twelve " +
			"months\n": {Again: at},
	} {
		var b strings.Builder
		if cli.PrintAbandoned(&b, a); b.String() != want {
			t.Errorf("got %q, want %q", b.String(), want)
		}
	}
}

// Each line of a status says something: finished campaigns are finished, times are Oslo's in one form, and without a
// daemon nothing is said of agents, calls and ledgers.
func TestAStatusSaysNoEmptyWords(t *testing.T) {
	at := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	s := verb.Status{
		At: at, Version: "1", People: 1, Halted: "no daemon runs", Hours: verb.Hours{
			Open: true, Until: at.Add(9 * time.Hour),
		},
		Campaigns: []verb.CampaignStatus{
			{
				ID: "a", Running: true, Finished: true, Why: "finished: every lead is done",
				Leads: []verb.LeadCount{{State: "done", Count: 4}},
			},
			{ID: "b", Why: "paused", Pace: verb.Pace{Mode: "predictive"}},
		},
	}
	print := func() string {
		var b strings.Builder
		cli.PrintStatus(&b, s)
		return b.String()
	}
	want := "2026-11-24 12:00:00  ringevett 1\nNOTHING IS DIALED: no daemon runs\nhours: open until 2026-11-24 " +
		"21:00:00\n\n" +
		"CAMPAIGN  RUNNING   CALLS  WAITING  FINISHED  WHY-NOT\n" +
		"a         finished  0      0        4         finished: every lead is done\n" +
		"b         no        0      0        0         paused\n"
	if got := print(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	s.Running, s.Connected, s.Halted = true, true, ""
	got := print()
	for _, want := range []string{
		"connected, dialing is allowed", "b: predictive; abandoned today 0 of 0", "no agent is logged in",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("with a daemon: %q is not in\n%s", want, got)
		}
	}
	s.Trunk.Refuses = "the trunk refuses: 4 calls in a row reached no one"
	got = print()
	if !strings.Contains(got, "NOTHING IS DIALED BUT A TRIAL CALL: the trunk refuses: 4 calls") ||
		strings.Contains(got, "dialing is allowed") {
		t.Errorf("with a trunk that refuses:\n%s", got)
	}
}
