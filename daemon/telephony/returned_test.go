package telephony_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

const callerID = "1795479819.1"

var (
	ringingPath = "/play/rv0a1b2c-c-" + callerID
	ringsTo     = "POST channels/" + callerID + ringingPath
	stopsRing   = "DELETE playbacks/rv0a1b2c-c-" + callerID
	variable    = "POST channels/" + callerID + "/variable"
	goesOn      = "POST channels/" + callerID + "/continue"
)

// comes lets a caller come from the desk and hear ringing.
func (f *floor) comes() {
	f.t.Helper()
	f.ast.Media("tone:ring;tonezone=no", time.Hour)
	f.ast.Incoming("ringevett", aritest.Incoming{ID: callerID, Args: []string{"returned"}})
	synctest.Wait()
	f.ast.Line(callerID).Answer()
	f.caller(engine.CallerEffect{What: engine.CallerRing, Limit: 35 * time.Second})
}

func (f *floor) caller(ef engine.CallerEffect) {
	f.t.Helper()
	f.must(f.pbx.Caller(f.t.Context(), callerID, ef))
	synctest.Wait()
}

func (f *floor) joins(with dialer.SessionID) {
	f.t.Helper()
	f.caller(engine.CallerEffect{What: engine.CallerJoin, Agent: with})
}

// told are the events of a kind that the engine was told.
func told[T engine.Event](f *floor) (got []T) {
	for _, ev := range f.heard() {
		if x, is := ev.(T); is {
			got = append(got, x)
		}
	}
	return got
}

func TestACallerRingsUntilPutThrough(t *testing.T) {
	onFloor(t, func(f *floor) {
		time.Sleep(6 * time.Second) // until silence is sent to the legs
		f.comes()
		began := time.Now()
		f.joins("leg1")
		order := []string{ringsTo, hushes("leg1"), stopsRing, addsTo("leg1"), variable}
		f.want(f.asked(order...), addsTo("leg1"), variable, ringsTo, hushes("leg1"), stopsRing, variable, variable,
			addsTo("leg1"))
		f.want(f.ast.Members(bridge("leg1")), "leg1", callerID)
		if cue := time.Since(began); cue != time.Second {
			t.Errorf("the agent heard for %v that a caller comes", cue)
		}
		time.Sleep(time.Minute)
		f.want(f.asked(silences("leg1")), silences("leg1")) // none while they talk
		f.caller(engine.CallerEffect{What: engine.CallerHangup})
		time.Sleep(6 * time.Second)
		f.want(f.asked(silences("leg1")), silences("leg1"), silences("leg1"))
		if gone := told[engine.CallerGone](f); len(gone) != 1 {
			t.Errorf("the end was told %d times", len(gone))
		}
	})
}

func TestACallerGoesBackToTheDesk(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.comes()
		f.caller(engine.CallerEffect{What: engine.CallerBack})
		f.want(f.asked(stopsRing, goesOn, variable), variable, stopsRing, variable, goesOn)
		if gone := told[engine.CallerGone](f); len(gone) != 1 {
			t.Errorf("the end was told %d times", len(gone))
		}
		if seats := told[engine.SeatArrived](f); len(seats) != 2 {
			t.Errorf("%d legs of agents came, want leg1 and leg2", len(seats))
		}
	})
}

func TestTheKeysOfACallerAreNobodys(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.comes()
		f.ast.Line(callerID).Digits("1")
		f.joins("leg1")
		f.ast.Line(callerID).Digits("0")
		f.ast.Line("leg1").Digits("7")
		time.Sleep(time.Second)
		if keys := told[engine.SeatKey](f); len(keys) != 1 || keys[0].Session != "leg1" {
			t.Errorf("keys: %v, want the agent's", keys)
		}
	})
}

// An agent must not hear the cue of a caller who is gone over the first words of a consumer.
func TestTheCueEndsWithACallerWhoHangsUp(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.comes()
		failed := make(chan error, 1)
		go func() {
			failed <- f.pbx.Caller(f.t.Context(), callerID, engine.CallerEffect{What: engine.CallerJoin, Agent: "leg1"})
		}()
		time.Sleep(300 * time.Millisecond)
		f.ast.Line(callerID).Hangup()
		synctest.Wait()
		select {
		case err := <-failed:
			if err == nil {
				t.Error("a caller who is gone was put through")
			}
		default:
			t.Error("the cue goes on")
		}
		f.rings(1, "leg1")
		f.want(f.ast.Members(bridge("leg1")), "leg1", channel(1))
	})
}

func TestABridgeFallsOnlyWhenItsCallerIsElsewhere(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.comes()
		f.joins("leg1")
		f.ast.Line("leg1").Hangup()
		synctest.Wait()
		f.want(f.asked(dissolve("leg1")))
		f.caller(engine.CallerEffect{What: engine.CallerBack})
		asked := f.asked(removeFrom("leg1"), dissolve("leg1"), goesOn)
		slices.Sort(asked[1:]) // once the caller is out, the bridge falls while the caller goes on
		f.want(asked, removeFrom("leg1"), dissolve("leg1"), goesOn)
		if err := f.pbx.Do(f.t.Context(), 1, call.Join{Session: "leg1"}); err == nil {
			t.Error("a leg that is over took a consumer")
		}
	})
}

// A new instance knows who is an agent and who a caller, ends ringing that it did not begin, and cuts no call.
func TestANewInstanceKnowsItsCallers(t *testing.T) {
	for name, talks := range map[string]bool{"one who waits": false, "one who talks": true} {
		t.Run(name, func(t *testing.T) {
			onFloor(t, func(f *floor) {
				f.comes()
				if talks {
					f.joins("leg1")
				}
				next := newInstance(f.t, f.ast)
				defer next.pbx.Close()
				found := told[engine.Up](next)[0].Found
				if _, seat := found.Seats[callerID]; seat || len(found.Seats) != 2 || len(found.Callers) != 1 {
					t.Fatalf("found %+v", found)
				}
				if got := found.Callers[callerID].Bridge; (got == "leg1") != talks {
					t.Errorf("found with %q", got)
				}
				before := len(f.asked(stopsRing))
				next.caller(engine.CallerEffect{What: engine.CallerBack})
				if got := f.asked(stopsRing); len(got) != before+1 || !slices.Contains(f.asked(goesOn), goesOn) {
					t.Errorf("the ringing was ended %d times more, sent back: %v", len(got)-before, f.asked(goesOn))
				}
			})
		})
	}
}

func TestACallerWhoLeftUnseenIsLetGo(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.comes()
		f.joins("leg1")
		f.ast.Booting(true)
		f.ast.DropSockets()
		f.ast.Line(callerID).Hangup()
		time.Sleep(20 * time.Second)
		f.ast.Booting(false)
		time.Sleep(2 * time.Minute)
		ups := told[engine.Up](f)
		if last := ups[len(ups)-1].Found; len(last.Callers) != 0 {
			t.Errorf("found %+v", last.Callers)
		}
		f.want(f.asked(silences("leg1")), silences("leg1"))
	})
}
