package sqlite_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// The child of TestKill is this binary again, told by these what to do.
const (
	childDir   = "RINGEVETT_TEST_WRITE_UNTIL_KILLED"
	childEarly = "RINGEVETT_TEST_TELL_BEFORE_WRITING"
	childScrub = "RINGEVETT_TEST_FORGET_AND_SCRUB"
)

func TestMain(m *testing.M) {
	if first, err := strconv.ParseInt(os.Getenv(childCounts), 10, 64); err == nil {
		fmt.Fprintln(os.Stderr, countUntilKilled(os.Getenv(childDir), dialer.AttemptID(first)))
		os.Exit(1)
	}
	if point := os.Getenv(childRekey); point != "" {
		fmt.Fprintln(os.Stderr, rekeyUntilKilled(os.Getenv(childDir), point))
		os.Exit(1)
	}
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(dir, os.Getenv(childEarly) != ""))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeUntilKilled books and ends attempts from 64 sides, and tells each id when it is on the disk. Ids are never used
// twice: were they, a later child would fill the holes of an earlier one and nothing would seem lost.
func writeUntilKilled(dir string, early bool) error {
	ctx := context.Background()
	s, err := sqlite.Create(ctx, options(dir))
	if err != nil {
		return err
	}
	failed := make(chan error)
	if os.Getenv(childScrub) != "" {
		go func() {
			for i := 0; ; i++ {
				if _, err := s.Forget(ctx, number(i%100), "asked",
					"cli:per"); err != nil && !errors.Is(err, dialer.ErrRefused) {
					failed <- err
				}
				if err := s.Scrub(ctx); err != nil {
					failed <- err
				}
			}
		}()
	}
	for range 64 {
		go func() {
			for {
				if err := writeOne(ctx, s, early); err != nil {
					failed <- err
				}
			}
		}()
	}
	return <-failed
}

func writeOne(ctx context.Context, s *sqlite.Store, early bool) error {
	id, err := s.NextAttempt(ctx)
	if err != nil {
		return err
	}
	if early {
		fmt.Println(int64(id))
	}
	err = s.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{booked(id, number(int(id%100))), ended(id, dialer.Busy)}})
	if err == nil && !early {
		fmt.Println(int64(id))
	}
	return err
}

// killUnderLoad gives the ids that a child told before it was killed with SIGKILL.
func killUnderLoad(t *testing.T, dir, early string, after int) (told []dialer.AttemptID) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childEarly+"="+early)
	return childTells(t, cmd, after)
}

// childTells starts a child and kills it when it has told so many ids.
func childTells(t *testing.T, cmd *exec.Cmd, after int) (told []dialer.AttemptID) {
	t.Helper()
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		id, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			break // cut short by the kill
		}
		if told = append(told, dialer.AttemptID(id)); len(told) == after {
			cmd.Process.Kill() // what it had told before is still in the pipe, and read on
		}
	}
	cmd.Wait()
	return told
}

// lost gives how many of the told ids the journal does not have whole.
func lost(t *testing.T, dir string, told map[dialer.AttemptID]bool) (n int) {
	t.Helper()
	s := open(t, dir)
	defer s.Close()
	verify(t, s)
	kept := map[dialer.AttemptID]int{}
	for _, f := range facts(t, s, sqlite.Query{}) {
		kept[f.Attempt]++
	}
	for id, facts := range kept {
		if id != 0 && facts != 2 {
			t.Errorf("attempt %s: half a batch: %d facts of 2", id, facts)
		}
	}
	for id := range told {
		if kept[id] != 2 {
			n++
		}
	}
	return n
}

func TestKill(t *testing.T) {
	t.Run("nothing that was acknowledged is lost", func(t *testing.T) {
		dir, told := t.TempDir(), map[dialer.AttemptID]bool{}
		for range 5 {
			for _, id := range killUnderLoad(t, dir, "", 500+rand.IntN(3000)) {
				if told[id] {
					t.Fatalf("%s was given twice", id)
				}
				told[id] = true
			}
			if n := lost(t, dir, told); n > 0 {
				t.Fatalf("%d of %d acknowledged attempts are lost", n, len(told))
			}
		}
		t.Logf("5 kills, %d acknowledged, 0 lost", len(told))
	})
	t.Run("nor while the file is scrubbed", func(t *testing.T) {
		t.Setenv(childScrub, "1")
		dir, told := t.TempDir(), map[dialer.AttemptID]bool{}
		for range 5 {
			for _, id := range killUnderLoad(t, dir, "", 300+rand.IntN(1500)) {
				told[id] = true
			}
			if n := lost(t, dir, told); n > 0 {
				t.Fatalf("%d of %d acknowledged attempts are lost", n, len(told))
			}
			wantIntact(t, dir)
		}
		t.Logf("5 kills, %d acknowledged, 0 lost", len(told))
	})
	t.Run("and the test would see it: a child that tells before it writes loses some", func(t *testing.T) {
		dir, told := t.TempDir(), map[dialer.AttemptID]bool{}
		for kills := 1; kills <= 20; kills++ {
			for _, id := range killUnderLoad(t, dir, "1", 500+rand.IntN(1000)) {
				told[id] = true
			}
			if n := lost(t, dir, told); n > 0 {
				t.Logf("%d kills, %d told, %d lost", kills, len(told), n)
				return
			}
		}
		t.Errorf("20 kills and none of %d was lost: this test sees nothing", len(told))
	})
}
