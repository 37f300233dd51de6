package cli_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/cli"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

func TestAPhoneIsUnlockedByAPersonForAReason(t *testing.T) {
	h := loaded(t)
	store, err := sqlite.Open(t.Context(), sqlite.Options{Dir: h.path("data"), KeyFile: h.path("data/master.key")})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	facts := []dialer.Fact{
		{At: at, Kind: dialer.FactWrongPIN, Agent: "kari", Code: "PJSIP/agent1"},
		{At: at, Kind: dialer.FactPhoneLocked, Agent: "kari", Code: "PJSIP/agent1"},
	}
	if err := store.Write(t.Context(), sqlite.Batch{Facts: facts}); err != nil {
		t.Fatal(err)
	}
	store.Close()
	wants(t, h.must(0, "agent", "list"), "LOG-IN", "locked since 2026-11-24 12:00:00", "open")
	wants(t, h.must(1, "status"),
		"LOCKED: phone PJSIP/agent1 (kari) is locked since 2026-11-24 12:00:00, after 1 wrong PINs: ringevett agent "+
			"unlock kari --why REASON")
	_, said, _ := h.run("check")
	wants(t, said, "phone PJSIP/agent1 (kari) is locked since")

	h.serve()
	wants(t, h.must(2, "agent", "unlock", "kari"), "why")
	wants(t, h.must(2, "agent", "unlock", "ola", "--why", "x"), "no wrong PIN stands against it")
	wants(t, h.must(0, "agent", "unlock", "kari", "--why", "she was there"), "PJSIP/agent1 can log in again")
	wants(t, h.must(0, "journal", "show", "--last", "1"), "phone_unlocked", "agent=kari", "she was there", "by=person:")
	if strings.Contains(h.must(0, "agent", "list"), "locked") {
		t.Error("it is listed as locked")
	}
}

func TestLogInsOfAStatus(t *testing.T) {
	var b strings.Builder
	cli.PrintStatus(&b, verb.Status{
		LogIns: []verb.PINTrial{{Endpoint: "PJSIP/agent1", Wrong: 2}, {Endpoint: "PJSIP/x", Wrong: 1}},
	})
	if !strings.Contains(b.String(), "phones that keyed a wrong PIN last: 2 (ringevett agent list)") ||
		strings.Contains(b.String(), "LOCKED") {
		t.Errorf("got\n%s", b.String())
	}
}
