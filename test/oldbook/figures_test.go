package oldbook_test

import (
	"io"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/oldbook"
)

// counts are the figures of a row that the book has anything of.
type counts struct {
	Attempted, Answered, Connected, Transferred, Abandoned          int
	NoAnswer, Busy, Cancelled, TrunkFailed, Lost, Early, Late, Gone int
	Machines, AEff, Established, LocalError, Open, Blocked          int
	RingMin, RingMedian                                             float64
}

func derived(d figures.Day) counts {
	return counts{d.Attempted, d.Answered, d.Connected, d.Transferred, d.Abandoned,
		d.NoAnswer, d.Busy, d.CancelledRinging, d.TrunkFailed, d.Lost, d.EarlyHangup, d.LateTransfer, d.AgentDrop,
		d.Machines, d.AEff, d.Established, d.LocalError, d.Open, d.Blocked["BLOCK_OWN"],
		d.RingMin.Seconds(), d.RingMedian.Seconds()}
}

func answered(d verb.Day) counts {
	return counts{d.Attempted, d.Answered, d.Connected, d.Transferred, d.Abandoned,
		d.NoAnswer, d.Busy, d.CancelledRinging, d.TrunkFailed, d.Lost, d.EarlyHangup, d.LateTransfer, d.AgentDrop,
		d.Machines, d.AEff, d.Established, d.LocalError, d.Open, d.Blocked["BLOCK_OWN"], d.RingMinS, d.RingMedianS}
}

type row struct {
	day      dialer.Day
	campaign dialer.CampaignID
}

// TestAnySpanHasTheFiguresOfTheWholeJournal: read day by day, the figures are those that all facts together give, for
// single days and for spans, with corrections that were written days after the call.
func TestAnySpanHasTheFiguresOfTheWholeJournal(t *testing.T) {
	o := oldbook.Options{Attempts: 1500, PerDay: 300, Last: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC), Seed: 3}
	dir, facts := made(t, o)
	want := map[row]counts{}
	for _, d := range figures.Derive(slices.Values(facts), hours.Oslo()) {
		want[row{d.Day, d.Campaign}] = derived(d)
	}
	c, err := config.Load(oldbook.Config(dir))
	if err != nil {
		t.Fatal(err)
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	h, err := app.Open(t.Context(), c, app.ToRead, "test", logrus.NewEntry(log))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for _, span := range [][2]string{
		{"2026-11-23", "2026-11-23"}, {"2026-11-24", "2026-11-24"}, {"2026-11-27", "2026-11-27"},
		{"2026-11-28", "2026-11-28"},
		{"2026-11-24", "2026-11-26"}, {"2026-11-01", "2026-12-01"},
	} {
		got, err := h.Figures(t.Context(), verb.FiguresQuery{From: span[0], To: span[1]})
		if err != nil || len(got.Broken) > 0 {
			t.Fatalf("%v: %v, broken: %q", span, err, got.Broken)
		}
		is := map[row]counts{}
		for _, d := range got.Days {
			if n := answered(d); n != (counts{}) { // a day without calls has a row of zeros
				is[row{dialer.Day(d.Day), dialer.CampaignID(d.Campaign)}] = n
			}
		}
		within := map[row]counts{}
		for r, n := range want {
			if span[0] <= string(r.day) && string(r.day) <= span[1] && n != (counts{}) {
				within[r] = n
			}
		}
		if diff := cmp.Diff(within, is, cmp.AllowUnexported(row{})); diff != "" {
			t.Errorf("%v (-all facts +day by day):\n%s", span, diff)
		}
	}
}

// BenchmarkFiguresOfAMonth derives the figures of the newest month of a book: see bookEnv.
func BenchmarkFiguresOfAMonth(b *testing.B) {
	dir := copyOf(b)
	if err := oldbook.Configure(dir, ""); err != nil {
		b.Fatal(err)
	}
	c, err := config.Load(oldbook.Config(dir))
	if err != nil {
		b.Fatal(err)
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	h, err := app.Open(b.Context(), c, app.ToWrite, "bench", logrus.NewEntry(log))
	if err != nil {
		b.Fatal(err)
	}
	defer h.Close()
	attempts := 0
	for b.Loop() {
		got, err := h.Figures(b.Context(), verb.FiguresQuery{From: "2026-10-28", To: "2026-11-27"})
		if err != nil {
			b.Fatal(err)
		}
		attempts = 0
		for _, d := range got.Days {
			attempts += d.Attempted
		}
	}
	b.ReportMetric(float64(attempts), "attempts")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(attempts), "µs/attempt")
}
