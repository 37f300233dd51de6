package telephony_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

var known = engine.SeatKnown(engine.Known{Client: "fjellvann", Campaign: "c1", Source: "kunder"})

// begins carries out an effect on an agent's leg beside the test, and gives how it ends.
func (f *floor) begins(id dialer.SessionID, ef engine.SeatEffect) <-chan error {
	end := make(chan error, 1)
	go func() { end <- f.pbx.Seat(f.t.Context(), id, ef) }()
	synctest.Wait()
	return end
}

// playedOn are the channels that something was played on.
func (f *floor) playedOn() (channels []string) {
	for _, r := range f.ast.Requests() {
		parts := strings.Split(strings.TrimPrefix(r.Path, "/ari/"), "/")
		if r.Method == "POST" && len(parts) > 3 && parts[0] == "channels" && parts[2] == "play" {
			channels = append(channels, parts[1])
		}
	}
	return channels
}

// What is known of a call is whispered to the agent's leg by a channel of its own: nothing plays on the agent's
// channel, the consumer's, or the bridge. The channel is hung up when it has been said.
func TestWhatIsKnownIsWhispered(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.rings(1, "leg1")
		f.ast.Line(channel(1)).Answer()
		synctest.Wait()
		f.ast.Media("sound:"+string(known), 3*time.Second)
		end := f.begins("leg1", known)
		on := f.playedOn()
		if len(on) != 1 || on[0] == "leg1" || on[0] == channel(1) {
			f.t.Errorf("played on %v, want one channel that whispers", on)
		}
		time.Sleep(4 * time.Second)
		synctest.Wait()
		f.must(<-end)
		if _, lives := f.ast.Channel(on[0]); lives {
			f.t.Error("the channel that whispered lives on")
		}
	})
}

// The answer, and a key of the agent, end what is whispered; so does the next join.
func TestAWhisperGivesWay(t *testing.T) {
	for name, happens := range map[string]func(f *floor){
		"a consumer is joined": func(f *floor) { f.rings(1, "leg1") },
		"a key":                func(f *floor) { f.ast.Line("leg1").Digits("1") },
	} {
		t.Run(name, func(t *testing.T) {
			onFloor(t, func(f *floor) {
				f.ast.Media("sound:"+string(known), 20*time.Second)
				end := f.begins("leg1", known)
				happens(f)
				synctest.Wait()
				if f.stopped() != 1 {
					f.t.Errorf("%d sounds were ended, want the whisper", f.stopped())
				}
				f.must(<-end)
			})
		})
	}
}

// What is said while it rings is cut off by the answer, and is not begun after it.
func TestThePurposeGivesWayToTheAnswer(t *testing.T) {
	purpose := engine.SeatPurpose("c1")
	onFloor(t, func(f *floor) {
		f.rings(1, "leg1")
		f.ast.Media("sound:"+string(purpose), 10*time.Second)
		end := f.begins("leg1", purpose)
		f.ast.Line(channel(1)).Answer()
		synctest.Wait()
		f.must(<-end)
		if f.stopped() != 1 {
			f.t.Errorf("%d sounds were ended by the answer, want the purpose", f.stopped())
		}
		f.must(f.pbx.Seat(f.t.Context(), "leg1", purpose))
		if n := len(f.playedOn()); n != 1 {
			f.t.Errorf("played %d times, want none after the answer", n)
		}
	})
}

// A client counts as told only when the whole was heard: not when a key cut it off, the PBX has no such sound, or its
// end was never heard.
func TestAClientIsToldWhole(t *testing.T) {
	tells := engine.SeatClient("skog")
	sound := "sound:" + string(tells)
	for name, c := range map[string]struct {
		lasts   time.Duration // below 0: the PBX has no such sound
		happens func(f *floor)
		told    func(error) bool
	}{
		"heard": {2 * time.Second, func(*floor) { time.Sleep(3 * time.Second) }, func(err error) bool { return err == nil }},
		"cut off": {2 * time.Second, func(f *floor) { f.ast.Line("leg1").Digits("5") },
			func(err error) bool { return errors.Is(err, engine.ErrCut) }},
		"no end":   {time.Hour, func(*floor) { time.Sleep(10 * time.Second) }, failed},
		"no sound": {-1, func(*floor) {}, failed},
	} {
		t.Run(name, func(t *testing.T) {
			onFloor(t, func(f *floor) {
				f.ast.Media(sound, c.lasts)
				end := f.begins("leg1", tells)
				c.happens(f)
				synctest.Wait()
				if err := <-end; !c.told(err) {
					f.t.Errorf("ended with %v", err)
				}
			})
		})
	}
}

func failed(err error) bool { return err != nil && !errors.Is(err, engine.ErrCut) }
