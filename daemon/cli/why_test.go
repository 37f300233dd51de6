package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/clock"
)

// why asks and reads the JSON; no rule may be missing from any answer.
func (h house) why(want int, args ...string) verb.Why {
	h.t.Helper()
	out := h.must(want, append([]string{"why", "--json"}, args...)...)
	var w verb.Why
	if err := json.Unmarshal([]byte(out), &w); err != nil {
		h.t.Fatalf("%v: %s", err, out)
	}
	if len(w.Steps) < 18 {
		h.t.Errorf("%q: %d steps: %+v", args, len(w.Steps), w.Steps)
	}
	return w
}

func step(t *testing.T, w verb.Why, rule string) verb.WhyStep {
	t.Helper()
	for _, s := range w.Steps {
		if s.Rule == rule {
			return s
		}
	}
	t.Errorf("no step %q", rule)
	return verb.WhyStep{}
}

const holiday = "2027-05-17T12:00"

// workday lies ahead: what a test imports by the real clock is due by then.
var workday = clock.Day(time.Now()).Format("2006-01-02T15:04")

func TestWhyAnswersFromWhatThereIs(t *testing.T) {
	h := newHouse(t)
	w := h.why(1, "90000001", "--at", workday)
	if w.Allowed || w.Code != "" || len(w.Lacked) != 2 || !strings.Contains(w.Lacked[0], "no data folder") ||
		!strings.Contains(w.Lacked[1], "--campaign") {
		t.Errorf("without a book: got %+v", w)
	}
	for rule, want := range map[string]string{
		"number": "yes", "hours": "yes", "configuration": "yes", "own register": "unknown", "attempts": "unknown",
	} {
		if got := step(t, w, rule).Verdict; got != want {
			t.Errorf("without a book, %s: got %s, want %s", rule, got, want)
		}
	}
	if w := h.why(1, "90000001", "--at", holiday); w.Code != "BLOCK_HOURS" ||
		w.Next.Format("2006-01-02 15:04") != "2027-05-18 09:00" {
		t.Errorf("on a holiday: got %s, next %v", w.Code, w.Next)
	}
	for _, number := range []string{"112", "+47113", "800 00 001", "nonsense", "59000001"} {
		if w := h.why(1, number, "--at", workday); w.Code != "BLOCK_NUMBER" || w.Why == "" {
			t.Errorf("%s: got %s %q", number, w.Code, w.Why)
		}
	}
	wants(t, h.must(2, "why", "90000001", "--campaign", "nowhere"), "campaign nowhere: not found")
	wants(t, h.must(2, "why", "90000001", "--at", "tomorrow"), "--at", "2027-05-17T12:00")
}

func TestWhyGoesOnAfterTheFirstNo(t *testing.T) {
	h := loaded(t)
	h.must(0, "lead", "import", h.path("leads.csv"), "--campaign", "fjellvann-service")
	ask := []string{"90000001", "--campaign", "fjellvann-service", "--at", workday}
	w := h.why(1, ask...)
	if w.Code != "BLOCK_CAMPAIGN" || step(t, w, "own register").Verdict != "yes" ||
		step(t, w, "source").Verdict != "yes" || w.Number != "+•••••••001" || len(w.Lacked) > 0 {
		t.Errorf("a paused campaign: got %+v", w)
	}
	h.must(0, "campaign", "start", "fjellvann-service")
	w = h.why(0, ask...)
	if !w.Allowed || w.Code != "ALLOW" || len(w.Sets) < 2 || w.Sets[0].Register != "own" ||
		w.Sets[0].Answer != "clear" {
		t.Errorf("nothing against it: got %+v", w)
	}
	h.must(0, "register", "add", "90000001", "--why", "said so in a call")
	w = h.why(1, append(ask[:3:3], "--at", holiday)...)
	if w.Code != "BLOCK_HOURS" || step(t, w, "own register").Code != "BLOCK_OWN" ||
		step(t, w, "visible number").Verdict != "yes" {
		t.Errorf("reserved, on a holiday: got %+v", w)
	}
	out := h.must(1, append([]string{"why"}, ask...)...)
	wants(t, out, "MAY NOT BE DIALED", "BLOCK_OWN", "own register", "reserved")
	if strings.Contains(out, "90000001") {
		t.Errorf("the number is not masked:\n%s", out)
	}
}

func TestWhyIsTheDaemonsWhereOneRuns(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	h.must(0, "lead", "import", h.path("leads.csv"), "--campaign", "fjellvann-service")
	h.must(0, "campaign", "start", "fjellvann-service")
	ask := []string{"90000001", "--campaign", "fjellvann-service", "--at", workday}
	alone := h.why(0, ask...)
	h.serve()
	with := h.why(0, ask...)
	for i, s := range with.Steps {
		if s.Why != alone.Steps[i].Why || s.Code != alone.Steps[i].Code {
			t.Errorf("with a daemon %+v, without %+v", s, alone.Steps[i])
		}
	}
	if alone.Halted != "no daemon runs" || !strings.Contains(with.Halted, "not connected") {
		t.Errorf("why the floor dials nothing: %q without a daemon, %q with one", alone.Halted, with.Halted)
	}
}
