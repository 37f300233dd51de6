package registers_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/test/redistest"
)

// The child is this binary again, told by this what to do: folder, address of Redis, first number, when to tell.
const childEnv = "RINGEVETT_TEST_ADD_UNTIL_KILLED"

// childWithin is how long a child may take; a lock that its forerunner was killed with ends after 20 s.
const childWithin = 90 * time.Second

func TestMain(m *testing.M) {
	if dir := os.Getenv(fillEnv); dir != "" {
		fmt.Fprintln(os.Stderr, addUntilFull(dir))
		os.Exit(1)
	}
	if what := os.Getenv(replaceEnv); what != "" {
		fmt.Fprintln(os.Stderr, replaceUntilKilled(strings.Split(what, "|")))
		os.Exit(1)
	}
	if what := os.Getenv(childEnv); what != "" {
		fmt.Fprintln(os.Stderr, addUntilKilled(strings.Split(what, "|")))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// addUntilKilled adds from 16 sides and tells each number once it is acknowledged; early tells before it asks (the
// control).
func addUntilKilled(what []string) error {
	ctx := context.Background()
	truth, err := sqlite.Create(ctx, sqlite.Options{Dir: what[0]})
	if err != nil {
		return err
	}
	a := redis.Open(truth, redis.Options{Addresses: []string{what[1]}, Origin: "child", Log: quiet()})
	if err := a.Ready(ctx); err != nil {
		return err
	}
	first, err := strconv.Atoi(what[2])
	if err != nil {
		return err
	}
	failed := make(chan error)
	for side := range 16 {
		go func() {
			for i := first + side; ; i += 16 {
				if what[3] == "early" {
					fmt.Println(i)
				}
				if _, err := a.Add(ctx, dialer.Own, who(i), entry("agent")); err != nil {
					failed <- err
					return
				}
				if what[3] != "early" {
					fmt.Println(i)
				}
			}
		}()
	}
	return <-failed
}

// killed gives the numbers that a child told before it was killed.
func killed(t *testing.T, dir, addr string, first int, when string, after int) (told []int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), childWithin)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+strings.Join([]string{dir, addr, strconv.Itoa(first), when}, "|"))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		i, err := strconv.Atoi(lines.Text())
		if err != nil {
			break // cut short by the kill
		}
		if told = append(told, i); len(told) == after {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	if ctx.Err() != nil {
		t.Fatalf("the child told %d of %d numbers within %v", len(told), after, childWithin)
	}
	return told
}

func TestKilledUnderLoad(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	dir := t.TempDir()
	store(t, dir).Close()
	b := daemon(t, "b", r.Addr())
	ready(t, b)
	next, acked, lost := 0, 0, 0
	for range 20 {
		told := killed(t, dir, r.Addr(), next, "after", 100+rand.IntN(400))
		onDisk := ownSet(t, dir)
		for _, i := range told {
			next = max(next, i+16)
			if !onDisk.Has(4790000000+uint64(i)) || one(t, b, who(i), dialer.Own).Answer != dialer.Reserved {
				lost++
			}
		}
		next = (next/16 + 2) * 16 // numbers are never used twice: a later child would fill the holes of an earlier one
		acked += len(told)
	}
	t.Logf("20 kills, %d acknowledged, %d lost", acked, lost)
	if lost > 0 {
		t.Errorf("%d acknowledged additions are lost", lost)
	}
	t.Run("control: a child that tells before it adds loses some", func(t *testing.T) {
		lost, kills := 0, 0
		for ; kills < 20 && lost == 0; kills++ {
			told := killed(t, dir, r.Addr(), next, "early", 100+rand.IntN(400))
			onDisk := ownSet(t, dir)
			for _, i := range told {
				next = max(next, i+16)
				if !onDisk.Has(4790000000 + uint64(i)) {
					lost++
				}
			}
			next = (next/16 + 2) * 16
		}
		t.Logf("%d kills, %d lost", kills, lost)
		if lost == 0 {
			t.Error("the control lost nothing: this test sees nothing")
		}
	})
}

func ownSet(t *testing.T, dir string) *sets.Set {
	t.Helper()
	s, err := sqlite.Create(t.Context(), sqlite.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return must[*sets.Set](t)(s.LoadSet(t.Context(), dialer.Own, nil))
}
