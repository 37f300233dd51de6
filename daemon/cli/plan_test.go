package cli_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/app"
)

// TestAPlanCountsAndChangesNothing: every lead that waits is in one place of the plan, the rules' codes are those of
// the gate, the campaign comes to an end, and the journal is as it was.
func TestAPlanCountsAndChangesNothing(t *testing.T) {
	h := loaded(t)
	var list strings.Builder
	list.WriteString("number;name;source\n")
	for n := range 60 {
		fmt.Fprintf(&list, "900000%02d;Person %d;kunder-2026\n", n, n)
	}
	h.must(0, "lead", "import", h.write("many.csv", list.String()), "--campaign", "fjellvann-service")
	h.must(0, "register", "add", "90000001", "--why", "asked")
	h.must(0, "register", "add", "90000002", "--why", "asked")
	before := h.must(0, "journal", "verify")
	wants(t, h.must(0, "plan", "fjellvann-service", "--agents", "4"),
		"60 leads wait", "58 could go out in the shift", "BLOCK_OWN", "the campaign is paused",
		"an ordinary campaign's", "expected end")
	var p app.Plan
	if err := json.Unmarshal([]byte(h.must(0, "plan", "fjellvann-service", "--json")), &p); err != nil {
		t.Fatal(err)
	}
	stopped := 0
	for _, b := range p.Blocked {
		stopped += b.First
	}
	if p.Today+p.Later+stopped != 60 || stopped != 2 || p.Blocked[0].Code != "BLOCK_OWN" {
		t.Errorf("of 60 leads %d go out, %d are later, %+v stopped", p.Today, p.Later, p.Blocked)
	}
	if p.To.Sub(p.At) > time.Hour && p.Dialed != 58 || p.Left != 0 || p.Ends.IsZero() || p.Days < 2 {
		t.Errorf("dialed %d in the shift, %d left, through %v after %d days: those not reached are rung again",
			p.Dialed, p.Left, p.Ends, p.Days)
	}
	if after := h.must(0, "journal", "verify"); after != before {
		t.Errorf("the plan changed the journal:\n%s%s", before, after)
	}
	for _, args := range [][]string{
		{"unknown"}, {"fjellvann-service", "--from", "noon"}, {"fjellvann-service", "--from", "18:00"},
		{"fjellvann-service", "--from", "22:00", "--to", "23:00"},
	} {
		h.must(2, append([]string{"plan"}, args...)...)
	}
}
