package telephony_test

import (
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// floor is one instance of ours on an Asterisk that is not real, its agents' legs open.
type floor struct {
	t   *testing.T
	ast *aritest.Asterisk
	pbx *telephony.PBX

	mu    sync.Mutex
	told  []engine.Event
	first func(engine.Event) // before an event is taken; it may block
}

// heard is what the engine was told so far.
func (f *floor) heard() []engine.Event {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.told)
}

func (f *floor) tell(ev engine.Event) {
	f.mu.Lock()
	first := f.first
	f.mu.Unlock()
	if first != nil {
		first(ev)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.told = append(f.told, ev)
}

// onFloor runs a test in time that costs nothing, with agents leg1 and leg2 in bridges of their own.
func onFloor(t *testing.T, do func(f *floor)) {
	synctest.Test(t, func(t *testing.T) {
		ast := aritest.New()
		defer ast.Close()
		f := newInstance(t, ast)
		defer f.pbx.Close()
		for _, id := range []dialer.SessionID{"leg1", "leg2"} {
			ast.Incoming("ringevett", aritest.Incoming{ID: string(id), Args: []string{"login"}})
			f.must(f.pbx.Seat(t.Context(), id, engine.SeatOpen))
		}
		synctest.Wait()
		do(f)
	})
}

func newInstance(t *testing.T, ast *aritest.Asterisk, changes ...func(*telephony.Settings)) *floor {
	log := logrus.New()
	log.SetOutput(io.Discard)
	s := telephony.Settings{
		URL: "http://asterisk.test/ari", User: aritest.User, Password: aritest.Password, App: "ringevett",
		Install: "0a1b2c",
		Dial:    ast.Dial, Endpoint: func(n dialer.Number) string { return "PJSIP/" + string(n) },
		Log:       logrus.NewEntry(log),
		Abandoned: func(dialer.CampaignID) string { return "abandoned" },
		Cue:       func(ef engine.SeatEffect) []string { return []string{string(ef)} },
	}
	for _, change := range changes {
		change(&s)
	}
	f := &floor{t: t, ast: ast}
	f.pbx = telephony.Start(t.Context(), s, f.tell)
	synctest.Wait()
	return f
}

func (f *floor) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *floor) do(id dialer.AttemptID, ef call.Effect) {
	f.t.Helper()
	f.must(f.pbx.Do(f.t.Context(), id, ef))
	synctest.Wait()
}

// rings makes the consumer's channel and puts it with the agent.
func (f *floor) rings(id dialer.AttemptID, with dialer.SessionID) {
	f.t.Helper()
	f.do(id, call.Create{To: "+4790000001", Show: "+4722000001", Campaign: "c1"})
	f.do(id, call.Join{Session: with})
	f.do(id, call.Dial{Limit: time.Hour})
}

func channel(id dialer.AttemptID) string    { return fmt.Sprintf("rv0a1b2c-a%010d-1", id) }
func bridge(id dialer.SessionID) string     { return "rv0a1b2c-s-" + string(id) }
func silence(id dialer.SessionID) string    { return "channels/" + string(id) + "/silence" }
func dissolve(id dialer.SessionID) string   { return "DELETE bridges/" + bridge(id) }
func hushes(id dialer.SessionID) string     { return "DELETE " + silence(id) }
func silences(id dialer.SessionID) string   { return "POST " + silence(id) }
func addsTo(id dialer.SessionID) string     { return "POST bridges/" + bridge(id) + "/addChannel" }
func removeFrom(id dialer.SessionID) string { return "POST bridges/" + bridge(id) + "/removeChannel" }

// asked are the requests of some kinds so far, in their order.
func (f *floor) asked(kinds ...string) []string {
	var got []string
	for _, r := range f.ast.Requests() {
		said := r.Method + " " + strings.TrimPrefix(strings.TrimPrefix(r.Path, "/ari/"), "/")
		if slices.Contains(kinds, said) {
			got = append(got, said)
		}
	}
	return got
}

func (f *floor) want(got []string, want ...string) {
	f.t.Helper()
	if !slices.Equal(got, want) {
		f.t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestABridgeFallsOnlyWhenItsConsumerIsElsewhere(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.rings(1, "leg1")
		f.ast.Line("leg1").Hangup()
		synctest.Wait()
		order := []string{dissolve("leg1"), addsTo("leg2"), removeFrom("leg2"), dissolve("leg2")}
		f.want(f.asked(order...), addsTo("leg2")) // the agent's own
		f.do(1, call.Join{Session: "leg2"})
		f.want(f.asked(order...), addsTo("leg2"), addsTo("leg2"), dissolve("leg1"))
		f.want(f.ast.Members(bridge("leg2")), "leg2", channel(1))

		f.ast.Line("leg2").Hangup()
		synctest.Wait()
		f.do(1, call.Leave{})
		f.want(f.asked(order...)[2:], dissolve("leg1"), removeFrom("leg2"), dissolve("leg2"))
	})
}

