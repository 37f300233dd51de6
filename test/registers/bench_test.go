package registers_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/test/redistest"
)

const nationalCount = 2_500_000

var three = []dialer.RegisterID{dialer.National, acme, dialer.Own}

// fillThree makes the registers of a middling call centre: 2.5 million national, 5,000 of a client, 40,000 of its own.
func fillThree(b testing.TB, s registers.Sets) {
	b.Helper()
	for r, n := range map[dialer.RegisterID]int{dialer.National: nationalCount, acme: 5000, dialer.Own: 40_000} {
		must[dialer.RegisterVersion](b)(s.Replace(b.Context(), r, many(n), delivery()))
	}
	for i := range 500 {
		must[int64](b)(s.Add(b.Context(), dialer.Own, who(i), entry("agent")))
	}
}

// probes are subjects of which about half are reserved.
func probes(n int) (all []dialer.Subject) {
	draw := rand.New(rand.NewPCG(1, 2))
	for range n {
		all = append(all, numberSubject(numberOf(draw.IntN(nationalCount))+uint64(draw.IntN(2))))
	}
	return all
}

func reserved(s dialer.Subject) bool {
	n, err := sets.Number(s.Number)
	return err == nil && (n-numberOf(0))%23 == 0
}

type times []time.Duration

func (t *times) do(f func()) {
	began := time.Now()
	f()
	*t = append(*t, time.Since(began))
}

func (t times) at(percent float64) time.Duration {
	slices.Sort(t)
	return t[int(float64(len(t)-1)*percent/100)]
}

func (t times) report(b *testing.B, name string) {
	b.ReportMetric(float64(t.at(50)), name+"p50-ns")
	b.ReportMetric(float64(t.at(99)), name+"p99-ns")
}

// BenchmarkCheck is the check before a dial; over Redis with a PING between every two checks. Goals: p99 at most 1 µs
// in process; over Redis p50 at most 1.5 times that of PING.
func BenchmarkCheck(b *testing.B) {
	b.Run("memory", func(b *testing.B) {
		p := inMemory(b)
		fillThree(b, p.a)
		b.Run("alone", func(b *testing.B) { check(b, p.a) })
		b.Run("beside the writer", func(b *testing.B) { check(b, p.b) })
	})
	b.Run("redis", func(b *testing.B) {
		r := redistest.Start(b)
		p := onRedis(b, r.Addr())
		fillThree(b, p.a)
		ready(b, p.b)
		all := probes(10_000)
		right(b, p.b, all[0])
		r.ConfigResetStat(b.Context())
		mine := memory.New(p.store) // what each check asks besides Redis: this daemon's own disk
		ready(b, mine)
		var checks, pings, disk times
		refused := 0
		for i := 0; b.Loop(); i++ {
			who := all[i%len(all)]
			checks.do(func() {
				if got, err := p.b.Check(b.Context(), who, three); err != nil { // on a busy machine, for want of time
					refused++
				} else if (got[0].Answer == dialer.Reserved) != reserved(who) {
					b.Errorf("%s: got %v", who.Number, got[0].Answer)
				}
			})
			pings.do(func() { r.Ping(b.Context()) })
			disk.do(func() { mine.Check(b.Context(), who, three) })
		}
		b.ReportMetric(float64(refused), "refused")
		b.ReportMetric(serverTime(b, r, "evalsha"), "server-us")
		checks.report(b, "")
		pings.report(b, "ping-")
		disk.report(b, "own-disk-")
		b.ReportMetric(float64(checks.at(50))/float64(pings.at(50)), "x-ping")
		b.ReportMetric(float64(checks.at(50))/float64(checks.at(50)-disk.at(50)), "x-redis-alone")
	})
}

// serverTime is what a command takes in Redis itself.
func serverTime(b *testing.B, r *redistest.Server, command string) (us float64) {
	_, text, _ := strings.Cut(must[string](b)(r.Info(b.Context(), "commandstats").Result()), "cmdstat_"+command+":")
	_, text, _ = strings.Cut(text, "usec_per_call=")
	if _, err := fmt.Sscanf(text, "%g", &us); err != nil {
		b.Error(err)
	}
	return us
}

func check(b *testing.B, s registers.Sets) {
	all := probes(10_000)
	for _, who := range all {
		right(b, s, who)
	}
	runtime.GC()
	checks := make(times, 0, 4_000_000)
	for i := 0; b.Loop(); i++ {
		who := all[i%len(all)]
		checks.do(func() { s.Check(context.Background(), who, three) })
	}
	checks.report(b, "")
}

// right fails unless the answer comes, and is right.
func right(b testing.TB, s registers.Sets, who dialer.Subject) {
	b.Helper()
	if got := one(b, s, who, dialer.National); (got.Answer == dialer.Reserved) != reserved(who) ||
		got.Answer == dialer.Unknown {
		b.Errorf("%s: got %v", who.Number, got.Answer)
	}
}

// between two checks: some thousands a second, ten times what a dialler asks.
const between = 200 * time.Microsecond

