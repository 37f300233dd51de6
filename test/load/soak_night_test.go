//go:build night

package load_test

import (
	"os"
	"strconv"
	"testing"
)

// What a daemon may grow by between half of the attempts and all of them, as a share. Resident memory goes up and
// down by a tenth with the collector, so its highest values are compared.
const (
	liveGrows     = 0.02
	residentGrows = 0.03
)

// What is live after a collection does not grow with the attempts made, nor does resident memory.
// RINGEVETT_SOAK sets another number of attempts than 10,000.
func TestNightSoak(t *testing.T) {
	attempts := 10000
	if n, err := strconv.Atoi(os.Getenv("RINGEVETT_SOAK")); err == nil {
		attempts = n
	}
	all := soak(t, 20, attempts, attempts/20)
	half := all[(len(all)-1)/2:] // the first half fills what has a bound: rates, statement caches, the keys of numbers
	live, _ := trends(t, half)
	first, last := half[0], half[len(half)-1]
	// one sample has what is in flight
	grown := live * 1024 * float64(last.attempts-first.attempts) / 1000 / float64(first.Live)
	t.Logf("live after %d attempts: %.2f MB, after %d: %.2f MB; by the line through all between: %+.1f %%",
		first.attempts, mb(first.Live),
		last.attempts, mb(last.Live), 100*grown)
	if grown > liveGrows {
		t.Errorf("the live heap grows by %.1f %%", 100*grown)
	}
	was, is := highest(half[:len(half)/2]), highest(half[len(half)/2:])
	t.Logf("resident at most: %.2f MB, then %.2f MB: %+.1f %%", mb(was), mb(is), 100*(float64(is)/float64(was)-1))
	if float64(is) > float64(was)*(1+residentGrows) {
		t.Error("resident memory grows")
	}
}

// highest is the most resident memory of some samples.
func highest(all []sample) (most uint64) {
	for _, s := range all {
		most = max(most, s.Resident)
	}
	return most
}
