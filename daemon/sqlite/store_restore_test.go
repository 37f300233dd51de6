package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// stricken is a data folder of which a copy was made before a number and a person were reserved, and another number
// erased.
type stricken struct {
	dir, copied string
}

func newStricken(t *testing.T) stricken {
	l := stricken{t.TempDir(), filepath.Join(t.TempDir(), "copy.db")}
	s := open(t, l.dir)
	book(t, s)
	reserve := func(who dialer.Subject, r dialer.RegisterID) {
		t.Helper()
		e := dialer.RegisterEntry{Source: "a letter", By: "person:per"}
		if _, err := s.AddTo(t.Context(), r, who, e); err != nil {
			t.Fatal(err)
		}
	}
	reserve(dialer.Subject{Number: number(1)}, dialer.Own)
	write(t, s, booked(1, number(4)), ended(1, dialer.Busy))
	if err := sqlite.Backup(t.Context(), options(l.dir), l.copied); err != nil {
		t.Fatal(err)
	}
	reserve(dialer.Subject{Number: number(2)}, dialer.Own)
	reserve(dialer.Subject{Persons: []dialer.PersonKey{77}}, dialer.Own)
	write(t, s, booked(2, number(5)), ended(2, dialer.Busy))
	if _, err := s.Forget(t.Context(), number(4), "asked", "person:per"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return l
}

// bare is another folder, with the same master key, and the list of erasures if it was kept.
func (l stricken) bare(t *testing.T, listed bool) sqlite.Options {
	t.Helper()
	o := options(filepath.Join(t.TempDir(), "data"))
	if err := os.Mkdir(o.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	was := options(l.dir)
	o.KeyFile = was.KeyFile
	if o.KeyFile == "" {
		o.KeyFile = filepath.Join(l.dir, "master.key")
	}
	o.Erased = filepath.Join(t.TempDir(), "erased")
	if listed {
		text, err := os.ReadFile(was.ErasedPath())
		if err == nil {
			err = os.WriteFile(o.Erased, text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func putBack(l stricken) sqlite.Restoring {
	return sqlite.Restoring{From: l.copied, Why: "the disk died", By: "person:per"}
}

// restored opens what was put back, and says which numbers it has reserved.
func restored(t *testing.T, o sqlite.Options) (own map[dialer.Number]bool) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	verify(t, s)
	own = map[dialer.Number]bool{}
	for i := range 5 {
		held, err := s.HeldOn(t.Context(), number(i))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range held.Entries {
			own[number(i)] = own[number(i)] || r.Register == dialer.Own
		}
	}
	if readable(t, s)[number(4)] {
		t.Error("a number that was erased after the copy was made can be read")
	}
	return own
}

// TestARestoreHasWhatCameSince rehearses it on another folder: with the later journal, the reservations made after the
// copy are there and the erased number is not, with the list of erasures or without it.
func TestARestoreHasWhatCameSince(t *testing.T) {
	for _, listed := range []bool{true, false} {
		l := newStricken(t)
		o, r := l.bare(t, listed), putBack(l)
		r.Since = l.dir
		done, err := sqlite.Restore(t.Context(), o, r)
		if err != nil || done.Numbers != 1 || done.Persons != 1 || done.Attempts != 1 || done.Ended != done.Proven ||
			done.Proven <= done.Entries || len(done.Unknown) > 0 || done.Aside != "" {
			t.Fatalf("listed %v: %+v, %v", listed, done, err)
		}
		if own := restored(t, o); !own[number(1)] || !own[number(2)] || own[number(3)] {
			t.Errorf("listed %v: reserved are %v", listed, own)
		}
	}
}

// TestARestoreSaysWhatItCannotKnow: without the later journal it refuses, names what is unknown and changes nothing;
// told to, it goes on and the journal says so.
func TestARestoreSaysWhatItCannotKnow(t *testing.T) {
	l := newStricken(t)
	o, r := l.bare(t, false), putBack(l)
	done, err := sqlite.Restore(t.Context(), o, r)
	said := strings.Join(done.Unknown, "; ")
	if err == nil || !strings.Contains(said, "whether anything was written") ||
		!strings.Contains(said, "list of erasures") {
		t.Errorf("got %q, %v", said, err)
	}
	if left, err := filepath.Glob(filepath.Join(o.Dir, "*.db")); err != nil || len(left) > 0 {
		t.Errorf("it left %q, %v", left, err)
	}
	text, err := os.ReadFile(filepath.Join(l.dir, "ringevett.last"))
	if err == nil {
		err = os.WriteFile(filepath.Join(o.Dir, "ringevett.last"), text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	done, err = sqlite.Restore(t.Context(), o, r)
	if err == nil || !strings.Contains(done.Unknown[0], "no later journal") {
		t.Errorf("with the note of the end: got %q, %v", done.Unknown, err)
	}
	o = l.bare(t, true)
	r.Unproven = true
	if done, err = sqlite.Restore(t.Context(), o, r); err != nil || len(done.Unknown) != 1 {
		t.Fatalf("got %+v, %v", done, err)
	}
	if own := restored(t, o); own[number(2)] {
		t.Error("a reservation came from nowhere")
	}
}

// TestARestoreTrustsNoEntryThatDoesNotFollow: of a later journal that was changed it takes what comes before the
// change, and of one that is not of this copy nothing.
func TestARestoreTrustsNoEntryThatDoesNotFollow(t *testing.T) {
	l := newStricken(t)
	tamper(t, l.dir, `UPDATE journal SET body = CAST('x' AS BLOB) WHERE seq = (SELECT max(seq) - 2 FROM journal)`)
	o, r := l.bare(t, true), putBack(l)
	r.Since = l.dir
	done, err := sqlite.Restore(t.Context(), o, r)
	if err == nil || len(done.Unknown) == 0 || !strings.Contains(done.Unknown[0], "does not match its hash") ||
		done.Proven >= done.Ended {
		t.Errorf("a changed entry: got %+v, %v", done, err)
	}
	r.Unproven = true
	if done, err = sqlite.Restore(t.Context(), o, r); err != nil || done.Numbers != 1 {
		t.Errorf("a changed entry, all the same: got %+v, %v", done, err)
	}
	r.Since = t.TempDir()
	s := open(t, r.Since)
	book(t, s)
	s.Close()
	if _, err = sqlite.Restore(t.Context(), o, r); err == nil || !strings.Contains(err.Error(), "another installation") {
		t.Errorf("another journal: %v", err)
	}
}

// TestARestoreInPlaceKeepsWhatItReplaces: the data folder's own journal is what came since.
func TestARestoreInPlaceKeepsWhatItReplaces(t *testing.T) {
	l := newStricken(t)
	tamper(t, l.dir, `DELETE FROM register_change WHERE seq = 1`)
	done, err := sqlite.Restore(t.Context(), options(l.dir), putBack(l))
	if err != nil || done.Numbers != 1 || done.Persons != 1 || done.Aside == "" {
		t.Fatalf("got %+v, %v", done, err)
	}
	if _, err := os.Stat(filepath.Join(done.Aside, "ringevett.db")); err != nil {
		t.Error(err)
	}
	if own := restored(t, options(l.dir)); !own[number(1)] || !own[number(2)] {
		t.Errorf("reserved are %v", own)
	}
}
