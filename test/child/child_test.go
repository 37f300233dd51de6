package child_test

import (
	"bufio"
	"io"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/child"
)

// starts runs a shell that first says "ready".
func starts(t *testing.T, script string) *child.Process {
	t.Helper()
	cmd := exec.Command("sh", "-c", script)
	out, in := io.Pipe()
	cmd.Stdout = in
	p, err := child.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Kill)
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || strings.TrimSpace(line) == "" {
		t.Fatalf("%q: %q, %v", script, line, err)
	}
	return p
}

func TestAProgramEndsWhenAsked(t *testing.T) {
	p := starts(t, `trap 'exit 3' TERM; echo ready; while :; do sleep 0.01; done`)
	if !p.Running() || !p.Stop(time.Minute) || p.Running() {
		t.Error("it did not end by itself")
	}
	if p.ProcessState.ExitCode() != 3 || p.Err() == nil {
		t.Errorf("exit code %d, %v; want 3", p.ProcessState.ExitCode(), p.Err())
	}
}

func TestAProgramThatDoesNotListenIsKilled(t *testing.T) {
	p := starts(t, `trap '' TERM; echo ready; while :; do sleep 0.01; done`)
	p.Signal(syscall.SIGSTOP)
	if p.Stop(10 * time.Millisecond) {
		t.Error("it ended by itself, which it cannot")
	}
}

func TestWhatIsNotThereIsNotStarted(t *testing.T) {
	if _, err := child.Start(exec.Command("/nowhere/at/all")); err == nil {
		t.Error("it was started")
	}
}

func TestItsGroupIsItsOwn(t *testing.T) {
	p := starts(t, `echo ready; exec sleep 60`)
	group, err := syscall.Getpgid(p.Process.Pid)
	if err != nil || group != p.Process.Pid {
		t.Errorf("group %d, %v; want its own, %d", group, err, p.Process.Pid)
	}
}
