package shown_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/shown"
)

const visible = dialer.Number("+4722000001")

var ten = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func from(text string) shown.Look {
	return shown.Look{Read: true, From: text, Leg: "PJSIP/trunk-00000001"}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name string
		look shown.Look
		want shown.Verdict
	}{
		{"as the campaign has it", from("+4722000001"), shown.Same},
		{"without the plus", from("4722000001"), shown.Same},
		{"with 00", from("004722000001"), shown.Same},
		{"national", from("22000001"), shown.Same},
		{"national behind a plus is of another country", from("+22000001"), shown.Other},
		{"another", from("22000009"), shown.Other},
		{"the number with more behind it", from("220000011"), shown.Other},
		{"an extension", from("101"), shown.Other},
		{"hidden", from("anonymous"), shown.Other},
		{"none at all", from(""), shown.Other},
		{"the number in other letters", from("２２０００００１"), shown.Other},
		{"not read", shown.Look{Why: "DAHDI does not tell"}, shown.Unknown},
		{"not read, and the route had another", shown.Look{Handed: "22000009"}, shown.Other},
		{"not read, and the route had the number: a trunk may replace it still",
			shown.Look{Handed: "22000001"}, shown.Unknown},
	} {
		if got := shown.Compare(visible, c.look); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// FuzzCompare: what is taken for the number has its digits at its end, and nothing but digits and a plus.
func FuzzCompare(f *testing.F) {
	f.Add("+4722000001")
	f.Add("anonymous")
	f.Fuzz(func(t *testing.T, text string) {
		if shown.Compare(visible, from(text)) != shown.Same {
			return
		}
		if bare := strings.TrimLeft(strings.TrimSpace(text), "+0"); bare != "4722000001" && bare != "22000001" {
			t.Errorf("%q is taken for %s", text, visible)
		}
	})
}

func numbers(kept ...shown.Kept) *shown.Numbers {
	return shown.NewNumbers("PJSIP/{number}@trunk", kept)
}

func TestANumberIsProvedOnceADay(t *testing.T) {
	n := numbers()
	if n.Proved(ten, visible) || !n.Due(ten, visible) {
		t.Error("a number of which nothing is known is believed")
	}
	if k := n.Saw(ten, visible, from("22000001")); k.Code != dialer.ShownSame || !n.Proved(ten, visible) {
		t.Errorf("got %+v", k)
	}
	if k := n.Saw(ten, visible, from("22000001")); k.Code != "" {
		t.Errorf("the second look of the day is written down too: %+v", k)
	}
	if n.Proved(ten.Add(24*time.Hour), visible) {
		t.Error("yesterday's proof is believed")
	}
}

func TestAProvedNumberIsLookedAtBySample(t *testing.T) {
	n := numbers()
	n.Saw(ten, visible, from("22000001"))
	looks := 0
	for range 100 {
		if n.Due(ten, visible) {
			looks++
			n.Saw(ten, visible, from("22000001"))
		}
	}
	if looks != 5 {
		t.Errorf("%d looks in 100 calls, want 5", looks)
	}
	if !n.Due(ten.Add(5*time.Minute), visible) {
		t.Error("no look after five minutes")
	}
	if k := n.Saw(ten, visible, from("22000009")); k.Code != dialer.ShownOther || n.Proved(ten, visible) {
		t.Errorf("a sample that shows another number stops nothing: %+v", k)
	}
}

func TestAStopOutlastsARestartAndIsLiftedByAPersonOnly(t *testing.T) {
	n := numbers()
	stop := n.Saw(ten, visible, from("22000009"))
	if again := n.Saw(ten, visible, from("22000001")); again.Code != "" || n.Stopped(visible) == "" {
		t.Errorf("a look lifted the stop: %+v", again)
	}
	n = numbers(stop)
	if why := n.Stopped(visible); !strings.Contains(why, "22000009") || !strings.Contains(why, string(visible)) {
		t.Errorf("after a restart: %q", why)
	}
	if shown.NewNumbers("Local/{number}@mended/n", []shown.Kept{stop}).Stopped(visible) != "" {
		t.Error("another dial string is stopped for what was seen with the one before")
	}
	if _, err := n.Again(ten, visible, "mended", "cli:per"); err != nil || n.Stopped(visible) != "" ||
		n.Proved(ten, visible) {
		t.Errorf("again: %v", err)
	}
	if _, err := n.Again(ten, visible, "mended", "cli:per"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("again, with nothing stopped: %v", err)
	}
}

func TestAPersonsWordHoldsForWhatWasSeen(t *testing.T) {
	n := numbers()
	if _, err := n.Confirm(ten, visible, "seen", "cli:per"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("a word on nothing: %v", err)
	}
	n.Saw(ten, visible, from("22000008"))
	word, err := n.Confirm(ten, visible, "seen on my phone", "cli:per")
	if err != nil {
		t.Fatal(err)
	}
	n = numbers(word)
	if k := n.Saw(ten, visible, from("22000008")); k.Code != dialer.ShownSame || !n.Proved(ten, visible) {
		t.Errorf("what was confirmed stops: %+v", k)
	}
	if k := n.Saw(ten, visible, from("22000009")); k.Code != dialer.ShownOther {
		t.Errorf("something else was sent: %+v", k)
	}
}

func TestLooksThatSeeNothingStopSoon(t *testing.T) {
	n := numbers()
	blind := shown.Look{Why: "DAHDI does not tell which number it sends"}
	for range 10 {
		if k := n.Saw(ten, visible, shown.Look{Gone: true}); k.Code != "" {
			t.Fatalf("a call that was over counts: %+v", k)
		}
	}
	for i := range shown.Unseen {
		if n.Proved(ten, visible) {
			t.Error("a look that saw nothing proved the number")
		}
		if k := n.Saw(ten, visible, blind); (k.Code == dialer.ShownUnseen) != (i == shown.Unseen-1) {
			t.Errorf("look %d: %+v", i+1, k)
		}
	}
	if why := n.Stopped(visible); !strings.Contains(why, "DAHDI") {
		t.Errorf("why: %q", why)
	}
	if _, err := n.Confirm(ten, visible, "seen on my phone", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if k := n.Saw(ten, visible, blind); k.Code != dialer.ShownSame || !n.Proved(ten, visible) {
		t.Errorf("a person's word does not stand: %+v", k)
	}
	if k := n.Saw(ten, visible, from("22000009")); k.Code != dialer.ShownOther {
		t.Errorf("a number that can be read after all, and is another: %+v", k)
	}
}
