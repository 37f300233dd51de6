package cli_test

import (
	"strings"
	"testing"
)

// TestAPersonIsEnteredByName, with neither number nor file: who has the name and the birth date is blocked on every
// number.
func TestAPersonIsEnteredByName(t *testing.T) {
	h := loadedBefore(t)
	h.must(0, "lead", "import", "--campaign", "fjellvann-service", h.write("one.csv", "number;name;birth_date;source\n"+
		"90000001;Anne Eksempel;1970-01-31;kunder-2026\n"))
	why := func() string { return h.must(1, "why", "90000001", "--campaign", "fjellvann-service") }
	if before := why(); strings.Contains(before, "BLOCK_OWN") {
		t.Fatalf("before: got %s", before)
	}
	for _, tt := range []struct{ args, wants []string }{
		{[]string{"--name", "Anne Eksempel"}, []string{"name", "birth date, or with a street address"}},
		{[]string{"--name", "Anne Eksempel", "--birth", "31.31.1970"}, []string{"birth", "31.31.1970"}},
		{nil, []string{"number"}},
	} {
		wants(t, h.must(2, append([]string{"register", "add", "--why", "a letter"}, tt.args...)...), tt.wants...)
	}
	h.must(0, "register", "add", "--name", "EKSEMPEL, Anne Marie", "--birth", "31.01.1970", "--why", "a letter")
	wants(t, why(), "BLOCK_OWN", "by person")
	h.must(0, "register", "remove", "--name", "EKSEMPEL, Anne Marie", "--birth", "1970-01-31", "--why",
		"another letter")
	if after := why(); strings.Contains(after, "BLOCK_OWN") {
		t.Errorf("taken out again: got %s", after)
	}
}

// TestADeliveryThatIsNone: our own register only grows by a file, the same file is no new delivery, the first
// national one is held against its keeper's word, and a wrong one is taken back.
func TestADeliveryThatIsNone(t *testing.T) {
	h := loadedBefore(t)
	h.must(0, "register", "add", "90000003", "--why", "said so")
	h.must(0, "register", "import", "own", h.write("a.csv", "90000004\n90000005\n"))
	h.must(0, "register", "import", "own", h.write("b.csv", "90000006\n"))
	wants(t, h.must(0, "register", "export", "own"), "+4790000003\n+4790000004\n+4790000005\n+4790000006\n")
	h.must(2, "register", "remove", "90000004")
	h.must(0, "register", "remove", "90000004", "--why", "a letter")
	wants(t, h.must(2, "register", "remove", "90000004", "--why", "again"), "not found")
	h.must(0, "register", "import", "own", h.write("b.csv", "90000007\n"))
	wants(t, h.must(0, "register", "export", "own"), "+4790000003\n+4790000005\n+4790000006\n+4790000007\n")

	national := h.write("n.csv", "90000001\n90000002\n")
	wants(t, h.must(2, "register", "import", "national", national), "--expect")
	h.must(0, "register", "import", "national", national, "--expect", "2", "--delivered", "2026-11-02")
	wants(t, h.must(1, "register", "import", "national", national, "--expect", "2"), "NO NEW DELIVERY", "version 1",
		"delivered 2026-11-02")
	other := h.write("other.csv", "90000008\n90000009\n")
	wants(t, h.must(2, "register", "import", "national", other), "lacks 2 of the 2 numbers", "--because")
	h.must(0, "register", "import", "national", other, "--because", "a slip", "--delivered", "2026-11-20")
	wants(t, h.must(0, "register", "restore", "national", "1", "--why", "version 2 was another's"),
		"version 3: what version 1 had, delivered 2026-11-02")
	wants(t, h.must(0, "register", "export", "national"), "+4790000001\n+4790000002\n")
}
