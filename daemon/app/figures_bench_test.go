package app_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
)

// The figures are derived again from the whole journal: this is what a journal of so many calls costs.
func BenchmarkFiguresOfTenThousandCalls(b *testing.B) {
	c := shipped(b)
	if _, err := upkeep.Init(b.Context(), c); err != nil {
		b.Fatal(err)
	}
	h, err := app.Open(b.Context(), c, app.ToWrite, "test", quiet())
	if err != nil {
		b.Fatal(err)
	}
	defer h.Close()
	const calls = 10_000
	for first := dialer.AttemptID(1); first <= calls; first += 1000 {
		var facts []dialer.Fact
		for id := first; id < first+1000; id++ {
			facts = append(facts, talk(id, tuesday(9, 0, 0).Add(time.Duration(id)*time.Second))...)
		}
		if err := h.Tell(b.Context(), facts...); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		got, err := h.Figures(b.Context(), verb.FiguresQuery{From: "2026-11-24"})
		if err != nil || len(got.Days) != 1 || got.Days[0].Attempted != calls {
			b.Fatal(got, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/calls, "µs/call")
}
