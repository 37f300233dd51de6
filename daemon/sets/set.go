package sets

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Set is one register at one moment. It does not change.
type Set struct {
	Version dialer.RegisterVersion
	Loaded  bool // it has a base, or needs none
	Base    *Base
	Added   map[Member]time.Time // since when; zero where it is not known
	Removed map[Member]struct{}
	recent  map[Member]word // the newest words, over all of the above
}

type word struct {
	added, settled bool // settled: the base decides
	at             time.Time
}

// Line is one line of the change log: an addition, a removal, or that a new base decides of the member from there on.
type Line struct {
	dialer.RegisterChange
	Settled bool
}

// News are what is new in all registers, as of one moment.
type News struct {
	UpTo     int64                       // the newest line there is
	Versions map[dialer.RegisterID]int64 // of the base of every register; 0 where it has none
	Lines    []Line                      // after the one asked from, in order
}

// Over gives the set on another base; v names it.
func (s *Set) Over(base *Base, v dialer.RegisterVersion) *Set {
	next := *s
	v.Seq = s.Version.Seq
	next.Base, next.Version, next.Loaded = base, v, true
	return &next
}

// manyRecent is where the newest words are laid into the maps below, which takes a copy of them.
const manyRecent = 1000

// With gives the set with the lines after it. Those that a new base settles come with that base.
func (s *Set) With(lines []Line) (*Set, error) {
	next := *s
	next.recent = maps.Clone(s.recent)
	if next.recent == nil {
		next.recent = map[Member]word{}
	}
	for _, c := range lines {
		if c.Seq <= next.Version.Seq {
			continue
		}
		m, err := MemberOf(c.RegisterChange)
		if err != nil {
			return nil, err
		}
		next.recent[m], next.Version.Seq = word{!c.Removed, c.Settled, c.At}, c.Seq
	}
	if len(next.recent) > manyRecent {
		return next.Merged(), nil
	}
	return &next, nil
}

// Merged gives the same set with everything in Base, Added and Removed.
func (s *Set) Merged() *Set {
	if len(s.recent) == 0 {
		return s
	}
	next := *s
	next.recent, next.Added, next.Removed = nil, copyOf(s.Added), copyOf(s.Removed)
	for m, w := range s.recent {
		delete(next.Added, m)
		delete(next.Removed, m)
		switch {
		case w.settled:
		case w.added:
			next.Added[m] = w.at
		default:
			next.Removed[m] = struct{}{}
		}
	}
	return &next
}

// Stricter gives the set with what mine has reserved besides. Both are merged.
func (s *Set) Stricter(mine *Set) *Set {
	more := map[Member]time.Time{}
	put := func(m Member, at time.Time) {
		if mine.In(m) && !s.In(m) {
			more[m] = at
		}
	}
	for m, at := range mine.Added {
		put(m, at)
	}
	for m := range s.Removed {
		put(m, time.Time{})
	}
	if mine.Base != s.Base {
		for n := range mine.Base.Numbers() {
			put(Member{Key: n}, time.Time{})
		}
		for p := range mine.Base.Persons() {
			put(Member{Person: true, Key: p}, time.Time{})
		}
	}
	if len(more) == 0 {
		return s
	}
	next := *s
	next.Added, next.Removed = copyOf(s.Added), copyOf(s.Removed)
	for m, at := range more {
		next.Added[m] = at
		delete(next.Removed, m)
	}
	return &next
}

func copyOf[V any](in map[Member]V) map[Member]V {
	if in == nil {
		return map[Member]V{}
	}
	return maps.Clone(in)
}

// NeedsBase tells whether nothing can be said of a register before it was delivered once. The call centre's own and the
// clients' begin empty and grow by additions; what others keep is unknown until it is there.
func NeedsBase(r dialer.RegisterID) bool {
	return r == dialer.National || r == dialer.NationalVoluntary
}

// In tells whether the member is reserved.
func (s *Set) In(m Member) bool {
	if w, known := s.recent[m]; known {
		return w.added && !w.settled || w.settled && s.Base.In(m)
	}
	if _, in := s.Added[m]; in {
		return true
	}
	if !s.Base.In(m) {
		return false
	}
	_, out := s.Removed[m]
	return !out
}

