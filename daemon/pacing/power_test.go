package pacing_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/pacing"
)

func TestPower(t *testing.T) {
	for _, c := range []struct {
		name string
		in   pacing.Input
		want int
	}{
		{"no agent free, nothing starts", pacing.Input{Starts: -1}, 0},
		{"one attempt for each free agent", pacing.Input{Free: 3, InFlight: 5, Starts: -1}, 3},
		{"within the trunk's ceiling", pacing.Input{Free: 3, InFlight: 5, MaxLines: 6, Starts: -1}, 1},
		{"over the ceiling, nothing starts", pacing.Input{Free: 3, InFlight: 9, MaxLines: 6, Starts: -1}, 0},
		{"within the calls per second", pacing.Input{Free: 3, Starts: 2}, 2},
		{"none left in this second", pacing.Input{Free: 3, Starts: 0}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := pacing.Power(c.in); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}
