package app_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/rest"
)

func TestWhyAnswersFromTheDefaultsAlone(t *testing.T) {
	w, err := app.WhyFromRules(config.Defaults(), false, rest.WhyQuery{Number: "900 00 001", At: tuesday(12, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range w.Steps {
		known[s.Rule] = s.Verdict != rest.StepUnknown
	}
	if !known["number"] || !known["hours"] || known["configuration"] || known["own register"] || w.Allowed || w.Code != "" || len(w.Lacked) != 3 {
		t.Errorf("got %+v", w)
	}
	if !strings.Contains(w.Why, "16 of 18 rules could not be asked") {
		t.Errorf("got %q", w.Why)
	}
	if w, _ = app.WhyFromRules(config.Defaults(), false, rest.WhyQuery{Number: "112", At: tuesday(12, 0, 0)}); w.Code != "BLOCK_NUMBER" {
		t.Errorf("112: got %+v", w)
	}
}
