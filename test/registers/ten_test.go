package registers_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/registers"
)

// tally is what came of one fault: how often a reserved number was asked for (or an acknowledged one looked for), how
// often it was called free (or was gone), and how often it was without the safeguard.
type tally struct{ asked, wrong, control int }

// control notes the answer of what asks without the safeguard.
func (c *tally) bare(saysFree bool) {
	if saysFree {
		c.control++
	}
}

// never notes an error if the number is called free at any time until the register answers again; it gives how long
// that took.
func (c *tally) never(t testing.TB, s registers.Sets, subject dialer.Subject, r dialer.RegisterID) time.Duration {
	t.Helper()
	began, last := time.Now(), error(nil)
	for time.Since(began) < 30*time.Second {
		c.asked++
		got, err := s.Check(t.Context(), subject, []dialer.RegisterID{r})
		switch {
		case err != nil || got[0].Answer == dialer.Unknown:
			last = err
		case got[0].Answer == dialer.Clear:
			c.wrong++
			t.Errorf("a reserved number was called free after %v", time.Since(began))
			return time.Since(began)
		default:
			return time.Since(began)
		}
	}
	t.Fatalf("the register did not come back within thirty seconds: %v", last)
	return 0
}

func never(t testing.TB, s registers.Sets, subject dialer.Subject, r dialer.RegisterID) time.Duration {
	t.Helper()
	return new(tally).never(t, s, subject, r)
}

// TestTheTenFaults tries each fault (the ten, and three more ways for a server to be another than it seems) with its
// safeguard, and without it: there it must go wrong, or the test sees nothing.
func TestTheTenFaults(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex // guards table
	var table strings.Builder
	fmt.Fprintf(&table, "%-64s %7s %7s %9s\n", "fault", "asked", "wrong", "without")
	t.Cleanup(func() { t.Log("\n" + table.String()) })
	for _, fault := range []struct {
		name string
		do   func(t *testing.T, c *tally)
	}{
		{"replaced while adding (without: SADD to the live key, RENAME)", replaceWhileAdding},
		{"one key evicted (without: a plain SISMEMBER, GETBIT)", aKeyThatIsGone},
		{"FLUSHALL (without: a plain SISMEMBER)", flushAll},
		{"SIGSTOP (without: an error taken for not in it)", hungRedis},
		{"restart without persistence (without: SISMEMBER)", restartWithoutPersistence},
		{"restart with an old file (without: SISMEMBER)", restartWithAnOldFile},
		{"failover without the last addition (without: SISMEMBER)", failoverWithoutTheLastAddition},
		{"failover and back, unnoticed (without: SISMEMBER)", failoverAndBack},
		{"another server on the same connections (without: SISMEMBER)", anotherServerBehindTheSameConnection},
		{"a count that shrinks (without: loaded as it came)", aCountThatShrinks},
		{"a version half written (without: GETBIT of the newest)", aVersionHalfWritten},
		{"the journal's disk full (without: told before it is kept)", aFullDisk},
		{"added in one, asked in the other (without: a copy)", addedInOneAskedInTheOther},
	} {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			var c tally
			defer func() {
				mu.Lock()
				defer mu.Unlock()
				fmt.Fprintf(&table, "%-64s %7d %7d %9d\n", fault.name, c.asked, c.wrong, c.control)
			}()
			fault.do(t, &c)
			if c.asked == 0 || c.control == 0 {
				t.Errorf("%d asked, %d wrong without the safeguard: this test sees nothing", c.asked, c.control)
			}
			if c.wrong > 0 {
				t.Errorf("%d of %d answers were wrong", c.wrong, c.asked)
			}
		})
	}
}
