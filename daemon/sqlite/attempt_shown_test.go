package sqlite_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/shown"
)

// What stops a number, and what a person said of it, are there when the journal is opened again.
func TestStopsOfShownNumbersAreKept(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	const route = "PJSIP/{number}@trunk"
	kept := func(n dialer.Number, code, sent string) shown.Kept {
		return shown.Kept{Visible: n, Code: code, Route: route, Sent: sent, Why: "why", At: monday.UTC(), By: "per"}
	}
	fact := func(n dialer.Number, code, sent string) dialer.Fact {
		k := kept(n, code, sent)
		return dialer.Fact{At: k.At, Kind: dialer.FactShown, Visible: n, Code: code, Route: route, Sent: sent,
			Detail: k.Why, By: k.By}
	}
	write(t, s, fact("+4722000001", dialer.ShownOther, "22000009"), fact("+4722000002", dialer.ShownOther, "22000009"),
		fact("+4722000003", dialer.ShownUnseen, ""), fact("+4722000004", dialer.ShownSame, ""),
		fact("+4722000001", dialer.ShownConfirmed, "22000009"), fact("+4722000002", dialer.ShownAgain, ""))
	s.Close()
	s = open(t, dir)
	defer s.Close()
	got, err := s.Shown(t.Context())
	want := []shown.Kept{
		kept("+4722000001", dialer.ShownConfirmed, "22000009"), kept("+4722000003", dialer.ShownUnseen, ""),
	}
	if err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v (-want +got):\n%s", err, cmp.Diff(want, got))
	}
}
