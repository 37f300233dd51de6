package sqlite_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// fill books attempts from several sides until the disk is full, and gives those that were acknowledged.
func fill(t *testing.T, s *sqlite.Store) (acked map[dialer.AttemptID]bool, full error) {
	t.Helper()
	acked = map[dialer.AttemptID]bool{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				id, err := s.NextAttempt(t.Context())
				if err == nil {
					err = s.Write(t.Context(), sqlite.Batch{Facts: []dialer.Fact{booked(id, number(int(id%1000))),
						ended(id, dialer.Busy)}})
				}
				mu.Lock()
				if err == nil {
					acked[id] = true
				} else {
					full = err
				}
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	return acked, full
}

// wantExactly proves that the journal holds each acknowledged attempt whole, and no other.
func wantExactly(t *testing.T, s *sqlite.Store, acked map[dialer.AttemptID]bool) {
	t.Helper()
	verify(t, s)
	kept := map[dialer.AttemptID]int{}
	for _, f := range facts(t, s, sqlite.Query{}) {
		kept[f.Attempt]++
	}
	for id := range acked {
		if kept[id] != 2 {
			t.Errorf("%s was acknowledged and has %d facts of 2", id, kept[id])
		}
	}
	if len(kept) != len(acked) {
		t.Errorf("got %d attempts, want the %d that were acknowledged", len(kept), len(acked))
	}
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	pages, err := s.Pages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.LimitPages(t.Context(), pages+40); err != nil {
		t.Fatal(err)
	}
	acked, full := fill(t, s)
	if full == nil || !strings.Contains(full.Error(), "full") {
		t.Errorf("got %v, want an error that says the disk is full", full)
	}
	wantExactly(t, s, acked)
	if err := s.LimitPages(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	id, err := s.NextAttempt(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, booked(id, number(1)), ended(id, dialer.Busy))
	acked[id] = true
	wantExactly(t, s, acked)
	s.Close()
	wantExactly(t, open(t, dir), acked)
	t.Logf("%d acknowledged before and after, then: %v", len(acked), full)
}

// TestRealFullDisk fills a file system of its own. Who may not mount one does it in a user namespace, as its root.
func TestRealFullDisk(t *testing.T) {
	dir := t.TempDir()
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m,mode=0700")
	if errors.Is(err, syscall.EPERM) && os.Getenv(asOwnRoot) == "" {
		fillAsOwnRoot(t)
		return
	}
	if err != nil {
		t.Skipf("NOT TESTED here: a disk that is really full needs the right to mount: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("a file is still open: %v", err)
			syscall.Unmount(dir, syscall.MNT_DETACH)
		}
	})
	s, err := sqlite.Create(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	acked, full := fill(t, s)
	if full == nil || !strings.Contains(full.Error(), "full") {
		t.Errorf("got %v, want an error that says the disk is full", full)
	}
	wantExactly(t, s, acked)
	if err := s.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("the probe of a full disk: got %v", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	id, err := s.NextAttempt(t.Context())
	if err != nil {
		t.Fatal(fmt.Errorf("with space again: %w", err))
	}
	write(t, s, booked(id, number(1)), ended(id, dialer.Busy))
	if err := s.Probe(t.Context()); err != nil {
		t.Error(err)
	}
	acked[id] = true
	wantExactly(t, s, acked)
	t.Logf("%d acknowledged, then: %v; with 1 MB free it writes again", len(acked), full)
}

const asOwnRoot = "RINGEVETT_TEST_OWN_ROOT"

// fillAsOwnRoot runs the test again in a namespace where it may mount.
func fillAsOwnRoot(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRealFullDisk$", "-test.v")
	cmd.Env = append(os.Environ(), asOwnRoot+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) {
		t.Skipf("NOT TESTED here: a disk that is really full needs the right to mount, or user namespaces: %v", err)
	}
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestRealFullDisk")) {
		t.Errorf("in a namespace of its own: %v\n%s", err, out)
	}
}
