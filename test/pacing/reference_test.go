package main

import (
	"fmt"
	"math"
	"testing"
)

// reference is one cell of another bench of the same scenarios, with the occupancies that it found, in percent. The
// base scenario and the peers' rules are the same where these agree within noise.
type reference struct {
	cell
	power, ratio2, average, tapered float64
}

// A day of many agents takes long: the cells with more of them are compared at night.
func TestThePeersAgreeWithTheReference(t *testing.T) {
	agree(t, []reference{
		{cell{stationary, 0.15, 20}, 43.5, 61.1, 50.1, 50.8},
		{cell{stationary, 0.30, 10}, 64.1, 79.5, 64.6, 64.8},
		{cell{stationary, 0.50, 10}, 78.0, 88.4, 77.4, 77.8},
		{cell{drift, 0.30, 20}, 64.5, 78.8, 65.1, 66.2},
	})
}

func agree(t *testing.T, cells []reference) {
	const tolerance = 1.5
	for _, c := range cells {
		for name, want := range map[string]float64{
			"power": c.power, "ratio2": c.ratio2, "vici-avg": c.average, "vici-taper": c.tapered,
		} {
			t.Run(fmt.Sprintf("%v, %s", c.cell, name), func(t *testing.T) {
				b := bench{}
				got := b.one(name, 5).run(4, 1, c.scenario)
				t.Logf("got %.1f %%, reference %.1f %%", got.Occupancy(), want)
				if math.Abs(got.Occupancy()-want) > tolerance {
					t.Errorf("got %.1f %%, reference %.1f %%", got.Occupancy(), want)
				}
				if breach := name == "vici-avg" || name == "vici-taper"; breach && got.breached == 0 ||
					name == "power" && got.Abandoned > 0 {
					t.Errorf("%d days in breach, %d abandoned", got.breached, got.Abandoned)
				}
			})
		}
	}
}
