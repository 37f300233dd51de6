package sqlite_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

func baseOf(n int) *sets.Base {
	var b sets.Builder
	for i := range n {
		b.Number(4790000000 + uint64(i))
	}
	return b.Base()
}

func delivered() sets.Delivery { return sets.Delivery{LoadedAt: monday, Source: "file", By: "cli:per"} }

func load(t *testing.T, s *sqlite.Store, r dialer.RegisterID) *sets.Set {
	t.Helper()
	set, err := s.LoadSet(t.Context(), r, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestADeliveryComesBack(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	v, _, err := s.Replace(t.Context(), dialer.National, baseOf(100_000), delivered())
	if err != nil || v.Version != 1 || v.Count != 100_000 || !v.LoadedAt.Equal(monday) {
		t.Fatalf("got %+v, %v", v, err)
	}
	if f := lastFact(t, s); f.Kind != dialer.FactChanged || f.Code != "register" ||
		!strings.Contains(f.Detail, "100000 numbers") {
		t.Errorf("got %+v", f)
	}
	s.Close()
	set := load(t, open(t, dir), dialer.National)
	if !set.Loaded || set.Base.Count() != 100_000 || !set.Has(4790099999) || set.Has(4790100000) {
		t.Errorf("got %+v", set.Version)
	}
}

func TestNoNumberStandsInClearInARegister(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if err := s.Reserve(t.Context(), sqlite.OwnRegister, number(77), "by phone", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Replace(t.Context(), dialer.Own, baseOf(10), delivered()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	text, err := os.ReadFile(filepath.Join(dir, "ringevett.db"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		for _, form := range []string{string(number(i)), number(i).National()} {
			if bytes.Contains(text, []byte(form)) {
				t.Errorf("number %d is in the file", i)
			}
		}
	}
}

// TestADeliveryIsHeldAgainstTheOneBefore by its members: as many others are no delivery of the same register.
func TestADeliveryIsHeldAgainstTheOneBefore(t *testing.T) {
	others, persons := func(n, from int) *sets.Base {
		var b sets.Builder
		for i := range n {
			b.Number(4790000000 + uint64(from+i))
		}
		return b.Base()
	}, func(n, from int) *sets.Base {
		var b sets.Builder
		b.All(baseOf(10_000))
		for i := range n {
			b.Person(dialer.PersonKey(from + i))
		}
		return b.Base()
	}
	for _, tt := range []struct {
		name        string
		first, then *sets.Base
		says        string // "": it is taken
	}{
		{"two in a hundred fewer", baseOf(10_000), baseOf(9_800), ""},
		{"one more than that fewer", baseOf(10_000), baseOf(9_799), "lacks 201 of the 10000 numbers"},
		{"as many, others", baseOf(10_000), others(10_000, 10_000), "lacks 10000 of the 10000 numbers"},
		{"as many, a few others", baseOf(10_000), others(10_000, 200), ""},
		{"a fifth more", baseOf(10_000), baseOf(12_000), ""},
		{"more than a fifth more", baseOf(10_000), baseOf(12_001),
			"2001 numbers that are not in the register, which has 10000"},
		{"a small one that grows", baseOf(10), baseOf(900), ""},
		{"the same again", baseOf(10_000), baseOf(10_000), "member for member"},
		{"as many persons, others", persons(5_000, 1), persons(5_000, 10_000),
			"lacks 5000 of the 5000 keys of persons"},
		{"persons that are new", persons(10_000, 1), persons(12_001, 1),
			"2001 keys of persons that are not in the register"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			if _, _, err := s.Replace(t.Context(), dialer.National, tt.first, delivered()); err != nil {
				t.Fatal(err)
			}
			before := verify(t, s).Entries
			v, _, err := s.Replace(t.Context(), dialer.National, tt.then, delivered())
			if tt.says == "" {
				if err != nil || v.Count != tt.then.Count() {
					t.Errorf("got %+v, %v", v, err)
				}
				return
			}
			if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %q", err, tt.says)
			}
			if set := load(t, s, dialer.National); set.Base.Count() != tt.first.Count() ||
				verify(t, s).Entries != before {
				t.Errorf("a refused delivery left %d numbers", set.Base.Count())
			}
			d := delivered()
			// the control: with a reason the same delivery is taken, but for one that is the version before
			d.ShrunkBecause = "cleaned up"
			if _, _, err := s.Replace(t.Context(), dialer.National, tt.then,
				d); (err != nil) != errors.Is(err, sqlite.ErrSame) {
				t.Errorf("with a reason: %v", err)
			}
		})
	}
}

// TestAWrongDeliveryIsTakenBack, and frees no one who was added one by one meanwhile, though the wrong one held them.
func TestAWrongDeliveryIsTakenBack(t *testing.T) {
	s := open(t, t.TempDir())
	replace := func(base *sets.Base) {
		t.Helper()
		d := delivered()
		d.ShrunkBecause = "a test"
		if _, _, err := s.Replace(t.Context(), dialer.National, base, d); err != nil {
			t.Fatal(err)
		}
	}
	replace(baseOf(100))
	add := func(n dialer.Number) {
		t.Helper()
		if _, err := s.AddTo(t.Context(), dialer.National, dialer.Subject{Number: n},
			dialer.RegisterEntry{Source: "letter", By: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	add("+4790001000")
	add("+4790001001")
	if _, err := s.RemoveFrom(t.Context(), dialer.National, dialer.Subject{Number: "+4790001001"},
		dialer.RegisterEntry{Reason: "a slip", By: "test"}); err != nil {
		t.Fatal(err)
	}
	var wrong sets.Builder
	wrong.Number(4790001000)
	wrong.Number(4790002000)
	replace(wrong.Base())
	old, at, err := s.Earlier(t.Context(), dialer.National, 1)
	if err != nil || !at.Equal(monday) || old.Count() != 101 {
		t.Fatalf("version 1: %d numbers of %v, %v", old.Count(), at, err)
	}
	replace(old)
	set := load(t, s, dialer.National)
	for n, want := range map[uint64]bool{4790000099: true, 4790001000: true, 4790001001: false, 4790002000: false} {
		if set.Has(n) != want {
			t.Errorf("%d: in it %v, want %v", n, set.Has(n), want)
		}
	}
	if _, _, err := s.Earlier(t.Context(), dialer.National, 1); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("a version that is not kept: %v", err)
	}
}

// A disk that fills up during a delivery leaves the old one, whole; an addition that was not acknowledged may be told
// again.
func TestAFullDiskLeavesTheOldDelivery(t *testing.T) {
	s := open(t, t.TempDir())
	if _, _, err := s.Replace(t.Context(), dialer.National, baseOf(1000), delivered()); err != nil {
		t.Fatal(err)
	}
	pages, err := s.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.LimitPages(t.Context(), pages+4); err != nil {
		t.Fatal(err)
	}
	var large sets.Builder
	for i := range 300_000 {
		large.Number(4740000000 + uint64(i)*173)
	}
	base, d := large.Base(), delivered()
	d.ShrunkBecause = "another register, for a test"
	if _, _, err := s.Replace(t.Context(), dialer.National, base, d); err == nil ||
		!strings.Contains(err.Error(), "full") {
		t.Errorf("got %v, want an error that says the disk is full", err)
	}
	if set := load(t, s, dialer.National); set.Version.Version != 1 || !set.Has(4790000999) {
		t.Errorf("got %+v", set.Version)
	}
	acked := 0
	for ; err == nil; acked++ {
		err = s.Reserve(t.Context(), sqlite.OwnRegister,
			dialer.Number(sets.Member{Key: 4741000000 + uint64(acked)}.String()),
			"agent", "agent")
	}
	acked--
	if err := s.LimitPages(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if set := load(t, s, dialer.Own); len(set.Added) != acked {
		t.Errorf("%d were acknowledged, %d are there", acked, len(set.Added))
	}
	// the control: with space it is taken
	if v, _, err := s.Replace(t.Context(), dialer.National, base, d); err != nil || v.Version != 2 {
		t.Errorf("got %+v, %v", v, err)
	}
	t.Logf("%d additions acknowledged before the disk was full, all there", acked)
}

func TestATornPartIsAnError(t *testing.T) {
	for name, damage := range map[string]string{
		"a part gone": "DELETE FROM register_part WHERE part = 'rest'",
		"a part of another": "UPDATE register_part SET box = (SELECT box FROM register_part WHERE part = 'persons') " +
			"WHERE part = 'rest'",
		"a part cut short":       "UPDATE register_part SET box = substr(box, 1, 40) WHERE part = 'flat'",
		"a count that is not so": "UPDATE register_version SET count = count - 1",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			if _, _, err := s.Replace(t.Context(), dialer.National, baseOf(100_000), delivered()); err != nil {
				t.Fatal(err)
			}
			s.Close()
			tamper(t, dir, damage)
			if set, err := open(t, dir).LoadSet(t.Context(), dialer.National, nil); err == nil {
				t.Errorf("got %+v", set.Version)
			}
		})
	}
}

func TestOldReservationsAreChanges(t *testing.T) {
	dir := t.TempDir()
	for _, file := range []string{"ringevett.db", "master.key"} {
		copyFile(t, filepath.Join("testdata", "0002_install", file), filepath.Join(dir, file))
	}
	s := open(t, dir)
	changes, err := s.Changes(t.Context(), 0, 10)
	if err != nil || len(changes) != 1 || changes[0].Number != number(4) || changes[0].Register != dialer.Own ||
		changes[0].Source != "by phone" {
		t.Errorf("got %+v, %v", changes, err)
	}
}

// Another daemon removed a number; the word of it comes after the number was added here again.
func TestARemovalThatComesLateTakesNothingOut(t *testing.T) {
	s := open(t, t.TempDir())
	if err := s.Reserve(t.Context(), sqlite.OwnRegister, number(5), "agent", "per"); err != nil {
		t.Fatal(err)
	}
	added := load(t, s, dialer.Own).Added[sets.Member{Key: 4790000005}]
	removal := dialer.RegisterChange{Register: dialer.Own, Number: number(5), Removed: true}
	for _, tt := range []struct {
		late time.Duration
		want bool
	}{{-time.Second, true}, {time.Second, false}} {
		removal.At = added.Add(tt.late)
		if err := s.Ingest(t.Context(), dialer.Own, []dialer.RegisterChange{removal}, "1-1"); err != nil {
			t.Fatal(err)
		}
		if got := load(t, s, dialer.Own).Has(4790000005); got != tt.want {
			t.Errorf("removed %v after the addition: got %v, want %v", tt.late, got, tt.want)
		}
	}
}

// A reservation's box opens in its own register alone, also one that was written before boxes were bound.
func TestABoxIsBoundToItsRegister(t *testing.T) {
	for _, written := range []string{"0002_install", "0023_seals"} {
		dir := t.TempDir()
		for _, file := range []string{"ringevett.db", "master.key"} {
			copyFile(t, filepath.Join("testdata", written, file), filepath.Join(dir, file))
		}
		s := open(t, dir)
		if !load(t, s, dialer.Own).Has(4790000004) {
			t.Errorf("%s: the reservation is lost", written)
		}
		s.Close()
		tamper(t, dir, `UPDATE register_change SET register = 'client/acme'`)
		if set, err := open(t, dir).LoadSet(t.Context(), "client/acme", nil); err == nil {
			t.Errorf("%s: moved to another register: got %+v", written, set)
		}
	}
}

// The log in Redis was lost and put back, and is read again from its beginning: a removal that a newer delivery has
// overruled frees no number again.
func TestARemovalThatANewBaseOverruledIsNotTakenAgain(t *testing.T) {
	s := open(t, t.TempDir())
	size := 10
	replace := func() {
		if _, _, err := s.Replace(t.Context(), dialer.National, baseOf(size), delivered()); err != nil {
			t.Fatal(err)
		}
		size++ // the same again is no new delivery
	}
	replace()
	removal := dialer.RegisterChange{Register: dialer.National, Number: number(5), Removed: true}
	for _, tt := range []struct {
		at   time.Time
		want bool
	}{{monday, false}, {monday.Add(-time.Hour), true}} {
		removal.At = tt.at
		if err := s.Ingest(t.Context(), dialer.National, []dialer.RegisterChange{removal}, "1-1"); err != nil {
			t.Fatal(err)
		}
		if got := load(t, s, dialer.National).Has(4790000005); got != tt.want {
			t.Errorf("removed at %v: got %v, want %v", tt.at, got, tt.want)
		}
		replace()
	}
}

// While a daemon fetched another's version, a newer one was loaded here.
func TestAnothersOlderVersionDoesNotComeOverANewerOne(t *testing.T) {
	s := open(t, t.TempDir())
	d := delivered()
	d.As = 7
	if v, _, err := s.Replace(t.Context(), dialer.National, baseOf(10), d); err != nil || v.Version != 7 {
		t.Fatalf("got %+v, %v", v, err)
	}
	for _, d.As = range []int64{6, 7} {
		if _, _, err := s.Replace(t.Context(), dialer.National, baseOf(11), d); !errors.Is(err, dialer.ErrRefused) {
			t.Errorf("version %d: got %v", d.As, err)
		}
	}
	if set := load(t, s, dialer.National); set.Version.Version != 7 || set.Base.Count() != 10 {
		t.Errorf("got %+v", set.Version)
	}
}
