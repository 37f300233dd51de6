package figures_test

import (
	"encoding/json"
	"math/rand"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

// corrected are random days with words and ends that come hours and days after the call.
func corrected(r *rand.Rand) []dialer.Fact {
	facts := randomFacts(r)
	for _, f := range slices.Clone(facts) {
		late := f
		late.At = f.At.Add(time.Duration(1+r.Intn(50)) * time.Hour)
		switch {
		case f.Kind == dialer.FactDisposed && r.Intn(4) == 0:
			late.Disposition = []dialer.Disposition{dialer.Person, dialer.Machine}[r.Intn(2)]
		case f.Kind == dialer.FactLost && r.Intn(2) == 0:
			late.Kind, late.Outcome = dialer.FactEnded, dialer.NoAnswer
		case f.Kind == dialer.FactEnded && r.Intn(8) == 0: // the agent's leg is heard of late
			late.Kind, late.At = dialer.FactAgentGone, f.At.Add(2*time.Hour)
		default:
			continue
		}
		facts = append(facts, late)
	}
	slices.SortStableFunc(facts, func(a, b dialer.Fact) int { return a.At.Compare(b.At) })
	return facts
}

// before gives the facts of an attempt among the first n.
func before(facts []dialer.Fact, n int, id dialer.AttemptID) (of []dialer.Fact) {
	for _, f := range facts[:n] {
		if f.Attempt == id {
			of = append(of, f)
		}
	}
	return of
}

// tell applies the i-th fact as the engine does: what was dropped is recalled first.
func tell(t *figures.Tally, facts []dialer.Fact, i int) (recalled bool, worse bool) {
	if t.Missing(facts[i]) {
		t.Recall(before(facts, i, facts[i].Attempt))
		recalled = true
	}
	return recalled, t.Apply(facts[i])
}

// ledgers are all that a tally can be asked.
func ledgers(t *figures.Tally, now time.Time) (all []figures.Ledger) {
	for _, c := range []dialer.CampaignID{"c0", "c1", "c2"} {
		all = append(all, t.Total(c), t.Hour(c, now), t.Inherited(dialer.Campaign{ID: c}, now))
		for _, d := range []dialer.Day{"2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"} {
			all = append(all, t.Day(c, d))
		}
	}
	return all
}

// heldFor is far shorter than the rolling hour, which must not need the attempts.
const heldFor = 5 * time.Minute

// TestATallyThatForgetsCountsAsOneThatDoesNot: after every fact the ledgers are equal, also those that a correction
// changes long after the attempt was dropped, and so is what Apply reports; and far fewer attempts are held.
func TestATallyThatForgetsCountsAsOneThatDoesNot(t *testing.T) {
	recalls, most, all := 0, 0, 0
	for seed := range 40 {
		facts := corrected(rand.New(rand.NewSource(int64(seed))))
		keeps, forgets := figures.NewTally(tallyOslo), figures.NewTally(tallyOslo)
		forgets.Forget(heldFor)
		for i, f := range facts {
			recalled, worse := tell(forgets, facts, i)
			if recalled {
				recalls++
			}
			if want := keeps.Apply(f); worse != want {
				t.Fatalf("seed %d, fact %d, %s of %s: worse %v, want %v", seed, i, f.Kind, f.Attempt, worse, want)
			}
			if i%7 == 0 || recalled {
				if diff := cmp.Diff(ledgers(keeps, f.At), ledgers(forgets, f.At)); diff != "" {
					t.Fatalf("seed %d, after fact %d, %s of %s (-keeps +forgets):\n%s", seed, i, f.Kind, f.Attempt,
						diff)
				}
			}
			most, all = max(most, forgets.Held()), max(all, keeps.Held())
		}
	}
	t.Logf("%d recalls; at most %d attempts held, %d where none is forgotten", recalls, most, all)
	if recalls < 100 || most*2 > all {
		t.Errorf("%d recalls, at most %d attempts held of %d", recalls, most, all)
	}
}

// TestATallyResumesFromItsState: stopped after any fact and resumed from what is kept of it, it comes to the same.
func TestATallyResumesFromItsState(t *testing.T) {
	for seed := range 20 {
		r := rand.New(rand.NewSource(int64(seed)))
		facts := corrected(r)
		through, stopped := figures.NewTally(tallyOslo), figures.NewTally(tallyOslo)
		through.Forget(heldFor)
		stopped.Forget(heldFor)
		stops := 0
		for i, f := range facts {
			tell(through, facts, i)
			tell(stopped, facts, i)
			if r.Intn(60) != 0 {
				continue
			}
			stops++
			stopped = resumed(t, stopped, facts, i+1)
			if diff := cmp.Diff(ledgers(through, f.At), ledgers(stopped, f.At)); diff != "" {
				t.Fatalf("seed %d, resumed after fact %d (-went through +resumed):\n%s", seed, i, diff)
			}
		}
		end := facts[len(facts)-1].At
		if diff := cmp.Diff(ledgers(through, end), ledgers(stopped, end)); diff != "" || stops == 0 {
			t.Errorf("seed %d, %d stops (-went through +resumed):\n%s", seed, stops, diff)
		}
	}
}

// resumed writes a tally's state down, as the journal keeps it, and reads it back.
func resumed(t *testing.T, was *figures.Tally, facts []dialer.Fact, n int) *figures.Tally {
	t.Helper()
	s := was.State()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var read figures.State
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	read.Days = s.Days
	is := figures.Resume(read, tallyOslo)
	is.Forget(heldFor)
	for _, id := range read.Attempts {
		is.Recall(before(facts, n, id))
	}
	return is
}
