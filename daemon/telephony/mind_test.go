package telephony_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// A PBX that does not answer is told within three seconds, long before the connection is given up, and so is that it
// answers again.
func TestAStalledPBXIsTold(t *testing.T) {
	onFloor(t, func(f *floor) {
		time.Sleep(10 * time.Second)
		stalls := func() (s []engine.Event) {
			return slices.DeleteFunc(f.heard(), func(ev engine.Event) bool {
				_, is := ev.(engine.Stalled)
				return !is
			})
		}
		if got := stalls(); len(got) > 0 {
			t.Fatalf("a PBX that answers has stalled: %+v", got)
		}
		f.ast.Slow(4 * time.Second)
		time.Sleep(3 * time.Second)
		if got := stalls(); len(got) != 1 || got[0] != (engine.Stalled{Is: true}) {
			t.Errorf("3 s after it fell silent: %+v", got)
		}
		f.ast.Slow(0)
		time.Sleep(10 * time.Second)
		if got := stalls(); len(got) != 2 || got[1] != (engine.Stalled{}) {
			t.Errorf("after it answered again: %+v", got)
		}
		for _, ev := range f.heard() {
			if _, down := ev.(engine.Down); down {
				t.Errorf("the connection was given up: %+v", ev)
			}
		}
	})
}

// Events that were not read in time are lost. A new connection follows, and a look at the whole state.
func TestAnOverflowIsMended(t *testing.T) {
	onFloor(t, func(f *floor) {
		stuck := make(chan struct{})
		f.hold(func(ev engine.Event) {
			if _, arrived := ev.(engine.SeatArrived); arrived {
				<-stuck
			}
		})
		f.ast.Incoming("ringevett", aritest.Incoming{ID: "leg3", Args: []string{"login"}})
		synctest.Wait()
		pad := strings.Repeat("x", 4<<20)
		for n := range 20 {
			f.ast.Raw(
				fmt.Sprintf(`{"type":"ChannelUserevent","eventname":"n%d","userevent":{"pad":"%s"},`+
					`"timestamp":"2026-11-24T12:00:00.000+0000","application":"ringevett"}`, n, pad),
			)
			synctest.Wait()
		}
		before := len(f.heard())
		close(stuck)
		time.Sleep(5 * time.Second)
		var down, up bool
		for _, ev := range f.heard()[before:] {
			switch ev := ev.(type) {
			case engine.Down:
				down = true
			case engine.Up:
				_, known := ev.Found.Seats["leg3"]
				up = down && known
			}
		}
		if !down || !up {
			t.Errorf("down %v, and then up with all that there is %v", down, up)
		}
		f.ast.Incoming("ringevett", aritest.Incoming{ID: "leg4", Args: []string{"login"}})
		synctest.Wait()
		all := f.heard()
		if a, is := all[len(all)-1].(engine.SeatArrived); !is || a.Session != "leg4" {
			t.Errorf("events are not heard after it: %+v", all[len(all)-1])
		}
	})
}

// Another installation holds the name: the connection is refused in plain words, until the other is silent, or by
// force.
func TestANameThatIsHeldIsNotTaken(t *testing.T) {
	for _, c := range []struct {
		name, beat string // the holder's, and how long ago
		age        time.Duration
		force, up  bool
	}{
		{"another installation that lives", "ffffff", 3 * time.Second, false, false},
		{"another installation that lives, by force", "ffffff", 3 * time.Second, true, true},
		{"another installation that is silent", "ffffff", time.Minute, false, true},
		{"our own, from before a restart", "0a1b2c", time.Second, false, true},
		{"a client that writes no beat", "", 0, false, false},
		{"a client that writes no beat, by force", "", 0, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ast := aritest.New()
				defer ast.Close()
				holder := newClient(t, ast)
				defer holder.Close()
				if c.beat != "" {
					ast.Global("RINGEVETT_HOLDER_ringevett",
						fmt.Sprintf("%s|%d", c.beat, time.Now().Add(-c.age).UnixMilli()))
				}
				f := newInstance(t, ast, func(s *telephony.Settings) { s.TakeOver = c.force })
				defer f.pbx.Close()
				time.Sleep(2 * time.Second)
				var up bool
				var why string
				for _, ev := range f.heard() {
					switch ev := ev.(type) {
					case engine.Up:
						up = true
					case engine.Down:
						why = ev.Why
					}
				}
				if up != c.up || !c.up && !strings.Contains(why, "--take-over") {
					t.Errorf("connected %v, want %v; said %q", up, c.up, why)
				}
			})
		})
	}
}

// hold has what is told go through a function first, which may block.
func (f *floor) hold(do func(engine.Event)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.first = do
}

// newClient holds our application's name without being a daemon.
func newClient(t *testing.T, ast *aritest.Asterisk) *ari.Client {
	t.Helper()
	c, err := ari.Connect(t.Context(), ast.Config("ringevett"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}
