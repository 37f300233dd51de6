package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/debian"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/clock"
	"github.com/ringevett/ringevett/test/voice"
)

const (
	campaignID = "fjellvann-service"
	sourceName = "kunder-2026"

	patience  = 3 * time.Minute  // with the whole campaign, on a machine that has much else to do
	drains    = 15 * time.Second // for the daemon to stop in its own time
	makeFirst = "see the words above; a Debian machine with Go, gcc and a network has all that is needed"
)

// today is when the demonstration plays.
var today = clock.Day(time.Now())

// demo is one run.
type demo struct {
	dir    string
	out    io.Writer
	screen *screen
	fates  []fate
	began  time.Time
	agi    string // where the daemon listens for the dialplan
	token  string // known to the PBX and to the daemon: proof that this PBX is the demo's own

	pbx        *asterisk.PBX
	redis      *keepsSets // nil: none is at hand, for the reason noRedis
	noRedis    error
	trunk      *phone.Trunk
	agents     []*agent
	siv        *agent // plays the day by keys; nil: not hired yet
	keys       presses
	daemon     *process
	scenes     []scene
	day        []scene         // of the agent who plays a day by keys
	playing    *sync.WaitGroup // the scenes
	stopScenes context.CancelFunc
	list       verb.ImportAnswer
	there      map[string]string // the agent in each conversation, by the journal; by the last digits of the number
	times      struct{ fetch, boot, campaign time.Duration }
}

func newDemo(dir string, out io.Writer) (*demo, error) {
	dir, err := workFolder(dir)
	if err != nil {
		return nil, err
	}
	agi, err := child.FreeAddress()
	if err != nil {
		return nil, err
	}
	return &demo{
		dir: dir, agi: agi, keys: asPlanned(), out: out, screen: newScreen(out), fates: fates(), began: time.Now(),
		token: rand.Text(), there: map[string]string{},
	}, nil
}

// workFolder makes the folder; one with something in it is left alone.
func workFolder(dir string) (string, error) {
	if dir == "" {
		return os.MkdirTemp("", "ringevett-demo-")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("--dir: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("--dir: %w", err)
	}
	if there, err := os.ReadDir(dir); err != nil || len(there) > 0 {
		return "", errors.Join(err, fmt.Errorf("--dir %s: not empty; name a new folder, or empty this one", dir))
	}
	return dir, nil
}

func (d *demo) path(name ...string) string { return filepath.Join(append([]string{d.dir}, name...)...) }

func (d *demo) say(format string, args ...any) { fmt.Fprintf(d.out, format+"\n", args...) }

// run is the whole demo. Whatever happens, nothing that it started outlives it.
func (d *demo) run(ctx context.Context) (err error) {
	defer func() { err = errors.Join(err, d.stopAll(ctx)) }()
	d.say("Ringevett's demo: Asterisk, the daemon, %d agents and %d rows of lists, in %s", 1+len(people()),
		len(openingRows())+len(dayRows())+len(d.fates), d.dir)
	for _, stage := range []func(context.Context) error{
		d.fetch, d.boot, d.startDaemon, d.loadBook, d.hire, d.opening, d.theRest, d.campaign,
	} {
		if err := stage(ctx); err != nil {
			return err
		}
	}
	live, err := d.figuresLive(ctx)
	if err != nil {
		return err
	}
	d.logOut()
	if err := d.daemon.stop(drains); err != nil {
		return err
	}
	return d.conclude(ctx, live)
}

// fetch gets what is missing: Asterisk and Redis from Debian, and the daemon from its source, side by side.
func (d *demo) fetch(ctx context.Context) error {
	start := time.Now()
	built := make(chan error, 1)
	go func() { built <- d.build(ctx) }()
	_, err := debian.Asterisk(ctx, "22", d.out)
	if err != nil {
		err = fmt.Errorf("fetch Asterisk: %w (%s)", err, makeFirst)
	}
	err = errors.Join(err, d.fetchRedis(ctx), <-built)
	d.times.fetch = time.Since(start)
	return err
}

// boot starts the consumers' network and Asterisk, which sends calls there.
func (d *demo) boot(ctx context.Context) (err error) {
	start := time.Now()
	if err := voice.Put(d.path("sounds")); err != nil { // spoken by espeak-ng at the first demo on this machine
		return err
	}
	if d.trunk, err = phone.NewTrunk(phone.TrunkOptions{Keep: phone.Keep{Audio: 2 * time.Minute}}); err != nil {
		return err
	}
	for _, f := range d.fates {
		if f.want != refused && f.want != blocked {
			d.trunk.Plan(f.national(), f.plan)
		}
	}
	d.pbx, err = asterisk.New(ctx, asterisk.Options{
		Dir: d.path("pbx"), Version: "22", TrunkAddr: d.trunk.Addr(), Agents: 1 + len(people()),
		Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: d.path("sounds"), AGI: d.agi, Key: d.token}) +
			operatorLine(),
		FromTrunk: []string{fromOperator},
		Globals:   map[string]string{"RINGEVETT_DEMO_PBX": d.token},
	})
	d.times.boot = time.Since(start)
	if err == nil {
		d.say("Asterisk %s runs, %s", d.pbx.Version, d.pbx.ARIURL)
	}
	return err
}

// startDaemon writes the configuration, makes the journal and starts the daemon.
func (d *demo) startDaemon(ctx context.Context) error {
	if err := d.configure(); err != nil {
		return err
	}
	if d.redis != nil {
		if err := d.redis.start(ctx); err != nil {
			return err
		}
	}
	if _, err := d.tool(ctx, "init"); err != nil {
		return err
	}
	if err := d.serve(ctx); err != nil {
		return err
	}
	d.say("The daemon runs; it takes the clock of %s from this PBX alone, and marks every report with it",
		today.Format(time.DateTime))
	return nil
}

// consumersHangUp ends all conversations, so that the daemon need not wait for them.
func (d *demo) consumersHangUp() {
	if d.trunk == nil {
		return
	}
	var over sync.WaitGroup
	for _, c := range d.trunk.Calls() {
		if r := c.Record(); !r.Confirmed.IsZero() && r.Ended.IsZero() {
			over.Go(func() { c.HangUp() }) // one that ends meanwhile is what is wanted
		}
	}
	over.Wait()
}

// stopAll ends in the order that leaves nothing behind; who pressed Ctrl-C does not wait for conversations to end.
func (d *demo) stopAll(ctx context.Context) error {
	var errs []error
	patience := drains
	if ctx.Err() != nil {
		patience = time.Second
		d.consumersHangUp()
	}
	if d.stopScenes != nil {
		d.stopScenes()
		d.playing.Wait()
	}
	if d.daemon != nil {
		errs = append(errs, d.daemon.stop(patience))
	}
	if d.redis != nil {
		d.redis.stop()
	}
	for _, a := range d.everybody() {
		errs = append(errs, a.close())
	}
	if d.trunk != nil {
		errs = append(errs, d.trunk.Close())
	}
	if d.pbx != nil {
		errs = append(errs, d.pbx.Stop())
	}
	return errors.Join(errs...)
}
