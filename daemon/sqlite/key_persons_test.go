package sqlite_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

const shared = "a secret of two daemons, long enough to be one"

func TestPersonsAreHashedByTheSharedSecret(t *testing.T) {
	a, b, own := openBy(t, t.TempDir(), shared), openBy(t, t.TempDir(), shared), openBy(t, t.TempDir(), "")
	if a.PersonsMark() != b.PersonsMark() || string(a.PersonSecret()) != string(b.PersonSecret()) {
		t.Error("two daemons with one secret hash persons differently")
	}
	if a.PersonsMark() == own.PersonsMark() || string(a.PersonSecret()) == string(own.PersonSecret()) {
		t.Error("a daemon of its own hashes persons as the others do")
	}
}

func TestAnotherSecretIsRefusedOnceARegisterIsFilled(t *testing.T) {
	dir := t.TempDir()
	openBy(t, dir, "").Close()
	s := openBy(t, dir, shared) // nothing in the registers yet
	if _, err := s.AddTo(t.Context(), dialer.Own, dialer.Subject{Number: "+4790000001"},
		dialer.RegisterEntry{By: "test"}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	refused := func(how string, err error) {
		if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), "person_secret_file") {
			t.Errorf("opened %s with another secret: %v", how, err)
		}
	}
	_, err := sqlite.Create(t.Context(), sqlite.Options{Dir: dir})
	refused("to write", err)
	_, err = sqlite.OpenReadOnly(t.Context(), sqlite.Options{Dir: dir, Persons: shared + "!"})
	refused("to read", err)
	openBy(t, dir, shared).Close()

	older := t.TempDir() // from before there was a choice, and filled
	for _, file := range []string{"ringevett.db", "master.key"} {
		copyFile(t, filepath.Join("testdata", "0004_marks", file), filepath.Join(older, file))
	}
	_, err = sqlite.Create(t.Context(), sqlite.Options{Dir: older, Persons: shared})
	refused("an older journal", err)
}

func openBy(t *testing.T, dir, secret string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Create(t.Context(), sqlite.Options{Dir: dir, Persons: secret})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
