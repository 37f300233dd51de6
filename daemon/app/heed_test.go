package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// lines of a log, for a test.
func logged() (*logrus.Entry, *strings.Builder) {
	var b strings.Builder
	log := logrus.New()
	log.SetOutput(&b)
	return logrus.NewEntry(log), &b
}

// brokenWatch fails as often as it is told to, and closes each watch after its first change.
type brokenWatch struct {
	fails   int
	changes []dialer.RegisterChange
	asked   []time.Time
	deaf    error
}

func (w *brokenWatch) Deaf() error { return w.deaf }

func (w *brokenWatch) Watch(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error) {
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

func TestTheWatchOnReservationsResumes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &brokenWatch{fails: 4}
		for i := range int64(3) {
			n := dialer.Number(fmt.Sprintf("+479000000%d", i))
			w.changes = append(w.changes, dialer.RegisterChange{Seq: i + 1, Register: dialer.Own, Number: n})
		}
		log, said := logged()
		var p parts
		var stopped []dialer.Number
		e := ear{
			sets: w, is: func(err error) { p.is(partReservations, time.Now(), err, log) },
			reserved: func(_ dialer.RegisterID, n dialer.Number) { stopped = append(stopped, n) },
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		from := int64(0)
		go func() { defer close(ended); e.heed(ctx, &from) }()
		synctest.Wait()
		if why := p.halt(); !strings.Contains(why, "disk I/O error") {
			t.Errorf("deaf, and dialing is not halted: %q", why)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if want := []dialer.Number{"+4790000000", "+4790000001", "+4790000002"}; !slices.Equal(stopped, want) {
			t.Errorf("stopped %v, want each reservation once, in order: %v", stopped, want)
		}
		if why := p.halt(); why != "" {
			t.Errorf("it hears again, and dialing is halted: %s", why)
		}
		if n := strings.Count(said.String(), "does not work"); n != 4 { // the failure, and each of three closed watches
			t.Errorf("logged %d times, want once a fault:\n%s", n, said)
		}
		for i := 2; i < 4; i++ {
			if gap := w.asked[i].Sub(w.asked[i-1]); gap != partAgain<<(i-1) {
				t.Errorf("attempt %d came after %v, want twice the wait before", i, gap)
			}
		}
		w.deaf = errors.New("the log cannot be read")
		time.Sleep(2 * deafLook)
		synctest.Wait()
		if why := p.halt(); !strings.Contains(why, "cannot be read") {
			t.Errorf("the sets are deaf, and dialing is not halted: %q", why)
		}
		cancel()
		<-ended
	})
}

func TestAPartThatPanicsIsNamedAndStartedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := logrus.New()
		log.SetOutput(io.Discard)
		h := &House{log: logrus.NewEntry(log)}
		ctx, cancel := context.WithCancel(t.Context())
		ended, runs := make(chan struct{}), 0
		go func() {
			defer close(ended)
			h.tend(ctx, "retention", func(ctx context.Context) {
				if runs++; runs < 4 {
					panic("nil map")
				}
				<-ctx.Done()
			})
		}()
		synctest.Wait()
		if all := h.failing.list(); len(all) != 1 || !strings.Contains(all[0].Why, "nil map") || all[0].Halts {
			t.Errorf("got %+v", all)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if runs != 4 {
			t.Errorf("run %d times, want 4", runs)
		}
		time.Sleep(partSteady)
		synctest.Wait()
		if all := h.failing.list(); len(all) != 0 {
			t.Errorf("it works, and is still named: %+v", all)
		}
		cancel()
		<-ended
	})
}

func TestTheWatchThatPanicsHaltsDialing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := logrus.New()
		log.SetOutput(io.Discard)
		h := &House{log: logrus.NewEntry(log)}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); h.tend(ctx, partReservations, func(context.Context) { panic("x") }) }()
		synctest.Wait()
		if h.failing.halt() == "" {
			t.Error("dialing is not halted")
		}
		cancel()
		<-ended
	})
}
