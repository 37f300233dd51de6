package asterisk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/debian"

	"github.com/ringevett/ringevett/test/child"
)

// PBX is one running Asterisk instance.
type PBX struct {
	ARIURL         string // http://127.0.0.1:port/ari
	User, Password string // of ARI
	SIPAddr        string // host:port, where the phones register
	TrunkAddr      string // host:port that PJSIP/…@trunk is sent to
	Dir            string // configuration, logs, recordings
	LogPath        string // the full log
	Version        string // what the program says of itself
	Tree           string // the unpacked Asterisk
	BootTime       time.Duration

	options   Options
	amiAddr   string // "": no manager
	temporary bool
	rtp       *rtpBlock
	mu        sync.Mutex // guards proc
	proc      *child.Process
}

// bootLimit is generous: a boot takes about half a second on a quiet machine.
const bootLimit = 90 * time.Second

// New unpacks Asterisk if the cache has none, writes an instance on free ports and starts it.
// It returns when Asterisk is fully booted and ARI answers.
func New(ctx context.Context, options Options) (*PBX, error) {
	o, err := options.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("asterisk: %w", err)
	}
	tree, err := debian.Asterisk(ctx, o.Version, o.Log)
	if err != nil {
		return nil, fmt.Errorf("asterisk: %w", err)
	}
	dir, temporary, err := o.makeDir()
	if err != nil {
		return nil, fmt.Errorf("asterisk: make the instance's folder: %w", err)
	}
	p := &PBX{options: o, Dir: dir, Tree: tree, temporary: temporary, User: "ringevett", Password: rand.Text(),
		LogPath: filepath.Join(dir, "log", "full.log")}
	if p.rtp, err = claimRTP(o.Calls); err != nil {
		return nil, errors.Join(fmt.Errorf("asterisk: %w", err), p.Stop())
	}
	if err := p.firstBoot(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("asterisk: %w", err), p.Stop())
	}
	return p, nil
}

// firstBoot picks ports and boots; another process may take a port in between, then with others again.
func (p *PBX) firstBoot(ctx context.Context) error {
	var err error
	for range 3 {
		if err = p.configure(); err != nil {
			return err
		}
		if err = p.boot(ctx); err == nil || ctx.Err() != nil {
			return err
		}
		fmt.Fprintf(p.options.Log, "asterisk: %v; once more on other ports\n", err)
	}
	return err
}

// configure picks the ports and writes the instance.
func (p *PBX) configure() error {
	http, errHTTP := freeTCP()
	sip, errSIP := freeUDP()
	p.TrunkAddr = p.options.TrunkAddr
	var errTrunk error
	if p.TrunkAddr == "" {
		var port int
		port, errTrunk = freeUDP()
		p.TrunkAddr = fmt.Sprintf("127.0.0.1:%d", port)
	}
	ami := 0
	var errAMI error
	if p.options.AMI {
		ami, errAMI = freeTCP()
		p.amiAddr = fmt.Sprintf("127.0.0.1:%d", ami)
	}
	if err := errors.Join(errHTTP, errSIP, errTrunk, errAMI); err != nil {
		return err
	}
	p.ARIURL = fmt.Sprintf("http://127.0.0.1:%d/ari", http)
	p.SIPAddr = fmt.Sprintf("127.0.0.1:%d", sip)
	in := instance{Dir: p.Dir, Tree: p.Tree, Modules: moduleFolder(p.Tree), Name: fmt.Sprintf("pbx%d", http),
		MaxFiles: openFiles(), User: p.User, Password: p.Password, App: p.options.App, HTTPPort: http, SIPPort: sip,
		RTPStart: p.rtp.start, RTPEnd: p.rtp.end, RTPTimeout: p.options.RTPTimeout,
		AgentRTPTimeout: p.options.AgentRTPTimeout,
		TrunkAddr:       p.TrunkAddr, AMIPort: ami,
		Agents: agentNames(p.options.Agents), Globals: globalLines(p.options.Globals),
		FromTrunk: p.options.FromTrunk, Dialplan: p.options.Dialplan}
	if err := in.write(p.options); err != nil {
		return fmt.Errorf("write the instance: %w", err)
	}
	return nil
}

// moduleFolder is where the tree keeps Asterisk's modules: older suites have no architecture in the path.
func moduleFolder(tree string) string {
	found, err := filepath.Glob(filepath.Join(tree, "usr/lib/*/asterisk/modules"))
	if err == nil && len(found) > 0 {
		return found[0]
	}
	return filepath.Join(tree, "usr/lib/asterisk/modules")
}

// PID is the process id of Asterisk, 0 while it is not running.
func (p *PBX) PID() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.proc == nil || !p.proc.Running() {
		return 0
	}
	return p.proc.Process.Pid
}

// Shutdown ends Asterisk in good order (SIGTERM: calls are hung up) and keeps the instance for Restart.
func (p *PBX) Shutdown() { p.end(func(a *child.Process) { a.Stop(10 * time.Second) }) }

// Kill ends Asterisk at once (SIGKILL: no BYE, no closing of sockets) and keeps the instance for Restart.
func (p *PBX) Kill() { p.end((*child.Process).Kill) }

func (p *PBX) end(by func(*child.Process)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.proc != nil {
		by(p.proc)
		p.proc = nil
	}
}

// Restart starts Asterisk again on the same ports; one that still runs is shut down first.
func (p *PBX) Restart(ctx context.Context) error {
	p.Shutdown()
	if err := p.boot(ctx); err != nil {
		return fmt.Errorf("asterisk: restart: %w", err)
	}
	return nil
}

// Stop ends Asterisk, gives its ports back and removes the instance's folder if it was a temporary one.
func (p *PBX) Stop() error {
	p.Shutdown()
	if p.rtp != nil {
		p.rtp.release()
	}
	if p.temporary {
		if err := os.RemoveAll(p.Dir); err != nil {
			return fmt.Errorf("asterisk: remove the instance: %w", err)
		}
	}
	return nil
}
