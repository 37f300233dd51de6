package engine_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
)

// adversity is how bad a day is.
type adversity struct {
	vanish  bool // agents' phones die
	limit   int  // of the guard, where it is not the law's
	greed   int  // calls that the pacer asks for beyond the guard
	callers bool // come, and take agents
}

// worst is what was seen of a campaign's ledgers over a day.
type worst struct {
	calls, abandoned int
	alone            int // dialed with two agents held for them alone
	broken           int // instants over the limit
	ratio            float64
	alarmed          bool
}

// TestTheGuardHoldsInTheEngine: a pacer that asks for all that the guard allows, consumers who answer at the worst
// moment, a slow disk: the limit is not passed at any instant, whatever the pacer asks for, and the live ledgers are
// those recounted from the journal. The negative control is a guard that keeps another limit. Agents who vanish may
// break it; then the alarm goes.
func TestTheGuardHoldsInTheEngine(t *testing.T) { guardHolds(t, 3) }

// guardHolds plays so many days of each kind, of the seeds from 0 on.
func guardHolds(t *testing.T, days int) {
	for _, tt := range []struct {
		name string
		adversity
		broken bool // is expected
	}{
		{"as it is", adversity{}, false},
		{"a pacer that asks for two calls more", adversity{greed: 2}, false},
		{"a guard at twelve per cent", adversity{limit: 12}, true},
		{"agents vanish", adversity{vanish: true}, false},
		{"callers take agents", adversity{callers: true}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var all worst
			for seed := range days {
				var w worst
				synctest.Test(t, func(t *testing.T) { w = adverseDay(t, int64(seed), tt.adversity) })
				all.calls, all.abandoned, all.broken, all.alone = all.calls+w.calls, all.abandoned+
					w.abandoned, all.broken+w.broken, all.alone+w.alone
				all.ratio = max(all.ratio, w.ratio)
				if w.broken > 0 && !w.alarmed && tt.limit == 0 {
					t.Errorf("seed %d: over the limit, and no alarm", seed)
				}
				if t.Failed() {
					t.Fatalf("seed %d", seed)
				}
			}
			t.Logf("%d days, %d attempts (%d with two agents held), %d abandoned, worst ratio %.4f, %d instants over "+
				"the limit", days, all.calls, all.alone, all.abandoned, all.ratio, all.broken)
			if tt.name != "agents vanish" && (all.broken > 0) != tt.broken {
				t.Errorf("over the limit at %d instants", all.broken)
			}
			if all.calls < days*60 || all.alone < days/2 && !tt.callers || all.abandoned < days {
				t.Error("too few calls: the days prove nothing")
			}
		})
	}
}

func adverseDay(t *testing.T, seed int64, how adversity) (w worst) {
	f := newFloor(t)
	r := rand.New(rand.NewSource(seed))
	f.camp.Mode, f.camp.WrapUp = dialer.Predictive, 5*time.Second
	law := []int{3, 5}[r.Intn(2)]
	if f.set.Pacing.Limit = law; how.limit > 0 {
		f.set.Pacing.Limit = how.limit
	}
	f.most = []int{0, 0, 3, 5}[r.Intn(4)] // with fewer calls two agents come to be free for a flagged number
	f.set.NewPacer = func(s pacing.Settings) engine.Pacer { return &greedy{set: s, f: f, greed: how.greed} }
	f.journal.past([]string{fmt.Sprint(20 + r.Intn(150)), "0"})
	for n := range 300 {
		var flags []string
		if n%6 == 0 {
			flags = []string{"flagged", "yesterday"}
		}
		f.book.add(dialer.Number(fmt.Sprintf("+479000%04d", n)), flags)
	}
	f.until(mustClock("10:00:00"))
	f.open()
	names := []string{"anna", "bob", "carl", "dora", "emil"}
	for _, who := range names {
		_ = f.login([]string{who})
	}
	for range 220 {
		f.adverse(r, names, how)
		if how.callers && r.Intn(3) == 0 {
			f.someCaller(r)
		}
		time.Sleep(time.Duration(r.Intn(4000)) * time.Millisecond)
		synctest.Wait()
		f.look(t, law, &w)
	}
	f.journal.obey([]string{"works"})
	return w
}

