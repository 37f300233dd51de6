package handdial_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/handdial"
)

// switchboard says of each channel whether it lives, or that it cannot say.
type switchboard struct {
	mu   sync.Mutex
	gone map[string]bool
	dead bool
}

func (s *switchboard) HandCall(_ context.Context, channel string) (lives, up bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dead {
		return false, false, errors.New("no answer")
	}
	return !s.gone[channel], true, nil
}

func (s *switchboard) HandAttempt(context.Context, string) (string, error) { return "", nil }

func (s *switchboard) StopRinging(context.Context, string) error { return nil }

func (s *switchboard) set(channel string, gone bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone[channel] = gone
}

// pages is a journal that is read while it is written.
type pages struct {
	mu    sync.Mutex
	facts []dialer.Fact
}

func (p *pages) Write(_ context.Context, b dialer.Batch) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.facts = append(p.facts, b.Facts...)
	return nil
}

func (p *pages) lost() (ids []dialer.AttemptID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.facts {
		if f.Kind == dialer.FactLost {
			ids = append(ids, f.Attempt)
		}
	}
	return ids
}

// A call by hand is lost when its channel has been gone for longer than the PBX reports ends: not sooner, not while the
// PBX gives no answer, and not where the channel was seen again.
func TestACallByHandIsLostWhoseEndWasNotReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		journal, pbx := &pages{}, &switchboard{gone: map[string]bool{}}
		eng := engine.New(engine.Settings{}, engine.Ports{Journal: journal, Now: time.Now, Log: silent()}, 10)
		w := newWorld()
		hands := handdial.New(ctx, handdial.Ports{
			Book: w, Journal: w, Engine: eng, PBX: pbx, Now: time.Now, Log: silent(),
		})
		for i, channel := range []string{"PJSIP/agent1-1", "PJSIP/agent2-2", "PJSIP/agent3-3"} {
			n := dialer.Number(fmt.Sprintf("+479000000%d", i+1))
			hands.Adopt(ctx, dialer.AttemptID(i+1), []dialer.Fact{booking(time.Now(), n, channel)})
		}
		var ran sync.WaitGroup
		ran.Go(func() { eng.Run(ctx) })
		ran.Go(func() { hands.Sweeps(ctx) })
		defer ran.Wait()
		defer cancel()

		if got := hands.Calls(); len(got) != 3 || got[0].Attempt != 1 || got[0].State != "by hand" ||
			strings.Contains(got[0].Number, "9000") {
			t.Errorf("under way: %+v", got)
		}
		pbx.set("PJSIP/agent1-1", true)
		pbx.set("PJSIP/agent2-2", true)
		time.Sleep(35 * time.Minute)
		synctest.Wait()
		if got := journal.lost(); len(got) != 0 {
			t.Errorf("after 35 minutes, of which the channels were known to be gone for 34: lost %v", got)
		}
		pbx.set("PJSIP/agent2-2", false) // the PBX was wrong about this one
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if got := journal.lost(); len(got) != 1 || got[0] != 1 {
			t.Errorf("after 37 minutes: lost %v, want 1", got)
		}
		if got := hands.Calls(); len(got) != 2 {
			t.Errorf("still under way: %+v, want 2 and 3", got)
		}

		pbx.set("PJSIP/agent2-2", true)
		pbx.set("PJSIP/agent3-3", true)
		time.Sleep(30 * time.Minute)
		pbx.mu.Lock()
		pbx.dead = true // no answer does not say that the channels are gone
		pbx.mu.Unlock()
		time.Sleep(10 * time.Hour)
		synctest.Wait()
		if got := journal.lost(); len(got) != 1 {
			t.Errorf("while the PBX was away: lost %v", got)
		}
	})
}
