package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// together writes each batch from a goroutine of its own, all in one group, and gives the errors by place.
func together(t *testing.T, s *sqlite.Store, batches ...sqlite.Batch) []error {
	t.Helper()
	return togetherWith(t, s, s.Hold(), batches...)
}

// togetherWith writes them in one group with what is queued already, while release holds the writer.
func togetherWith(t *testing.T, s *sqlite.Store, release func(), batches ...sqlite.Batch) []error {
	t.Helper()
	errs := make([]error, len(batches))
	first := s.Queued()
	var wg sync.WaitGroup
	for i, b := range batches {
		wg.Go(func() { errs[i] = s.Write(t.Context(), b) })
		for s.Queued() <= first+i {
			time.Sleep(time.Microsecond) // until it is in the queue, so that the order is known
		}
	}
	release()
	wg.Wait()
	return errs
}

func one(f dialer.Fact) sqlite.Batch { return sqlite.Batch{Facts: []dialer.Fact{f}} }

func TestARefusedBatchSpoilsNoOtherOfItsGroup(t *testing.T) {
	s := open(t, t.TempDir())
	write(t, s, booked(1, number(1)))
	errs := together(t, s,
		one(booked(2, number(2))),
		one(booked(1, number(1))), // is there
		sqlite.Batch{Facts: []dialer.Fact{booked(3, number(3))},
			Leads: []sqlite.LeadChange{{Lead: 99, State: sqlite.LeadDone}}},
		one(booked(4, number(4))),
	)
	for i, want := range []error{nil, dialer.ErrExists, dialer.ErrNotFound, nil} {
		if !errors.Is(errs[i], want) {
			t.Errorf("batch %d: got %v, want %v", i+1, errs[i], want)
		}
	}
	var got []dialer.AttemptID
	for _, f := range facts(t, s, sqlite.Query{}) {
		got = append(got, f.Attempt)
	}
	if fmt.Sprint(got) != "[a1 a2 a4]" {
		t.Errorf("got %v", got)
	}
	verify(t, s)
}

func TestAFullDiskFailsTheWholeGroup(t *testing.T) {
	s := open(t, t.TempDir())
	write(t, s, booked(1, number(1)))
	pages, err := s.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.LimitPages(t.Context(), pages); err != nil {
		t.Fatal(err)
	}
	big := booked(3, number(3))
	big.Detail = fmt.Sprintf("%020000d", 1)
	errs := together(t, s, one(booked(2, number(2))), one(big))
	if errs[0] == nil || errs[1] == nil {
		t.Errorf("got %v, want an error for both", errs)
	}
	if err := s.LimitPages(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	write(t, s, booked(2, number(2))) // nothing of it was left, neither row nor key nor hash
	if got := facts(t, s, sqlite.Query{}); len(got) != 2 || got[1].Number != number(2) {
		t.Errorf("got %+v", got)
	}
	verify(t, s)
}

func TestACancelledBatchIsNotWritten(t *testing.T) {
	s := open(t, t.TempDir())
	release := s.Hold()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.Write(ctx, one(booked(1, number(1)))) }()
	for s.Queued() == 0 {
		time.Sleep(time.Microsecond)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	release()
	write(t, s, booked(2, number(2)))
	if got := facts(t, s, sqlite.Query{}); len(got) != 1 || got[0].Attempt != 2 {
		t.Errorf("got %+v, want the second only", got)
	}
}

func TestCloseWritesWhatIsQueued(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	release := s.Hold()
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			if err := s.Write(context.WithoutCancel(t.Context()),
				one(booked(dialer.AttemptID(i+1), number(i)))); err != nil {
				t.Error(err)
			}
		})
	}
	for s.Queued() < 10 {
		time.Sleep(time.Microsecond)
	}
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	for !s.Closing() {
		time.Sleep(time.Microsecond)
	}
	release()
	wg.Wait()
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if got := facts(t, open(t, dir), sqlite.Query{}); len(got) != 10 {
		t.Errorf("got %d facts, want 10", len(got))
	}
}

func TestManyAtOnceWithReadersBeside(t *testing.T) {
	s := open(t, t.TempDir())
	var writers, readers sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := s.Verify(t.Context()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 32 {
		writers.Go(func() {
			for range 20 {
				id, err := s.NextAttempt(t.Context())
				if err == nil {
					err = s.Write(t.Context(), sqlite.Batch{
						Facts: []dialer.Fact{booked(id, number(i)), ended(id, dialer.Busy)},
					})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	if got := verify(t, s).Entries; got != 32*20*2 {
		t.Errorf("got %d facts, want %d", got, 32*20*2)
	}
}

func TestWorksUnderVirtualTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := sqlite.Create(t.Context(), sqlite.Options{Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		began := time.Now()
		time.Sleep(time.Hour)
		if err := s.PutClient(t.Context(), acme, "cli:per"); err != nil {
			t.Fatal(err)
		}
		for f, err := range s.Facts(t.Context(), sqlite.Query{}) {
			if err != nil || f.At.Sub(began) != time.Hour {
				t.Errorf("got %v, %v, want an hour after %v", f.At, err, began)
			}
		}
	})
}

// TestPragmas holds what no kill can show: that each commit waits for the disk.
func TestPragmas(t *testing.T) {
	s := open(t, t.TempDir())
	for name, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
		"secure_delete": "1", "busy_timeout": "5000"} {
		if got, err := s.Pragma(name); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, want)
		}
	}
}