// adverse is one thing that happens: whatever is in flight is answered, all of it at once now and then.
func (f *floor) adverse(r *rand.Rand, names []string, how adversity) {
	who := names[r.Intn(len(names))]
	switch k := r.Intn(20); {
	case k < 7:
		f.agentSays(who, "keys", "*01")
	case k == 7:
		f.agentSays(who, "keys", "*02")
	case k == 8 && how.vanish:
		f.agentSays(who, "vanishes")
	case k == 8:
		f.agentSays(who, "logs", "out")
	case k == 9:
		for _, name := range names {
			if _, on := f.phone.found().Seats[dialer.SessionID(name)]; !on {
				_ = f.login([]string{name})
			}
		}
	case k == 10:
		f.journal.obey([][]string{{"takes", "200ms"}, {"works"}, {"works"}}[r.Intn(3)])
	case k == 11:
		for id := range f.phone.found().Attempts {
			_ = f.callEvent(id.String(), "answered")
		}
	default:
		if id, any := f.someCall(r); any {
			_ = f.callEvent(id.String(),
				[]string{"rings", "answered", "answered", "hangs up 16", "ends 17 486", "message ends"}[r.Intn(6)])
		}
	}
}

// look holds the ledgers against the limit, and against a recount of the journal.
func (f *floor) look(t *testing.T, law int, w *worst) {
	t.Helper()
	s, err := f.e.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := s.Campaigns[0]
	w.calls, w.alone = f.journal.booked()
	w.abandoned = c.Date.Abandoned
	w.alarmed = w.alarmed || c.Off != ""
	for _, l := range []figures.Ledger{c.Day, c.Date} {
		if l.Broken(law) {
			w.broken++
		}
		if e := l.Established(); e > 0 {
			w.ratio = max(w.ratio, float64(l.Abandoned)/float64(e)*5/float64(law))
		}
	}
	if f.journal.isSlow() {
		return
	}
	day, date := f.journal.recount(dialer.DayOf(s.At, hours.Oslo()))
	if day != c.Day || date != c.Date {
		t.Errorf("live %+v %+v, recounted %+v %+v", c.Day, c.Date, day, date)
	}
}

func TestOnlyAReasonRestartsPredictive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.camp.Mode = dialer.Predictive
		f.journal.facts = append(f.journal.facts, dialer.Fact{
			At: f.now(), Kind: dialer.FactCampaign, Campaign: "c1", Code: dialer.PredictiveOff,
			Detail: "6 abandoned of 100 established today",
		})
		f.open()
		off := func() string {
			t.Helper()
			s, err := f.e.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return s.Campaigns[0].Off
		}
		if off() == "" {
			t.Error("the alarm did not outlast the restart")
		}
		var bad dialer.Invalid
		if err := f.e.RestartPredictive(t.Context(), "c1", "", "cli:kari"); !errors.As(err, &bad) || off() == "" {
			t.Errorf("without a reason: %v", err)
		}
		if err := f.e.RestartPredictive(t.Context(), "c1", "a new phone", "cli:kari"); err != nil || off() != "" {
			t.Errorf("with a reason: %v, still off: %q", err, off())
		}
		if err := f.e.RestartPredictive(t.Context(), "c1", "again", "cli:kari"); !errors.Is(err, dialer.ErrRefused) {
			t.Errorf("what is not off was restarted: %v", err)
		}
		if err := f.e.RestartPredictive(context.Background(), "c9", "x",
			"cli:kari"); !errors.Is(err, dialer.ErrNotFound) {
			t.Errorf("no such campaign: %v", err)
		}
	})
}
