package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// syncRate measures the disk itself, in the same run: appends of 4 kB with fdatasync, a second.
func syncRate(b *testing.B) float64 {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "sync"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	const n = 300
	block := make([]byte, 4096)
	began := time.Now()
	for range n {
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			b.Fatal(err)
		}
	}
	return n / time.Since(began).Seconds()
}

// BenchmarkWrite writes facts of one attempt after another from many sides at once.
func BenchmarkWrite(b *testing.B) {
	for _, submitters := range []int{1, 64, 512} {
		b.Run(fmt.Sprintf("submitters=%d", submitters), func(b *testing.B) {
			s := open(b, b.TempDir())
			rate := syncRate(b)
			waits := make([][]time.Duration, submitters)
			var next atomic.Int64
			var wg sync.WaitGroup
			b.ResetTimer()
			for i := range submitters {
				wg.Go(func() {
					for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
						began := time.Now()
						if err := s.Write(b.Context(), sqlite.Batch{Facts: []dialer.Fact{eventOf(n)}}); err != nil {
							b.Error(err)
							return
						}
						waits[i] = append(waits[i], time.Since(began))
					}
				})
			}
			wg.Wait()
			b.StopTimer()
			all := slices.Sorted(slices.Values(slices.Concat(waits...)))
			events := float64(b.N) / b.Elapsed().Seconds()
			b.ReportMetric(events, "events/s")
			b.ReportMetric(events/rate, "events/fdatasync")
			b.ReportMetric(float64(all[len(all)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(all[len(all)*99/100].Microseconds()), "p99-µs")
		})
	}
}

// eventOf gives a life of five facts to each attempt, every attempt to one of a thousand numbers.
func eventOf(n int64) dialer.Fact {
	id := dialer.AttemptID(n/5 + 1)
	switch n % 5 {
	case 0:
		return booked(id, number(int(id)%1000))
	case 4:
		return ended(id, dialer.Answered)
	}
	kind := []dialer.FactKind{dialer.FactDialed, dialer.FactAnswered, dialer.FactBridged}[n%5-1]
	return dialer.Fact{At: monday, Kind: kind, Attempt: id, Campaign: "wool"}
}

func BenchmarkDial(b *testing.B) { // what the gate asks for each call
	s := open(b, b.TempDir())
	book(b, s)
	for i := range 3000 {
		id := dialer.AttemptID(i + 1)
		if i%100 == 0 {
			if err := s.Reserve(b.Context(), sqlite.OwnRegister, number(i%1000), "bench", "bench"); err != nil {
				b.Fatal(err)
			}
		}
		if i%50 == 0 {
			write(b, s, booked(id, number(i%1000)), ended(id, dialer.Busy))
		}
	}
	for i := 0; b.Loop(); i++ {
		if _, err := s.History(b.Context(), "wool", "acme", number(i%1000), "2026-11-23"); err != nil {
			b.Fatal(err)
		}
		if _, _, err := s.Reserved(b.Context(), number(i%1000), "acme"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	s := open(b, b.TempDir())
	var facts []dialer.Fact
	for n := range int64(50_000) {
		facts = append(facts, eventOf(n))
	}
	write(b, s, facts...)
	for b.Loop() {
		verify(b, s)
	}
	b.ReportMetric(50_000*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkAddLeads(b *testing.B) {
	s := open(b, b.TempDir())
	book(b, s)
	at := 0
	for b.Loop() {
		leads := make([]dialer.Lead, 10_000)
		for i := range leads {
			leads[i].Number = dialer.Number(fmt.Sprintf("+47900%05d", at))
			at++
		}
		addLeads(b, s, leads...)
	}
	b.ReportMetric(float64(at)/b.Elapsed().Seconds(), "leads/s")
}
