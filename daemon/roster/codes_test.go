package roster_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/roster"
)

var (
	online = []roster.State{
		roster.Ready, roster.Reserved, roster.Talking, roster.WrapUp, roster.Paused, roster.Turning,
	}
	allStates = append([]roster.State{
		roster.Pin, roster.PinWait, roster.Checking, roster.Opening, roster.Closing,
	}, online...)
)

// whole gives everything that can be keyed for a code: with each digit it takes, with the fewest and the most of them.
func whole(c roster.Code) (all []string) {
	if c.Digits.Most == 0 {
		return []string{c.Keys}
	}
	for _, d := range c.Digits.Of {
		all = append(all, c.Keys+strings.Repeat(string(d), c.Digits.Most))
	}
	if c.Digits.Least < c.Digits.Most {
		all = append(all, c.Keys+strings.Repeat(c.Digits.Of[:1], c.Digits.Least)+"#")
	}
	return all
}

func TestNoCodeIsTheStartOfAnother(t *testing.T) {
	codes := roster.Codes()
	if overlap := overlapping(codes); overlap != "" {
		t.Error(overlap)
	}
	codes = append(codes, roster.Code{Keys: codes[0].Keys + "7"})
	if overlapping(codes) == "" {
		t.Error("a code that begins with another is not seen")
	}
}

func overlapping(codes []roster.Code) string {
	for i, a := range codes {
		for j, b := range codes {
			if i != j && strings.HasPrefix(a.Keys, b.Keys) {
				return fmt.Sprintf("%s begins with %s", a.Keys, b.Keys)
			}
		}
	}
	return ""
}

// Every line of the table can be keyed, told apart, heard and read.
func TestTheTableIsWhole(t *testing.T) {
	acts := map[roster.Act]string{}
	for _, c := range roster.Codes() {
		if len(c.Keys) < 2 || c.Keys[0] != '*' || strings.Trim(c.Keys[1:], "0123456789") != "" {
			t.Errorf("%q is no star and digits", c.Keys)
		}
		if acts[c.Act] != "" || c.Act == "" {
			t.Errorf("%s does %q, as %q does", c.Keys, c.Act, acts[c.Act])
		}
		acts[c.Act] = c.Keys
		if d := c.Digits; d.Least > d.Most || d.Most > 0 && d.Of == "" || strings.Trim(d.Of, "0123456789") != "" {
			t.Errorf("%s takes %+v", c.Keys, d)
		}
		for _, s := range c.In {
			if !slices.Contains(online, s) {
				t.Errorf("%s means something to a seat that is not on the line: %s", c.Keys, s)
			}
		}
		if len(c.In) == 0 || c.Caller && !slices.Contains(c.In, roster.Talking) {
			t.Errorf("%s means something in %v, with a caller: %v", c.Keys, c.In, c.Caller)
		}
		if c.Cue == "" || len(c.Lines) == 0 {
			t.Errorf("%s has cue %q and %d lines on the card", c.Keys, c.Cue, len(c.Lines))
		}
		if (c.Dialed.NB == "") != (c.Dialed.EN == "") {
			t.Errorf("%s: what it does where it is dialed is said in one language", c.Keys)
		}
		for _, l := range c.Lines {
			if !strings.HasPrefix(l.Keys, c.Keys) || l.To.NB == "" || l.To.EN == "" || l.Hear.NB == "" || l.Hear.EN == "" {
				t.Errorf("%s: a line is not whole: %+v", c.Keys, l)
			}
		}
	}
}

// TestEveryCodeInEveryState: a code does its act in the states of its line, with a consumer or with a caller, and
// nothing in any other.
func TestEveryCodeInEveryState(t *testing.T) {
	pairs := 0
	for _, state := range allStates {
		for _, caller := range []string{"", "caller-1"} {
			if caller != "" && state != roster.Talking {
				continue
			}
			for _, c := range roster.Codes() {
				means := slices.Contains(c.In, state) && (caller == "" || c.Caller)
				for _, keys := range whole(c) {
					s := seat("anna", state, time.Hour)
					s.Caller = caller
					got := press(s, keys)
					pairs++
					if did := got.Act == c.Act; did != means || got.Act != "" && !did {
						t.Errorf("%s, %s with %q: got %+v; it means something: %v", keys, state, caller, got, means)
					}
					if asked := slices.Contains(online, state); asked && !means && !got.Refused {
						t.Errorf("%s, %s with %q: the agent does not hear that it did nothing", keys, state, caller)
					}
					if means && got.Digits != strings.Trim(strings.TrimPrefix(keys, c.Keys), "#") {
						t.Errorf("%s: took %q further", keys, got.Digits)
					}
				}
			}
		}
	}
	t.Logf("%d pairs of state and code", pairs)
	if pairs < 10*len(roster.Codes()) {
		t.Errorf("only %d pairs of state and code", pairs)
	}
}

