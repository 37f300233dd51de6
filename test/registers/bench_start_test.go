package registers_test

import (
	"bytes"
	"io"
	"strconv"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/wash"
	"github.com/ringevett/ringevett/test/redistest"
)

// BenchmarkStart is from an opened journal's folder to the first answer, with all registers. Goal: at most 100 ms in
// process.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	s := store(b, dir)
	fillThree(b, memory.New(s))
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	start := func(b *testing.B, open func(*sqlite.Store) registers.Sets) {
		var all times
		for b.Loop() {
			var store *sqlite.Store
			var opened registers.Sets
			all.do(func() {
				store = must[*sqlite.Store](b)(sqlite.Create(b.Context(), sqlite.Options{Dir: dir}))
				opened = open(store)
				ready(b, opened)
				right(b, opened, numberSubject(numberOf(7)))
			})
			opened.Close()
			store.Close()
		}
		b.ReportMetric(float64(all.at(50).Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(all.at(100).Microseconds())/1000, "longest-ms")
	}
	b.Run("memory", func(b *testing.B) { start(b, func(s *sqlite.Store) registers.Sets { return memory.New(s) }) })
	b.Run("redis", func(b *testing.B) {
		r := redistest.Start(b)
		start(b, func(s *sqlite.Store) registers.Sets { return on(b, s, "a", r.Addr()) })
	})
}

// BenchmarkMonthly is from the keeper's text file to the first check against it. Goal: at most a second.
func BenchmarkMonthly(b *testing.B) {
	var texts [2][]byte // in turn: the same again is no new delivery
	for n := range texts {
		texts[n] = []byte("number\n")
		for i := range nationalCount + 1 - n {
			texts[n] = append(strconv.AppendUint(texts[n], numberOf(i)-4700000000, 10), '\n')
		}
	}
	monthly := func(b *testing.B, p pair) {
		fillThree(b, p.a)
		var read, whole times
		for i := 0; b.Loop(); i++ {
			whole.do(func() {
				var base *sets.Base
				read.do(func() {
					base = readText(b, bytes.NewReader(texts[i%len(texts)]),
						nationalCount+1-i%len(texts))
				})
				must[dialer.RegisterVersion](b)(p.a.Replace(b.Context(), dialer.National, base, delivery()))
				right(b, p.a, numberSubject(numberOf(7)))
			})
		}
		b.ReportMetric(float64(read.at(50).Milliseconds()), "read-p50-ms")
		b.ReportMetric(float64(whole.at(50).Milliseconds()), "p50-ms")
		b.ReportMetric(float64(whole.at(100).Milliseconds()), "longest-ms")
	}
	b.Run("memory", func(b *testing.B) { monthly(b, inMemory(b)) })
	b.Run("redis", func(b *testing.B) { monthly(b, onRedis(b, redistest.Start(b).Addr())) })
}

func readText(b *testing.B, in io.Reader, rows int) *sets.Base {
	var builder sets.Builder
	read, err := wash.ReadRegister(b.Context(), in, wash.RegisterFile{Expect: rows}, func(e wash.Entry) error {
		builder.Number(e.Number)
		return nil
	})
	if err != nil || read.Rows != rows {
		b.Fatal(read, err)
	}
	return builder.Base()
}
