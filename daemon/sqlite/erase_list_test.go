package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// restoring is a journal of which a copy is put back, with a clock that goes on.
type restoring struct {
	t   *testing.T
	dir string
	now time.Time
}

func (r *restoring) options() sqlite.Options {
	return sqlite.Options{Dir: r.dir, Now: func() time.Time { r.now = r.now.Add(time.Second); return r.now }}
}

func (r *restoring) open() *sqlite.Store {
	r.t.Helper()
	s, err := sqlite.Create(r.t.Context(), r.options())
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { s.Close() })
	return s
}

// restore puts the copy back as a person does; the list of erasures stays as it is.
func (r *restoring) restore(copied string) {
	r.t.Helper()
	for _, name := range []string{"ringevett.db", "ringevett.db-wal", "ringevett.db-shm"} {
		os.Remove(filepath.Join(r.dir, name))
	}
	copyFile(r.t, copied, filepath.Join(r.dir, "ringevett.db"))
}

// readable are the numbers that can be read in the journal's facts.
func readable(t *testing.T, s *sqlite.Store) map[dialer.Number]bool {
	all := map[dialer.Number]bool{}
	for _, f := range facts(t, s, sqlite.Query{}) {
		all[f.Number] = true
	}
	return all
}

// TestAnErasureReachesARestoredCopy: backup, erase, restore, start. Without the list the number would be back. An id
// that the restored journal uses a second time does not count as the erased one.
func TestAnErasureReachesARestoredCopy(t *testing.T) {
	for name, erase := range map[string]func(t *testing.T, s *sqlite.Store){
		"by wish": func(t *testing.T, s *sqlite.Store) {
			for _, n := range []int{1, 3} {
				if _, err := s.Forget(t.Context(), number(n), "asked by phone", "cli:per"); err != nil {
					t.Fatal(err)
				}
			}
		},
		"by the limit": func(t *testing.T, s *sqlite.Store) {
			if _, err := s.ForgetOlder(t.Context(), monday.AddDate(0, 0, 1)); err != nil {
				t.Fatal(err)
			}
		},
	} {
		for _, kept := range []bool{true, false} {
			t.Run(name, func(t *testing.T) { eraseAndRestore(t, erase, name == "by wish", kept) })
		}
	}
}

func eraseAndRestore(t *testing.T, erase func(*testing.T, *sqlite.Store), byWish, kept bool) {
	r := &restoring{t, t.TempDir(), monday}
	s := r.open()
	book(t, s)
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy), booked(2, number(2)), ended(2, dialer.Busy))
	late := booked(2, number(2))
	late.Kind, late.At = dialer.FactChanged, monday.AddDate(0, 0, 2)
	write(t, s, late)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := sqlite.Backup(t.Context(), r.options(), copied); err != nil {
		t.Fatal(err)
	}
	write(t, s, booked(3, number(3)), ended(3, dialer.Busy))
	erase(t, s)
	s.Close()
	r.restore(copied)
	if !kept {
		os.Remove(r.options().ErasedPath())
	}
	if read, err := sqlite.OpenReadOnly(t.Context(), r.options()); err != nil {
		t.Error(err)
	} else {
		if readable(t, read)[number(1)] == kept {
			t.Errorf("before the start, with the list %v: the number can be read: %v", kept, !kept)
		}
		read.Close()
	}
	if err := sqlite.Accept(t.Context(), r.options(), "the disk died", "cli:per"); err != nil {
		t.Fatal(err)
	}
	s = r.open()
	write(t, s, booked(4, number(4)), ended(4, dialer.Busy)) // its key takes the id of number 3's
	s.Close()
	s = r.open()
	all := readable(t, s)
	if all[number(1)] == kept || !all[number(2)] || !all[number(4)] {
		t.Errorf("with the list %v, these can be read: %v", kept, all)
	}
	if report := verify(t, s); kept && report.Erased == 0 {
		t.Error("no entry has lost its number")
	}
	n, err := s.HeldOn(t.Context(), number(1))
	if err != nil || (len(n.Marks) > 0) != (kept && byWish) {
		t.Errorf("with the list %v: marks %v, %v", kept, n.Marks, err)
	}
}

// TestTheListOfErasuresIsReadWithCare: a line that a crash has cut is neither an erasure nor a fault, and the next line
// does not join it. Any other line that cannot be read stops the start, because the list may lack an erasure.
func TestTheListOfErasuresIsReadWithCare(t *testing.T) {
	r := &restoring{t, t.TempDir(), monday}
	s := r.open()
	book(t, s)
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy))
	s.Close()
	list := r.options().ErasedPath()
	if err := os.WriteFile(list, []byte("abcdef number 1"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = r.open()
	if _, err := s.Forget(t.Context(), number(1), "asked", "cli:per"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	text, err := os.ReadFile(list)
	if err != nil || strings.Contains(string(text), "abcdef") || !strings.Contains(string(text), " number 1 ") {
		t.Errorf("the list is %q, %v", text, err)
	}
	if err := os.WriteFile(list, append([]byte("what is this\n"), text...), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := sqlite.Open(t.Context(), r.options()); err == nil ||
		!strings.Contains(err.Error(), "line 1 cannot be read") {
		s.Close()
		t.Errorf("opened, or %v", err)
	}
}

// TestAnErasureWithoutItsListIsRefused: it would not reach a restored copy. What else is written is not held up.
func TestAnErasureWithoutItsListIsRefused(t *testing.T) {
	r := &restoring{t, t.TempDir(), monday}
	s := r.open()
	book(t, s)
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy))
	os.Remove(r.options().ErasedPath())
	if _, err := s.Forget(t.Context(), number(1), "asked", "cli:per"); err == nil ||
		!strings.Contains(err.Error(), "list of erasures") {
		t.Errorf("erased without a list: %v", err)
	}
	if !readable(t, s)[number(1)] {
		t.Error("the number is gone")
	}
	write(t, s, booked(2, number(2)), ended(2, dialer.Busy))
}
