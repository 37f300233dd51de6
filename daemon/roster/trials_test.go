package roster_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

func TestPINWait(t *testing.T) {
	want := []time.Duration{0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60}
	for wrong, seconds := range want {
		if got := roster.PINWait(wrong); got != seconds*time.Second {
			t.Errorf("after %d wrong PINs: got %v, want %ds", wrong, got, seconds)
		}
	}
	if got := roster.PINWait(1 << 40); got != roster.LongestWait {
		t.Errorf("after very many: got %v", got)
	}
}

func TestTrials(t *testing.T) {
	const phone = "PJSIP/agent1"
	fact := func(k dialer.FactKind) dialer.Fact {
		return dialer.Fact{At: noon, Kind: k, Agent: "anna", Code: phone}
	}
	wrong, right := dialer.FactWrongPIN, dialer.FactRightPIN
	for _, c := range []struct {
		name   string
		facts  []dialer.FactKind
		now    time.Duration // after the last
		wait   time.Duration
		locked bool
		known  int
	}{
		{name: "nothing was keyed"},
		{name: "three wrong ones cost nothing", facts: []dialer.FactKind{wrong, wrong, wrong}, known: 1},
		{
			name: "the fourth costs a wait", facts: []dialer.FactKind{wrong, wrong, wrong, wrong},
			wait: 2 * time.Second, known: 1,
		},
		{name: "which passes", facts: []dialer.FactKind{wrong, wrong, wrong, wrong}, now: 2 * time.Second, known: 1},
		{name: "a clock set back by an hour makes it no longer", facts: []dialer.FactKind{wrong, wrong, wrong, wrong},
			now:  -time.Hour,
			wait: 2 * time.Second, known: 1},
		{name: "a right one ends the count", facts: []dialer.FactKind{wrong, wrong, wrong, wrong, right}},
		{
			name: "it begins again after that", facts: []dialer.FactKind{wrong, wrong, wrong, wrong, right, wrong},
			known: 1,
		},
		{
			name: "a lock lasts", facts: []dialer.FactKind{wrong, dialer.FactPhoneLocked}, now: 1000 * time.Hour,
			locked: true, known: 1,
		},
		{name: "until it is lifted", facts: []dialer.FactKind{wrong, dialer.FactPhoneLocked, dialer.FactPhoneUnlocked}},
		{name: "a lock of a phone without a count locks nothing", facts: []dialer.FactKind{dialer.FactPhoneLocked}},
		{
			name: "another fact changes nothing", facts: []dialer.FactKind{wrong, dialer.FactLogin, dialer.FactUnread},
			known: 1,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := roster.Trials{}
			for _, k := range c.facts {
				all.Take(fact(k))
			}
			at, locked := all.Until(noon.Add(c.now), phone)
			if wait := max(0, at.Sub(noon.Add(c.now))); wait != c.wait || locked != c.locked || len(all) != c.known {
				t.Errorf("got a wait of %v, locked %v, %d known; want %v, %v, %d", wait, locked, len(all), c.wait,
					c.locked, c.known)
			}
			if at, locked := all.Until(noon, "PJSIP/agent2"); at.After(noon) || locked {
				t.Errorf("another phone waits until %v, locked %v", at, locked)
			}
		})
	}
}
