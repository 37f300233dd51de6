package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/test/clock"
)

// process is the daemon as a child of the demo: in a group of its own, so that a Ctrl-C reaches the demo alone, which stops
// it in order; and dead with the demo, should that be killed.
type process struct {
	cmd     *exec.Cmd
	ended   chan struct{}
	err     error // how it ended
	stopped sync.Once
	stopErr error
}

// serve starts the daemon and waits until it is connected to Asterisk.
func (d *demo) serve(ctx context.Context) error {
	log, err := os.Create(d.path("daemon.log"))
	if err != nil {
		return fmt.Errorf("make the daemon's log: %w", err)
	}
	cmd := exec.Command(d.path("ringevett"), "--config", d.path("ringevett.yaml"), "serve", "--demo-clock", today.Format(clock.Layout))
	cmd.Env, cmd.Stdout, cmd.Stderr = d.environment(), log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	p := &process{cmd: cmd, ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the signal at our death is sent when this thread ends
		defer close(p.ended)
		defer log.Close()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start the daemon: %w", err)
	}
	d.daemon = p
	return d.untilConnected(ctx)
}

func (d *demo) untilConnected(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		if api, err := rest.Dial(ctx, d.path("ringevett.sock")); err == nil {
			s, err := api.Status(ctx)
			api.Close()
			if err == nil && s.Connected {
				return nil
			}
		}
		select {
		case <-d.daemon.ended:
			return fmt.Errorf("the daemon ended by itself (%v): %s", d.daemon.err, d.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("the daemon did not connect to Asterisk: %w: %s", ctx.Err(), d.lastWords())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// lastWords are the end of the daemon's log.
func (d *demo) lastWords() string {
	text, err := os.ReadFile(d.path("daemon.log"))
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-5):], "\n")
}

// stop asks the daemon to end, a second time when it takes longer than patience, and kills it in the end. Exit code 0 is
// what is wanted.
func (p *process) stop(patience time.Duration) error {
	p.stopped.Do(func() { p.stopErr = p.end(patience) })
	return p.stopErr
}

func (p *process) end(patience time.Duration) error {
	const cutWithin = 10 * time.Second // the daemon itself takes 5 s at most after the second signal
	for _, x := range []struct {
		sig  syscall.Signal
		wait time.Duration
	}{{syscall.SIGTERM, patience}, {syscall.SIGTERM, cutWithin}, {syscall.SIGKILL, cutWithin}} {
		if err := p.cmd.Process.Signal(x.sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return fmt.Errorf("stop the daemon: %w", err)
		}
		select {
		case <-p.ended:
			if p.err != nil {
				return fmt.Errorf("the daemon did not end in order: %w", p.err)
			}
			return nil
		case <-time.After(x.wait):
		}
	}
	return errors.New("the daemon cannot be stopped")
}
