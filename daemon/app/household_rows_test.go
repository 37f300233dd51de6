package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/verb"
)

const rowsHead = "number;name;birth_date;source\n"

// deliver imports lists of the example's campaign, one after the other.
func deliver(t *testing.T, h *app.Rooms, lists ...string) {
	t.Helper()
	for _, text := range lists {
		l := verb.LeadsFile{Campaign: campaign, Name: "list.csv", Text: strings.NewReader(rowsHead + text)}
		if _, _, err := h.ImportLeads(t.Context(), l, "test"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAPersonWithoutALeadJoinsTheHousehold: of two rows with one number one makes a lead, and the other's person bars
// the number all the same, whatever the order of rows and files, and also where the row was refused for another
// reason.
func TestAPersonWithoutALeadJoinsTheHousehold(t *testing.T) {
	const (
		ola  = "22000001;Ola Eksempel;1960-01-31;kunder-2026\n"
		kari = "22000001;Kari Eksempel;1963-03-01;kunder-2026\n"
		per  = "22000002;Per Eksempel;1963-03-01;kunder-2026\n"
	)
	for _, lists := range [][]string{
		{ola + kari}, {kari + ola}, {ola, kari}, {kari, ola},
		{ola, strings.Replace(kari, "kunder-2026", "ukjent", 1) + per},
		{strings.Replace(kari, "kunder-2026", "ukjent", 1) + per, ola},
		{ola + per, ola + kari},
	} {
		t.Run(fmt.Sprintf("%q", lists), func(t *testing.T) {
			h := open(t)
			born := time.Date(1963, 3, 1, 0, 0, 0, 0, hours.Oslo())
			who := dialer.Subject{Persons: reservation.Keys(h.PersonSecret(), "Kari Eksempel", born, "")}
			if _, err := h.Sets().Add(t.Context(), dialer.Own, who,
				dialer.RegisterEntry{At: tuesday(9, 0, 0), Source: "letter", By: "test"}); err != nil {
				t.Fatal(err)
			}
			deliver(t, h, lists...)
			if got := codeOf(t, h, "22000001"); got != gate.BlockOwn {
				t.Errorf("the number of a couple, she being reserved: got %s", got)
			}
			if got := codeOf(t, h, "22000002"); got == gate.BlockOwn {
				t.Error("another of her birth date is blocked")
			}
		})
	}
}

// TestALaterDeliveryRenewsWhoIsOnTheNumber: "born 2012" blocks the lead that is there, in whichever order it is said.
func TestALaterDeliveryRenewsWhoIsOnTheNumber(t *testing.T) {
	const (
		first  = "90000021;Ung Eksempel;;kunder-2026\n"
		second = "90000021;Ung Eksempel;2012-01-31;kunder-2026\n"
		grown  = "90000021;Ung Kari Eksempel;1980-01-31;kunder-2026\n"
		other  = "90000021;Ola Nordmann;1980-01-31;kunder-2026\n"
	)
	for _, tt := range []struct {
		lists []string
		want  bool // blocked for age
	}{
		{[]string{first}, false},
		{[]string{first, second}, true},
		{[]string{first + second}, true},
		{[]string{second, first}, true},
		{[]string{first, second, grown}, false}, // the last word
		{[]string{grown, second}, true},
		{[]string{other, second}, false}, // a child on a parent's number
	} {
		t.Run(fmt.Sprintf("%q", tt.lists), func(t *testing.T) {
			h := open(t)
			deliver(t, h, tt.lists...)
			if got := codeOf(t, h, "90000021"); (got == gate.BlockAge) != tt.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

// codeOf gives the code of the age or own register's refusal of a number; "" where neither refuses it.
func codeOf(t *testing.T, h *app.Rooms, n string) string {
	t.Helper()
	w, err := h.Why(t.Context(), verb.WhyQuery{Campaign: campaign, Number: n, At: tuesday(12, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range w.Steps {
		if s.Code == gate.BlockOwn || s.Code == gate.BlockAge {
			return s.Code
		}
	}
	return ""
}
