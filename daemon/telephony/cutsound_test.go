package telephony_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/sirupsen/logrus"
	logtest "github.com/sirupsen/logrus/hooks/test"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// A display is changed as soon as no sound plays on the leg, and not before: Asterisk takes no request meanwhile.
func TestAHandsetIsShownTheCallWhenTheSoundIsOver(t *testing.T) {
	onScreen(t, display.ByLine, "PJSIP/anna", map[string]string{sendsPAI: "yes"}, func(f *floor) {
		f.ast.Media("sound:"+string(engine.SeatNoted), 4*time.Second)
		said := f.begins("leg1", engine.SeatNoted)
		shown := make(chan error, 1)
		go func() { shown <- f.pbx.Show(f.t.Context(), "leg1", display.Card{Client: "Fjellvann"}) }()
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if all := f.displayed(); len(all) != 0 {
			f.t.Errorf("while the sound plays the PBX is asked for %q", all)
		}
		time.Sleep(2 * time.Second)
		f.must(<-said)
		f.must(<-shown)
		if all := f.displayed(); len(all) == 0 {
			f.t.Error("the sound is over, and nothing is shown")
		}
	})
}

// A sound whose channel ends under it, as with the outcome key, is no fault. One that the PBX does not have is.
func TestOnlyASoundThatCannotBePlayedIsAFault(t *testing.T) {
	for name, c := range map[string]struct {
		lasts time.Duration // below 0: the PBX has no such sound
		then  func(f *floor)
		fault bool
	}{
		"the channel ends":       {10 * time.Second, func(f *floor) { f.ast.Line("leg1").Hangup() }, false},
		"cut off by a key":       {10 * time.Second, func(f *floor) { f.ast.Line("leg1").Digits("*") }, false},
		"there is no such sound": {-1, func(*floor) {}, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				log, logged := logtest.NewNullLogger()
				ast := aritest.New()
				defer ast.Close()
				f := newInstance(t, ast, func(s *telephony.Settings) { s.Log = logrus.NewEntry(log) })
				defer f.pbx.Close()
				ast.Incoming("ringevett", aritest.Incoming{ID: "leg1", Args: []string{"login"}})
				f.must(f.pbx.Seat(t.Context(), "leg1", engine.SeatOpen))
				ast.Media("sound:"+string(engine.SeatNoted), c.lasts)
				said := f.begins("leg1", engine.SeatNoted)
				c.then(f)
				synctest.Wait()
				<-said
				synctest.Wait()
				faults := 0
				for _, e := range logged.AllEntries() {
					if e.Level <= logrus.ErrorLevel {
						faults++
					}
				}
				if (faults > 0) != c.fault {
					t.Errorf("%d errors logged, want some: %t", faults, c.fault)
				}
			})
		})
	}
}
