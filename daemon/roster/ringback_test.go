package roster_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

func TestWhoIsRungBack(t *testing.T) {
	lost := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		seat  roster.Seat
		after time.Duration
		want  bool
	}{
		{"an agent who was free", roster.Seat{State: roster.Ready}, time.Minute, true},
		{"an agent in a talk", roster.Seat{State: roster.Talking}, time.Minute, true},
		{"an agent who keyed a pause", roster.Seat{State: roster.Paused, Pause: dialer.PauseLunch}, time.Minute, false},
		{"an agent whose pause begins after the call", roster.Seat{State: roster.Talking, Pause: dialer.PauseLunch},
			time.Minute, false},
		{"an agent who asked to log out", roster.Seat{State: roster.Talking, Leaving: true}, time.Minute, false},
		{"a phone that had not logged in", roster.Seat{State: roster.Pin}, time.Minute, false},
		{"the second phone of an agent", roster.Seat{State: roster.Ready, Behind: true}, time.Minute, false},
		{"after a quarter of an hour", roster.Seat{State: roster.Ready}, 15*time.Minute + 1, false},
	} {
		if got := tt.seat.RingsBack(lost.Add(tt.after), lost); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	for n, sum := 0, time.Duration(0); ; n++ {
		wait, more := roster.RingBackIn(n)
		if sum += wait; !more {
			if n != 3 || sum > 2*time.Minute {
				t.Errorf("rung %d times within %v", n, sum)
			}
			return
		}
		if n > 0 && wait <= roster.RingBackLasts {
			t.Errorf("the phone still rings when it is rung for the %d. time", n+1)
		}
	}
}
