package sqlite_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// refuses opens the journal for reading and writing and wants an error of the kind that says so.
func refuses(t *testing.T, o sqlite.Options, kind error, say string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), o)
	if err == nil {
		s.Close()
	}
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), say) {
		t.Errorf("got %v, want %v that says %q", err, kind, say)
	}
}

func listed(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOpenMakesNoJournal(t *testing.T) {
	for _, tt := range []struct {
		name string
		lay  func(t *testing.T, dir string)
		kind error
		say  string
	}{
		{"no folder", func(*testing.T, string) {}, dialer.ErrNotFound, "no data folder"},
		{"an empty folder, as of a volume that is not mounted", mkdir, dialer.ErrNotFound, "is its volume mounted?"},
		{"a file where the folder should be", func(t *testing.T, dir string) { put(t, dir, "x") }, dialer.ErrRefused,
			"not a folder"},
		{"an empty file", func(t *testing.T, dir string) { mkdir(t, dir); put(t, dir+"/ringevett.db", "") },
			dialer.ErrRefused, "0 bytes"},
		{"a folder where the file should be", func(t *testing.T, dir string) { mkdir(t, dir+"/ringevett.db") },
			dialer.ErrRefused, "not a file"},
		{"a WAL whose journal is gone", func(t *testing.T, dir string) {
			mkdir(t, dir)
			put(t, dir+"/ringevett.db-wal",
				"x")
		}, dialer.ErrRefused, "a journal was here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			tt.lay(t, dir)
			before := listed(t, filepath.Dir(dir))
			inside, _ := filepath.Glob(dir + "/*")
			refuses(t, options(dir), tt.kind, tt.say)
			after, _ := filepath.Glob(dir + "/*")
			if now := listed(t, filepath.Dir(dir)); len(now) != len(before) || len(after) != len(inside) {
				t.Errorf("the refusal left %v and %v behind", now, after)
			}
		})
	}
}

func mkdir(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesWhatIsNoJournal(t *testing.T) {
	t.Run("another program's file", func(t *testing.T) {
		dir := t.TempDir()
		open(t, dir).Close()
		remove(t, dir, "ringevett.db")
		tamper(t, dir, "CREATE TABLE theirs (a)")
		refuses(t, options(dir), dialer.ErrRefused, "not a journal of ringevett")
		if _, err := sqlite.Create(t.Context(), options(dir)); !errors.Is(err, dialer.ErrRefused) {
			t.Errorf("create: got %v", err)
		}
	})
	t.Run("a journal without its key", func(t *testing.T) {
		dir := t.TempDir()
		open(t, dir).Close()
		remove(t, dir, "master.key")
		refuses(t, options(dir), os.ErrNotExist, "put it back from its backup")
		if _, err := os.Stat(dir + "/master.key"); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a key was made in the place of the lost one: %v", err)
		}
	})
	t.Run("a journal emptied with its mark", func(t *testing.T) {
		dir := t.TempDir()
		s := open(t, dir)
		write(t, s, booked(1, number(1)))
		s.Close()
		tamper(t, dir, "DELETE FROM journal", "DELETE FROM head")
		refuses(t, options(dir), dialer.ErrRefused, "mark of the journal's end is gone")
	})
}

func TestCreateFinishesASetUpThatDidNotFinish(t *testing.T) {
	dir := t.TempDir()
	put(t, dir+"/ringevett.db", "")
	open(t, dir).Close() // creates
	s, err := sqlite.Open(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

func TestCreateDoesNotReplaceAJournalThatIsGone(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	write(t, s, booked(1, number(1)))
	s.Close()
	remove(t, dir, "ringevett.db")
	if _, err := sqlite.Create(t.Context(), options(dir)); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), "a journal was here") {
		t.Errorf("got %v", err)
	}
}

// TestAWrongMasterKeyIsNamed: a filled register must not make it look like the secret of a shared Redis.
func TestAWrongMasterKeyIsNamed(t *testing.T) {
	for name, fill := range map[string]func(t *testing.T, s *sqlite.Store){
		"with facts": func(t *testing.T, s *sqlite.Store) { write(t, s, booked(1, number(1))) },
		"with a filled register": func(t *testing.T, s *sqlite.Store) {
			who := dialer.Subject{Number: number(1)}
			if _, err := s.AddTo(t.Context(), dialer.Own, who, dialer.RegisterEntry{By: "test"}); err != nil {
				t.Fatal(err)
			}
		},
		"new": func(*testing.T, *sqlite.Store) {},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			fill(t, s)
			s.Close()
			wrong := options(dir)
			wrong.KeyFile = filepath.Join(t.TempDir(), "key")
			put(t, wrong.KeyFile, string(bytes.Repeat([]byte{1}, 32)))
			refuses(t, wrong, dialer.ErrRefused, "wrong master key")
			if _, err := sqlite.OpenReadOnly(t.Context(), wrong); !errors.Is(err, dialer.ErrRefused) ||
				!strings.Contains(err.Error(), "wrong master key") {
				t.Errorf("to read: got %v", err)
			}
			if err := sqlite.Accept(t.Context(), wrong, "x", "test"); err == nil {
				t.Error("a wrong key was accepted")
			}
			open(t, dir) // the right one still opens it
		})
	}
	t.Run("a broken mark under the right key is told as broken", func(t *testing.T) {
		dir := t.TempDir()
		s := open(t, dir)
		write(t, s, booked(1, number(1)))
		s.Close()
		tamper(t, dir, "UPDATE head SET seal = zeroblob(32)")
		refuses(t, options(dir), dialer.ErrRefused, "was not sealed with this master key")
	})
}

