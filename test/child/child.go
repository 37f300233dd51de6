// Package child starts the programs that tests and the demo need beside themselves. Each dies with the process that
// started it, even if that process is killed.
package child

import (
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Process is a program that was started.
type Process struct {
	*exec.Cmd
	ended chan struct{}
	err   error
}

// Start starts a program in a process group of its own: a Ctrl-C at the terminal reaches only the one that started it.
func Start(cmd *exec.Cmd) (*Process, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	p := &Process{Cmd: cmd, ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The signal at our death is sent when the thread ends that started the child, and threads of other tests end
		// in the middle of this one.
		runtime.LockOSThread()
		defer close(p.ended)
		err := cmd.Start()
		if started <- err; err == nil {
			p.err = cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// Ended is closed when the program is over.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// Err is how the program ended; it waits for that.
func (p *Process) Err() error {
	<-p.ended
	return p.err
}

// Running reports whether the program is not over.
func (p *Process) Running() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// Signal sends one to the program; it is no error where that is over.
func (p *Process) Signal(s syscall.Signal) { p.Process.Signal(s) }

// Kill ends the program and all that it started at once, where SIGSTOP holds it too, and waits for its end.
func (p *Process) Kill() {
	if err := syscall.Kill(-p.Process.Pid, syscall.SIGKILL); err != nil { // the group may be gone already
		p.Signal(syscall.SIGKILL)
	}
	<-p.ended
}

// Stop asks the program to end, and kills it after grace. It reports whether it ended by itself.
func (p *Process) Stop(grace time.Duration) (byItself bool) {
	p.Signal(syscall.SIGCONT)
	p.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
		byItself = true
	case <-time.After(grace):
	}
	p.Kill()
	return byItself
}
