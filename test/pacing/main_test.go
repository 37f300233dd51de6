package main

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/test/pacing/sim"
)

func TestTheGridPrintsEveryAlgorithmAndItsGoals(t *testing.T) {
	var out strings.Builder
	if err := run(strings.Fields("-p 0.3 -n 5 -days 1 -world drift -alg power,vici-avg,ours"), &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| p | n | power | vici-avg | ours |", "| 0.30 | 5 |", "ours, days in breach: 0, goal 0: ok",
		"of 1 comparisons",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "Memoryless") {
		t.Error("-p is for the grid alone, and another part was printed")
	}
}

func TestWrongFlagsAreRefused(t *testing.T) {
	for flags, want := range map[string]string{
		"-p 0,x":      `-p: "0" is not a number above 0`,
		"-n ten":      `-n: "ten"`,
		"-world moon": `-world: "moon"`,
		"-part x":     `-part: "x"`,
		"-alg best":   `-alg: "best"`,
		"-days 0":     "-days: 0",
	} {
		err := run(strings.Fields(flags), &strings.Builder{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", flags, err, want)
		}
	}
}

// Knowing all and bound by nothing but the average, the oracle has more than ours and spends at most the limit.
func TestTheOracleSpendsTheLimitAndBeatsOurs(t *testing.T) {
	world := cell{stationary, 0.30, 10}.scenario
	best, risk := fullKnowledge(2, 1, world)
	b := bench{}
	own := b.one(oursName, 5).run(2, 1, world)
	t.Logf("oracle %v at risk %.3f, ours %v", best, risk, own)
	if share := best.AbandonedShare(); share > 5 || share < 4.3 {
		t.Errorf("the oracle abandons %.2f %%, want just under 5", share)
	}
	if best.Occupancy() < own.Occupancy() {
		t.Errorf("oracle %.1f %%, ours %.1f %%", best.Occupancy(), own.Occupancy())
	}
}

func TestACellTellsBreachesAndRingsCutShort(t *testing.T) {
	c := tally{Result: sim.Result{Work: 80, Present: 100, Answered: 50, Abandoned: 1, Cancelled: 3}, breached: 2}
	if got, want := c.String(), "80.0/2.0 !2 c3"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