// Has tells whether the number is reserved.
func (s *Set) Has(n uint64) bool { return s.In(Member{Key: n}) }

// Answer is what the register says of any of the members. A register that is not loaded says Unknown.
func (s *Set) Answer(of []Member) dialer.RegisterAnswer {
	out := dialer.RegisterAnswer{RegisterVersion: s.Version}
	if !s.Loaded {
		return out
	}
	out.Answer = dialer.Clear
	for _, m := range of {
		if s.In(m) {
			out.Answer, out.By, out.Since = dialer.Reserved, By(m), s.since(m)
			break
		}
	}
	return out
}

// since is when the member was added; zero for one of the base, of which the delivery does not say it.
func (s *Set) since(m Member) time.Time {
	if w, known := s.recent[m]; known {
		if w.settled {
			return time.Time{}
		}
		return w.at
	}
	return s.Added[m]
}

// By is the word for how a member was found.
func By(m Member) string {
	if m.Person {
		return "person"
	}
	return "number"
}

// Bitmap is the base's with what was added and removed: for work on many numbers. It must not be changed. It is nil
// where the register has few numbers; Rest has them then.
func (s *Set) Bitmap() []uint64 {
	s = s.Merged()
	flat := s.Base.Bitmap()
	if flat == nil || len(s.Added)+len(s.Removed) == 0 {
		return flat
	}
	flat = slices.Clone(flat)
	for m := range s.Removed {
		if i := m.Key - firstNational; !m.Person && i < national {
			flat[i>>6] &^= 1 << (i & 63)
		}
	}
	for m := range s.Added {
		if i := m.Key - firstNational; !m.Person && i < national {
			flat[i>>6] |= 1 << (i & 63)
		}
	}
	return flat
}

// Rest are the reserved numbers outside of Bitmap, in no order.
func (s *Set) Rest() iter.Seq[uint64] {
	s = s.Merged()
	flat := s.Base.Bitmap() != nil
	return func(yield func(uint64) bool) {
		for n := range s.Base.Rest() {
			if m := (Member{Key: n}); s.In(m) && !has(s.Added, m) && !yield(n) {
				return
			}
		}
		for m := range s.Added {
			if !m.Person && !(flat && m.Key-firstNational < national) && !yield(m.Key) {
				return
			}
		}
	}
}

func has[V any](in map[Member]V, m Member) bool { _, ok := in[m]; return ok }

// Delivery is where a whole register came from.
type Delivery struct {
	LoadedAt time.Time // when the register's keeper made it (mfl. § 13 a: its month)
	Source   string
	By       string
	// why it may differ so much from the version before: what it lacks, or how much it has more
	ShrunkBecause string
	After         int64 // its version is above this one, which another daemon has given
	// the register as the caller has it in memory, so that it need not be read again; nil: it is
	Before *Set
	Told   func(step string, done, of int) // of 0 is not known; nil: it is told to no one
	// another daemon's, to be kept under its own number; refused where there is one as new
	As int64
}

// Tell says which step of the replacement is being taken, and how much of it is done.
func (d Delivery) Tell(step string, done, of int) {
	if d.Told != nil {
		d.Told(step, done, of)
	}
}

// Snapshot is several registers at one moment.
type Snapshot map[dialer.RegisterID]*Set

// Has tells whether the register has the number. Ask Loaded of the set first: what is not loaded has nothing.
func (s Snapshot) Has(r dialer.RegisterID, n uint64) bool {
	set := s[r]
	return set != nil && set.Has(n)
}

// Versions are those of all its registers, by name.
func (s Snapshot) Versions() (all []dialer.RegisterVersion) {
	for _, r := range slices.Sorted(maps.Keys(s)) {
		all = append(all, s[r].Version)
	}
	return all
}

// ErrSpreading says that a change is on this daemon's disk, but not surely yet where every other daemon will always
// see it.
var ErrSpreading = errors.New("kept, and being spread")
