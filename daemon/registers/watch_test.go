package registers_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/tick"
)

// brokenWatch fails as often as it is told to, and closes each watch after its first change.
type brokenWatch struct {
	registers.Sets
	fails   int
	changes []dialer.RegisterChange
	asked   []time.Time
	deaf    atomic.Pointer[error]
}

func (w *brokenWatch) Deaf() error {
	if why := w.deaf.Load(); why != nil {
		return *why
	}
	return nil
}

func (w *brokenWatch) Watch(_ context.Context, from int64) (<-chan dialer.RegisterChange, error) {
	w.asked = append(w.asked, time.Now())
	if w.fails > 0 {
		w.fails--
		return nil, errors.New("disk I/O error")
	}
	out := make(chan dialer.RegisterChange, 1)
	for _, c := range w.changes {
		if c.Seq > from {
			out <- c
			close(out)
			return out, nil
		}
	}
	return out, nil
}

// state keeps the newest report, and counts how often it went from fine to a fault.
type state struct {
	sync.Mutex
	err    error
	faults int
}

func (s *state) is(err error) {
	s.Lock()
	defer s.Unlock()
	if err != nil && s.err == nil {
		s.faults++
	}
	s.err = err
}

func (s *state) text() string {
	s.Lock()
	defer s.Unlock()
	return fmt.Sprint(s.err)
}

func (s *state) count() int {
	s.Lock()
	defer s.Unlock()
	return s.faults
}

func TestTheWatchOnReservationsResumes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &brokenWatch{fails: 4}
		for i := range int64(3) {
			n := dialer.Number(fmt.Sprintf("+479000000%d", i))
			w.changes = append(w.changes, dialer.RegisterChange{Seq: i + 1, Register: dialer.Own, Number: n})
		}
		var s state
		var stopped []dialer.Number
		r := registers.New(registers.Ports{
			Sets: w, Report: s.is,
			Tell: func(ev engine.Event) { stopped = append(stopped, ev.(engine.NumberReserved).Number) },
		})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); r.HeedOthers(0)(ctx) }()
		synctest.Wait()
		if got := s.text(); !strings.Contains(got, "disk I/O error") {
			t.Errorf("it does not hear, and reports %s", got)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if want := []dialer.Number{"+4790000000", "+4790000001", "+4790000002"}; !slices.Equal(stopped, want) {
			t.Errorf("stopped %v, want each reservation once, in order: %v", stopped, want)
		}
		if got := s.text(); got != "<nil>" {
			t.Errorf("it hears again, and reports %s", got)
		}
		if n := s.count(); n != 4 { // the failure, and each of three closed watches
			t.Errorf("%d faults were reported, want 4", n)
		}
		for i := 2; i < 4; i++ {
			if gap := w.asked[i].Sub(w.asked[i-1]); gap != tick.First<<(i-1) {
				t.Errorf("attempt %d came after %v, want twice the wait before", i, gap)
			}
		}
		unread := errors.New("the log cannot be read")
		w.deaf.Store(&unread)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got := s.text(); !strings.Contains(got, "cannot be read") {
			t.Errorf("the sets are deaf, and it reports %s", got)
		}
		cancel()
		<-ended
	})
}

// A reservation at a client's register stops that client's calls alone, one in a national register none: the gate knows
// which campaigns it bars. A person without a number, and what is taken out, stop nothing.
func TestWhatAReservationStops(t *testing.T) {
	const n = dialer.Number("+4790000001")
	for _, tt := range []struct {
		name   string
		change dialer.RegisterChange
		want   []engine.Event
	}{
		{"own", dialer.RegisterChange{
			Register: dialer.Own, Number: n,
		}, []engine.Event{engine.NumberReserved{Number: n}}},
		{"a client's", dialer.RegisterChange{Register: dialer.RegisterOf("fjellvann"), Number: n},
			[]engine.Event{engine.NumberReserved{Number: n, Client: "fjellvann"}}},
		{"national", dialer.RegisterChange{Register: dialer.National, Number: n}, nil},
		{"a person", dialer.RegisterChange{Register: dialer.Own, Person: 7}, nil},
		{"taken out", dialer.RegisterChange{Register: dialer.Own, Number: n, Removed: true}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tt.change.Seq = 1
				var got []engine.Event
				r := registers.New(registers.Ports{
					Sets:   &brokenWatch{changes: []dialer.RegisterChange{tt.change}},
					Report: func(error) {}, Tell: func(ev engine.Event) { got = append(got, ev) },
				})
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				r.HeedOthers(0)(ctx)
				if !slices.Equal(got, tt.want) {
					t.Errorf("got %+v, want %+v", got, tt.want)
				}
			})
		})
	}
}
