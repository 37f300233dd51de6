package roster_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func seat(name string, state roster.State, idle time.Duration) *roster.Seat {
	s := &roster.Seat{Session: dialer.SessionID(name), Agent: dialer.Agent{ID: dialer.AgentID(name)}}
	s.Set(noon.Add(-idle), state, time.Time{})
	return s
}

func TestNext(t *testing.T) {
	anyone := func(dialer.AgentID) bool { return true }
	leaving := seat("leaving", roster.Ready, time.Hour)
	leaving.Leaving = true
	for _, c := range []struct {
		name   string
		seats  []*roster.Seat
		serves func(dialer.AgentID) bool
		want   dialer.SessionID
	}{
		{"nobody there", nil, anyone, ""},
		{"the longest idle", []*roster.Seat{seat("anna", roster.Ready, time.Second), seat("bob", roster.Ready, time.Minute)}, anyone, "bob"},
		{"ties go by session", []*roster.Seat{seat("bob", roster.Ready, time.Second), seat("anna", roster.Ready, time.Second)}, anyone, "anna"},
		{"not one who is held, talks or wraps up", []*roster.Seat{seat("a", roster.Reserved, 9), seat("b", roster.Talking, 9), seat("c", roster.WrapUp, 9), seat("d", roster.Opening, 9)}, anyone, ""},
		{"not one who is leaving", []*roster.Seat{leaving}, anyone, ""},
		{"only who serves", []*roster.Seat{seat("anna", roster.Ready, time.Hour), seat("bob", roster.Ready, 1)}, func(a dialer.AgentID) bool { return a == "bob" }, "bob"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got dialer.SessionID
			if s := roster.Next(c.seats, c.serves); s != nil {
				got = s.Session
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func press(s *roster.Seat, keys string) (last roster.Pressed) {
	for _, k := range []byte(keys) {
		if p := s.Key(noon, k); p != (roster.Pressed{}) {
			last = p
		}
	}
	return last
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		name  string
		state roster.State
		keys  string
		want  roster.Pressed
	}{
		{"a PIN ends with #", roster.Pin, "1234#", roster.Pressed{Pin: "1234"}},
		{"a PIN is not whole without #", roster.Pin, "1234", roster.Pressed{}},
		{"* starts the PIN over", roster.Pin, "99*1234#", roster.Pressed{Pin: "1234"}},
		{"a PIN that grows too long starts over", roster.Pin, "123456789" + "1234#", roster.Pressed{Pin: "1234"}},
		{"a disposition", roster.Talking, "*02", roster.Pressed{Disposition: dialer.Machine}},
		{"* starts it over", roster.WrapUp, "*0*01", roster.Pressed{Disposition: dialer.Person}},
		{"digits alone say nothing", roster.Talking, "01", roster.Pressed{}},
		{"no such disposition", roster.Talking, "*09", roster.Pressed{}},
		{"a code that is not ours is forgotten", roster.Talking, "*8*", roster.Pressed{}},
		{"the question about a recording", roster.Talking, "*60", roster.Pressed{Recording: roster.AskRecording}},
		{"a yes to it", roster.Talking, "*61", roster.Pressed{Recording: roster.SpokenYes}},
		{"a no to it", roster.Talking, "*2", roster.Pressed{Recording: roster.SpokenNo}},
		{"an inquiry is noted", roster.Talking, "*97", roster.Pressed{Note: true}},
		{"no other code begins like it", roster.WrapUp, "*98", roster.Pressed{}},
		{"one that is begun and left is forgotten", roster.Talking, "*9*01", roster.Pressed{Disposition: dialer.Person}},
		{"no such word on a recording", roster.Talking, "*62", roster.Pressed{}},
		{"and does not spoil the next", roster.Talking, "*80*01", roster.Pressed{Disposition: dialer.Person}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := press(seat("anna", c.state, 0), c.keys); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestWrongPins(t *testing.T) {
	s := seat("anna", roster.Pin, 0)
	const allowed = 3
	for i := 1; i < allowed; i++ {
		if !s.WrongPin(allowed) {
			t.Fatalf("no try left after %d of %d", i, allowed)
		}
	}
	if s.WrongPin(allowed) {
		t.Fatal("another try after the last")
	}
}