func TestAnOlderCopyIsRefusedUntilItIsAccepted(t *testing.T) {
	dir, aside := t.TempDir(), t.TempDir()
	s := open(t, dir)
	write(t, s, booked(1, number(1)))
	s.Close()
	copyFile(t, dir+"/ringevett.db", aside+"/ringevett.db")
	open(t, dir).Close() // the newest opens as often as it is asked to
	s = open(t, dir)
	write(t, s, ended(1, dialer.Busy))
	s.Close()
	copyFile(t, aside+"/ringevett.db", dir+"/ringevett.db")
	refuses(t, options(dir), dialer.ErrRefused, "the journal that was open here last had 2 entries")
	r, err := sqlite.OpenReadOnly(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Verify(t.Context()); err == nil || !strings.Contains(err.Error(), "older copy") {
		t.Errorf("verify: got %v", err)
	}
	r.Close()

	if err := sqlite.Accept(t.Context(), options(dir), "the disk died", "cli:test"); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	verify(t, s)
	last := facts(t, s, sqlite.Query{})[1]
	if last.Kind != dialer.FactRestored || last.By != "cli:test" || !strings.Contains(last.Detail, "entry 1") ||
		!strings.Contains(last.Detail, "entry 2: the disk died") {
		t.Errorf("got %+v", last)
	}
	s.Close()
	if err := sqlite.Accept(t.Context(), options(dir), "again", "cli:test"); !errors.Is(err, dialer.ErrExists) {
		t.Errorf("accepting what is the last one: got %v, want %v", err, dialer.ErrExists)
	}
}

func TestAnotherCopyOfTheSameLengthIsRefused(t *testing.T) {
	dir, aside := t.TempDir(), t.TempDir()
	open(t, dir).Close()
	copyFile(t, dir+"/ringevett.db", aside+"/ringevett.db")
	copyFile(t, dir+"/master.key", aside+"/master.key")
	for where, o := range map[string]dialer.Outcome{dir: dialer.Busy, aside: dialer.NoAnswer} {
		s := open(t, where)
		write(t, s, ended(1, o))
		s.Close()
	}
	copyFile(t, aside+"/ringevett.db", dir+"/ringevett.db")
	refuses(t, options(dir), dialer.ErrRefused, "another copy")
}

func TestALostWALIsNoticed(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	write(t, s, booked(1, number(1)))
	s.Close() // empties the WAL into the file
	s = open(t, dir)
	write(t, s, ended(1, dialer.Busy))
	for name, spoil := range map[string]func(t *testing.T, dir string){
		"gone":  func(t *testing.T, dir string) { remove(t, dir, "ringevett.db-wal") },
		"empty": func(t *testing.T, dir string) { truncate(t, dir, "ringevett.db-wal", 0) },
		"whole": func(*testing.T, string) {},
	} {
		t.Run(name, func(t *testing.T) {
			killed := t.TempDir() // what a killed process leaves
			for _, file := range []string{"ringevett.db", "ringevett.db-wal", "ringevett.last", "master.key"} {
				copyFile(t, filepath.Join(dir, file), filepath.Join(killed, file))
			}
			spoil(t, killed)
			if name == "whole" {
				s, err := sqlite.Open(t.Context(), options(killed))
				if err != nil {
					t.Fatal(err)
				}
				s.Close()
				return
			}
			refuses(t, options(killed), dialer.ErrRefused, "older copy")
		})
	}
}

func TestALastEndThatCannotBeReadIsRefused(t *testing.T) {
	dir := t.TempDir()
	open(t, dir).Close()
	put(t, dir+"/ringevett.last", strings.Repeat("\x00", 86))
	refuses(t, options(dir), dialer.ErrRefused, "cannot be read")
	if err := sqlite.Accept(t.Context(), options(dir), "a power cut", "cli:test"); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}
