package asterisk

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// process is one running Asterisk. It dies with the process that started it, even if that one is killed.
type process struct {
	pid  int
	done chan struct{} // closed when it has ended
	err  error         // how, once done
}

func startProcess(tree, dir string) (*process, error) {
	console, err := os.OpenFile(filepath.Join(dir, "log", "console.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the console log: %w", err)
	}
	cmd := exec.Command(filepath.Join(tree, "run"), "asterisk", "-f", "-C", filepath.Join(dir, "etc/asterisk.conf"))
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, console, console
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	p := &process{done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// Pdeathsig is sent when the *thread* that started the child ends: keep it for the child's life.
		runtime.LockOSThread()
		defer close(p.done)
		defer console.Close()
		err := cmd.Start()
		if err == nil {
			p.pid = cmd.Process.Pid
		}
		started <- err
		if err == nil {
			p.err = cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start asterisk: %w", err)
	}
	return p, nil
}

// end asks the process to stop and waits; after grace the whole group is killed.
func (p *process) end(grace time.Duration) {
	if grace > 0 {
		syscall.Kill(p.pid, syscall.SIGTERM)
		select {
		case <-p.done:
		case <-time.After(grace):
		}
	}
	// also what it may have started; the group may be gone already
	if err := syscall.Kill(-p.pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
		syscall.Kill(p.pid, syscall.SIGKILL)
	}
	<-p.done
}

func (p *process) running() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}
