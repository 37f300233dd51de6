package sqlite_test

import (
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestBackupEndsBesideWrites copies a journal that is written all the while. The copy is whole, holds all that was
// acknowledged before it began, and no attempt in half.
func TestBackupEndsBesideWrites(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	var written atomic.Int64
	stop := make(chan struct{})
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				id, err := s.NextAttempt(t.Context())
				if err == nil {
					err = s.Write(t.Context(), sqlite.Batch{Facts: []dialer.Fact{booked(id, number(int(id%1000))),
						ended(id, dialer.Busy)}})
				}
				if err != nil {
					t.Error(err)
					return
				}
				written.Add(1)
			}
		})
	}
	for written.Load() < 500 {
		s.Hold()()
	}
	restored := t.TempDir()
	before := written.Load()
	err := sqlite.Backup(t.Context(), options(dir), filepath.Join(restored, "ringevett.db"))
	after := written.Load()
	close(stop)
	writers.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if after == before {
		t.Error("nothing was written meanwhile: the test shows nothing")
	}
	info, err := os.Stat(filepath.Join(restored, "ringevett.db"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
	key, err := os.ReadFile(filepath.Join(dir, "master.key"))
	if err == nil {
		err = os.WriteFile(filepath.Join(restored, "master.key"), key, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	copied, err := sqlite.OpenReadOnly(t.Context(), options(restored))
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	verify(t, copied)
	kept := map[dialer.AttemptID]int{}
	for _, f := range facts(t, copied, sqlite.Query{}) {
		kept[f.Attempt]++
	}
	delete(kept, 0)
	for id, n := range kept {
		if n != 2 {
			t.Errorf("attempt %s: %d facts of 2", id, n)
		}
	}
	if int64(len(kept)) < before {
		t.Errorf("%d attempts in the copy, %d were acknowledged before it began", len(kept), before)
	}
	t.Logf("%d attempts before, %d meanwhile, %d in the copy", before, after-before, len(kept))
}

func TestBackupOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	to := filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(to, []byte("an older copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sqlite.Backup(t.Context(), options(dir), to); err == nil {
		t.Error("it was overwritten")
	}
	if text, err := os.ReadFile(to); string(text) != "an older copy" {
		t.Errorf("got %q, %v", text, err)
	}
}
