package telephony_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// conversation is attempt 1 answered, with leg1, and what the engine was told of its recording.
func conversation(t *testing.T, do func(f *floor, told func() []string)) {
	onFloor(t, func(f *floor) {
		f.ast.PlanFunc(func(string) aritest.Plan { return aritest.Answers(time.Millisecond) })
		f.rings(1, "leg1")
		time.Sleep(time.Second)
		do(f, func() (words []string) {
			synctest.Wait()
			for _, ev := range f.heard() {
				switch ev := ev.(type) {
				case engine.ConsentEvent:
					words = append(words, word(ev.Ev))
				case engine.RecordingOver:
					words = append(words, "over "+ev.ID.String()+" "+string(rune('0'+ev.Part)))
				case engine.SeatKey:
					words = append(words, "agent's "+string(ev.Digit))
				}
			}
			return words
		})
	})
}

func word(ev consent.Event) string {
	switch ev := ev.(type) {
	case consent.Key:
		return "key " + string(ev.Digit)
	case consent.Played:
		if ev.Whole {
			return "heard " + string(ev.Sound)
		}
		return "unheard " + string(ev.Sound)
	}
	return "?"
}

func (f *floor) say(s consent.Sound) {
	f.t.Helper()
	f.must(f.pbx.Say(f.t.Context(), 1, "leg1", s, "/s/"+string(s)))
	synctest.Wait()
}

// plays counts the requests to play to a channel.
func (f *floor) plays(channel string) (n int) {
	for _, r := range f.ast.Requests() {
		if strings.Contains(r.Path, "channels/"+channel+"/play") {
			n++
		}
	}
	return n
}

func TestBothAreToldEachByItself(t *testing.T) {
	conversation(t, func(f *floor, told func() []string) {
		f.say(consent.SoundPrompt)
		if f.plays("leg1") != 1 || f.plays(channel(1)) != 1 || f.plays(bridge("leg1")) != 0 {
			f.t.Errorf("played %d to the agent, %d to the consumer", f.plays("leg1"), f.plays(channel(1)))
		}
		f.want(told())
		time.Sleep(2 * time.Second)
		f.want(told(), "heard consent")
	})
}

func TestWhatIsHushedWasNotHeard(t *testing.T) {
	conversation(t, func(f *floor, told func() []string) {
		f.say(consent.SoundPrompt)
		f.must(f.pbx.Hush(f.t.Context(), 1))
		time.Sleep(2 * time.Second)
		f.want(told())
		f.must(f.pbx.Hush(f.t.Context(), 1)) // nothing plays: nothing to do
		f.say(consent.SoundNo)
		time.Sleep(2 * time.Second)
		f.want(told(), "heard consent-no")
	})
}

func TestAConsumerWhoHangsUpInThePromptSilencesIt(t *testing.T) {
	conversation(t, func(f *floor, told func() []string) {
		f.ast.Media("sound:/s/consent", time.Minute)
		f.say(consent.SoundPrompt)
		f.ast.Line(channel(1)).Hangup()
		f.want(told(), "unheard consent")
		if got := f.stopped(); got == 0 {
			f.t.Error("the agent goes on hearing the prompt")
		}
	})
}

// stopped counts the requests to end a sound.
func (f *floor) stopped() (n int) {
	for _, r := range f.ast.Requests() {
		if r.Method == "DELETE" && strings.Contains(r.Path, "playbacks/") {
			n++
		}
	}
	return n
}

func TestKeysGoToWhomTheyBelong(t *testing.T) {
	conversation(t, func(f *floor, told func() []string) {
		f.ast.Line(channel(1)).Digits("2")
		synctest.Wait()
		f.ast.Line("leg1").Digits("6")
		f.want(told(), "key 2", "agent's 6")
	})
}

func TestTheEndOfARecordingIsToldWithItsPart(t *testing.T) {
	conversation(t, func(f *floor, told func() []string) {
		legs := dialer.NewRecordings(dialer.Recording{Attempt: 1, Part: 2})
		f.must(f.pbx.Record(f.t.Context(), legs, "leg1"))
		if got := f.ast.Recordings(); len(got) != 2 {
			f.t.Fatalf("records %q, want both legs", got)
		}
		f.must(f.pbx.Recorder().Stop(f.t.Context(), legs))
		f.want(told(), "over a1 2", "over a1 2")
	})
}

func TestARecordingThatEndsByItselfIsStopped(t *testing.T) {
	legs := dialer.NewRecordings(dialer.Recording{Attempt: 1, Part: 1})
	for what, end := range map[string]struct {
		method, after string
		do            func(*floor) error
	}{
		"stop":    {"POST", "/stop", func(f *floor) error { return f.pbx.Recorder().Stop(f.t.Context(), legs) }},
		"discard": {"DELETE", "", func(f *floor) error { return f.pbx.Recorder().Discard(f.t.Context(), legs) }},
	} {
		t.Run(what, func(t *testing.T) {
			conversation(t, func(f *floor, told func() []string) {
				f.must(f.pbx.Record(f.t.Context(), legs, "leg1"))
				path := "recordings/live/" + f.ast.Recordings()[0] + end.after
				f.ast.Fail(end.method, path, http.StatusConflict) // it has ended, and Asterisk still lists it
				f.must(end.do(f))
				f.ast.Fail(end.method, path, http.StatusInternalServerError)
				if err := end.do(f); err == nil {
					f.t.Error("what Asterisk could not do counts as done")
				}
			})
		})
	}
}
