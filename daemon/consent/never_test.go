package consent_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// moves are what can happen, one letter each, so that a call is a string and a fuzzer can write it.
var moves = map[byte]string{
	'a': "ask", 'A': "ask unnoticed", '1': "1", '2': "2", 'y': "*61", 'n': "*2", 'p': "prompt ends",
	'P': "prompt fails", 'c': "yes ends", 'C': "yes fails",
	'o': "no ends", 's': "stopped ends", 'w': "written", 'W': "disk full", 'f': "record fails", 'g': "agent gone",
	'k': "colleague",
	'K': "colleague unnoticed", 'x': "colleague elsewhere", 'h': "hang-up", 'd': "events lost", 'm': "strayed",
	't': "+7s", 'T': "+40s",
}

// done is one thing in the order in which it came to pass.
type done struct {
	what    string // a fact's kind, "+" and the kind when it is on the disk, or an effect
	noticed bool   // the agent on the line then has acknowledged the notice
	end     consent.State
}

type step func(time.Time, consent.State, consent.Event) (consent.State, consent.Out)

// history plays a call. The disk may take its time: facts reach it with a "w" move, in order.
func history(do step, m consent.Mode, call string) (all []done) {
	now, s, noticed := monday, consent.State{Terms: terms(m)}, false
	var waiting []dialer.FactKind
	for _, letter := range []byte(call) {
		word := moves[letter]
		switch word {
		case "":
			continue
		case "ask", "colleague", "colleague elsewhere":
			noticed = true
		case "ask unnoticed", "colleague unnoticed", "agent gone":
			noticed = false
		case "written":
			for _, k := range waiting {
				all = append(all, done{"+" + string(k), noticed, s})
			}
			if !slices.Contains(waiting, dialer.FactConsent) {
				continue
			}
			waiting = nil
		}
		if d, err := time.ParseDuration(strings.TrimPrefix(word, "+")); err == nil {
			now = now.Add(d)
		}
		before := s.Phase
		var o consent.Out
		s, o = do(now, s, event(word))
		for _, f := range o.Facts {
			waiting = append(waiting, f.Kind)
			all = append(all, done{string(f.Kind), noticed, s})
		}
		for _, e := range o.Do {
			all = append(all, done{e.String(), noticed, s})
		}
		if word == "strayed" && before == consent.Recording {
			all = append(all, done{"strayed", noticed, s})
		}
		if word == "events lost" && before != consent.Quiet { // before a question there is nothing to lose
			all = append(all, done{"deaf", noticed, s})
		}
	}
	return all
}

// faults holds a history against what is promised to the consumer.
func faults(all []done) (faults []string) {
	seen, running, dropped := map[string]bool{}, false, false
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, d := range all {
		word, _, _ := strings.Cut(d.what, " ")
		refused := seen["consent_refused"] || seen["consent_withdrawn"]
		switch word {
		case "record":
			for _, need := range []string{"+informed", "+consent"} {
				if !seen[need] {
					add("recorded before %s", need)
				}
			}
			if refused {
				add("recorded after a no")
			}
			if !d.noticed {
				add("recorded an agent who was not told")
			}
			if running {
				add("a part began in another")
			}
			if seen["deaf"] {
				add("recorded after events were lost")
			}
			running = true
		case "stop", "discard":
			running = false
		case "drop":
			running, dropped = false, true
		case "say":
			if d.what == "say consent" && seen[d.what] {
				add("asked twice")
			}
			if d.end.Deadline.IsZero() && d.end.Phase != consent.Over {
				add("waits for a sound for ever")
			}
		}
		seen[d.what], seen[word] = true, true
	}
	if seen["strayed"] && !dropped {
		add("another conversation is kept")
	}
	if seen["deaf"] && running {
		add("still recorded when events were lost")
	}
	if refused := seen["consent_withdrawn"]; refused && seen["record"] && !seen["discard"] {
		add("taken back, and not deleted")
	}
	if len(all) > 0 && all[len(all)-1].end.Phase == consent.Over && running {
		add("recorded after the call")
	}
	return faults
}

