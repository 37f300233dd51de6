package calls_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// outage is a trunk that answers code to some or all calls for a while, and then takes calls again.
type outage struct {
	name  string
	code  int
	every int // of so many calls one is refused; 1: all
	lasts time.Duration
	back  time.Duration // how long it is watched after it is back; 0: it does not come back
}

// seen is what came of an outage.
type seen struct {
	placed  int           // calls in the outage
	spent   int           // leads whose day or tries it used up
	done    int           // leads that it closed for good
	named   time.Duration // until status named it; 0: never
	resumed time.Duration // from the trunk's return to the first call that rang; 0: never
	after   int           // calls after the return
}

func (s seen) String() string {
	return fmt.Sprintf("placed %d, leads spent %d, done for good %d, named after %.2f s, resumed after %.1f s, then "+
		"%d calls",
		s.placed, s.spent, s.done, s.named.Seconds(), s.resumed.Seconds(), s.after)
}

// TestATrunkThatRefusesBurnsNoList: the code in short; the night has all of them.
func TestATrunkThatRefusesBurnsNoList(t *testing.T) {
	t.Parallel()
	got := refuses(t, outage{"503 to all", 503, 1, 5 * time.Second, 0})
	t.Logf("503 to all for 5 s: %v", got)
	if got.placed > 6 || got.spent > 0 || got.done > 0 || got.named == 0 {
		t.Errorf("503 to all: %v; want at most 6 calls, no lead spent, and that status names it", got)
	}
}

// refuses has three agents dial 60 leads into an outage.
func refuses(t *testing.T, o outage) (s seen) {
	f := newFloor(t, options{leads: 60, wrapUp: time.Second, keepCalls: 1000})
	good := phone.Plan{Ring: 300 * time.Millisecond, Send: phone.Tone(400), Hold: 500 * time.Millisecond}
	calls := 0
	f.trunk.PlanBy(func(string) phone.Plan {
		if calls++; calls%o.every == 0 {
			return phone.Refused(o.code)
		}
		return good
	})
	named := f.namedAt(o.lasts + 30*time.Second)
	for n := range 3 {
		f.agent(n+1, phone.Sound{})
	}
	first := f.trunk.Calls()[0].Record().Invited
	<-time.After(o.lasts - time.Since(first))
	select {
	case at := <-named:
		s.named = at.Sub(first)
	default:
	}
	s.placed = len(f.trunk.Calls())
	s.spent, s.done = f.spentByTrunk()
	if o.back == 0 {
		return s
	}
	f.trunk.PlanAll(good)
	back := time.Now()
	for time.Since(back) < o.back {
		all := f.trunk.Calls()
		if s.after = len(all) - s.placed; s.resumed == 0 && s.after > 0 && !all[len(all)-1].Record().Ringing.IsZero() {
			s.resumed = time.Since(back)
		}
		<-time.After(50 * time.Millisecond)
	}
	return s
}

// namedAt tells when status first names the trunk, looking for so long.
func (f *floor) namedAt(long time.Duration) <-chan time.Time {
	at, stop := make(chan time.Time, 1), time.Now().Add(long)
	go func() {
		for time.Now().Before(stop) {
			snap, err := f.e.Snapshot(f.t.Context())
			if err != nil {
				return
			}
			if snap.Trunk.Refuses != "" {
				at <- time.Now()
				return
			}
			<-time.After(10 * time.Millisecond)
		}
	}()
	return at
}

// spentByTrunk counts the leads whose calls met no callee and are counted against their day all the same, and those
// that are done.
func (f *floor) spentByTrunk() (spent, done int) {
	reached, numbers := map[dialer.AttemptID]bool{}, map[dialer.AttemptID]dialer.Number{}
	for _, x := range f.all() {
		switch x.Kind {
		case dialer.FactBooked:
			numbers[x.Attempt] = x.Number
		case dialer.FactRinging, dialer.FactAnswered:
			reached[x.Attempt] = true
		case dialer.FactEnded:
			if reached[x.Attempt] {
				continue
			}
			h, err := f.store.History(f.t.Context(), "c1", "fjellvann", numbers[x.Attempt], "2026-11-24")
			must(f.t, err)
			if h.CampaignAttempts+h.ClientToday > 0 {
				spent++
			}
		}
	}
	counts, err := f.store.LeadCounts(f.t.Context(), "c1")
	must(f.t, err)
	for status, n := range counts {
		if status.State == dialer.LeadDone && status.Code == string(dialer.TrunkFailed) {
			done += n
		}
	}
	return spent, done
}
