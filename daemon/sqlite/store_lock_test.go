package sqlite_test

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// A child that is being started has a copy of every descriptor until its exec. A journal that is closed meanwhile can
// be opened again at once.
func TestACopyOfTheLockDoesNotKeepTheJournal(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	name, err := filepath.EvalSymlinks(filepath.Join(dir, "ringevett.lock"))
	if err != nil {
		t.Fatal(err)
	}
	held, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	copies := 0
	for _, e := range held {
		if to, _ := os.Readlink("/proc/self/fd/" + e.Name()); to != name {
			continue
		}
		number, err := strconv.Atoi(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		dup, err := syscall.Dup(number)
		if err != nil {
			t.Fatal(err)
		}
		defer syscall.Close(dup)
		copies++
	}
	if copies != 1 {
		t.Fatalf("%d descriptors of %s, want 1", copies, name)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}
