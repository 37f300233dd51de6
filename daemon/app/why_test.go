package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

func TestWhyAnswersFromTheDefaultsAlone(t *testing.T) {
	w, err := app.WhyFromRules(config.Defaults(), false, verb.WhyQuery{Number: "900 00 001", At: tuesday(12, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range w.Steps {
		known[s.Rule] = s.Verdict != verb.StepUnknown
	}
	if !known["number"] || !known["hours"] || known["configuration"] || known["own register"] || w.Allowed ||
		w.Code != "" || len(w.Lacked) != 3 {
		t.Errorf("got %+v", w)
	}
	if !strings.Contains(w.Why, "18 of 20 rules could not be asked") {
		t.Errorf("got %q", w.Why)
	}
	if w, _ = app.WhyFromRules(config.Defaults(), false, verb.WhyQuery{
		Number: "112", At: tuesday(12, 0, 0),
	}); w.Code != "BLOCK_NUMBER" {
		t.Errorf("112: got %+v", w)
	}
}

// Stored abandoned calls show in the answer to why a number is not dialed, and in the export for the person concerned.
func TestWhyAndTheSubjectTellOfAbandonedCalls(t *testing.T) {
	h := open(t)
	look := func(want verb.Abandonment) {
		t.Helper()
		w, err := h.Why(t.Context(), verb.WhyQuery{Number: "900 00 001", At: tuesday(12, 0, 0)})
		if err != nil || w.Abandoned == nil || *w.Abandoned != want {
			t.Errorf("why: got %+v, %v; want %+v", w.Abandoned, err, want)
		}
		s, err := h.Subject(t.Context(), "900 00 001", "test")
		if err != nil || s.Abandoned == nil || *s.Abandoned != want {
			t.Errorf("subject: got %+v, %v; want %+v", s.Abandoned, err, want)
		}
	}
	if w, err := h.Why(t.Context(), verb.WhyQuery{Number: "900 00 001"}); err != nil || w.Abandoned != nil {
		t.Errorf("of a number that was never rung: %+v, %v", w.Abandoned, err)
	}
	end := func(id dialer.AttemptID, at time.Time) dialer.Fact {
		f := of(id, dialer.FactEnded, at)
		f.Outcome, f.Party = dialer.Answered, dialer.ByUs
		return f
	}
	noFault(t,
		h.Tell(t.Context(), booked(7, tuesday(10, 0, 0)), of(7, dialer.FactAnswered, tuesday(10, 0, 10)),
			end(7, tuesday(10, 0, 13))))
	look(verb.Abandonment{At: tuesday(10, 0, 13).UTC()})
	word := of(8, dialer.FactDisposed, tuesday(11, 1, 5))
	word.Disposition = dialer.Person
	noFault(t, h.Tell(t.Context(), booked(8, tuesday(11, 0, 0)), of(8, dialer.FactAnswered, tuesday(11, 0, 10)),
		of(8, dialer.FactBridged, tuesday(11, 0, 11)), end(8, tuesday(11, 1, 0)), word))
	look(verb.Abandonment{At: tuesday(10, 0, 13).UTC(), Cleared: tuesday(11, 1, 5).UTC()})
}
