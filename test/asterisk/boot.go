package asterisk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ringevett/ringevett/test/child"
)

// boot starts the process and waits until Asterisk is fully booted, ARI answers and SIP is bound.
func (p *PBX) boot(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, bootLimit)
	defer cancel()
	began := time.Now()
	os.Remove(filepath.Join(p.Dir, "run/asterisk.ctl")) // left by a killed one; it would be mistaken for the new one's
	proc, err := startProcess(p.Tree, p.Dir)
	if err != nil {
		return err
	}
	if err := p.waitReady(ctx, proc); err != nil {
		proc.Kill()
		return fmt.Errorf("boot in %s: %w; the log says: %s", p.Dir, err, p.LogTail(5))
	}
	p.mu.Lock()
	p.proc = proc
	p.mu.Unlock()
	p.BootTime = time.Since(began)
	fmt.Fprintf(p.options.Log, "asterisk %s booted in %.2f s, ARI %s, SIP %s\n", p.Version, p.BootTime.Seconds(),
		p.ARIURL, p.SIPAddr)
	return nil
}

func (p *PBX) waitReady(ctx context.Context, proc *child.Process) error {
	// ARI answers before "fully booted", so the control socket is asked first.
	err := poll(ctx, proc, func() error {
		if _, err := os.Stat(filepath.Join(p.Dir, "run/asterisk.ctl")); err != nil {
			return err
		}
		out, err := p.CLI(ctx, "core waitfullybooted")
		if err == nil && !strings.Contains(out, "fully booted") {
			err = errors.New("not fully booted")
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := p.checkPorts(ctx); err != nil {
		return err
	}
	if err := poll(ctx, proc, func() error { return p.ping(ctx) }); err != nil {
		return err
	}
	version, err := p.CLI(ctx, "core show version")
	if f := strings.Fields(version); len(f) > 1 {
		p.Version = f[1]
	}
	return err
}

// checkPorts asks Asterisk whether it got its ports: one that did not goes on without.
func (p *PBX) checkPorts(ctx context.Context) error {
	for command, addr := range map[string]string{
		"http show status":      strings.TrimSuffix(strings.TrimPrefix(p.ARIURL, "http://"), "/ari"),
		"pjsip show transports": p.SIPAddr,
	} {
		out, err := p.CLI(ctx, command)
		if err != nil {
			return err
		}
		if !strings.Contains(out, addr) {
			return fmt.Errorf("port %s is taken: %q", addr, strings.TrimSpace(out))
		}
	}
	return nil
}

// poll tries until it goes well, the process ends or time is up.
func poll(ctx context.Context, proc *child.Process, try func() error) error {
	for {
		err := try()
		if err == nil {
			return nil
		}
		var fatal fatalError
		if errors.As(err, &fatal) {
			return err
		}
		select {
		case <-proc.Ended():
			return fmt.Errorf("asterisk ended by itself (%v)", proc.Err())
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// fatalError says that waiting longer will not help.
type fatalError struct{ error }

// ping asks ARI. The password is of this instance alone: a refusal means that someone else got the port.
func (p *PBX) ping(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.ARIURL+"/asterisk/ping", nil)
	if err != nil {
		return fatalError{err}
	}
	req.SetBasicAuth(p.User, p.Password)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	res.Body.Close()
	switch res.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusServiceUnavailable: // still loading
		return errors.New(res.Status)
	}
	return fatalError{fmt.Errorf("ping %s: %s: another program's port", p.ARIURL, res.Status)}
}

// LogTail gives the last lines of Asterisk's log of warnings and errors.
func (p *PBX) LogTail(n int) string {
	b, err := os.ReadFile(filepath.Join(p.Dir, "log/messages.log"))
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
