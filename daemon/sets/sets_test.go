package sets_test

import (
	"bytes"
	"encoding/hex"
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
	if b.Count() != len(s.numbers) || b.PersonCount() != len(s.persons) {
		t.Fatalf("got %d numbers and %d persons, want %d and %d", b.Count(), b.PersonCount(), len(s.numbers),
			len(s.persons))
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
	for _, s := range []source{
		draw(0, 0, 0), draw(10, 10, 10), draw(60_000, 100, 1000), draw(200_000, 100_000, 5000), draw(0, 70_000, 0),
	} {
		b := s.base()
		s.hold(t, b)
		read, err := unpacked(pieces(t, b), b.Count(), b.PersonCount())
		if err != nil {
			t.Fatal(err)
		}
		s.hold(t, read)
		fetched := &sets.Builder{}
		if b.Bitmap() != nil {
			if err := fetched.RedisBits(b.RedisBits()); err != nil {
				t.Fatal(err)
			}
		}
		for n := range b.Rest() {
			fetched.Number(n)
		}
		for p := range b.Persons() {
			fetched.Person(dialer.PersonKey(p))
		}
		again := fetched.Base()
		s.hold(t, again)
		if !bytes.Equal(sum(t, read), sum(t, b)) || !bytes.Equal(sum(t, again), sum(t, b)) {
			t.Error("one base has three sums")
		}
	}
}

func pieces(t *testing.T, b *sets.Base) (all []sets.Piece) {
	t.Helper()
	for p, err := range b.Pieces() {
		if err != nil {
			t.Fatal(err)
		}
		p.Data = slices.Clone(p.Data)
		all = append(all, p)
	}
	return all
}

func unpacked(all []sets.Piece, count, persons int) (*sets.Base, error) {
	var u sets.Unpacker
	for _, p := range all {
		if err := u.Add(p); err != nil {
			return nil, err
		}
	}
	return u.Base(count, persons)
}

func sum(t *testing.T, b *sets.Base) []byte {
	t.Helper()
	got, err := b.Sum()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A daemon of before tells a base from another by the same sum: they share a Redis.
func TestTheSumStays(t *testing.T) {
	for i, want := range []string{"9abe2043cd841b42", "2bf1aaabd5a3b38e"} {
		b := []*sets.Base{draw(10, 10, 10).base(), draw(70_000, 10, 5000).base()}[i]
		if got := hex.EncodeToString(sum(t, b))[:16]; got != want {
			t.Errorf("base %d: got %s, want %s", i, got, want)
		}
	}
}

func TestWhatDoesNotHoldTogetherIsAnError(t *testing.T) {
	b := draw(70_000, 10, 135_000).base()
	whole := pieces(t, b)
	if len(whole) != 4 { // the persons are in two of them
		t.Fatalf("%d pieces", len(whole))
	}
	for name, spoil := range map[string]func(p []sets.Piece) []sets.Piece{
		"national numbers cut short": func(
			p []sets.Piece,
		) []sets.Piece {
			p[0].Data = p[0].Data[:len(p[0].Data)/2]
			return p
		},
		"no national numbers": func(p []sets.Piece) []sets.Piece { p[0].Data = nil; return p },
		"others cut short":    func(p []sets.Piece) []sets.Piece { p[1].Data = p[1].Data[:3]; return p },
		"persons cut short":   func(p []sets.Piece) []sets.Piece { p[3].Data = p[3].Data[:15]; return p },
		"persons in disorder": func(p []sets.Piece) []sets.Piece {
			p[2].Data = append(slices.Clone(p[2].Data[8:]), p[2].Data[:8]...)
			return p
		},
		"a piece is missing":       func(p []sets.Piece) []sets.Piece { return p[:3] },
		"the numbers are missing":  func(p []sets.Piece) []sets.Piece { return p[1:] },
		"a piece twice":            func(p []sets.Piece) []sets.Piece { return append(p, p[3]) },
		"a piece of another thing": func(p []sets.Piece) []sets.Piece { return append(p, sets.Piece{Name: "x"}) },
	} {
		if _, err := unpacked(spoil(slices.Clone(whole)), b.Count(), b.PersonCount()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, text := range map[string][]byte{"without its first bit": make([]byte, 12_500_000), "cut short": {0x80}} {
		if err := (&sets.Builder{}).RedisBits(text); err == nil {
			t.Errorf("a bitmap %s: no error", name)
		}
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
	for _, m := range []sets.Member{
		{Key: 4790000001}, {Key: 1}, {Person: true, Key: 1}, {Person: true, Key: 1<<64 - 1},
	} {
		if got, err := sets.ParseMember(m.String()); err != nil || got != m {
			t.Errorf("%s: got %+v, %v", m, got, err)
		}
	}
	for _, text := range []string{
		"", "+", "+0", "90000001", "p", "p1", "+47 90000001", "p00000000000000001", "+1234567890123456",
	} {
		if got, err := sets.ParseMember(text); err == nil {
			t.Errorf("%q: got %+v", text, got)
		}
	}
}
