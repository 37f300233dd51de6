package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/clock"
)

// process is the daemon as a child of the demo, which stops it in order.
type process struct {
	*child.Process
	stopped sync.Once
	stopErr error
}

// serve starts the daemon and waits until it is connected to Asterisk.
func (d *demo) serve(ctx context.Context) error {
	log, err := os.Create(d.path("daemon.log"))
	if err != nil {
		return fmt.Errorf("make the daemon's log: %w", err)
	}
	cmd := exec.Command(d.path("ringevett"), "--config", d.path("ringevett.yaml"), "serve", "--demo-clock",
		today.Format(clock.Layout))
	cmd.Env, cmd.Stdout, cmd.Stderr = d.environment(), log, log
	defer log.Close() // the program has its own
	p, err := child.Start(cmd)
	if err != nil {
		return fmt.Errorf("start the daemon: %w", err)
	}
	d.daemon = &process{Process: p}
	return d.untilConnected(ctx)
}

func (d *demo) untilConnected(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		if api, err := rest.Dial(ctx, d.path("ringevett.sock")); err == nil {
			s, err := rest.Call(ctx, api, verb.ShowStatus, verb.Nothing{})
			api.Close()
			if err == nil && s.Connected {
				return nil
			}
		}
		select {
		case <-d.daemon.Ended():
			return fmt.Errorf("the daemon ended by itself (%v): %s", d.daemon.Err(), d.lastWords())
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

// stop asks the daemon to end, a second time when it takes longer than patience, and kills it in the end. Exit code 0
// is what is wanted.
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
		p.Signal(x.sig)
		select {
		case <-p.Ended():
			if err := p.Err(); err != nil {
				return fmt.Errorf("the daemon did not end in order: %w", err)
			}
			return nil
		case <-time.After(x.wait):
		}
	}
	return errors.New("the daemon cannot be stopped")
}