func TestABridgeFallsWithTheCallThatWasInIt(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.rings(1, "leg1")
		f.ast.Line("leg1").Hangup()
		synctest.Wait()
		f.want(f.asked(dissolve("leg1")))
		f.ast.Line(channel(1)).Refuse(486)
		synctest.Wait()
		f.want(f.asked(dissolve("leg1")), dissolve("leg1"))
		if err := f.pbx.Do(f.t.Context(), 1, call.Join{Session: "leg1"}); err == nil {
			t.Error("a leg that is over took a consumer")
		}
	})
}

func TestAnAgentWhoWaitsIsSentSilenceAndNeverOneWhoTalks(t *testing.T) {
	onFloor(t, func(f *floor) {
		order := []string{silences("leg1"), hushes("leg1"), removeFrom("leg1")}
		time.Sleep(6 * time.Second)
		f.want(f.asked(order...), silences("leg1"))
		f.rings(1, "leg1")
		f.want(f.asked(order...), silences("leg1"), hushes("leg1"))
		f.do(1, call.Leave{})
		f.do(1, call.Join{Session: "leg1"}) // back at once
		time.Sleep(time.Minute)
		f.want(f.asked(order...), silences("leg1"), hushes("leg1"), removeFrom("leg1"))
		f.ast.Line(channel(1)).Refuse(486)
		time.Sleep(6 * time.Second)
		f.want(f.asked(order...), silences("leg1"), hushes("leg1"), removeFrom("leg1"), silences("leg1"))
	})
}

func TestSilenceThatCouldNotBeStoppedIsStoppedBeforeTheNextConsumer(t *testing.T) {
	onFloor(t, func(f *floor) {
		time.Sleep(6 * time.Second)
		f.ast.Fail("DELETE", silence("leg1"), 500)
		f.do(1, call.Create{To: "+4790000001", Show: "+4722000001", Campaign: "c1"})
		if err := f.pbx.Do(f.t.Context(), 1, call.Join{Session: "leg1"}); err == nil {
			t.Fatal("a consumer joined an agent who is deaf")
		}
		f.ast.Fail("DELETE", silence("leg1"), 0)
		f.want(f.asked(hushes("leg1")), hushes("leg1"))
		f.do(1, call.Hangup{})
		f.rings(2, "leg1")
		f.want(f.asked(hushes("leg1")), hushes("leg1"), hushes("leg1"))
	})
}

// Silence that one instance begins on a leg that is another's by then would make that one's agent deaf.
func TestAnInstanceThatWasReplacedBeginsNoSilence(t *testing.T) {
	onFloor(t, func(f *floor) {
		time.Sleep(3 * time.Second)
		f.ast.Replace("ringevett")
		time.Sleep(time.Minute)
		f.want(f.asked(silences("leg1"), silences("leg2")))
	})
}

func TestAnInstanceThatHearsNothingBeginsNoSilence(t *testing.T) {
	onFloor(t, func(f *floor) {
		time.Sleep(3 * time.Second)
		f.ast.DropSockets()
		f.ast.Booting(true)
		time.Sleep(20 * time.Second)
		f.want(f.asked(silences("leg1")))
		f.ast.Booting(false)
		time.Sleep(2 * time.Minute)
		if got := f.asked(silences("leg1")); len(got) != 1 {
			t.Errorf("connected again, silence was begun %d times", len(got))
		}
	})
}

// A new instance does not know what silence an older one has begun.
func TestANewInstanceStopsSilenceWhereSomebodyTalks(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.rings(1, "leg1")
		f.want(f.asked(hushes("leg1"), silences("leg1")))
		next := newInstance(f.t, f.ast)
		defer next.pbx.Close()
		f.want(f.asked(hushes("leg1")), hushes("leg1"))
		time.Sleep(time.Minute)
		f.want(f.asked(silences("leg1")))
		f.want(f.asked(silences("leg2")), silences("leg2"))
	})
}

