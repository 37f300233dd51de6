package parts_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/parts"
	"github.com/ringevett/ringevett/daemon/tick"
)

func quiet() *logrus.Entry {
	l := logrus.New()
	l.SetOutput(io.Discard)
	return logrus.NewEntry(l)
}

// watched are the parts of a daemon that dials nothing while reservations are not heard.
func watched() *parts.Parts {
	return &parts.Parts{Now: time.Now, Log: quiet(), Halting: []string{"reservations"}}
}

func TestAPartThatPanicsIsNamedAndStartedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := watched()
		ctx, cancel := context.WithCancel(t.Context())
		ended, runs := make(chan struct{}), 0
		go func() {
			defer close(ended)
			p.Tend(ctx, "retention", func(ctx context.Context) {
				if runs++; runs < 4 {
					panic("nil map")
				}
				<-ctx.Done()
			})
		}()
		synctest.Wait()
		if all := p.Faults(); len(all) != 1 || !strings.Contains(all[0].Why, "nil map") || all[0].Halts {
			t.Errorf("got %+v", all)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if runs != 4 {
			t.Errorf("run %d times, want 4", runs)
		}
		time.Sleep(tick.Steady)
		synctest.Wait()
		if all := p.Faults(); len(all) != 0 {
			t.Errorf("it works, and is still named: %+v", all)
		}
		cancel()
		<-ended
	})
}

func TestAHaltingPartThatPanicsHaltsDialing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := watched()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); p.Tend(ctx, "reservations", func(context.Context) { panic("x") }) }()
		synctest.Wait()
		if p.Halt() == "" {
			t.Error("dialing is not halted")
		}
		cancel()
		<-ended
	})
}

func TestCleanUpsRunLastInFirstOutAndAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &parts.Stops{Log: quiet()}
		ran := make(chan string, 3)
		s.Add("journal", func(context.Context) error { ran <- "journal"; return nil })
		hangs := make(chan struct{})
		s.Add("pbx", func(context.Context) error { ran <- "pbx"; <-hangs; return nil })
		s.Add("api", func(context.Context) error { ran <- "api"; return errors.New("a fault") })
		began := time.Now()
		err := s.Run()
		close(hangs)
		order := []string{<-ran, <-ran, <-ran}
		if diff := cmp.Diff([]string{"api", "pbx", "journal"}, order); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
		if took := time.Since(began); took != parts.StopWithin {
			t.Errorf("took %v, want %v", took, parts.StopWithin)
		}
		if err == nil || err.Error() != "stop api: a fault\nstop pbx: not within 20s" {
			t.Errorf("got %v", err)
		}
	})
}
