package roster_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// told is a seat that was told of a client so long ago.
func told(client dialer.ClientID, ago time.Duration) *roster.Seat {
	s := seat("anna", roster.Ready, ago)
	turn(s, noon.Add(-ago), client, "")
	return s
}

// turn tells the agent of a client, and has the telling end.
func turn(s *roster.Seat, at time.Time, client dialer.ClientID, why string) {
	s.Turn(at, client)
	s.Turned(at, why)
	s.Set(at, roster.Ready, time.Time{})
}

func TestMayTurn(t *testing.T) {
	refused := told("fjellvann", time.Hour)
	turn(refused, noon.Add(-time.Second), "skog", "no sound")
	lapsed := told("fjellvann", time.Hour)
	turn(lapsed, noon.Add(-roster.TellAgain), "skog", "no sound")
	heardOf := told("fjellvann", time.Second)
	heardOf.HeardOf("elv")
	talking, leaving := told("fjellvann", time.Hour), told("fjellvann", time.Hour)
	talking.Set(noon, roster.Talking, time.Time{})
	leaving.Leaving = true
	turning := told("fjellvann", time.Hour)
	turning.Turn(noon, "elv")
	for _, c := range []struct {
		name string
		seat *roster.Seat
		to   dialer.ClientID
		idle bool
		want bool
	}{
		{"one that was told of none", seat("anna", roster.Ready, 0), "skog", false, true},
		{"its own client", told("skog", time.Hour), "skog", true, false},
		{"its client has no call", told("fjellvann", time.Second), "skog", true, true},
		{"its client has calls, and not for a stint yet", told("fjellvann", roster.Stint-1), "skog", false, false},
		{"its client has calls, and had it for a stint", told("fjellvann", roster.Stint), "skog", false, true},
		{"in a talk", talking, "skog", true, false},
		{"about to log out", leaving, "skog", true, false},
		{"while it is being told", turning, "skog", true, false},
		{"a client that it could not be told of", refused, "skog", true, false},
		{"another than that one", refused, "elv", true, true},
		{"that one again after a while", lapsed, "skog", true, true},
		{"its own client, after it heard another's name", heardOf, "fjellvann", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.seat.MayTurn(noon, c.to, c.idle); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestTurned(t *testing.T) {
	for _, c := range []struct {
		name   string
		do     func(s *roster.Seat)
		client dialer.ClientID
		told   bool
		why    string
	}{
		{"told of the first", func(s *roster.Seat) { turn(s, noon, "skog", "") }, "skog", true, ""},
		{"the first could not be told: it is served, untold",
			func(s *roster.Seat) { turn(s, noon, "skog", "no sound") }, "skog", false, "no sound"},
		{"and the second is refused", func(s *roster.Seat) {
			turn(s, noon, "skog", "no sound")
			turn(s, noon, "elv", "no sound either")
		}, "skog", false, "no sound either"},
		{"told of the second", func(s *roster.Seat) { turn(s, noon, "skog", ""); turn(s, noon, "elv", "") }, "elv", true, ""},
		{"the second could not be told", func(s *roster.Seat) {
			turn(s, noon, "skog", "")
			turn(s, noon, "elv", "no sound")
		}, "skog", true, "no sound"},
		{"cut off by a key", func(s *roster.Seat) { turn(s, noon, "skog", ""); s.Turn(noon, "elv"); s.Interrupted() },
			"skog", true, ""},
		{"the sole client of its agent", func(s *roster.Seat) { s.Assign(noon, "skog") }, "skog", false, ""},
		{"a caller about another client",
			func(s *roster.Seat) { turn(s, noon, "skog", ""); s.HeardOf("elv") }, "", false, ""},
		{"a caller about its own client",
			func(s *roster.Seat) { turn(s, noon, "skog", ""); s.HeardOf("skog") }, "skog", true, ""},
		{"its own could not be told again after a caller about another", func(s *roster.Seat) {
			turn(s, noon, "skog", "")
			s.HeardOf("elv")
			turn(s, noon, "skog", "no sound")
		}, "", false, "no sound"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := seat("anna", roster.Ready, 0)
			c.do(s)
			if s.For.Client != c.client || s.For.Told != c.told || s.For.Why != c.why {
				t.Errorf("got %q, told %v, refused because %q; want %q, %v, %q", s.For.Client, s.For.Told, s.For.Why,
					c.client, c.told, c.why)
			}
		})
	}
}