// The end of a call whose event was lost must not keep its agent in silence's reach, nor the agent's bridge standing.
func TestWhatEndedUnseenIsLetGo(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.rings(1, "leg1")
		f.rings(2, "leg2")
		f.ast.Booting(true)
		f.ast.DropSockets()
		f.ast.Line(channel(1)).Refuse(486)
		f.ast.Line(channel(2)).Refuse(486)
		f.ast.Line("leg2").Hangup()
		time.Sleep(20 * time.Second)
		f.ast.Booting(false)
		time.Sleep(2 * time.Minute)
		f.want(f.asked(silences("leg1")), silences("leg1"))
		f.want(f.asked(dissolve("leg2")), dissolve("leg2"))
	})
}

// A sound that does not end would keep an agent from being heard by the next consumer.
func TestACueThatDoesNotEndIsStopped(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.ast.Media("sound:say word-taken", time.Hour)
		if err := f.pbx.Seat(f.t.Context(), "leg1", engine.SeatWordTaken); err == nil {
			t.Error("a cue that does not end is no error")
		}
		time.Sleep(time.Minute)
		if n := f.stopped(); n != 1 {
			t.Errorf("stopped %d times", n)
		}
	})
}

// What could not be stopped because the PBX did not answer is stopped when it does again, once.
func TestASoundDoesNotOutliveAnOutage(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.ast.Media("sound:say word-taken", time.Hour)
		said := make(chan error, 1)
		go func() { said <- f.pbx.Seat(f.t.Context(), "leg1", engine.SeatWordTaken) }()
		synctest.Wait()
		var sound string
		for _, r := range f.ast.Requests() {
			if strings.Contains(r.Path, "leg1/play/") {
				sound = "playbacks/" + path.Base(r.Path)
			}
		}
		f.ast.Fail("DELETE", sound, 503)
		if err := <-said; err == nil {
			t.Error("a cue that does not end is no error")
		}
		synctest.Wait()
		tried := f.stopped()
		f.ast.Fail("DELETE", sound, 0)
		for range 2 {
			f.ast.DropSockets()
			time.Sleep(time.Minute)
		}
		if n := f.stopped() - tried; tried == 0 || n != 1 {
			t.Errorf("tried %d times, stopped %d times after the outage", tried, n)
		}
	})
}

// A daemon that is killed leaves its sounds behind; the next one ends them, on the agent's leg and on the consumer's.
func TestTheNextDaemonEndsWhatTheLastOneSaid(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.rings(1, "leg1")
		f.ast.Media("sound:say word-taken", time.Hour)
		f.ast.Media("sound:/s/consent", time.Hour)
		ctx, cancel := context.WithCancel(f.t.Context())
		defer cancel()
		go func() { _ = f.pbx.Seat(ctx, "leg2", engine.SeatWordTaken) }()
		f.must(f.pbx.Say(f.t.Context(), 1, "leg1", consent.SoundPrompt, "/s/consent"))
		synctest.Wait()
		f.pbx.Close()
		if f.stopped() != 0 {
			f.t.Error("a daemon that is gone ended a sound")
		}
		time.Sleep(time.Second)
		next := newInstance(f.t, f.ast)
		defer next.pbx.Close()
		synctest.Wait()
		if n := next.stopped(); n != 3 {
			f.t.Errorf("the next daemon ended %d sounds, want the cue and both copies of the prompt", n)
		}
	})
}

// Asterisk takes a channel out of its list a moment before it has kept its end: an engaged call was taken for lost.
func TestAnEndThatIsKeptAMomentLater(t *testing.T) {
	for _, tt := range []struct {
		after time.Duration
		want  bool
	}{{0, true}, {150 * time.Millisecond, true}, {time.Second, false}} {
		onFloor(t, func(f *floor) {
			f.ast.Global(telephony.DialplanGlobal, "9")
			time.AfterFunc(tt.after, func() {
				ended := fmt.Sprintf("%.3f", float64(time.Now().UnixMilli())/1000)
				f.ast.Global("RINGEVETT_KEPT_rv0a1b2c-a0007", channel(7)+"|Down|0.000000||"+ended+"|17|486|1")
			})
			time.Sleep(time.Millisecond)
			f.do(7, call.Probe{})
			for _, ev := range told[engine.CallEvent](f) {
				if end, is := ev.Ev.(call.Ended); is && (end.Kept != nil) != tt.want {
					f.t.Errorf("kept %v after the look: %+v", tt.after, end.Kept)
				}
			}
			if n := len(told[engine.CallEvent](f)); n != 1 {
				f.t.Errorf("told %d times", n)
			}
		})
	}
}
