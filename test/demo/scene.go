package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// scene is one thing that is played beside the list: a row of the end's table, in a person's words.
type scene struct {
	who    string
	told   []string // what was seen and heard
	untrue []string // what should have been, and was not

	leftOut string // why it was not played
}

// see tells what was seen where it is as it should be, and else what is not.
func (s *scene) see(is bool, told, untrue string) {
	if is {
		s.told = append(s.told, told)
	} else {
		s.untrue = append(s.untrue, untrue)
	}
}

// err is what is not true of the scene; nil where all of it is.
func (s scene) err() error {
	if len(s.untrue) == 0 && (len(s.told) > 0 || s.leftOut != "") {
		return nil
	}
	return fmt.Errorf("%s: %s", s.who, strings.Join(s.untrue, "; "))
}

// row is the scene's row in the table, its words broken into lines.
func (s scene) row() []string {
	const width = 92
	word, words := "true", append(s.told, s.untrue...)
	switch {
	case s.err() != nil:
		word = "NOT TRUE"
	case s.leftOut != "":
		word, words = "left out", []string{s.leftOut}
	}
	lines := []string{""}
	for _, t := range words {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = t
		case len(*last)+len(t) > width:
			*last += ";"
			lines = append(lines, t)
		default:
			*last += "; " + t
		}
	}
	for i := range lines {
		if i == 0 {
			lines[i] = fmt.Sprintf("  %-24s %-9s %s", s.who, word, lines[i])
		} else {
			lines[i] = fmt.Sprintf("  %-24s %-9s %s", "", "", lines[i])
		}
	}
	return lines
}

// presses are the keys of the scenes' consumers and of the agent's day, and whether Redis is killed.
type presses struct {
	desk, yes, no string
	reserve       string   // the agent's, for a consumer who wants no more calls
	ticks         []string // the agent's, before the sale
	redis         bool
}

// asPlanned: who rings back is reserved with everyone, one consumer says yes to the recording, and one no.
func asPlanned() presses {
	return presses{
		desk: "2", yes: "1", no: "2", redis: true, reserve: "*71",
		ticks: []string{"*41", "*42", "*43", "*44", "*45", "*46", "*47", "*48"},
	}
}

// hearing is one of the house's sounds in what a phone received, recognised by its waveform.
type hearing struct {
	score    float64 // 0 to 1
	from, to time.Time
}

func (h hearing) clear() bool { return h.score > 0.8 }

// listen waits until a phone has heard a sound of the house to its end, from a moment on; of a long one it may be
// enough to have heard so much. The sound is known by its beginning, and compared when it is over.
func (d *demo) listen(
	ctx context.Context, c *phone.Call, name string, most time.Duration, since time.Time,
) (h hearing, err error) {
	const known = 1500 * time.Millisecond
	prompt, err := phone.ReadWAV(d.path("sounds", name+".wav"))
	if err != nil {
		return h, err
	}
	prompt = prompt[:min(len(prompt), samples(most))]
	begin := prompt[:min(len(prompt), samples(known))]
	since = since.Add(-earDelay)
	ctx, cancel := context.WithTimeout(ctx, sceneStep)
	defer cancel()
	for pause(ctx, 2*listenEvery) {
		r := c.Brief()
		if since.Before(r.FirstRTP) {
			since = r.FirstRTP
		}
		heard := c.Between(since, time.Now())
		if score, at := phone.Likeness(heard, begin); score > 0.7 {
			h.from = since.Add(at)
			h.score, h.to = whole(c, prompt, h.from, func(long time.Duration) bool { return pause(ctx, long) })
			return h, nil
		}
		since = since.Add(max(0, lasts(heard)-lasts(begin)-time.Second)) // what is older has been listened to
		if !r.Ended.IsZero() {
			return h, fmt.Errorf("the call ended before %s was heard", name)
		}
	}
	return h, fmt.Errorf("%s was not heard", name)
}

func samples(long time.Duration) int { return int(long.Seconds() * phone.Rate) }

func lasts(pcm []int16) time.Duration { return time.Duration(len(pcm)) * time.Second / phone.Rate }

// earDelay is how much earlier than by the clock a sound can seem to begin, where this machine read a call's first
// packet late: the packets tell their own time.
const earDelay = 2 * time.Second

const (
	sceneStep = 30 * time.Second // the longest that any one thing of a scene may take
	afterKey  = 15 * time.Second // until what answers a key is heard whole
)
