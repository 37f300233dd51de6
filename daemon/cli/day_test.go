package cli_test

import (
	"os"
	"strings"
	"testing"
)

func TestAFirstDayWithoutADaemon(t *testing.T) {
	h := newHouse(t)
	wants(t, h.must(2, "client", "list"), "ringevett init")
	wants(t, h.must(0, "init"), "Next:", "master key")
	wants(t, h.must(1, "init"), "nothing to do")
	h.must(0, "client", "add", h.path("client.yaml"))
	h.must(0, "agent", "add", h.path("agents.yaml"))
	wants(t, h.must(0, "campaign", "add", h.path("campaign.yaml")), "paused")
	firstDay(t, h)
}

// firstDay is what an admin does after the book is filled; it must go alike with a daemon and without one.
func firstDay(t *testing.T, h house) {
	t.Helper()
	wants(t, h.must(2, "campaign", "start", "fjellvann-service"), ".wav: no such file",
		"make it with: ringevett sounds")
	h.message()
	wants(t, h.must(0, "campaign", "start", "fjellvann-service"), "is running")
	wants(t, h.must(1, "campaign", "start", "fjellvann-service"), "already")
	wants(t, h.must(0, "lead", "import", h.path("leads.csv"), "--campaign", "fjellvann-service"), "3 added")
	wants(t, h.must(0, "lead", "import", h.path("leads.csv"), "--campaign", "fjellvann-service"), "3 there already")
	wants(t, h.read("leads.csv.verdicts.csv"), ";there_already;")
	if info, err := os.Stat(h.path("leads.csv.verdicts.csv")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("verdicts: %v, %v, want mode 0600", info.Mode(), err)
	}
	wants(t, h.must(0, "lead", "list", "--campaign", "fjellvann-service"), "waiting")
	wants(t, h.must(0, "campaign", "show", "fjellvann-service", "--json"), `"running": true`, `"obtained_at"`,
		`"count": 3`)
	wants(t, h.must(0, "agent", "list"), "Kari Eksempel", "PJSIP/agent2")
	registers(t, h)
	wants(t, h.must(0, "journal", "forget", "90000002", "--why", "asked in writing"), "erased")
	wants(t, h.must(0, "lead", "list", "--campaign", "fjellvann-service"), "done     erased  1", "waiting          2")
	wants(t, h.must(0, "figures"), "(a) attempted                    0", "(f) complaints", "blocked", "all hold")
	wants(t, h.must(0, "journal", "verify"), "whole: ")
	wants(t, h.must(0, "campaign", "pause", "fjellvann-service", "--why", "lunch"), "paused")
	shown := h.must(0, "journal", "show", "--last", "2")
	wants(t, shown, "erased", "code=paused", `"lunch"`, "by=person:")
	if strings.Contains(h.must(0, "journal", "show"), "90000003") {
		t.Error("the journal shows a whole number")
	}
}

func registers(t *testing.T, h house) {
	t.Helper()
	wants(t, h.must(0, "register", "check", "900 00 003"), "no register")
	h.must(0, "register", "add", "900 00 003", "--why", "said so in a call")
	h.must(0, "register", "add", "900 00 003", "--register", "fjellvann", "--why", "said so in a call")
	wants(t, h.must(1, "register", "check", "+4790000003"), "own, client/fjellvann", "unknown: national")
	out := h.must(0, "register", "show")
	wants(t, out, "said so in a call", "•003")
	if strings.Contains(out, "90000003") {
		t.Error("the list shows a whole number without being asked")
	}
	wants(t, h.must(0, "register", "show", "own", "--numbers", "--json"), "+4790000003")
	deliveries(t, h)
	wants(t, h.must(1, "register", "remove", "90000003", "--why", "withdrawn by letter"), "NOT done yet", "ALONE")
	wants(t, h.must(0, "second", "list"), "withdrawn by letter", "second confirm 2")
	wants(t, h.must(2, "second", "confirm", "2"), "it can be done alone from")
	wants(t, h.must(0, "second", "refuse", "2", "--why", "it was another's letter"), "refused")
	wants(t, h.must(2, "register", "add", "90000003", "--register", "unknown", "--why", "x"), "unknown")
	wants(t, h.must(2, "register", "add", "90000003"), "why")
}

func TestAFirstDayWithADaemon(t *testing.T) {
	h := loaded(t)
	if err := os.RemoveAll(h.path("sounds")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", "") // no voice here
	d := h.serve()
	firstDay(t, h)
	wants(t, h.must(1, "status"), "NOTHING IS DIALED: not connected to the PBX", "fjellvann-service")
	wants(t, h.must(1, "status", "--json"), `"running": true`)
	wants(t, h.must(2, "serve"), "is writing to the journal")
	if code := d.stop(); code != 0 {
		t.Errorf("serve ended with code %d:\n%s", code, d.said)
	}
	wants(t, h.must(0, "journal", "show"), `started by=ringevett "ringevett test; configuration `,
		`stopped by=ringevett "in order"`)
	wants(t, h.must(0, "journal", "verify"), "whole")
	wants(t, h.must(1, "status"), "no daemon runs")
}
