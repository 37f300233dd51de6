package roster_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func seat(name string, state roster.State, idle time.Duration) *roster.Seat {
	s := &roster.Seat{Session: dialer.SessionID(name), Agent: dialer.Agent{ID: dialer.AgentID(name)}, Heard: true}
	s.Set(noon.Add(-idle), state, time.Time{})
	return s
}

func TestNext(t *testing.T) {
	anyone := func(*roster.Seat) bool { return true }
	leaving := seat("leaving", roster.Ready, time.Hour)
	leaving.Leaving = true
	for _, c := range []struct {
		name  string
		seats []*roster.Seat
		may   func(*roster.Seat) bool
		want  dialer.SessionID
	}{
		{"no agent there", nil, anyone, ""},
		{"the longest idle",
			[]*roster.Seat{seat("anna", roster.Ready, time.Second), seat("bob", roster.Ready, time.Minute)}, anyone,
			"bob"},
		{"ties go by session",
			[]*roster.Seat{seat("bob", roster.Ready, time.Second), seat("anna", roster.Ready, time.Second)}, anyone,
			"anna"},
		{"not one who is held, talks or wraps up",
			[]*roster.Seat{
				seat("a", roster.Reserved, 9), seat("b", roster.Talking, 9), seat("c", roster.WrapUp, 9),
				seat("d", roster.Opening, 9),
			}, anyone, ""},
		{"not one who is leaving", []*roster.Seat{leaving}, anyone, ""},
		{"only who serves", []*roster.Seat{seat("anna", roster.Ready, time.Hour), seat("bob", roster.Ready, 1)},
			func(s *roster.Seat) bool { return s.Agent.ID == "bob" }, "bob"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got dialer.SessionID
			if s := roster.Next(c.seats, c.may); s != nil {
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
		if p := s.Key(noon.Add(time.Minute), k); p != (roster.Pressed{}) {
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
		{"a disposition", roster.Talking, "*02", roster.Pressed{Act: roster.Outcome, Digits: "2"}},
		{"* starts it over", roster.WrapUp, "*0*01", roster.Pressed{Act: roster.Outcome, Digits: "1"}},
		{"digits alone say nothing", roster.Talking, "01", roster.Pressed{}},
		{"no such disposition", roster.Talking, "*09", roster.Pressed{Refused: true}},
		{"a code that is not ours is refused", roster.Talking, "*69", roster.Pressed{Refused: true}},
		{"the question about a recording", roster.Talking, "*60", roster.Pressed{Act: roster.AskRecording}},
		{"a yes to it", roster.Talking, "*61", roster.Pressed{Act: roster.SpokenYes}},
		{"a no to it", roster.Talking, "*2", roster.Pressed{Act: roster.SpokenNo}},
		{"an inquiry is noted", roster.Talking, "*97", roster.Pressed{Act: roster.Note}},
		{"one that is begun and left is forgotten", roster.Talking, "*9*01",
			roster.Pressed{Act: roster.Outcome, Digits: "1"}},
		{"no such word on a recording", roster.Talking, "*62", roster.Pressed{Refused: true}},
		{"and does not spoil the next", roster.Talking, "*69*01", roster.Pressed{Act: roster.Outcome, Digits: "1"}},
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

// Keys at seconds of one story: "m" is a bridging.
func TestACodeBelongsToOneCall(t *testing.T) {
	type key struct {
		at float64
		is byte
	}
	for _, c := range []struct {
		name string
		keys []key
		want roster.Pressed
	}{
		{"whole before the bridging", []key{
			{0, '*'}, {1, '0'}, {2, '1'}, {3, 'm'},
		}, roster.Pressed{Act: roster.Outcome, Digits: "1"}},
		{"begun before it", []key{
			{0, '*'}, {1, '0'}, {2, 'm'}, {3, '1'},
		}, roster.Pressed{Act: roster.Outcome, Digits: "1", Before: true}},
		{"begun before it, about the recording", []key{
			{0, '*'}, {2, 'm'}, {3, '2'},
		}, roster.Pressed{Act: roster.SpokenNo, Before: true}},
		{"begun before it, a note", []key{
			{0, '*'}, {1, '9'}, {2, 'm'}, {3, '7'},
		}, roster.Pressed{Act: roster.Note, Before: true}},
		{"begun after it", []key{{0, 'm'}, {1, '*'}, {2, '9'}, {3, '7'}}, roster.Pressed{Act: roster.Note}},
		{"begun at once after it", []key{{0, 'm'}, {0.1, '*'}, {2, '9'}, {3, '7'}}, roster.Pressed{Act: roster.Note}},
		{"an outcome a second after it", []key{
			{0, 'm'}, {1, '*'}, {2, '0'}, {4, '1'},
		}, roster.Pressed{Act: roster.Outcome, Digits: "1"}},
		{"an outcome begun so soon and keyed slowly", []key{
			{0, 'm'}, {0.5, '*'}, {2, '0'}, {4, '1'},
		}, roster.Pressed{Act: roster.Outcome, Digits: "1", Before: true}},
		{"begun before it, and again after it", []key{{0, '*'}, {1, '6'}, {2, 'm'}, {3, '*'}, {4, '6'}, {5, '0'}},
			roster.Pressed{Act: roster.AskRecording}},
		{"three seconds for a key", []key{{0, '*'}, {3, '0'}, {6, '1'}}, roster.Pressed{Act: roster.Outcome, Digits: "1"}},
		{"more than three", []key{{0, '*'}, {1, '0'}, {4.1, '1'}}, roster.Pressed{Refused: true}},
		{"what was given up begins nothing", []key{{0, '*'}, {4, '0'}, {5, '1'}}, roster.Pressed{Refused: true}},
		{"a bridging does not lengthen it", []key{
			{0, '*'}, {1, '0'}, {3, 'm'}, {4.1, '1'},
		}, roster.Pressed{Refused: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := seat("anna", roster.WrapUp, 0)
			var got roster.Pressed
			for _, k := range c.keys {
				now := noon.Add(time.Duration(k.at * float64(time.Second)))
				if k.is == 'm' {
					s.Set(now, roster.Talking, time.Time{})
				} else if p := s.Key(now, k.is); p != (roster.Pressed{}) {
					got = p
				}
			}
			if got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestJustMet(t *testing.T) {
	s := seat("anna", roster.Ready, 0)
	if s.JustMet(noon) {
		t.Error("an agent without a call has just met somebody")
	}
	s.Set(noon, roster.Talking, time.Time{})
	s.Set(noon.Add(time.Second), roster.WrapUp, time.Time{})
	if !s.JustMet(noon.Add(roster.WordGuard-1)) || s.JustMet(noon.Add(roster.WordGuard)) {
		t.Errorf("the guard is not %v", roster.WordGuard)
	}
}

func TestTheShortWrapUpIsBounded(t *testing.T) {
	const short = 3 * time.Second
	s := seat("anna", roster.Talking, 0)
	var last time.Time
	for now := noon; s.Settle(now, short); now = now.Add(short - time.Second) {
		if last = s.Deadline; s.State != roster.WrapUp || !s.Settling() || s.Deadline.Sub(now) > short {
			t.Fatalf("at %v: %+v", now.Sub(noon), s)
		}
	}
	if got := last.Sub(noon); got != 4*short {
		t.Errorf("the last correction's wrap-up ended after %v, want %v", got, 4*short)
	}
	s.Set(noon.Add(time.Minute), roster.Ready, time.Time{})
	if s.Settling() || !s.Settle(noon.Add(2*time.Minute), short) {
		t.Error("the next call's word has no wrap-up")
	}
	if none := seat("bob", roster.Talking, 0); none.Settle(noon, 0) {
		t.Error("a wrap-up of no time is one")
	}
	if since := s.Since; s.Settle(noon.Add(2*time.Minute+time.Second), short) && s.Since != since {
		t.Error("a correction moves the wrap-up's beginning, from which pacing learns")
	}
}
