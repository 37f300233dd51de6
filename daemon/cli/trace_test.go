package cli_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// lived writes what a daemon would have of two calls with a number: one of ours, and one that the person made.
func (h house) lived(facts ...dialer.Fact) {
	h.t.Helper()
	store, err := sqlite.Open(h.t.Context(), sqlite.Options{Dir: h.path("data"), KeyFile: h.path("data/master.key")})
	if err == nil {
		_, err = store.NextAttempt(h.t.Context())
	}
	if err == nil {
		err = store.Write(h.t.Context(), sqlite.Batch{Facts: facts})
	}
	if err != nil {
		h.t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		h.t.Fatal(err)
	}
}

// storyOf is one of our calls and one that the person made, of the number.
func storyOf(number dialer.Number) []dialer.Fact {
	const c, client = "fjellvann-service", "fjellvann"
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	all := []dialer.Fact{
		{
			Kind: dialer.FactBooked, Number: number, Lead: 1, T: 2 * time.Second,
			Registers: []dialer.RegisterVersion{{Register: "own", Version: 3, Seq: 7, LoadedAt: at}},
		},
		{Kind: dialer.FactDialed}, {Kind: dialer.FactRinging},
		{Kind: dialer.FactAnswered, Agent: "kari", Reserved: true},
		{Kind: dialer.FactBridged, Agent: "kari"},
		{Kind: dialer.FactConsentAsked, Agent: "kari", Prompt: dialer.Prompt{Name: "ask"}},
		{Kind: dialer.FactConsentRefused, Agent: "kari"},
		{Kind: dialer.FactDisposed, Agent: "kari", Disposition: dialer.Completed},
		{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer, Cause: 16},
	}
	for i := range all {
		all[i].At, all[i].Attempt = at.Add(time.Duration(i)*time.Second), 1
		all[i].Campaign, all[i].Client = c, client
	}
	later := at.Add(time.Hour)
	return append(all,
		dialer.Fact{At: later, Kind: dialer.FactReturned, Number: number, Visible: "+4722000001", Code: "1764000000.17"},
		dialer.Fact{At: later.Add(time.Minute), Kind: dialer.FactReturnedOver, Code: "1764000000.17"})
}

// TestTraceTellsOneCall: by its attempt, by the id of its channel and by the number, as text and as JSON.
func TestTraceTellsOneCall(t *testing.T) {
	h := loaded(t)
	h.lived(storyOf("+4790000001")...)
	text := h.must(0, "trace", "1")
	for _, want := range []string{
		"call a1 with +•••••••001", "campaign fjellvann-service; client fjellvann; agent kari; outcome answered; lead 1",
		"own register, client's register", "own was asked at version 3.7", "originate\n", "bridge\n", "consent_refused",
		`disposition=completed`, "counts on 2026-11-24: answered 1, attempted 1, connected 1, consent_no 1",
		"transferred 1",
	} {
		wants(t, text, want)
	}
	traced := func(args ...string) (told verb.Trace) {
		t.Helper()
		out := h.must(0, append([]string{"trace", "--json"}, args...)...)
		if err := json.Unmarshal([]byte(out), &told); err != nil {
			t.Fatal(err)
		}
		return told
	}
	byChannel := traced("rv0a1b2c-a0000000001-1")
	var parts []string
	for _, s := range byChannel.Steps {
		parts = append(parts, s.Part)
	}
	if got := slices.Compact(parts); byChannel.Call != "a1" || byChannel.Number != "+•••••••001" || !slices.Equal(got,
		[]string{"gate", "originate", "legs", "bridge", "consent", "keys", "end"}) {
		t.Errorf("by its channel: parts %q of %+v", got, byChannel)
	}
	if back := traced("1764000000.17"); !back.Returned || back.Open || len(back.Steps) != 2 || len(back.Counts) != 0 {
		t.Errorf("who rang us: got %+v", back)
	}
	before := len(h.facts(0))
	told := traced("--number", "900 00 001")
	if len(told.Calls) != 2 || told.Calls[0].Call != "1764000000.17" || told.Calls[1].Call != "a1" || !told.Returned {
		t.Errorf("by number: got %+v", told)
	}
	if since := h.facts(before); len(since) != 1 || since[0].Kind != "looked" || since[0].By == "" {
		t.Errorf("a question by number left %+v", since)
	}
	wants(t, h.must(2, "trace", "7"), "not found")
	wants(t, h.must(2, "trace", "--number", "90000002"), "not found")
	wants(t, h.must(2, "trace"), "CALL")
}

// TestATraceByNumberNeedsItsRole: an operator may ask for a call, not by number.
func TestATraceByNumberNeedsItsRole(t *testing.T) {
	h := loaded(t)
	h.lived(storyOf("+4790000001")...)
	h.must(0, "person", "add", "per", "--name", "Per Berg", "--login", "daemon", "--roles", "operator,supervisor")
	h.must(0, "person", "change", h.me().ID, "--roles", "operator")
	h.must(0, "trace", "1")
	wants(t, h.must(2, "trace", "--number", "90000001"), "supervisor")
}
