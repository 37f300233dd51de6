package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/verb"
)

// facts are those of the journal, from the nth on.
func (h house) facts(from int) (all []verb.Fact) {
	h.t.Helper()
	if err := json.Unmarshal([]byte(h.must(0, "journal", "show", "--json")), &all); err != nil {
		h.t.Fatal(err)
	}
	return all[from:]
}

// me is the person that init entered.
func (h house) me() verb.Person {
	h.t.Helper()
	var c verb.Asker
	if err := json.Unmarshal([]byte(h.must(0, "person", "me", "--json")), &c); err != nil || c.Person == nil {
		h.t.Fatalf("no person: %v", err)
	}
	return *c.Person
}

// TestEachChangeAndReadNamesItsPerson: on a real book, each verb that changes something, shows what is held on a number
// or takes data out leaves a fact with its person, and none without one.
func TestEachChangeAndReadNamesItsPerson(t *testing.T) {
	h := loaded(t)
	by := "person:" + h.me().ID
	const c = "fjellvann-service"
	for _, tt := range []struct {
		code int
		kind string
		args []string
	}{
		{0, "person", []string{"person", "change", h.me().ID, "--roles", "operator,supervisor,quality,privacy"}},
		{0, "person", []string{
			"person", "add", "per", "--name", "Per Berg", "--login", "daemon", "--roles", "privacy",
		}},
		{0, "imported", []string{"lead", "import", h.path("leads.csv"), "--campaign", c}},
		{0, "campaign", []string{"campaign", "start", c}},
		{0, "campaign", []string{"campaign", "pause", c, "--why", "lunch"}},
		{0, "reserved", []string{"register", "add", "90000001", "--why", "a letter"}},
		{1, "second", []string{"register", "remove", "90000001", "--why", "another letter"}},
		{0, "second", []string{"second", "refuse", "1", "--why", "no letter"}},
		{1, "looked", []string{"register", "check", "90000001"}},
		{0, "looked", []string{"register", "show", "own"}},
		{1, "looked", []string{"why", "90000001", "--campaign", c}},
		{0, "exported", []string{"register", "export", "own"}},
		{0, "changed", []string{"register", "import", "own", h.write("own.csv", "90000005\n")}},
		{0, "inquiry", []string{
			"inquiries", "add", "--channel", "letter", "--number", "90000003", "--text", "Hvem ringte?",
		}},
		{0, "looked", []string{"inquiries", "show", "1"}},
		{0, "recording_read", []string{"subject", "export", "90000003"}},
		{1, "erasure", []string{"subject", "erase", "90000003", "--why", "a letter"}},
		{0, "erased", []string{"journal", "forget", "90000002", "--why", "a letter"}},
		{0, "changed", []string{"list", "end", c, "kunder-2026", "--why", "over"}},
		{0, "campaign", []string{"campaign", "archive", c, "--why", "over"}},
		{0, "changed", []string{"agent", "remove", "kari", "--why", "left us"}},
		{0, "exported", []string{"journal", "backup", h.path("copy.db")}},
		{0, "person", []string{"person", "end", "per", "--why", "left us"}},
	} {
		n, found := len(h.facts(0)), false
		h.must(tt.code, tt.args...)
		for _, f := range h.facts(n) {
			found = found || f.Kind == tt.kind && strings.HasPrefix(f.By, by)
			if f.By == "" || strings.HasPrefix(f.By, "cli:") {
				t.Errorf("%v left %+v: no person", tt.args, f)
			}
		}
		if !found {
			t.Errorf("%v left no fact %s by %s, but %+v", tt.args, tt.kind, by, h.facts(n))
		}
	}
}

// TestWhoIsNoPersonIsToldHowToBecomeOne: the only operator gives the login away, and is no person any more.
func TestWhoIsNoPersonIsToldHowToBecomeOne(t *testing.T) {
	h := loaded(t)
	h.must(0, "person", "change", h.me().ID, "--login", "bin")
	for _, args := range [][]string{
		{"status"}, {"client", "list"}, {"campaign", "start", "fjellvann-service"}, {"person", "list"},
		{"journal", "show"},
		{"register", "add", "90000001", "--why", "a letter"},
		{"lead", "import", h.path("leads.csv"), "--campaign", "fjellvann-service"},
		{"journal", "backup", h.path("copy.db")}, {"journal", "accept", "--why", "x"}, {"keys", "move"},
	} {
		wants(t, h.must(2, args...), "is no person in the book", "ringevett person add")
	}
	wants(t, h.must(1, "person", "me"), "no person in the book")
}