// TestAWrongKeyHarmsNothing: a code with one key doubled, left out or late does its own act or none, and the next code
// is read as it is keyed.
func TestAWrongKeyHarmsNothing(t *testing.T) {
	const after = "*01"
	for _, c := range roster.Codes() {
		for _, keys := range whole(c) {
			for i := range keys {
				doubled, missing := keys[:i+1]+keys[i:], keys[:i]+keys[i+1:]
				for _, wrong := range []string{doubled, missing, keys[:i]} {
					s := seat("anna", c.In[0], time.Hour)
					if got := press(s, wrong); got.Act != "" && got.Act != c.Act && !isCode(wrong) {
						t.Errorf("%s for %s: did %s", wrong, keys, got.Act)
					}
					if got := press(s, after); got.Act != roster.Outcome || got.Digits != "1" {
						t.Errorf("%s after %s: got %+v", after, wrong, got)
					}
				}
				if i > 0 {
					wantLate(t, c, keys, i)
				}
			}
		}
	}
}

// isCode reports whether what was keyed is itself a code that the table has: then the agent keyed that one.
func isCode(keyed string) bool {
	return slices.ContainsFunc(roster.Codes(), func(c roster.Code) bool { return strings.HasPrefix(keyed, c.Keys) })
}

// wantLate keys a code with a pause before its i-th key: just long enough, and longer.
func wantLate(t *testing.T, c roster.Code, keys string, i int) {
	t.Helper()
	for pause, want := range map[time.Duration]bool{roster.KeyPatience: true, roster.KeyPatience + 1: false} {
		s, now := seat("anna", c.In[0], time.Hour), noon
		var got roster.Pressed
		for k := range keys {
			if k == i {
				now = now.Add(pause)
			}
			if p := s.Key(now, keys[k]); p != (roster.Pressed{}) {
				got = p
			}
		}
		if did := got.Act == c.Act; did != want || !did && !got.Refused {
			t.Errorf("%s, %v before key %d: got %+v", keys, pause, i, got)
		}
	}
}

// TestAnOutsideCodeDoesNothing: what other houses dial is refused in each state, and no code of ours begins with it.
func TestAnOutsideCodeDoesNothing(t *testing.T) {
	for _, l := range roster.OutsideCodes() {
		for _, state := range online {
			if got := press(seat("anna", state, time.Hour), l.Keys); got != (roster.Pressed{Refused: true}) {
				t.Errorf("%s, %s: got %+v", l.Keys, state, got)
			}
		}
	}
}

// FuzzKeys: whatever is keyed, at whatever pace, a seat does only what its state allows.
func FuzzKeys(f *testing.F) {
	f.Add("*01", uint8(0), uint8(1))
	f.Add("**6600#*2", uint8(2), uint8(4))
	f.Fuzz(func(t *testing.T, keys string, state, pace uint8) {
		s, now := seat("anna", online[int(state)%len(online)], time.Hour), noon
		for _, k := range []byte(keys) {
			now = now.Add(time.Duration(pace) * 100 * time.Millisecond)
			p := s.Key(now, k)
			if p.Act == "" {
				continue
			}
			i := slices.IndexFunc(roster.Codes(), func(c roster.Code) bool { return c.Act == p.Act })
			if c := roster.Codes()[i]; !slices.Contains(c.In, s.State) || len(p.Digits) < c.Digits.Least ||
				len(p.Digits) > c.Digits.Most || strings.Trim(p.Digits, c.Digits.Of) != "" {
				t.Errorf("%q in %s: %+v", keys, s.State, p)
			}
		}
	})
}
