package app_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
)

// inOurCall is a talk in a call of ours to the caller's number.
func inOurCall() engine.Talk {
	return engine.Talk{
		At: tuesday(10, 0, 0), Agent: "kari", Attempt: 17, Campaign: "fjellvann-service", Client: "fjellvann",
		Number: caller, Visible: visible, Language: "nb",
	}
}

// reservedIn are the registers that have the number, of those that the house asks.
func reservedIn(t *testing.T, h *app.Rooms, n dialer.Number) (in []string) {
	t.Helper()
	got, err := h.CheckNumber(t.Context(), string(n))
	noFault(t, err)
	for _, r := range got.Registers {
		if r.Answer == dialer.Reserved.String() {
			in = append(in, r.Register)
		}
	}
	return in
}

// heard are the names of the sounds that both parties hear.
func heard(t *testing.T, d app.Desk, talk engine.Talk, what engine.Said) string {
	t.Helper()
	files, err := d.Words(t.Context(), talk, what)
	noFault(t, err)
	for i, f := range files {
		files[i] = filepath.Base(f)
	}
	return strings.Join(files, " ")
}

// TestAKeyReserves with the client, the call centre or both, at once and in the agent's name; what both hear names the
// same. Taken back, the number is in no register, and the journal has both.
func TestAKeyReserves(t *testing.T) {
	const digits = "reserved-number.1 digit-0 digit-0 digit-1"
	for _, tt := range []struct {
		scope engine.Scope
		said  engine.Said
		in    []string
		heard string
	}{
		{engine.ScopeClient, engine.SaidReservedClient, []string{"client/fjellvann"},
			"reserved-client.fjellvann " + digits},
		{engine.ScopeHouse, engine.SaidReservedHouse, []string{"own"}, "reserved-all " + digits},
		{engine.ScopeBoth, engine.SaidReservedBoth, []string{"own", "client/fjellvann"},
			"reserved-client.fjellvann reserved-all " + digits},
	} {
		t.Run(string(tt.scope), func(t *testing.T) {
			h := deskHouse(t)
			d, _ := desk(h)
			talk := inOurCall()
			got, err := d.Reserve(t.Context(), talk, tt.scope)
			noFault(t, err)
			in := reservedIn(t, h, caller)
			if !sameIn(in, tt.in) || len(got.Added) != len(tt.in) || got.Number != caller {
				t.Errorf("reserved in %v, added %v; want %v", in, got.Added, tt.in)
			}
			if words := heard(t, d, talk, tt.said); words != tt.heard {
				t.Errorf("both hear %q, want %q", words, tt.heard)
			}
			noFault(t, d.Undo(t.Context(), talk, got))
			if in := reservedIn(t, h, caller); len(in) != 0 {
				t.Errorf("taken back, and still reserved in %v", in)
			}
			all, err := h.Told(t.Context())
			noFault(t, err)
			added := slices.IndexFunc(all, func(f dialer.Fact) bool { return f.Kind == dialer.FactReserved })
			last := all[len(all)-1]
			if added < 0 || all[added].By != "agent:kari" || !strings.Contains(all[added].Detail, "call a17") ||
				last.Code != "unreserved" || last.By != "agent:kari" || !strings.Contains(last.Detail, "correction") {
				t.Errorf("the journal has %+v and %+v", all[max(0, added)], last)
			}
		})
	}
}

func sameIn(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// TestAKeyTakesBackOnlyItsOwn: what was in a register before, by whatever way, stays, and so does an entry that another
// person made since.
func TestAKeyTakesBackOnlyItsOwn(t *testing.T) {
	h := deskHouse(t)
	d, _ := desk(h)
	talk := inOurCall()
	noFault(t, h.Reserve(t.Context(), verb.Wish{Scope: "own", Number: caller, Why: "by letter"}, "cli:per"))
	got, err := d.Reserve(t.Context(), talk, engine.ScopeBoth)
	noFault(t, err)
	noFault(t, d.Undo(t.Context(), talk, got))
	if in := reservedIn(t, h, caller); !slices.Equal(in, []string{"own"}) {
		t.Errorf("reserved in %v, want the call centre's own, which was there before", in)
	}
	got.Added = []dialer.RegisterID{dialer.Own} // as if the key had added it
	if err := d.Undo(t.Context(), talk, got); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("another's entry is taken out: %v", err)
	}
	if in := reservedIn(t, h, caller); !slices.Equal(in, []string{"own"}) {
		t.Errorf("reserved in %v, want the other's entry kept", in)
	}
}

// TestAKeyReservesACaller with the clients that the desk has named; a withheld number cannot be, and both hear why.
func TestAKeyReservesACaller(t *testing.T) {
	talk := engine.Talk{At: tuesday(10, 0, 0), Agent: "kari", Channel: "1763974800.7"}
	h := deskHouse(t)
	d, _ := desk(h)
	if _, err := d.Reserve(t.Context(), talk, engine.ScopeClient); err == nil {
		t.Error("a visit that the desk does not know is reserved")
	}
	tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)},
		rung{"sentrum-service", caller, tuesday(9, 30, 0)})
	visitOf(t, d, rings(caller))
	_, err := d.Reserve(t.Context(), talk, engine.ScopeClient)
	noFault(t, err)
	if in := reservedIn(t, h, caller); !sameIn(in, []string{"client/fjellvann", "client/sentrum"}) {
		t.Errorf("reserved in %v, want both clients that rang", in)
	}
	want := "reserved-client.sentrum reserved-client.fjellvann reserved-number.1 digit-0 digit-0 digit-1"
	if got := heard(t, d, talk, engine.SaidReservedClient); got != want {
		t.Errorf("both hear %q, want %q", got, want)
	}

	d, _ = desk(deskHouse(t))
	visitOf(t, d, rings(""))
	if _, err := d.Reserve(t.Context(), talk, engine.ScopeHouse); !errors.Is(err, engine.ErrWithheld) {
		t.Errorf("of a withheld number: got %v", err)
	}
	for what, want := range map[engine.Said]string{
		engine.SaidWithheld: "reserved-withheld", engine.SaidNotReserved: "reserved-failed",
		engine.SaidReservedLater: "reserved-later",
		engine.SaidGoodbye:       "close",
	} {
		if got := heard(t, d, talk, what); got != want {
			t.Errorf("%s: both hear %q, want %q", what, got, want)
		}
	}
}

// TestAComplaintByKey is an inquiry of its own with its clock (6.2), in the caller's visit too.
func TestAComplaintByKey(t *testing.T) {
	h := deskHouse(t)
	d, _ := desk(h)
	visitOf(t, d, rings(caller))
	for i, n := range []engine.Note{
		{Talk: inOurCall(), Complaint: true},
		{Talk: engine.Talk{At: tuesday(10, 0, 0), Agent: "kari", Channel: "1763974800.7"}, Complaint: true},
	} {
		noFault(t, d.Note(t.Context(), n))
		got, err := h.Inquiry(t.Context(), verb.InquiryQuery{ID: int64(i + 1), Numbers: true})
		if err != nil || !got.Complaint || got.Number != caller || got.Due.Sub(got.Received).Hours() != 24 ||
			!strings.Contains(got.Text, "complains") || !strings.Contains(got.Text, "ask kari") {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}
