package main

import (
	"fmt"
	"math"
	"testing"
)

// Occupancies of another bench of the same scenarios, in percent: the base scenario and the peers' rules are the same
// where these agree within noise.
// A day of many agents takes long: -short takes the smallest cell of each world and half of the answers; make night
// takes all.
func TestThePeersAgreeWithTheReference(t *testing.T) {
	const tolerance = 1.5
	for _, c := range []struct {
		cell
		power, ratio2, average, tapered float64
	}{
		{cell{stationary, 0.15, 20}, 43.5, 61.1, 50.1, 50.8},
		{cell{stationary, 0.15, 100}, 44.9, 61.9, 55.3, 57.8},
		{cell{stationary, 0.30, 10}, 64.1, 79.5, 64.6, 64.8},
		{cell{stationary, 0.30, 20}, 64.0, 78.7, 64.7, 65.2},
		{cell{stationary, 0.30, 50}, 63.8, 78.3, 65.1, 65.3},
		{cell{stationary, 0.30, 200}, 64.0, 78.2, 66.2, 66.2},
		{cell{stationary, 0.50, 10}, 78.0, 88.4, 77.4, 77.8},
		{cell{stationary, 0.50, 50}, 77.4, 88.0, 77.8, 77.8},
		{cell{drift, 0.30, 20}, 64.5, 78.8, 65.1, 66.2},
		{cell{drift, 0.30, 50}, 64.7, 78.7, 66.7, 67.4},
	} {
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
