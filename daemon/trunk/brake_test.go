package trunk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/trunk"
)

var noon = time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)

func room(t *testing.T, b *trunk.Brake, now time.Time, unknown, want int, limited bool) {
	t.Helper()
	if n, l := b.Room(now, unknown); n != want || l != limited {
		t.Errorf("room for %d, limited %v; want %d, %v", n, l, want, limited)
	}
}

func TestAShortRunStopsTheTrunkAndOneCallTriesIt(t *testing.T) {
	var b trunk.Brake
	room(t, &b, noon, 40, 0, false)
	for i := range trunk.Run - 1 {
		if b.Failed(noon, "503") {
			t.Fatalf("stopped after %d", i+1)
		}
	}
	room(t, &b, noon, 0, 1, true)
	room(t, &b, noon, 1, 0, true)
	if !b.Failed(noon, "503") || !b.Held() {
		t.Fatal("not stopped after the run")
	}
	now := noon
	for _, wait := range []time.Duration{15, 30, 60, 120, 240, 300, 300} {
		b.Failed(now, "503") // what was under way at the stop brings the probe no later
		wait *= time.Second
		room(t, &b, now.Add(wait-1), 0, 0, true)
		now = now.Add(wait)
		room(t, &b, now, 0, 1, true)
		room(t, &b, now, 1, 0, true)
		if b.Failed(now, "503 Service Unavailable") {
			t.Error("a probe that failed began another stop")
		}
	}
	if why := b.Why(); !strings.Contains(why, "503 Service Unavailable") || !strings.Contains(why, "12:00:00") {
		t.Errorf("why: %s", why)
	}
	if !b.Reached(now) || b.Held() || b.Why() != "" || b.Reached(now) {
		t.Error("a call that reached somebody did not end the stop, once")
	}
	room(t, &b, now, 40, 0, false)
}

func TestOneInThreeNeverStopsATrunk(t *testing.T) {
	var b trunk.Brake
	for i := range 300 {
		if i%3 == 0 {
			b.Reached(noon)
		} else if b.Failed(noon, "500") {
			t.Fatalf("stopped at call %d", i)
		}
	}
}

func TestATrunkIsBelievedOnNumbersOnlyBesideCalleesWhomItReaches(t *testing.T) {
	var b trunk.Brake
	if b.Believes(noon) {
		t.Error("a trunk that reached no one is believed")
	}
	b.Reached(noon)
	if !b.Believes(noon.Add(time.Minute)) || b.Believes(noon.Add(time.Hour)) {
		t.Error("a trunk that reached somebody is believed for a while")
	}
	b.Failed(noon.Add(time.Minute), "404")
	if b.Believes(noon.Add(time.Minute)) {
		t.Error("the second failure in a row is believed")
	}
}
