package sqlite_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// told is how one attempt went, in facts.
type told func(id dialer.AttemptID, n dialer.Number, at time.Time, dedicated bool) []dialer.Fact

func attemptOf(kinds ...dialer.Fact) told {
	return func(id dialer.AttemptID, n dialer.Number, at time.Time, dedicated bool) (all []dialer.Fact) {
		b := booked(id, n)
		b.Dedicated = dedicated
		for i, f := range append([]dialer.Fact{b}, kinds...) {
			f.Attempt, f.Campaign, f.Client, f.At = id, "wool", "acme", at.Add(time.Duration(i)*time.Second)
			all = append(all, f)
		}
		return all
	}
}

// outcomes are how an attempt can go, as far as 4.6.3 is concerned.
func outcomes() map[string]told {
	answer := dialer.Fact{Kind: dialer.FactAnswered, Reserved: true}
	bridge, unseen := dialer.Fact{Kind: dialer.FactBridged}, dialer.Fact{Kind: dialer.FactLost}
	end := func(o dialer.Outcome) dialer.Fact {
		return dialer.Fact{Kind: dialer.FactEnded, Outcome: o, Party: dialer.ByUs}
	}
	byAgent := dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByAgent}
	said := func(d dialer.Disposition) dialer.Fact { return dialer.Fact{Kind: dialer.FactDisposed, Disposition: d} }
	person, machine, talk := said(dialer.Person), said(dialer.Machine), end(dialer.Answered)
	return map[string]told{
		"abandoned":             attemptOf(answer, end(dialer.Answered)),
		"transferred":           attemptOf(answer, bridge, end(dialer.Answered)),
		"cut by the agent":      attemptOf(answer, bridge, byAgent),
		"no answer":             attemptOf(end(dialer.NoAnswer)),
		"lost":                  attemptOf(unseen),
		"lost, then no answer":  attemptOf(unseen, end(dialer.NoAnswer)),
		"lost, then talked":     attemptOf(unseen, answer, bridge, talk, person),
		"lost, then machine":    attemptOf(unseen, answer, bridge, talk, machine),
		"person":                attemptOf(answer, bridge, talk, person),
		"person, in the call":   attemptOf(answer, bridge, person, talk),
		"wrong number":          attemptOf(answer, bridge, talk, said(dialer.WrongNumber)),
		"call later":            attemptOf(answer, bridge, talk, said(dialer.CallLater)),
		"voicemail":             attemptOf(answer, bridge, talk, machine),
		"no voicemail":          attemptOf(answer, bridge, talk, machine, person),
		"a voicemail after all": attemptOf(answer, bridge, talk, person, machine),
		"abandoned, a word":     attemptOf(answer, talk, person),
	}
}

// memory is what 4.6.3 asks to be remembered of a number.
type memory struct {
	flagged bool
	again   time.Time // the last call that was abandoned with agents held for it alone
}

// follow is the rule, written a second time: only a talk with a person ends a flag, and only time ends a suppression.
func (m *memory) follow(outcome string, dedicated bool, end time.Time) {
	switch outcome {
	case "abandoned", "lost", "cut by the agent", "abandoned, a word":
		if dedicated {
			m.again = end
		} else {
			m.flagged = true
		}
	case "person", "person, in the call", "wrong number", "call later", "no voicemail", "lost, then talked":
		m.flagged = false
	}
}

// TestWhatIsRememberedOfAbandonedCalls: whatever happened to the numbers, in whatever order, flags and suppressions
// are as the rule says, in every client's eyes; and they are the same after a restart and after the attempts were
// made again from the journal.
func TestWhatIsRememberedOfAbandonedCalls(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir := t.TempDir()
		s, err := sqlite.Create(t.Context(), options(dir))
		if err != nil {
			r.Fatal(err)
		}
		defer func() { s.Close() }()
		want := map[dialer.Number]*memory{number(1): {}, number(2): {}}
		at := monday
		for id := dialer.AttemptID(1); id <= dialer.AttemptID(rapid.IntRange(1, 12).Draw(r, "calls")); id++ {
			n := number(rapid.IntRange(1, 2).Draw(r, "number"))
			outcome := rapid.SampledFrom(slices.Sorted(maps.Keys(outcomes()))).Draw(r, "outcome")
			at = at.Add(24 * time.Hour)
			all := outcomes()[outcome](id, n, at, want[n].flagged)
			if err := s.Write(t.Context(), sqlite.Batch{Facts: all}); err != nil {
				r.Fatal(err)
			}
			want[n].follow(outcome, want[n].flagged, all[len(all)-1].At)
		}
		hold := func(when string) {
			for n, m := range want {
				for _, client := range []dialer.ClientID{"acme", "umbra"} {
					h, err := s.History(t.Context(), "silk", client, n, "2026-11-23")
					if err != nil || h.Flagged != m.flagged || !h.SuppressedAt.Equal(m.again) {
						r.Fatalf("%s, %s, client %s: flagged %v, again %v (%v); want %v, %v", when, n, client,
							h.Flagged, h.SuppressedAt,
							err, m.flagged, m.again)
					}
				}
			}
		}
		hold("written")
		if err := s.Close(); err != nil {
			r.Fatal(err)
		}
		if s, err = sqlite.Create(t.Context(), options(dir)); err != nil {
			r.Fatal(err)
		}
		hold("opened again")
		if err := s.Rebuild(t.Context()); err != nil {
			r.Fatal(err)
		}
		hold("rebuilt")
	})
}

