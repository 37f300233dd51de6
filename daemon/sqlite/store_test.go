package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// monday is the instant of the tests: 11:00 in Oslo.
var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func options(dir string) sqlite.Options {
	return sqlite.Options{Dir: dir, Now: func() time.Time { return monday }}
}

// open opens the journal in dir and closes it with the test.
func open(t testing.TB, dir string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Create(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func number(i int) dialer.Number { return dialer.Number(fmt.Sprintf("+4790000%03d", i)) }

func booked(id dialer.AttemptID, n dialer.Number) dialer.Fact {
	return dialer.Fact{At: monday, Kind: dialer.FactBooked, Attempt: id, Campaign: "wool", Client: "acme", Lead: 7,
		Number: n, Visible: "+4722000001"}
}

func ended(id dialer.AttemptID, o dialer.Outcome) dialer.Fact {
	return dialer.Fact{At: monday.Add(20 * time.Second), Kind: dialer.FactEnded, Attempt: id, Campaign: "wool",
		Outcome: o,
		Cause:   16}
}

func write(t testing.TB, s *sqlite.Store, facts ...dialer.Fact) {
	t.Helper()
	if err := s.Write(t.Context(), sqlite.Batch{Facts: facts}); err != nil {
		t.Fatal(err)
	}
}

func facts(t testing.TB, s *sqlite.Store, q sqlite.Query) []dialer.Fact {
	t.Helper()
	var all []dialer.Fact
	for f, err := range s.Facts(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

func verify(t testing.TB, s *sqlite.Store) sqlite.Report {
	t.Helper()
	r, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// tamper changes the file behind the store's back, as a person with a SQLite shell could.
func tamper(t testing.TB, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, "ringevett.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, st := range statements {
		if _, err := db.Exec(st); err != nil {
			t.Fatalf("%s: %v", st, err)
		}
	}
}

// inFiles tells which files of the folder hold the bytes.
func inFiles(t testing.TB, dir string, needle []byte) (names []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "ringevett.db*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, needle) {
			names = append(names, filepath.Base(name))
		}
	}
	return names
}

func TestOpen(t *testing.T) {
	t.Run("makes a folder, a journal and a key that only we can read", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "data")
		s := open(t, dir)
		write(t, s, booked(1, number(1)))
		for name, want := range map[string]os.FileMode{".": 0o700, "master.key": 0o600, "ringevett.db": 0o600,
			"ringevett.db-wal": 0o600, "ringevett.lock": 0o600} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Mode().Perm(); got != want {
				t.Errorf("%s: got mode %04o, want %04o", name, got, want)
			}
		}
	})
	t.Run("finds again what was written", func(t *testing.T) {
		dir := t.TempDir()
		s := open(t, dir)
		write(t, s, booked(1, number(1)))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open(t, dir)
		got := facts(t, s, sqlite.Query{})
		if len(got) != 1 || !cmp.Equal(got[0], booked(1, number(1))) {
			t.Errorf("got %+v", got)
		}
	})
}

func TestTheMarkOfAnInstallationStays(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	want, err := s.Install(t.Context())
	if err != nil || len(want) != 6 {
		t.Fatalf("got %q, %v, want six digits", want, err)
	}
	s.Close()
	if got, err := open(t, dir).Install(t.Context()); err != nil || got != want {
		t.Errorf("got %q, %v, want %q again", got, err, want)
	}
	if other, err := open(t, t.TempDir()).Install(t.Context()); err != nil || other == want {
		t.Errorf("two installations have the same mark %q, %v", other, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	tests := []struct {
		name string
		do   func(t *testing.T, dir string)
		want string
	}{
		{"a key that others can read", func(t *testing.T, dir string) { chmod(t, dir, "master.key", 0o640) },
			"mode 0640"},
		{"a lost key beside a journal", func(t *testing.T, dir string) { remove(t, dir, "master.key") },
			"put it back from its backup"},
		{"a short key", func(t *testing.T, dir string) { truncate(t, dir, "master.key", 31) }, "31 bytes"},
		{"another key", func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "master.key"), bytes.Repeat([]byte{1}, 32), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "wrong master key"},
		{"a folder that others can write to", func(t *testing.T, dir string) { chmod(t, dir, ".", 0o777) },
			"mode 0777"},
		{"a journal whose tail was cut", func(t *testing.T, dir string) {
			tamper(t, dir, "DELETE FROM journal WHERE seq = "+
				"2")
		}, "entry 2 is missing"},
		{"a journal of a newer form", func(t *testing.T, dir string) {
			tamper(t, dir, "INSERT INTO migration VALUES ('9999_later.sql', 0)")
		}, "newer ringevett (migration 9999_later.sql"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			s := open(t, dir)
			write(t, s, booked(1, number(1)), ended(1, dialer.Busy))
			s.Close()
			test.do(t, dir)
			s, err := sqlite.Create(t.Context(), options(dir))
			if err == nil {
				s.Close()
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error that says %q", err, test.want)
			}
		})
	}
}

func chmod(t *testing.T, dir, name string, mode os.FileMode) {
	if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, dir, name string) {
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

func truncate(t *testing.T, dir, name string, size int64) {
	if err := os.Truncate(filepath.Join(dir, name), size); err != nil {
		t.Fatal(err)
	}
}

func TestTwoWriters(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	write(t, s, booked(1, number(1)))
	_, err := sqlite.Create(t.Context(), options(dir))
	if want := fmt.Sprintf("process %d is writing", os.Getpid()); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), want) {
		t.Errorf("second writer: got %v, want %q", err, want)
	}
	r, err := sqlite.OpenReadOnly(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := facts(t, r, sqlite.Query{}); len(got) != 1 {
		t.Errorf("reader beside the writer: got %d facts, want 1", len(got))
	}
	if err := r.Write(t.Context(), sqlite.Batch{Facts: []dialer.Fact{booked(2, number(2))}}); err == nil {
		t.Error("a reader wrote")
	}
	s.Close()
	open(t, dir) // the lock is gone with its holder
}

func TestReadOnlyNeedsAJournal(t *testing.T) {
	if _, err := sqlite.OpenReadOnly(t.Context(), options(t.TempDir())); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("got %v, want %v", err, dialer.ErrNotFound)
	}
}

func TestClosed(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "ringevett.db-wal")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the WAL is still there, so a connection is still open: %v", err)
	}
	if err := s.Write(context.Background(), sqlite.Batch{Facts: []dialer.Fact{booked(1, number(1))}}); err == nil {
		t.Error("wrote to a closed journal")
	}
}
