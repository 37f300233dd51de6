package app_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// TestAPersonInARegisterBarsTheHousehold: who gave the call centre a name and a birth date, and no number, is not rung on any
// number that a list has for them, and neither is who shares it (10 first and second paragraph).
func TestAPersonInARegisterBarsTheHousehold(t *testing.T) {
	h := open(t)
	born := time.Date(1970, 1, 31, 0, 0, 0, 0, hours.Oslo()) // Anne Eksempel, on 90000001 in the example
	who := dialer.Subject{Persons: reservation.Keys(h.PersonSecret(), "ANNE eksempel", born, "")}
	c := dialer.Campaign{ID: campaign, Kind: dialer.Service, Client: dialer.Client{ID: "fjellvann"}}
	own := func(n dialer.Number) dialer.RegisterAnswer {
		f, err := h.Registers().Look(t.Context(), c, dialer.Lead{Campaign: campaign, Number: n}, tuesday(12, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		return reservation.AnswerOf(dialer.Own, f.Registers)
	}
	if got := own("+4790000001"); got.Answer != dialer.Clear {
		t.Fatalf("before: got %+v", got)
	}
	if _, err := h.Sets().Add(t.Context(), dialer.Own, who, dialer.RegisterEntry{At: tuesday(9, 0, 0), Source: "letter", By: "test"}); err != nil {
		t.Fatal(err)
	}
	if got := own("+4790000001"); got.Answer != dialer.Reserved || got.By != "person" {
		t.Errorf("whoever is rung on the number: got %+v", got)
	}
	if got := own("+4790000003"); got.Answer != dialer.Clear {
		t.Errorf("another's number: got %+v", got)
	}
}
