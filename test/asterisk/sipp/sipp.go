// Package sipp runs SIPp, the field's own traffic tool, as the callee: a second opinion beside our phone double.
package sipp

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/debian"
)

//go:embed scenarios
var scenarios embed.FS

// Callee is a running SIPp.
type Callee struct {
	Addr string // host:port it listens on

	cmd    *exec.Cmd
	dir    string
	out    bytes.Buffer
	done   chan struct{}
	err    error
	cancel context.CancelFunc
	once   sync.Once
}

// Answer, Busy, Congestion and NoAnswer are the scenarios kept here.
const (
	Answer     = "answer"
	Busy       = "busy"
	Congestion = "congestion"
	NoAnswer   = "noanswer"
)

// Start runs a scenario for a number of calls on a free loopback port and returns once it listens.
func Start(ctx context.Context, scenario string, calls int, log io.Writer) (*Callee, error) {
	program, err := debian.Tool(ctx, "sipp", log)
	if err != nil {
		return nil, err
	}
	text, err := scenarios.ReadFile("scenarios/" + scenario + ".xml")
	if err != nil {
		return nil, fmt.Errorf("sipp: no scenario %q", scenario)
	}
	dir, err := os.MkdirTemp("", "sipp-")
	if err != nil {
		return nil, fmt.Errorf("sipp: %w", err)
	}
	c := &Callee{dir: dir, done: make(chan struct{})}
	if err := os.WriteFile(filepath.Join(dir, "scenario.xml"), text, 0o644); err != nil {
		return nil, errors.Join(fmt.Errorf("sipp: %w", err), os.RemoveAll(dir))
	}
	if err := c.run(ctx, program, calls); err != nil {
		return nil, errors.Join(fmt.Errorf("sipp %s: %w", scenario, err), c.Stop())
	}
	return c, nil
}

func (c *Callee) run(ctx context.Context, program string, calls int) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	media, err := freePort()
	if err != nil {
		return err
	}
	c.Addr = "127.0.0.1:" + strconv.Itoa(port)
	ctx, c.cancel = context.WithCancel(ctx)
	c.cmd = exec.CommandContext(ctx, program, "-sf", "scenario.xml", "-i", "127.0.0.1", "-p", strconv.Itoa(port),
		"-mp", strconv.Itoa(media), "-m", strconv.Itoa(calls), "-nostdin", "-timeout", "60", "-timeout_error")
	c.cmd.Dir, c.cmd.Stdout, c.cmd.Stderr = c.dir, &c.out, &c.out
	if err := c.cmd.Start(); err != nil {
		c.cmd = nil
		return err
	}
	go func() {
		defer close(c.done)
		c.err = c.cmd.Wait()
	}()
	return c.listening(ctx, port)
}

// listening waits until the kernel lists the port: SIPp says nothing when it is ready, and trying to bind the port
// could take it away from SIPp.
func (c *Callee) listening(ctx context.Context, port int) error {
	for {
		sockets, err := os.ReadFile("/proc/net/udp")
		if err != nil {
			return fmt.Errorf("see whether it listens: %w", err)
		}
		if bytes.Contains(sockets, fmt.Appendf(nil, ":%04X ", port)) {
			return nil
		}
		select {
		case <-c.done:
			return fmt.Errorf("ended at once: %w: %s", c.err, c.out.String())
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Wait returns when all calls are done; an error if one did not follow the scenario.
func (c *Callee) Wait(ctx context.Context) error {
	select {
	case <-c.done:
	case <-ctx.Done():
		return fmt.Errorf("sipp: %w", ctx.Err())
	}
	if c.err != nil {
		text := c.out.String()
		return fmt.Errorf("sipp: %w: %s", c.err, text[max(0, len(text)-2000):])
	}
	return nil
}

// Stop ends SIPp and removes its files.
func (c *Callee) Stop() error {
	c.once.Do(func() {
		if c.cancel != nil {
			c.cancel()
		}
		if c.cmd != nil {
			<-c.done
		}
	})
	return os.RemoveAll(c.dir)
}

func freePort() (int, error) {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("ask for a free port: %w", err)
	}
	defer conn.Close()
	return conn.LocalAddr().(*net.UDPAddr).Port, nil
}
