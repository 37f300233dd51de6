package app_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sets"
)

// TestAPersonInARegisterBarsTheHousehold: who gave the call centre a name and a birth date, and no number, is not
// rung on any number that a list has for them, and neither is who shares it (10 first and second paragraph).
func TestAPersonInARegisterBarsTheHousehold(t *testing.T) {
	h := open(t)
	born := time.Date(1970, 1, 31, 0, 0, 0, 0, hours.Oslo()) // Anne Eksempel, on 90000001 in the example
	who := dialer.Subject{Persons: reservation.Keys(h.PersonSecret(), "ANNE eksempel", born, "")}
	c := dialer.Campaign{ID: campaign, Kind: dialer.Service, Client: dialer.Client{ID: "fjellvann"}}
	own := func(n dialer.Number) dialer.RegisterAnswer {
		f, err := h.LookUp().Look(t.Context(), c, dialer.Lead{Campaign: campaign, Number: n}, tuesday(12, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		return reservation.AnswerOf(dialer.Own, f.Registers)
	}
	if got := own("+4790000001"); got.Answer != dialer.Clear {
		t.Fatalf("before: got %+v", got)
	}
	if _, err := h.Sets().Add(t.Context(), dialer.Own, who,
		dialer.RegisterEntry{At: tuesday(9, 0, 0), Source: "letter", By: "test"}); err != nil {
		t.Fatal(err)
	}
	if got := own("+4790000001"); got.Answer != dialer.Reserved || got.By != "person" {
		t.Errorf("any person called on the number: got %+v", got)
	}
	if got := own("+4790000003"); got.Answer != dialer.Clear {
		t.Errorf("another's number: got %+v", got)
	}
}

// TestNobodyIsFreedByAnotherRecipe: a register keeps persons' keys, not names. Who is in one that was filled by the
// first recipe stays blocked until it is delivered again, and is blocked after, however the new delivery writes the
// name.
func TestNobodyIsFreedByAnotherRecipe(t *testing.T) {
	h := open(t)
	born := time.Date(1970, 1, 31, 0, 0, 0, 0, hours.Oslo()) // Anne Eksempel, on 90000001 in the example
	c := dialer.Campaign{ID: campaign, Kind: dialer.Service, Client: dialer.Client{ID: "fjellvann"}}
	own := func() dialer.Answer {
		f, err := h.LookUp().Look(t.Context(), c, dialer.Lead{Campaign: campaign, Number: "+4790000001"},
			tuesday(12, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		return reservation.AnswerOf(dialer.Own, f.Registers).Answer
	}
	deliver := func(keys ...dialer.PersonKey) {
		var b sets.Builder
		for _, k := range keys {
			b.Person(k)
		}
		d := sets.Delivery{LoadedAt: tuesday(9, 0, 0), Source: "file", By: "test", ShrunkBecause: "a test"}
		if _, err := h.Sets().Replace(t.Context(), dialer.Own, b.Base(), d); err != nil {
			t.Fatal(err)
		}
	}
	all := reservation.Keys(h.PersonSecret(), "Anne Eksempel", born, "")
	other := reservation.Keys(h.PersonSecret(), "Siri Eksempel", born, "")
	for _, tt := range []struct {
		name string
		keys []dialer.PersonKey
		want dialer.Answer
	}{
		{"another person", other, dialer.Clear},
		{"filled by the first recipe", all[:1], dialer.Reserved}, // its key comes first
		{"filled by the second alone", all[1:], dialer.Reserved},
		{"delivered again, written otherwise", reservation.Keys(h.PersonSecret(), "EKSEMPEL ANNE MARIE", born, ""),
			dialer.Reserved},
		{"delivered without the person", other, dialer.Clear},
	} {
		if deliver(tt.keys...); own() != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, own(), tt.want)
		}
	}
}