func TestASuppressionOutlivesTheErasureOfTheNumber(t *testing.T) {
	s := open(t, t.TempDir())
	write(t, s, outcomes()["abandoned"](1, number(1), monday, false)...)
	write(t, s, outcomes()["abandoned"](2, number(1), monday.AddDate(0, 0, 1), true)...)
	if _, err := s.Forget(t.Context(), number(1), "asked to", "test"); err != nil {
		t.Fatal(err)
	}
	if h := history(t, s, "umbra", number(1)); !h.Flagged || h.SuppressedAt.IsZero() {
		t.Errorf("it went with the number: %+v", h)
	}
}

// The history of a flag is told, and goes when its twelve months are over; a flag that stands stays, and so does what
// still suppresses.
func TestTheHistoryOfAFlagIsToldForAYear(t *testing.T) {
	s := open(t, t.TempDir())
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	write(t, s, outcomes()["abandoned"](1, number(1), day(0), false)...)
	write(t, s, outcomes()["person"](2, number(1), day(1), true)...)
	write(t, s, outcomes()["abandoned"](3, number(2), day(0), false)...)
	write(t, s, outcomes()["abandoned"](4, number(2), day(1), true)...)
	ends := func(at time.Time, facts int) time.Time { return at.Add(time.Duration(facts) * time.Second) }
	want := map[dialer.Number]sqlite.Flag{
		number(1): {At: ends(day(0), 2), Cleared: ends(day(1), 4)},
		number(2): {At: ends(day(0), 2), Again: ends(day(1), 2)},
		number(3): {},
	}
	hold := func(when string, gone int, now time.Time) {
		t.Helper()
		n, err := s.PurgeFlags(t.Context(), now)
		if err != nil || n != gone {
			t.Errorf("%s: %d went, want %d: %v", when, n, gone, err)
		}
		for number, f := range want {
			if got, err := s.FlagOf(t.Context(),
				number); err != nil || !got.At.Equal(f.At) || !got.Cleared.Equal(f.Cleared) ||
				!got.Again.Equal(f.Again) {
				t.Errorf("%s, %s: got %+v (%v), want %+v", when, number, got, err, f)
			}
		}
	}
	hold("at once", 0, day(1))
	hold("after a year", 0, day(1).AddDate(0, 12, 1))
	want[number(1)], want[number(2)] = sqlite.Flag{}, sqlite.Flag{At: ends(day(0), 2)}
	hold("after that, and the talk of day 1", 3, day(1).AddDate(0, 12, 4))
	hold("after ten years", 0, day(1).AddDate(10, 0, 0))
}

// A call that a word ended within a second of the bridging is flagged (norm 2.3 no. 8): at its end, or when the word
// is corrected from a machine to a person. One that is a machine by both words is not.
func TestACallThatAWordCutShortIsFlagged(t *testing.T) {
	word := func(d dialer.Disposition) dialer.Fact {
		return dialer.Fact{Kind: dialer.FactDisposed, Disposition: d}
	}
	for _, tt := range []struct {
		name        string
		first, last dialer.Disposition
		want        bool
	}{
		{"a person", dialer.Person, dialer.Person, true},
		{"a machine first", dialer.Machine, dialer.Person, true},
		{"a machine afterwards", dialer.Person, dialer.Machine, true},
		{"a machine", dialer.Machine, dialer.Machine, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			facts := attemptOf(dialer.Fact{Kind: dialer.FactAnswered, Reserved: true},
				dialer.Fact{Kind: dialer.FactBridged},
				word(tt.first),
				dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByAgent}, word(tt.last))(1,
				number(1),
				monday, false)
			write(t, s, facts...)
			h, err := s.History(t.Context(), "silk", "acme", number(1), "2026-11-23")
			if err != nil || h.Flagged != tt.want {
				t.Errorf("flagged %v, %v; want %v", h.Flagged, err, tt.want)
			}
		})
	}
}
