//go:build night

package sqlite_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestNightABackupUnderLoadIsRestored copies a journal of 100,000 calls while 24 calls are up and more begin and end.
// Then a number is reserved and another erased. Restored in another folder, the figures up to the copy and the
// registers are those of the journal that was left. It prints how long writes took before and during the copy.
func TestNightABackupUnderLoadIsRestored(t *testing.T) {
	const up = 24
	l := stricken{t.TempDir(), filepath.Join(t.TempDir(), "copy.db")}
	s := openOld(t, l.dir, 100_000)
	book(t, s)
	var id atomic.Int64
	id.Store(100_000)
	for c := range up {
		call := dialer.AttemptID(id.Add(1))
		answered := dialer.Fact{At: monday, Kind: dialer.FactAnswered, Attempt: call, Campaign: "wool"}
		write(t, s, booked(call, number(900+c)), answered)
	}
	quiet := writesOf(t, s, &id, up, nil)
	var copying sync.WaitGroup
	var took time.Duration
	var failed error
	ended := make(chan struct{})
	copying.Go(func() {
		began := time.Now()
		failed = sqlite.Backup(t.Context(), options(l.dir), l.copied)
		took = time.Since(began)
		close(ended)
	})
	loaded := writesOf(t, s, &id, up, ended)
	copying.Wait()
	if failed != nil {
		t.Fatal(failed)
	}
	reserved := dialer.Subject{Number: number(2)}
	_, err := s.AddTo(t.Context(), dialer.Own, reserved, dialer.RegisterEntry{Source: "a letter", By: "person:per"})
	if err == nil {
		_, err = s.Forget(t.Context(), number(5), "asked", "person:per")
	}
	if err != nil {
		t.Fatal(err)
	}
	was := factsIn(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	o, r := l.bare(t, true), putBack(l)
	r.Since = l.dir
	began := time.Now()
	done, err := sqlite.Restore(t.Context(), o, r)
	if err != nil || done.Numbers != 1 || len(done.Unknown) > 0 {
		t.Fatalf("got %+v, %v", done, err)
	}
	t.Logf("copied in %v with %d calls up; restored in %v, %d attempts came after the copy", took, up, time.Since(began),
		done.Attempts)
	t.Logf("writes before the copy: %d, median %v, longest %v", len(quiet), quiet[len(quiet)/2], quiet[len(quiet)-1])
	t.Logf("writes during the copy: %d, median %v, longest %v", len(loaded), loaded[len(loaded)/2], loaded[len(loaded)-1])
	back, err := sqlite.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	then := figuresOf(was[:done.Entries])
	if diff := cmp.Diff(then, figuresOf(factsIn(t, back)[:done.Entries])); diff != "" {
		t.Errorf("figures up to the copy (-left +restored):\n%s", diff)
	}
	if open := then[len(then)-1].Open; open < up {
		t.Errorf("%d calls were up in the copy, want %d", open, up)
	}
	if held, err := back.HeldOn(t.Context(), number(2)); err != nil || len(held.Entries) != 1 {
		t.Errorf("the reservation: %+v, %v", held.Entries, err)
	}
	if readable(t, back)[number(5)] {
		t.Error("the erased number can be read")
	}
}

// openOld is a journal of calls that are over, on the days before monday.
func openOld(t *testing.T, dir string, calls int) *sqlite.Store {
	t.Helper()
	s := open(t, dir)
	var facts []dialer.Fact
	for i := range calls {
		at := monday.Add(-time.Duration(calls-i) * time.Minute)
		for j, f := range []dialer.Fact{booked(dialer.AttemptID(i+1), number(i%1000)), {Kind: dialer.FactDialed},
			{Kind: dialer.FactAnswered}, ended(dialer.AttemptID(i+1), dialer.Answered)} {
			f.At, f.Attempt, f.Campaign = at.Add(time.Duration(j)*time.Second), dialer.AttemptID(i+1), "wool"
			facts = append(facts, f)
		}
		if len(facts) >= 4000 || i == calls-1 {
			write(t, s, facts...)
			facts = facts[:0]
		}
	}
	return s
}

// writesOf writes calls that begin and end, in so many goroutines, until each has written twelve or until ended. It
// gives how long each write took, sorted.
func writesOf(t *testing.T, s *sqlite.Store, id *atomic.Int64, up int, ended chan struct{}) (took []time.Duration) {
	t.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	timed := func(f dialer.Fact) {
		began := time.Now()
		if err := s.Write(t.Context(), sqlite.Batch{Facts: []dialer.Fact{f}}); err != nil {
			t.Error(err)
		}
		mu.Lock()
		took = append(took, time.Since(began))
		mu.Unlock()
	}
	for c := range up {
		all.Go(func() {
			for n := 0; ; n++ {
				call := dialer.AttemptID(id.Add(1))
				timed(booked(call, dialer.Number(fmt.Sprintf("+4790001%03d", c))))
				timed(dialer.Fact{At: monday, Kind: dialer.FactDialed, Attempt: call, Campaign: "wool"})
				timed(endedAt(call))
				select {
				case <-ended:
					return
				default:
					if ended == nil && n == 11 {
						return
					}
				}
			}
		})
	}
	all.Wait()
	slices.Sort(took)
	return took
}

func endedAt(call dialer.AttemptID) dialer.Fact {
	f := ended(call, dialer.NoAnswer)
	f.At = monday.Add(time.Second)
	return f
}

// factsIn are all of a journal.
func factsIn(t *testing.T, s *sqlite.Store) (all []dialer.Fact) {
	t.Helper()
	for f, err := range s.Facts(t.Context(), sqlite.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

// figuresOf are the figures of facts, by day.
func figuresOf(all []dialer.Fact) []figures.Day {
	return figures.Derive(slices.Values(all), hours.Oslo())
}
