package sqlite_test

import (
	"errors"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// TestAVisibleNumberIsOneClients at a time, and no other's soon after calls were made with it: who was rung rings
// back on it.
func TestAVisibleNumberIsOneClients(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	umbra := dialer.Client{ID: "umbra", Name: "Umbra AS", Spoken: "Umbra", OrgNo: "999999998", Phone: "22 00 00 02",
		Visible: acme.Visible}
	refused := func(when string, want bool) {
		t.Helper()
		if err := s.PutClient(t.Context(), umbra, "test"); errors.Is(err, dialer.ErrRefused) != want {
			t.Errorf("%s: got %v", when, err)
		}
	}
	refused("another client has it", true)
	moved := acme
	moved.Visible = []dialer.Number{"+4722000003"}
	must(t, s.PutClient(t.Context(), moved, "test"))
	refused("given up, no call made with it", false)
	umbra.Visible = moved.Visible
	must(t, s.PutClient(t.Context(), moved, "test"))
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy))
	must(t, s.PutClient(t.Context(), acme4, "test"))
	refused("given up after calls", true)
	must(t, s.PutClient(t.Context(), moved, "test")) // its own again
}

var acme4 = dialer.Client{ID: "acme", Name: "Acme AS", Spoken: "Acme", OrgNo: "999999999", Phone: "22 00 00 01",
	Visible: []dialer.Number{"+4722000004"}}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
