package cli_test

import (
	"strings"
	"testing"
)

// TestNotedHeadsAreHeldAgainstTheJournal: beside a daemon and without one. The daemon's log has the head too.
func TestNotedHeadsAreHeldAgainstTheJournal(t *testing.T) {
	h := loaded(t)
	d := h.serve()
	for _, running := range []bool{true, false} {
		if running { // the day's key is made by then
			if err := says(d, "head of the journal: keep this line"); err != nil {
				t.Error(err)
			}
		}
		heads := strings.Fields(h.must(0, "journal", "heads", "--last", "5"))
		if len(heads) != 6 || !strings.Contains(heads[2], ":") || heads[3] != "first" {
			t.Fatalf("a daemon runs: %v; got %v", running, heads)
		}
		first := heads[5]
		wants(t, h.must(0, "journal", "verify", "--first-key", first), "first key "+first, "no day of it is over")
		wants(t, h.must(2, "journal", "verify", "--first-key", strings.Repeat("0", 64)), "BROKEN",
			"was not noted outside")
		wants(t, h.must(2, "journal", "verify", "--first-key", "mine"), "journal heads prints")
		noted := heads[2]
		wants(t, h.must(0, "journal", "verify", "--noted", noted), "whole", "head ")
		other := noted[:len(noted)-1] + map[bool]string{true: "1", false: "0"}[strings.HasSuffix(noted, "0")]
		wants(t, h.must(2, "journal", "verify", "--noted", noted, "--noted", other), "BROKEN", "noted outside")
		wants(t, h.must(2, "journal", "verify", "--noted", "9999"+noted), "ends before it")
		wants(t, h.must(2, "journal", "verify", "--noted", "yesterday"), "journal heads prints")
		if running {
			d.stop()
		}
	}
	wants(t, h.must(2, "journal", "heads", "--last", "0"), "1 to 3660")
}
