package telephony_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// talks has a consumer be answered with the agent of leg1.
func (f *floor) talks() {
	f.t.Helper()
	f.rings(1, "leg1")
	f.ast.Line(channel(1)).Answer()
	synctest.Wait()
}

// callsTold are the events of one kind that the call was told.
func callsTold[T call.Event](f *floor) (got []T) {
	for _, ev := range told[engine.CallEvent](f) {
		if x, is := ev.Ev.(T); is {
			got = append(got, x)
		}
	}
	return got
}

func TestALegThatAnotherHandMovesIsTold(t *testing.T) {
	const redirected = "in the PBX's dialplan, context from-internal, at Wait()"
	tests := []struct {
		name     string
		by       func(f *floor)
		consumer string // what is told of the consumer's leg; "": nothing
		agent    string // of the agent's
		strange  string // who came into the agent's bridge
	}{
		{"the agent hangs up", func(f *floor) { f.ast.Line("leg1").Hangup() }, "", "", ""},
		{"the consumer hangs up", func(f *floor) { f.ast.Line(channel(1)).Hangup() }, "", "", ""},
		{"we take the consumer out", func(f *floor) { f.do(1, call.Leave{}) }, "", "", ""},
		{"we put the consumer with another agent", func(f *floor) { f.do(1, call.Join{Session: "leg2"}) }, "", "", ""},
		{"the agent's leg is redirected", func(f *floor) { f.ast.Line("leg1").Redirect("from-internal", "s") },
			"", redirected, ""},
		{"the consumer's leg is redirected", func(f *floor) { f.ast.Line(channel(1)).Redirect("from-internal", "s") },
			redirected, "", ""},
		{"the agent's leg is parked", func(f *floor) { f.ast.Line("leg1").Park() }, "", "parked by the PBX", ""},
		{"the consumer's leg is parked", func(f *floor) { f.ast.Line(channel(1)).Park() }, "parked by the PBX", "", ""},
		{"a phone takes the agent's leg over", func(f *floor) { f.ast.Line("leg1").PickUp("PJSIP/desk") }, "",
			"put out of its bridge by another hand", "PJSIP/desk"},
		{"a phone takes the consumer's leg over", func(f *floor) { f.ast.Line(channel(1)).PickUp("PJSIP/desk") },
			"put out of the agent's bridge by another hand", "", "PJSIP/desk"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onFloor(t, func(f *floor) {
				f.talks()
				tt.by(f)
				time.Sleep(3 * time.Second)
				var consumer, agent, strange []string
				for _, ev := range callsTold[call.Taken](f) {
					consumer = append(consumer, ev.What)
				}
				for _, ev := range told[engine.SeatTaken](f) {
					agent = append(agent, ev.Why)
				}
				for _, ev := range told[engine.StrangerCame](f) {
					strange = append(strange, ev.Name)
				}
				for what, is := range map[string][2][]string{
					"consumer": {consumer, words(tt.consumer)}, "agent": {agent, words(tt.agent)},
					"stranger": {strange, words(tt.strange)},
				} {
					if got := slices.Compact(is[0]); !slices.Equal(got, is[1]) {
						f.t.Errorf("%s: told %q, want %q", what, got, is[1])
					}
				}
			})
		})
	}
}

func words(one string) []string {
	if one == "" {
		return nil
	}
	return []string{one}
}

// The end of a leg that was moved is told, though Asterisk tells it to no application by itself: the engine waits for
// it.
func TestTheEndOfALegThatWasMovedIsTold(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.talks()
		f.ast.Line("leg1").Redirect("from-internal", "s")
		time.Sleep(time.Second)
		f.must(f.pbx.Seat(f.t.Context(), "leg1", engine.SeatHangup))
		synctest.Wait()
		if gone := told[engine.SeatGone](f); len(gone) == 0 || gone[0].Session != "leg1" {
			f.t.Errorf("told %+v", gone)
		}
	})
}

// A channel that came in the place of a leg and is in no bridge has no owner but our application: it is ended.
func TestAChannelThatNobodyOwnsIsEnded(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.talks()
		phone := f.ast.Line("leg1").PickUp("PJSIP/desk")
		time.Sleep(3 * time.Second)
		if _, lives := f.ast.Channel(phone.ID()); !lives {
			f.t.Fatal("who talks with the consumer was ended")
		}
		f.must(f.pbx.Do(f.t.Context(), 1, call.Hangup{}))
		f.ast.Line("leg1").Hangup()
		time.Sleep(3 * time.Second)
		if _, lives := f.ast.Channel(phone.ID()); lives {
			f.t.Error("it lives on in our application")
		}
	})
}

func TestWhereAConsumerIs(t *testing.T) {
	tests := []struct {
		name string
		by   func(f *floor)
		want call.Whereabouts
	}{
		{"with the phone that took the agent's leg over", func(f *floor) { f.ast.Line("leg1").PickUp("PJSIP/desk") },
			call.Whereabouts{With: "PJSIP/desk"}},
		{"parked", func(f *floor) { f.ast.Line(channel(1)).Park() }, call.Whereabouts{}},
		{"in a dialplan", func(f *floor) { f.ast.Line(channel(1)).Redirect("from-internal", "s") }, call.Whereabouts{}},
		{"in our hands", func(f *floor) { f.ast.Line("leg1").Park() }, call.Whereabouts{Ours: true}},
		{"with a number that no gate has seen", func(f *floor) {
			f.dialed(f.ast.Line("leg1").PickUp("PJSIP/trunk"), map[string]string{"DIALEDPEERNUMBER": "90000055@trunk"})
		}, call.Whereabouts{With: "PJSIP/trunk", Ungated: dialer.Number("90000055").Masked()}},
		{"with a number that the guard has seen", func(f *floor) {
			f.dialed(f.ast.Line("leg1").PickUp("PJSIP/trunk"), map[string]string{
				"DIALEDPEERNUMBER": "004790000055@trunk", "RINGEVETT_GATED": "90000055",
			})
		}, call.Whereabouts{With: "PJSIP/trunk"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onFloor(t, func(f *floor) {
				f.talks()
				tt.by(f)
				time.Sleep(time.Second)
				f.do(1, call.Seek{})
				if got := callsTold[call.Whereabouts](f); len(got) != 1 || got[0] != tt.want {
					f.t.Errorf("got %+v, want %+v", got, tt.want)
				}
			})
		})
	}
}

// dialed sets what Asterisk and our guard write on a channel.
func (f *floor) dialed(line *aritest.Line, vars map[string]string) {
	for name, value := range vars {
		line.Set(name, value)
	}
}

// A leg that the PBX records by itself is not made ready, and neither is one of which that cannot be asked (8.2.1).
func TestALegThatThePBXRecordsIsNotMadeReady(t *testing.T) {
	onFloor(t, func(f *floor) {
		leg := f.ast.Incoming("ringevett", aritest.Incoming{ID: "leg3", Args: []string{"login"}})
		leg.Set("MIXMONITOR_FILENAME", "/var/spool/asterisk/monitor/out.wav")
		err := f.pbx.Seat(f.t.Context(), "leg3", engine.SeatOpen)
		if err == nil || !strings.Contains(err.Error(), "MixMonitor") {
			f.t.Errorf("got %v", err)
		}
		f.want(f.asked(addsTo("leg3")))
	})
}