// BenchmarkReplaceUnderLoad replaces the national register while others check and add. Goals: longest check at most
// 25 ms, no hole (a check without an answer), nothing wrong.
func BenchmarkReplaceUnderLoad(b *testing.B) {
	b.Run("memory", func(b *testing.B) { replaceUnderLoad(b, inMemory(b).a, nil) })
	b.Run("redis", func(b *testing.B) {
		p := onRedis(b, redistest.Start(b).Addr())
		replaceUnderLoad(b, p.a, p.b)
	})
}

func replaceUnderLoad(b *testing.B, a, other registers.Sets) {
	fillThree(b, a)
	asked := a
	if other != nil {
		asked = other
		ready(b, other)
	}
	bases := [...]*sets.Base{many(nationalCount + 1), many(nationalCount)} // the same again is no new delivery
	all := probes(10_000)
	var stop atomic.Bool
	var holes, wrong, added atomic.Int64
	var checks times
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; !stop.Load(); i++ {
			<-time.After(between) // else it measures how two cores are shared with itself
			who := all[i%len(all)]
			checks.do(func() {
				got, err := asked.Check(b.Context(), who, three)
				switch {
				case err != nil || got[0].Answer == dialer.Unknown:
					holes.Add(1)
					b.Logf("a hole: %v, %v", got, err)
				case (got[0].Answer == dialer.Reserved) != reserved(who):
					wrong.Add(1)
				}
			})
		}
	})
	wg.Go(func() {
		for i := 1000; !stop.Load(); i++ {
			if _, err := a.Add(b.Context(), dialer.National, who(i), entry("agent")); err != nil {
				b.Error(err)
				return
			}
			added.Add(1)
			<-time.After(5 * between)
		}
	})
	var replaced times
	defer stop.Store(true)
	for i := 0; b.Loop(); i++ {
		<-time.After(100 * between)
		next := bases[i%len(bases)]
		replaced.do(func() {
			must[dialer.RegisterVersion](b)(
				a.Replace(b.Context(), dialer.National, next, delivery()),
			)
		})
	}
	stop.Store(true)
	wg.Wait()
	for i := 1000; i < 1000+int(added.Load()); i++ {
		if got := one(b, asked, who(i), dialer.National); got.Answer != dialer.Reserved {
			b.Errorf("addition %d is lost", i)
		}
	}
	b.ReportMetric(float64(checks.at(50).Microseconds()), "check-p50-us")
	b.ReportMetric(float64(checks.at(99.5).Microseconds())/1000, "check-p99.5-ms")
	b.ReportMetric(float64(checks.at(100).Microseconds())/1000, "longest-check-ms")
	b.ReportMetric(float64(holes.Load()), "holes")
	b.ReportMetric(float64(wrong.Load()), "wrong")
	b.ReportMetric(float64(len(checks)), "checks")
	b.ReportMetric(float64(replaced.at(50).Milliseconds()), "replace-p50-ms")
}

// BenchmarkMemory is what 2.5 million numbers take in each place. Goal: at most 15 MB.
func BenchmarkMemory(b *testing.B) {
	b.Run("memory", func(b *testing.B) {
		heap := func() float64 {
			runtime.GC()
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return float64(m.HeapAlloc)
		}
		before := heap()
		base := many(nationalCount)
		after := heap()
		runtime.KeepAlive(base)
		for b.Loop() {
			base.Has(4790000001)
		}
		b.ReportMetric((after-before)/1e6, "MB")
	})
	b.Run("redis", func(b *testing.B) {
		r := redistest.Start(b)
		p := onRedis(b, r.Addr())
		must[dialer.RegisterVersion](b)(p.a.Replace(b.Context(), dialer.National, many(nationalCount), delivery()))
		var sum int64
		for _, k := range must[[]string](b)(r.Keys(b.Context(), "ringevett:{national}:*").Result()) {
			if !strings.HasSuffix(k, ":lock") {
				sum += must[int64](b)(r.MemoryUsage(b.Context(), k).Result())
			}
		}
		for b.Loop() {
		}
		b.ReportMetric(float64(sum)/1e6, "MB")
	})
}

// BenchmarkAddSeen is from the start of an addition by one daemon to the answer of another's next check. Goal: p99 at
// most 20 ms.
func BenchmarkAddSeen(b *testing.B) {
	seen := func(b *testing.B, p pair) {
		var all times
		for i := 0; b.Loop(); i++ {
			all.do(func() {
				must[int64](b)(p.a.Add(b.Context(), dialer.Own, who(i), entry("agent")))
				if got := one(b, p.b, who(i), dialer.Own); got.Answer != dialer.Reserved {
					b.Fatalf("addition %d is not seen", i)
				}
			})
		}
		all.report(b, "")
	}
	b.Run("memory", func(b *testing.B) { seen(b, inMemory(b)) })
	b.Run("redis", func(b *testing.B) { seen(b, onRedis(b, redistest.Start(b).Addr())) })
}
