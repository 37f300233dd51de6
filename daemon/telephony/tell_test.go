package telephony_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/engine"
)

// tells has both of conversation 1 be told two sounds of ten seconds, and gives the end of it.
func (f *floor) tells(ctx context.Context, t engine.Telling) (over chan error) {
	for _, s := range t.Sounds {
		f.ast.Media("sound:"+s, 10*time.Second)
	}
	over = make(chan error, 1)
	go func() { over <- f.pbx.Tell(ctx, t) }()
	synctest.Wait()
	return over
}

// ended reports whether the telling is over.
func ended(over chan error) bool {
	synctest.Wait()
	return len(over) == 1
}

// silenced reports whether each sound that was played to a channel was asked to end.
func (f *floor) silenced(channel string) bool {
	ended := map[string]bool{}
	for _, r := range f.ast.Requests() {
		if _, id, is := strings.Cut(r.Path, "playbacks/"); is && r.Method == "DELETE" {
			ended[id] = true
		}
	}
	for _, r := range f.ast.Requests() {
		if _, id, is := strings.Cut(r.Path, "channels/"+channel+"/play/"); is && !ended[id] {
			return false
		}
	}
	return f.plays(channel) > 0
}

func ofBoth() engine.Telling {
	return engine.Telling{Session: "leg1", Attempt: 1, Sounds: []string{"/s/reserved-all", "/s/digit-0"}}
}

// TestBothAreToldToTheEnd: each leg gets the whole list as one playback, and Tell returns when the consumer's is over.
// An agent's key cuts the agent's own short, and not the consumer's.
func TestBothAreToldToTheEnd(t *testing.T) {
	conversation(t, func(f *floor, _ func() []string) {
		over := f.tells(f.t.Context(), ofBoth())
		if f.plays("leg1") != 1 || f.plays(channel(1)) != 1 {
			f.t.Errorf("played %d to the agent, %d to the consumer", f.plays("leg1"), f.plays(channel(1)))
		}
		f.ast.Line("leg1").Digits("*")
		synctest.Wait()
		if !f.silenced("leg1") || f.silenced(channel(1)) {
			f.t.Error("the key did not cut short the agent's alone")
		}
		time.Sleep(5 * time.Second)
		if ended(over) {
			f.t.Error("over after five of at least ten seconds")
		}
		time.Sleep(16 * time.Second)
		if !ended(over) || <-over != nil {
			f.t.Error("not over after its length, or with an error")
		}
	})
}

// TestATellingEnds with its context, and where the other party hangs up: no sound of it plays on.
func TestATellingEnds(t *testing.T) {
	for name, end := range map[string]func(f *floor, cancel func()){
		"hushed":     func(_ *floor, cancel func()) { cancel() },
		"hung up on": func(f *floor, _ func()) { f.ast.Line(channel(1)).Hangup() },
	} {
		t.Run(name, func(t *testing.T) {
			conversation(t, func(f *floor, _ func() []string) {
				ctx, cancel := context.WithCancel(f.t.Context())
				defer cancel()
				over := f.tells(ctx, ofBoth())
				end(f, cancel)
				if !ended(over) {
					f.t.Error("it goes on")
				}
				if !f.silenced("leg1") {
					f.t.Error("the agent goes on hearing it")
				}
			})
		})
	}
}

// TestATellingToAnAgentAlone: the other party has left.
func TestATellingToAnAgentAlone(t *testing.T) {
	conversation(t, func(f *floor, _ func() []string) {
		over := f.tells(f.t.Context(), engine.Telling{Session: "leg1", Sounds: []string{"/s/reserved-failed"}})
		time.Sleep(11 * time.Second)
		if !ended(over) || f.plays("leg1") != 1 || f.plays(channel(1)) != 0 {
			f.t.Errorf("played %d to the agent, %d to the consumer", f.plays("leg1"), f.plays(channel(1)))
		}
	})
}
