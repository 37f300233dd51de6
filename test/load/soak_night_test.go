//go:build night

package load_test

import (
	"os"
	"strconv"
	"testing"
)

// anHourKeeps is what the ledgers keep of an attempt that was answered within the last hour, in bytes: two tallies hold it
// for corrections. All that lives longer than that is flat.
const anHourKeeps = 1600

// What is live grows by no more than the last hour's attempts, and resident memory not by much more.
// RINGEVETT_SOAK sets another number of attempts than 10,000.
func TestNightSoak(t *testing.T) {
	attempts := 10000
	if n, err := strconv.Atoi(os.Getenv("RINGEVETT_SOAK")); err == nil {
		attempts = n
	}
	all := soak(t, 20, attempts, attempts/20)
	half := all[len(all)/2:] // the first half fills what has a bound: rates, statement caches, the keys of numbers
	live, _ := trends(t, half)
	first, last := half[0], half[len(half)-1]
	t.Logf("live after %d attempts: %.2f MB, after %d: %.2f MB: %+.1f %%", first.attempts, mb(first.Live), last.attempts, mb(last.Live),
		100*(float64(last.Live)/float64(first.Live)-1))
	if live*1024 > anHourKeeps*1000 {
		t.Errorf("%.0f bytes live are kept of each attempt, %d at most are the ledgers'", live*1024/1000, anHourKeeps)
	}
}
