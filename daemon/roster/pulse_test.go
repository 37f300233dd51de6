package roster_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/roster"
)

// A pulse's story: counts at seconds, each answered a tenth later; -1 is a count that was not answered, h and r are
// hold and resume.
type count struct {
	at      float64
	packets int
	event   byte
}

func second(s float64) time.Time { return noon.Add(time.Duration(s * float64(time.Second))) }

func pulseOf(counts []count) *roster.Pulse {
	var p roster.Pulse
	for _, c := range counts {
		switch c.event {
		case 'c':
			p.Came(second(c.at))
		case 'h':
			p.Hold(second(c.at))
		case 'r':
			p.Resume(second(c.at))
		case 'n':
			p.Uncounted(second(c.at), "it is a Local channel")
		default:
			p.Count(second(c.at), second(c.at+0.1), c.packets)
		}
	}
	return &p
}

func TestPulse(t *testing.T) {
	for _, c := range []struct {
		name    string
		counts  []count
		now     float64
		proven  bool
		silence time.Duration
		silent  bool
		over    bool
	}{
		{"nothing is known", nil, 0, false, 0, false, false},
		{"one count proves nothing", []count{{at: 0, packets: 900}}, 0.2, false, 0, false, false},
		{"two that grow prove life since the first was asked for",
			[]count{{at: 0, packets: 900}, {at: 1, packets: 950}}, 2, true, 0, false, false},
		{"a proof lapses after two seconds", []count{{at: 0, packets: 900}, {at: 1, packets: 950}}, 2.001, false, 0,
			false, false},
		{"a leg that has just come needs one count", []count{{at: 0, event: 'c'}, {at: 1, packets: 40}}, 2, true, 0,
			false, false},
		{"one that has come and sent nothing", []count{{at: 0, event: 'c'}, {at: 1}}, 1.1, false, time.Second, true,
			false},
		{"growth over five seconds is too old a proof", []count{{at: 0, packets: 900}, {at: 5, packets: 1150}}, 5,
			false, 0, false, false},
		{"silence counts from the answer to the asking",
			[]count{{at: 0, packets: 900}, {at: 1, packets: 950}, {at: 3, packets: 950}}, 3.1, false,
			1900 * time.Millisecond, true, false},
		{"no answer is no silence", []count{{at: 0, packets: 900}, {at: 1, packets: 950}}, 60, false, 0, false, false},
		{"a gap in the answers is not a gap in the silence", []count{{at: 0, packets: 9}, {at: 31, packets: 9}}, 31.1,
			false, 30900 * time.Millisecond, true, true},
		{"a phone that is heard again", []count{{at: 0, packets: 9}, {at: 20, packets: 9}, {at: 21, packets: 30}}, 21.1,
			true, 0, false, false},
		{"a count that falls starts over",
			[]count{{at: 0, packets: 900}, {at: 1, packets: 950}, {at: 2, packets: 10}, {at: 3, packets: 60}}, 3.1,
			true, 0, false, false},
		{"a fall alone is no growth", []count{{at: 0, packets: 900}, {at: 10, packets: 10}}, 10.1, false, 0, false,
			false},
		{"on hold: neither proven nor silent",
			[]count{{at: 0, packets: 9}, {at: 1, packets: 30}, {at: 1, event: 'h'}, {at: 61, packets: 30}}, 61, false,
			0, false, false},
		{"on hold for an hour", []count{{at: 0, packets: 9}, {at: 1, event: 'h'}, {at: 3602, packets: 9}}, 3602, false,
			0, false, true},
		{"off hold: silence begins there",
			[]count{{at: 0, packets: 9}, {at: 1, event: 'h'}, {at: 60, event: 'r'}, {at: 70, packets: 9}}, 70, false,
			10 * time.Second, true, false},
		{"off hold and heard",
			[]count{
				{at: 0, packets: 9}, {at: 1, event: 'h'}, {at: 60, packets: 9}, {at: 60, event: 'r'},
				{at: 61, packets: 50},
			}, 61, true, 0, false, false},
		{"not counted at all", []count{{at: 0, event: 'n'}}, 5, false, 0, true, false},
		{"not counted for half a minute", []count{{at: 0, event: 'n'}, {at: 29, event: 'n'}}, 30, false, 0, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, now := pulseOf(c.counts), second(c.now)
			if p.Proven(now) != c.proven || p.Silence() != c.silence || p.Silent(now) != c.silent ||
				p.Over(now) != c.over {
				t.Errorf("proven %v, silence %v, silent %v, over %v; want %v, %v, %v, %v",
					p.Proven(now), p.Silence(), p.Silent(now), p.Over(now), c.proven, c.silence, c.silent, c.over)
			}
		})
	}
}

func TestAPhoneIsGoneInATalk(t *testing.T) {
	for _, c := range []struct {
		name   string
		counts []count
		gone   bool
	}{
		{"heard, and silent for less than ten seconds",
			[]count{{at: -1, packets: 1}, {at: 1, packets: 9}, {at: 2, packets: 20}, {at: 12, packets: 20}}, false},
		{"heard, and silent for ten seconds",
			[]count{{at: -1, packets: 1}, {at: 1, packets: 9}, {at: 2, packets: 20}, {at: 12.1, packets: 20}}, true},
		{"never heard since the bridging, for less than two seconds",
			[]count{{at: -1, packets: 1}, {at: -.5, packets: 9}, {at: 1.5, packets: 9}}, false},
		{"never heard since the bridging, for two seconds",
			[]count{{at: -1, packets: 1}, {at: -.5, packets: 9}, {at: 1.6, packets: 9}}, true},
		{"growth that may be older than the bridging proves nothing",
			[]count{{at: -1, packets: 1}, {at: .5, packets: 9}, {at: 2.6, packets: 9}}, true},
		{"a leg that is not counted talks on", []count{{at: -60, event: 'n'}, {at: 60, event: 'n'}}, false},
		{"heard, and off hold for five seconds",
			[]count{
				{at: -1, packets: 1}, {at: 1, packets: 9}, {at: 2, packets: 20}, {at: 3, event: 'h'},
				{at: 30, event: 'r'}, {at: 35, packets: 20},
			}, false},
		{"on hold", []count{{at: -1, packets: 1}, {at: 1, event: 'h'}, {at: 60, packets: 1}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := pulseOf(c.counts).Gone(noon); got != c.gone {
				t.Errorf("gone: %v, want %v", got, c.gone)
			}
		})
	}
}