func FuzzNothingIsRecordedWithoutAYes(f *testing.F) {
	for _, call := range []string{
		"apwh", "ap1wch", "a1pwc2s", "ap1wcgkh", "aptwp", "a12pwc", "ap1wcf2", "ap1gkcw", "Aap1cw", "apTwh", "ap1Twc",
		"ap1kKcw", "ap1wcd", "ap1dwc",
	} {
		f.Add(call, false)
		f.Add(call, true)
	}
	f.Fuzz(func(t *testing.T, call string, optOut bool) {
		m := consent.OptIn
		if optOut {
			m = consent.OptOut
		}
		if got := faults(history(consent.Step, m, call)); got != nil {
			t.Errorf("%q: %q", call, got)
		}
	})
}

// Every call of three moves, of three after the prompt, and of two into a recording.
func TestEveryShortCall(t *testing.T) {
	letters := make([]byte, 0, len(moves))
	for l := range moves {
		letters = append(letters, l)
	}
	slices.Sort(letters)
	var calls, recorded int
	var walk func(call string, left int)
	walk = func(call string, left int) {
		all := history(consent.Step, consent.OptIn, call)
		if got := faults(all); got != nil {
			t.Fatalf("%q: %q", call, got)
		}
		calls++
		if slices.ContainsFunc(all, func(d done) bool { return strings.HasPrefix(d.what, "record ") }) {
			recorded++
		}
		if left > 0 {
			for _, l := range letters {
				walk(call+string(l), left-1)
			}
		}
	}
	walk("", 3)
	walk("ap", 3)
	walk("ap1wc", 2)
	t.Logf("%d calls, %d of them with a recording", calls, recorded)
}

// The promises are held by faults; each of these breaks one, and must be seen.
func TestABrokenPromiseIsSeen(t *testing.T) {
	hasty := func(at consent.Phase) step { // begins to record when a phase is reached, whatever stands on the disk
		return func(now time.Time, s consent.State, ev consent.Event) (consent.State, consent.Out) {
			before := s.Phase
			s, o := consent.Step(now, s, ev)
			if s.Phase == at && before != at {
				o.Do = append(o.Do, consent.Record{Part: 9})
			}
			return s, o
		}
	}
	forgetful := func(now time.Time, s consent.State, ev consent.Event) (consent.State, consent.Out) {
		s, o := consent.Step(now, s, ev)
		o.Do = slices.DeleteFunc(o.Do, func(e consent.Effect) bool { return e == consent.Discard{} })
		return s, o
	}
	unhearing := func(now time.Time, s consent.State, ev consent.Event) (consent.State, consent.Out) {
		if _, lost := ev.(consent.Deaf); lost {
			return s, consent.Out{}
		}
		return consent.Step(now, s, ev)
	}
	careless := func(now time.Time, s consent.State, ev consent.Event) (consent.State, consent.Out) {
		s, o := consent.Step(now, s, ev)
		o.Do = slices.DeleteFunc(o.Do, func(e consent.Effect) bool { _, is := e.(consent.Drop); return is })
		return s, o
	}
	endless := func(now time.Time, s consent.State, ev consent.Event) (consent.State, consent.Out) {
		s, o := consent.Step(now, s, ev)
		s.Deadline = time.Time{}
		return s, o
	}
	tests := []struct {
		name, call, want string
		do               step
	}{
		{"recording from the question on", "ap1wc", "recorded before +informed", hasty(consent.Prompting)},
		{"recording when the prompt has ended", "ap1wc", "recorded before +consent", hasty(consent.Choosing)},
		{"recording at the yes, before the disk has it", "ap1wc", "recorded before +consent",
			hasty(consent.Confirming)},
		{"recording after the no", "ap1wc2", "recorded after a no", hasty(consent.Closed)},
		{"a no that deletes nothing", "ap1wc2", "not deleted", forgetful},
		{"a recording that goes on unheard", "ap1wcd", "still recorded when events were lost", unhearing},
		{"another conversation in the part", "ap1wcm", "another conversation is kept", careless},
		{"a sound without a limit", "ap1", "for ever", endless},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(faults(history(consent.Step, consent.OptIn, tt.call)), "; "); got != "" {
				t.Fatalf("the right one: %s", got)
			}
			if got := strings.Join(faults(history(tt.do, consent.OptIn, tt.call)),
				"; "); !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
