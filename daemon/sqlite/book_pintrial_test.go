package sqlite_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// The table and the floor count wrong PINs by one rule, whatever comes in which order, and a store that is opened
// again has the same.
func TestTheTableOfWrongPINsIsTheFloors(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir := t.TempDir()
		s := open(t, dir)
		want := roster.Trials{}
		kinds := []dialer.FactKind{dialer.FactWrongPIN, dialer.FactWrongPIN, dialer.FactWrongPIN, dialer.FactRightPIN,
			dialer.FactPhoneLocked, dialer.FactPhoneUnlocked, dialer.FactLogin}
		var batch []dialer.Fact
		for n := range rapid.IntRange(0, 20).Draw(rt, "facts") {
			f := dialer.Fact{At: monday.Add(time.Duration(n) * time.Second).UTC(),
				Kind:  rapid.SampledFrom(kinds).Draw(rt, "kind"),
				Agent: "anna", Code: fmt.Sprint("PJSIP/agent", rapid.IntRange(1, 3).Draw(rt, "phone"))}
			want.Take(f)
			batch = append(batch, f)
		}
		write(t, s, batch...)
		s.Close()
		s = open(t, dir)
		got, err := s.PINTrials(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		if d := cmp.Diff(want.List(), got, cmp.Comparer(func(a,
			b []dialer.PINTrial) bool {
			return fmt.Sprint(a) == fmt.Sprint(b)
		})); d != "" {
			rt.Errorf("(-floor +table):\n%s", d)
		}
		s.Close()
	})
}

func TestUnlockPhone(t *testing.T) {
	s := open(t, t.TempDir())
	wrong := dialer.Fact{At: monday, Kind: dialer.FactWrongPIN, Agent: "anna", Code: "PJSIP/agent1"}
	write(t, s, wrong, dialer.Fact{At: monday, Kind: dialer.FactPhoneLocked, Agent: "anna", Code: "PJSIP/agent1"})
	for name, err := range map[string]error{
		"without a reason":         s.UnlockPhone(t.Context(), "PJSIP/agent1", " ", "cli:per"),
		"without a person":         s.UnlockPhone(t.Context(), "PJSIP/agent1", "known", ""),
		"of a phone that is clean": s.UnlockPhone(t.Context(), "PJSIP/agent2", "known", "cli:per"),
	} {
		if err == nil {
			t.Errorf("%s: it was done", name)
		}
	}
	if err := s.UnlockPhone(t.Context(), "PJSIP/agent2", "known", "cli:per"); !errors.Is(err, dialer.ErrNotFound) ||
		!strings.Contains(err.Error(), "PJSIP/agent2") {
		t.Errorf("got %v", err)
	}
	if all, err := s.PINTrials(t.Context()); err != nil || len(all) != 1 || all[0].Locked.IsZero() {
		t.Fatalf("refused, and done: %+v, %v", all, err)
	}
	if err := s.UnlockPhone(t.Context(), "PJSIP/agent1", "known", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if all, err := s.PINTrials(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("got %+v, %v", all, err)
	}
	last := facts(t, s, sqlite.Query{})
	f := last[len(last)-1]
	if f.Kind != dialer.FactPhoneUnlocked || f.By != "cli:per" || f.Detail != "known" || f.Agent != "anna" ||
		f.Code != "PJSIP/agent1" {
		t.Errorf("the journal has %+v", f)
	}
}
