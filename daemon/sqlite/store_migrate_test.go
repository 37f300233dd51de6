package sqlite_test

import (
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// old makes testdata/<newest migration> with this version, for the versions to come. What was released is never made
// again.
var old = flag.Bool("old", false, "make the journal of today's schema, which later versions must still read")

// contents writes what each old journal holds.
func contents(t *testing.T, s *sqlite.Store) {
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1), Name: "Kari Nordmann"}, dialer.Lead{Number: number(2)})
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy), booked(2, number(2)), ended(2, dialer.Answered),
		booked(3, number(3)))
	if err := s.Reserve(t.Context(), sqlite.OwnRegister, number(4), "by phone", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(t.Context(), number(2), "asked by phone", "cli:per"); err != nil {
		t.Fatal(err)
	}
}

func migrations(t *testing.T) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	names, err := fs.Glob(sqlite.Shipped, "migration/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(sqlite.Shipped, name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = &fstest.MapFile{Data: text}
	}
	return all
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// keep makes the journal of the newest schema.
func keep(t *testing.T) {
	names := slices.Sorted(maps.Keys(migrations(t)))
	to := filepath.Join("testdata", strings.TrimSuffix(filepath.Base(names[len(names)-1]), ".sql"))
	dir := t.TempDir()
	s := open(t, dir)
	contents(t, s)
	s.Close()
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ringevett.db", "master.key"} {
		copyFile(t, filepath.Join(dir, name), filepath.Join(to, name))
	}
}

// kept are the schemas of which a journal is kept: each that was released, and the newest.
func kept(t *testing.T) (names []string) {
	t.Helper()
	dirs, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if d.IsDir() && d.Name()[0] == '0' {
			names = append(names, d.Name())
		}
	}
	all := slices.Sorted(maps.Keys(migrations(t)))
	newest := strings.TrimSuffix(filepath.Base(all[len(all)-1]), ".sql")
	if len(names) < 9 || !slices.Contains(names, newest) {
		t.Fatalf("journals are kept of %v; the newest schema is %s: go test -run OldJournals -old keeps one", names,
			newest)
	}
	return names
}

func TestOldJournalsAreBroughtUp(t *testing.T) {
	if *old {
		keep(t)
	}
	for _, name := range kept(t) {
		t.Run("from "+name, func(t *testing.T) {
			dir := t.TempDir()
			for _, file := range []string{"ringevett.db", "master.key"} {
				copyFile(t, filepath.Join("testdata", name, file), filepath.Join(dir, file))
			}
			s := open(t, dir)
			if r := verify(t, s); r.Entries != 11 || r.Erased != 1 {
				t.Errorf("got %+v, want 11 entries, 1 erased", r)
			}
			if got := facts(t, s, sqlite.Query{Attempt: 1}); len(got) != 2 || !cmp.Equal(got[0], booked(1, number(1))) {
				t.Errorf("got %+v", got)
			}
			if got := due(t, s, monday, 10); len(got) != 1 || got[0].Name != "Kari Nordmann" {
				t.Errorf("got %+v", got)
			}
			if own, _, err := s.Reserved(t.Context(), number(4), "acme"); err != nil || !own {
				t.Errorf("got %v, %v", own, err)
			}
			if _, err := s.CheckPIN(t.Context(), "PJSIP/agent1", "1234"); err != nil {
				t.Error(err)
			}
			if id, err := s.NextAttempt(t.Context()); err != nil || id < 1 {
				t.Errorf("got %v, %v", id, err)
			}
		})
	}
}

func TestMigrations(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	contents(t, s)
	want := verify(t, s)
	s.Close()

	t.Run("a step that fails leaves nothing behind", func(t *testing.T) {
		later := migrations(t)
		later["migration/9001_bad.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE half (a) STRICT; SELECT * FROM " +
			"nowhere;")}
		if _, err := sqlite.OpenWith(t.Context(), options(dir), later); err == nil ||
			!strings.Contains(err.Error(), "9001_bad.sql") {
			t.Errorf("got %v", err)
		}
		s := open(t, dir)
		defer s.Close()
		if got := verify(t, s); !cmp.Equal(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
	t.Run("a new step is taken once, and the older binary then refuses", func(t *testing.T) {
		later := migrations(t)
		later["migration/9001_note.sql"] = &fstest.MapFile{Data: []byte("ALTER TABLE client ADD COLUMN note TEXT NOT " +
			"NULL " +
			"DEFAULT ''")}
		for range 2 {
			s, err := sqlite.OpenWith(t.Context(), options(dir), later)
			if err != nil {
				t.Fatal(err)
			}
			if got := verify(t, s); !cmp.Equal(got, want) {
				t.Errorf("got %+v, want %+v", got, want)
			}
			s.Close()
		}
		for name, open := range map[string]func() (*sqlite.Store, error){
			"to write": func() (*sqlite.Store, error) { return sqlite.Create(t.Context(), options(dir)) },
			"to read":  func() (*sqlite.Store, error) { return sqlite.OpenReadOnly(t.Context(), options(dir)) },
		} {
			if _, err := open(); !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), "9001_note.sql") {
				t.Errorf("%s: got %v", name, err)
			}
		}
	})
	t.Run("a reader does not bring it up", func(t *testing.T) {
		tamper(t, dir, "DELETE FROM migration")
		if _, err := sqlite.OpenReadOnly(t.Context(), options(dir)); !errors.Is(err, dialer.ErrRefused) ||
			!strings.Contains(err.Error(), "older form") {
			t.Errorf("got %v", err)
		}
	})
}
