package engine_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// strictJournal refuses facts with the Detail "bad" as they are, panics on "worse", and fails as a disk does while it
// is down.
type strictJournal struct {
	mu      sync.Mutex
	details []string
	aside   []string
	tries   int
	downAt  map[int]bool // tries that the disk fails
}

func (j *strictJournal) Write(_ context.Context, b dialer.Batch) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tries++
	if j.downAt[j.tries] {
		return errors.New("disk I/O error")
	}
	for _, f := range b.Facts {
		switch f.Detail {
		case "bad":
			return fmt.Errorf("%w: bad", dialer.ErrUnwritable)
		case "worse":
			panic("worse")
		}
	}
	for _, f := range b.Facts {
		j.details = append(j.details, f.Detail)
	}
	return nil
}

func (j *strictJournal) SetAside(b dialer.Batch, _ error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, f := range b.Facts {
		j.aside = append(j.aside, f.Detail)
	}
	return nil
}

func newEngineOn(j engine.Journal, aside engine.Aside) *engine.Engine {
	log := logrus.New()
	log.SetOutput(io.Discard)
	return engine.New(engine.Settings{},
		engine.Ports{Journal: j, Aside: aside, Now: time.Now, Log: logrus.NewEntry(log)}, 1)
}

func details(texts ...string) (b dialer.Batch) {
	for _, d := range texts {
		b.Facts = append(b.Facts, dialer.Fact{At: time.Now(), Kind: dialer.FactLogin, Detail: d})
	}
	return b
}

// TestARefusedEntryIsSetAside has refused facts among others, alone and within one entry, and a disk that fails
// meanwhile.
func TestARefusedEntryIsSetAside(t *testing.T) {
	for name, downAt := range map[string]map[int]bool{
		"on a disk that is well": {}, "on one that fails at the second try": {
			2: true,
		}, "at the fourth and fifth": {4: true, 5: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j := &strictJournal{downAt: downAt}
				e := newEngineOn(j, j)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				for _, b := range []dialer.Batch{
					details("1"), details("bad"), details("2"), details("3", "bad", "4"), details("worse"),
					details("5"),
				} {
					e.Note(b)
				}
				go e.Run(ctx)
				time.Sleep(10 * time.Second)
				synctest.Wait()
				if want := []string{"1", "2", "3", "4", "5"}; !slices.Equal(j.details, want) {
					t.Errorf("written: got %v, want %v", j.details, want)
				}
				if want := []string{"bad", "bad", "worse"}; !slices.Equal(j.aside, want) {
					t.Errorf("set aside: got %v, want %v", j.aside, want)
				}
				s, err := e.Snapshot(ctx)
				if err != nil || s.SetAside != 3 || s.Halted != "not connected to the PBX yet" {
					t.Errorf("got %d set aside, halted %q, %v, want 3, and the disk not blamed", s.SetAside, s.Halted,
						err)
				}
			})
		})
	}
}

// A person who books by hand hears at once that the booking cannot be written, and nothing is left of it.
func TestARefusedBookingByHandFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &strictJournal{}
		e := newEngineOn(j, j)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go e.Run(ctx)
		bad := dialer.Batch{Facts: []dialer.Fact{{At: time.Now(), Kind: dialer.FactBooked, Detail: "bad"}}}
		claim, err := e.Claim(ctx, "+4790000001")
		if err != nil || claim == 0 {
			t.Fatalf("claim %d, %v", claim, err)
		}
		began := time.Now()
		if _, err := e.BookHand(ctx, claim, engine.HandCall{Number: "+4790000001"},
			bad); !errors.Is(err, dialer.ErrUnwritable) {
			t.Errorf("got %v, want that it cannot be written", err)
		}
		if waited := time.Since(began); waited > 0 {
			t.Errorf("it was told after %v", waited)
		}
		if err := e.Correct(ctx, details("bad")); !errors.Is(err, dialer.ErrUnwritable) {
			t.Errorf("a correction: got %v, want that it cannot be written", err)
		}
		synctest.Wait()
		if want := []string{"its booking could not be written"}; !slices.Equal(j.details, want) {
			t.Errorf("written: %q, want %q", j.details, want)
		}
		if in, err := e.InUse(ctx, "+4790000001"); in || err != nil {
			t.Errorf("the number is still held: %v, %v", in, err)
		}
	})
}

// TestNoFactIsLostAtTheStop stops the engine just as it is told facts: through the inbox, and by a lane that ends
// with it.
func TestNoFactIsLostAtTheStop(t *testing.T) {
	const runs, each = 300, 50
	for run := range runs {
		j := &strictJournal{}
		e := newEngineOn(j, j)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); e.Run(ctx) }()
		for i := range each {
			e.Note(details(fmt.Sprint(i)))
		}
		cancel()
		<-ended
		if len(j.details) != each {
			t.Fatalf("run %d: %d of %d facts written", run, len(j.details), each)
		}
	}
}

// What a disk refuses until the end is set aside, in time for the daemon's stop.
func TestAFailingDiskAtTheStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &strictJournal{downAt: map[int]bool{}}
		for i := range 100 {
			j.downAt[i] = true
		}
		e := newEngineOn(j, j)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); e.Run(ctx) }()
		e.Note(details("1"))
		synctest.Wait()
		cancel()
		e.Note(details("2"))
		began := time.Now()
		<-ended
		if waited := time.Since(began); waited > 5*time.Second {
			t.Errorf("the stop took %v", waited)
		}
		if want := []string{"1", "2"}; !slices.Equal(j.aside, want) || len(j.details) > 0 {
			t.Errorf("set aside: got %v, want %v", j.aside, want)
		}
	})
}
