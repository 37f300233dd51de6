package registers_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/memory"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// The child is this binary again; none of its files may grow past 4 MB, as if the disk were full.
const (
	fillEnv = "RINGEVETT_TEST_ADD_UNTIL_FULL"
	room    = 1 << 22
)

// addUntilFull tells each number before it is added, and again once it is acknowledged.
func addUntilFull(dir string) error {
	ctx := context.Background()
	truth, err := sqlite.Create(ctx, sqlite.Options{Dir: dir})
	if err != nil {
		return err
	}
	a := memory.New(truth)
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: room, Max: room}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	for i := range 1_000_000 {
		fmt.Println("asked", i)
		if _, err := a.Add(ctx, dialer.Own, who(i), entry("agent")); err != nil {
			return err
		}
		fmt.Println("kept", i)
	}
	return nil
}

// A disk that is full refuses; what was acknowledged before stays, and is seen.
func aFullDisk(t *testing.T, c *tally) {
	dir := t.TempDir()
	store(t, dir).Close()
	ctx, cancel := context.WithTimeout(t.Context(), childWithin)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), fillEnv+"="+dir)
	var why strings.Builder
	cmd.Stderr = &why
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := map[string][]int{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		word, n, _ := strings.Cut(lines.Text(), " ")
		i, err := strconv.Atoi(n)
		if err != nil {
			t.Fatalf("the child says %q", lines.Text())
		}
		told[word] = append(told[word], i)
	}
	cmd.Wait()
	if ctx.Err() != nil {
		t.Fatalf("the child's disk was not full within %v", childWithin)
	}
	s := memory.New(store(t, dir))
	for _, i := range told["kept"] {
		c.asked++
		if one(t, s, who(i), dialer.Own).Answer != dialer.Reserved {
			c.wrong++
		}
	}
	for _, i := range told["asked"] {
		c.bare(one(t, s, who(i), dialer.Own).Answer != dialer.Reserved)
	}
	t.Logf("%d acknowledged, then: %s", len(told["kept"]), strings.TrimSpace(why.String()))
}
