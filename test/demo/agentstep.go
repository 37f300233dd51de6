package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// dayStep is one thing of the day: what the agent keyed, what was heard, and what the journal has of it.
type dayStep struct {
	who     string
	keyed   []string
	heard   []earful
	journal []noted
	trouble error // why it went no further
}

// earful is a sound that somebody was to hear, or not to hear.
type earful struct {
	by, words string
	hearing
	not bool
}

// noted is something that the program was to say afterwards.
type noted struct {
	words string
	is    bool
}

// Two different sounds have 0.45 in common at most, and one that is heard beside a talk on a busy machine 0.75.
const (
	like   = 0.7
	unlike = 0.4
)

func (e earful) scene(s *scene) {
	heard := fmt.Sprintf("%s heard %s (%.2f)", e.by, e.words, e.score)
	unheard := fmt.Sprintf("%s did not hear %s (%.2f)", e.by, e.words, e.score)
	if e.not {
		s.see(e.score < unlike, unheard, heard)
	} else {
		s.see(e.score > like, heard, unheard)
	}
}

// scene judges what was seen.
func (st dayStep) scene() scene {
	s := scene{who: st.who}
	if len(st.keyed) > 0 {
		s.told = append(s.told, "keyed "+strings.Join(st.keyed, " "))
	}
	for _, e := range st.heard {
		e.scene(&s)
	}
	for _, n := range st.journal {
		s.see(n.is, n.words, "not so: "+n.words)
	}
	if st.trouble != nil {
		s.untrue = append(s.untrue, st.trouble.Error())
	}
	return s
}

// key has the agent key codes, for a step.
func (d *demo) key(ctx context.Context, st *dayStep, codes ...string) error {
	for _, code := range codes {
		st.keyed = append(st.keyed, code)
		if err := d.siv.call.Press(ctx, code); err != nil {
			return fmt.Errorf("key %s: %w", code, err)
		}
	}
	return nil
}

// hears waits until the agent has heard a sound of the house.
func (d *demo) hears(ctx context.Context, st *dayStep, sound, words string, since time.Time) error {
	h, err := d.listen(ctx, d.siv.call, sound, time.Minute, since)
	st.heard = append(st.heard, earful{by: dayAgent, words: words, hearing: h})
	return err
}

// endsBy keys an outcome and waits until the consumer's phone is hung up on.
func (d *demo) endsBy(ctx context.Context, st *dayStep, c *phone.Call, code string) error {
	if err := d.key(ctx, st, code); err != nil {
		return err
	}
	select {
	case <-c.Ended():
		return nil
	case <-ctx.Done():
		return fmt.Errorf("key %s did not end the talk: %w", code, ctx.Err())
	}
}

func (st *dayStep) note(is bool, words string, args ...any) {
	st.journal = append(st.journal, noted{fmt.Sprintf(words, args...), is})
}

// journalHas waits until the journal has so many facts of a kind about an attempt, of one disposition where one is
// named, and notes that. None are counted when the call is over.
func (d *demo) journalHas(
	ctx context.Context, st *dayStep, attempt int64, want int, kind dialer.FactKind, disposition string,
) error {
	api, err := rest.Dial(ctx, d.path("ringevett.sock"))
	if err != nil {
		return err
	}
	defer api.Close()
	for {
		all, err := rest.Call(ctx, api, verb.ListFacts, verb.FactsQuery{Attempt: attempt})
		if err != nil {
			return err
		}
		over := slices.ContainsFunc(all, func(f verb.Fact) bool { return f.Kind == string(dialer.FactDisposed) })
		n := 0
		for _, f := range all {
			if f.Kind == string(kind) && (disposition == "" || f.Disposition == disposition) {
				n++
			}
		}
		if over && n >= want {
			st.note(n == want, "the journal: %s", strings.TrimSpace(fmt.Sprint(n, " ", kind, " ", disposition)))
			return nil
		}
		if !pause(ctx, listenEvery) {
			return fmt.Errorf("the journal has %d %s of attempt %d, want %d", n, kind, attempt, want)
		}
	}
}
