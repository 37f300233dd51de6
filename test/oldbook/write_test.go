package oldbook_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/oldbook"
)

// bookEnv names a folder made by test/oldbook/make, of which a copy is used; without it the benchmarks make a small
// book.
const bookEnv = "RINGEVETT_OLDBOOK"

// copied gives the store of a book that may be changed.
func copied(b *testing.B) (*sqlite.Store, string) {
	b.Helper()
	dir := copyOf(b)
	s, err := sqlite.Open(b.Context(), sqlite.Options{Dir: filepath.Join(dir, "data")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s, filepath.Join(dir, "data", "ringevett.db")
}

// copyOf gives the folder of a book that may be changed.
func copyOf(b *testing.B) string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "book")
	if from := os.Getenv(bookEnv); from != "" {
		if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
			b.Fatal(err)
		}
		// a copy does not keep modes
		for _, name := range []string{"", "data", "data/master.key", "data/ringevett.db"} {
			mode := os.FileMode(0o600)
			if name == "" || name == "data" {
				mode = 0o700
			}
			if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
				b.Fatal(err)
			}
		}
	} else if err := oldbook.Make(b.Context(), dir, oldbook.Options{Attempts: 20_000, PerDay: 1000}); err != nil {
		b.Fatal(err)
	}
	return dir
}

// control does some 8 ms of work 30 times a second on a thread of its own until stop, which gives the longest time
// that this took: what any step of 8 ms may have waited for the processors meanwhile, whatever had them.
func control() (stop func() time.Duration) {
	spin := func() {
		var sum uint64
		for i := range uint64(6_000_000) {
			sum += i * sum
		}
		runtime.KeepAlive(sum)
	}
	end, longest := make(chan struct{}), make(chan time.Duration)
	go func() {
		runtime.LockOSThread()
		var most time.Duration
		tick := time.NewTicker(time.Second / 30)
		defer tick.Stop()
		for {
			select {
			case <-end:
				longest <- most
				return
			case <-tick.C:
				began := time.Now()
				spin()
				most = max(most, time.Since(began))
			}
		}
	}()
	return func() time.Duration { close(end); return <-longest }
}

// BenchmarkNight does the work of a night on which a day's numbers have had their time: with -benchtime=1x and
// RINGEVETT_OLDBOOK=FOLDER it tells the longest single write, which is what a booking may have to wait for, and
// beside it what the machine alone made of 8 ms: see control.
func BenchmarkNight(b *testing.B) {
	s, path := copied(b)
	campaigns, err := s.Campaigns(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	newest, err := s.LastAttempts(b.Context(), campaigns[0].ID, 1)
	if err != nil || len(newest) != 1 {
		b.Fatal(newest, err)
	}
	at := func(id dialer.AttemptID) time.Time {
		for f, err := range s.Facts(b.Context(), sqlite.Query{Attempt: id}) {
			if err != nil {
				b.Fatal(err)
			}
			return f.At.In(hours.Oslo())
		}
		return time.Time{}
	}
	first, last := at(1), at(newest[0])
	// Each number is rung again until the last third of the book: from there on, some have had their time.
	begin := first.Add(last.Sub(first) * 67 / 100)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	waited := control()
	s.Longest()
	numbers, day := 0, 0
	for b.Loop() {
		day++
		n, err := s.ForgetOlder(b.Context(), begin.AddDate(0, 0, day))
		if err != nil {
			b.Fatal(err)
		}
		numbers += n
	}
	b.ReportMetric(float64(s.Longest().Microseconds())/1000, "longest-write-ms")
	b.ReportMetric(float64(waited().Microseconds())/1000, "control-ms")
	b.ReportMetric(float64(numbers)/float64(b.N), "numbers/op")
	b.ReportMetric(float64(info.Size())/1e6, "file-MB")
}

// BenchmarkImport takes a list of a hundred thousand rows, or of RINGEVETT_ROWS, into the book.
func BenchmarkImport(b *testing.B) {
	s, _ := copied(b)
	rows := 100_000
	fmt.Sscan(os.Getenv("RINGEVETT_ROWS"), &rows)
	campaigns, err := s.Campaigns(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	list := sqlite.ImportList{
		Campaign: campaigns[0].ID, Source: campaigns[0].Sources[0].Name, Name: "list", By: "cli:kari",
	}
	waited := control()
	s.Longest()
	var longest time.Duration // of a pause that a person asks for meanwhile
	for i := 0; b.Loop(); i++ {
		added, _, err := s.ImportLeads(b.Context(), list, func(yield func(dialer.Lead, error) bool) {
			for j := range rows {
				if j%(rows/20) == rows/40 {
					began := time.Now()
					if _, err := s.Pause(b.Context(), list.Campaign, "cli:kari", "stop"); err != nil {
						b.Error(err)
					}
					longest = max(longest, time.Since(began))
				}
				n := dialer.Number(fmt.Sprintf("+474%07d", (i*rows+j)%10_000_000))
				if !yield(dialer.Lead{Number: n, Name: "Kari Nordmann"}, nil) {
					return
				}
			}
		})
		if err != nil || added != rows {
			b.Fatalf("%d added, %v", added, err)
		}
	}
	b.ReportMetric(float64(s.Longest().Microseconds())/1000, "longest-write-ms")
	b.ReportMetric(float64(waited().Microseconds())/1000, "control-ms")
	b.ReportMetric(float64(longest.Microseconds())/1000, "longest-pause-ms")
	b.ReportMetric(float64(rows), "rows/op")
}
