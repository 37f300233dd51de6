package sqlite_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestANumberThatWasCaredFor is never called again in the campaign; a call that the person made to us bars all. What
// was recorded of the call is unreadable at once.
func TestANumberThatWasCaredFor(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	cared := func(c dialer.CampaignID, n dialer.Number) bool {
		t.Helper()
		h, err := s.History(t.Context(), c, "acme", n, "2026-11-23")
		if err != nil {
			t.Fatal(err)
		}
		return h.Cared
	}
	const other = "another"
	for i, d := range []dialer.Disposition{dialer.Person, dialer.DutyOfCare, dialer.Minor} {
		id, n := dialer.AttemptID(i+1), number(i+1)
		b := booked(id, n)
		write(t, s, b)
		word := dialer.Fact{
			At: monday, Kind: dialer.FactDisposed, Attempt: id, Campaign: b.Campaign, Client: b.Client, Disposition: d,
		}
		write(t, s, word)
		word.Disposition = dialer.Person // none takes its place
		write(t, s, word)
		if got := cared(b.Campaign, n); got != d.Final() {
			t.Errorf("%s: cared for is %v", d, got)
		}
		if cared(other, n) {
			t.Errorf("%s bars another campaign", d)
		}
	}
	write(t, s, booked(9, number(9)))
	_, err := s.ServeCaller(t.Context(), sqlite.Served{
		Number: number(9), Clients: []dialer.ClientID{"acme"}, Said: dialer.DutyOfCare, Code: "1763974800.7",
		Agent: "anna", Now: monday,
	})
	if err != nil || !cared(other, number(9)) {
		t.Errorf("a caller's word does not bar every campaign: %v", err)
	}
	if cared(other, number(8)) {
		t.Error("a number of which nothing is known is barred")
	}
}
