package sets_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// source is a set as a map: what every form of a base is held against.
type source struct{ numbers, persons map[uint64]bool }

func draw(norwegian, foreign, persons int) source {
	r := rand.New(rand.NewPCG(uint64(norwegian), uint64(foreign)))
	s := source{map[uint64]bool{}, map[uint64]bool{}}
	for range norwegian {
		s.numbers[4740000000+r.Uint64N(59_999_999)] = true
	}
	for range foreign {
		s.numbers[46000000000+r.Uint64N(1e10)] = true
	}
	for range persons {
		s.persons[r.Uint64()|1] = true
	}
	return s
}

func (s source) base() *sets.Base {
	var b sets.Builder
	for n := range s.numbers {
		b.Number(n)
		b.Number(n) // twice is once
	}
	for p := range s.persons {
		b.Person(dialer.PersonKey(p))
	}
	return b.Base()
}

func (s source) hold(t *testing.T, b *sets.Base) {
	t.Helper()
	if b.Count() != len(s.numbers) || len(b.Persons()) != len(s.persons) {
		t.Fatalf("got %d numbers and %d persons, want %d and %d", b.Count(), len(b.Persons()), len(s.numbers), len(s.persons))
	}
	for n := range s.numbers {
		for _, at := range []uint64{n - 1, n, n + 1} {
			if b.Has(at) != s.numbers[at] {
				t.Fatalf("%d: got %v", at, b.Has(at))
			}
		}
	}
	for p := range s.persons {
		if !b.HasPerson(dialer.PersonKey(p)) || b.HasPerson(dialer.PersonKey(p-1)) {
			t.Fatalf("person %x is not held, or the one beside is", p)
		}
	}
	got := slices.Sorted(b.Numbers())
	if !slices.Equal(got, slices.Sorted(maps.Keys(s.numbers))) {
		t.Errorf("Numbers gives %d others", len(got))
	}
}

func TestEveryFormHoldsTheSame(t *testing.T) {
	for _, s := range []source{draw(0, 0, 0), draw(10, 10, 10), draw(60_000, 100, 1000), draw(200_000, 100_000, 5000), draw(0, 70_000, 0)} {
		b := s.base()
		s.hold(t, b)
		parts, err := b.Parts()
		if err != nil {
			t.Fatal(err)
		}
		read, err := sets.FromParts(parts, b.Count(), len(b.Persons()))
		if err != nil {
			t.Fatal(err)
		}
		s.hold(t, read)
		var text []byte
		if b.Bitmap() != nil {
			text = b.RedisBits()
		}
		fetched, err := sets.FromRedis(text, slices.Collect(b.Rest()), slices.Clone(b.Persons()))
		if err != nil {
			t.Fatal(err)
		}
		s.hold(t, fetched)
	}
}

func TestWhatDoesNotHoldTogetherIsAnError(t *testing.T) {
	b := draw(100_000, 10, 10).base()
	whole, err := b.Parts()
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(p *sets.Parts){
		"national numbers cut short": func(p *sets.Parts) { p.Flat = p.Flat[:len(p.Flat)/2] },
		"no national numbers":        func(p *sets.Parts) { p.Flat = nil },
		"others cut short":           func(p *sets.Parts) { p.Rest = p.Rest[:3] },
		"persons cut short":          func(p *sets.Parts) { p.Persons = p.Persons[:15] },
		"persons in disorder":        func(p *sets.Parts) { p.Persons = append(slices.Clone(p.Persons[8:]), p.Persons[:8]...) },
	} {
		p := sets.Parts{Flat: slices.Clone(whole.Flat), Rest: slices.Clone(whole.Rest), Persons: slices.Clone(whole.Persons)}
		spoil(&p)
		if _, err := sets.FromParts(p, b.Count(), len(b.Persons())); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := sets.FromRedis(make([]byte, 12_500_000), nil, nil); err == nil {
		t.Error("a bitmap without its first bit: no error")
	}
	if _, err := sets.FromRedis([]byte{0x80}, nil, nil); err == nil {
		t.Error("a bitmap cut short: no error")
	}
}

func TestTheNewestWordHolds(t *testing.T) {
	change := func(seq int64, n dialer.Number, removed, settled bool) sets.Line {
		return sets.Line{RegisterChange: dialer.RegisterChange{Seq: seq, Number: n, Removed: removed}, Settled: settled}
	}
	const in, out = dialer.Number("+4790000001"), dialer.Number("+4790000002") // of the base, and not
	var b sets.Builder
	b.Number(4790000001)
	set := &sets.Set{Loaded: true, Base: b.Base()}
	for i, step := range []struct {
		line        sets.Line
		first, rest bool // whether each is reserved then
	}{
		{change(1, out, false, false), true, true},
		{change(2, in, true, false), false, true},
		{change(3, out, true, false), false, false},
		{change(4, in, false, true), true, false},
		{change(5, out, false, false), true, true},
		{change(5, out, true, false), true, true}, // known already
		{change(6, out, false, true), true, false},
	} {
		next, err := set.With([]sets.Line{step.line})
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []*sets.Set{next, next.Merged()} {
			if form.Has(4790000001) != step.first || form.Has(4790000002) != step.rest {
				t.Errorf("step %d: got %v, %v", i+1, form.Has(4790000001), form.Has(4790000002))
			}
			rest := slices.Sorted(form.Rest())
			if slices.Contains(rest, 4790000001) != step.first || slices.Contains(rest, 4790000002) != step.rest {
				t.Errorf("step %d: Rest gives %v", i+1, rest)
			}
		}
		set = next
	}
}

func TestMembersAreReadAsWritten(t *testing.T) {
	for _, m := range []sets.Member{{Key: 4790000001}, {Key: 1}, {Person: true, Key: 1}, {Person: true, Key: 1<<64 - 1}} {
		if got, err := sets.ParseMember(m.String()); err != nil || got != m {
			t.Errorf("%s: got %+v, %v", m, got, err)
		}
	}
	for _, text := range []string{"", "+", "+0", "90000001", "p", "p1", "+47 90000001", "p00000000000000001", "+1234567890123456"} {
		if got, err := sets.ParseMember(text); err == nil {
			t.Errorf("%q: got %+v", text, got)
		}
	}
}
