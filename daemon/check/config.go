package check

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/probe"
)

// configProbes look at the configuration and at the daemon that works by it.
func configProbes() []probing {
	return []probing{
		{Name: "configuration", Proves: "it has no faults and no blanks",
			Do: "correct the named keys; each message says what is allowed", Look: lookConfig},
		{Name: "configuration files", Proves: "every file beside the configuration is read",
			Do:   "name drop-ins *.yaml in " + config.DefaultPath + ".d",
			Look: lookConfigFiles},
		{Name: "example values", Proves: "no example value is left in use",
			Do: "put your own values in their place", Look: lookExamples},
		{Name: "demo variables", Proves: "this is not the environment of a demonstration",
			Do: "remove RINGEVETT_DEMO_TOKEN from the unit and the shell", Look: lookDemoEnvironment},
		{Name: "configuration in force", Proves: "the daemon runs with the configuration that is in the files",
			Do: "ringevett reload; keys that status names need a restart", Look: lookInForce},
		{Name: "daemon", Proves: "the running daemon is this version, and dials or says why not",
			Do: "ringevett status says more; the log says since when", Look: lookDaemon},
	}
}

func lookConfig(_ context.Context, s *scene, r *probe.Report) {
	if s.unread != nil {
		r.Judge(probe.Fail, s.unread, "")
		return
	}
	r.Judge(probe.Fail, s.cfg.Blanks(), "complete; responsible: "+s.cfg.Responsible.Name)
}

// lookInForce tells whether a running daemon works by this configuration.
func lookInForce(_ context.Context, s *scene, r *probe.Report) {
	switch mine := s.cfg.Fingerprint(); {
	case s.unread != nil:
	case s.silent != nil:
		r.Judge(probe.Warn, s.silent, "")
	case s.daemon == nil:
		r.OK("none, no daemon answers; the file's fingerprint is %s", mine)
	case s.daemon.Config.InForce != mine:
		r.Warn("%s; the file on disk is %s and differs from it", s.daemon.Config.InForce, mine)
	default:
		r.OK("%s, as the file on disk", mine)
	}
}

// lookDaemon tells what status would: a monitor may ask check alone. That it is night, or paused, is no fault.
func lookDaemon(_ context.Context, s *scene, r *probe.Report) {
	d := s.daemon
	if d == nil {
		r.Clean("none answers at %s: nothing is dialed now", s.cfg.API.Socket)
		return
	}
	if d.Version != s.Version {
		r.Warn("it is version %s, this program is %s: restart it", d.Version, s.Version)
	}
	if d.DemoClock != "" {
		r.Warn("its clock is shifted for a demonstration: %s", d.DemoClock)
	}
	if d.Halted != "" {
		r.Fail("nothing is dialed: %s", d.Halted)
	}
	if d.Trunk.Refuses != "" {
		r.Fail("%s", d.Trunk.Refuses)
	}
	for _, n := range d.Shown {
		r.Fail("nothing is dialed with %s: %s", n.Visible, n.Why)
	}
	for _, p := range d.Failing {
		r.Fail("it does not work since %s: %s: %s", hours.Text(p.Since), p.Part, p.Why)
	}
	for _, b := range d.Breaches {
		r.Fail("a fault of the floor since %s: %s: %s", hours.Text(b.Since), b.About, b.Rule)
	}
	if d.SetAside != "" {
		r.Fail("%s", d.SetAside)
	}
	if d.Guard.Why != "" {
		r.Warn("the guard and the desk are not asked as they should be: %s", d.Guard.Why)
	}
	r.Clean("it answers, version %s", d.Version)
}

// lookConfigFiles finds files that an admin believes to be read.
func lookConfigFiles(_ context.Context, s *scene, r *probe.Report) {
	dir := s.Path + ".d"
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.Judge(probe.Warn, err, "")
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if e.IsDir() || filepath.Ext(e.Name()) != ".yaml" {
			r.Warn("%s is not read: a drop-in ends in .yaml", path)
		}
	}
	if near := strings.TrimSuffix(s.Path, ".yaml") + ".d"; s.Path != near {
		if _, err := os.Stat(near); err == nil {
			r.Warn("%s is not read: drop-ins lie in %s", near, dir)
		}
	}
	r.Clean("all are read")
}

// lookExamples finds what was taken over from the examples as it stands.
func lookExamples(ctx context.Context, s *scene, r *probe.Report) {
	if s.unread != nil {
		return
	}
	text, err := configs.Text(configs.ExampleConfig)
	example, bad := config.Parse(configs.ExampleConfig, []byte(text))
	if err = errors.Join(err, bad); err != nil {
		r.Judge(probe.Warn, err, "")
		return
	}
	for _, f := range []struct{ key, mine, its string }{
		{"callcenter.name", s.cfg.CallCenter.Name, example.CallCenter.Name},
		{"callcenter.email", s.cfg.CallCenter.Email, example.CallCenter.Email},
		{"responsible_manager.name", s.cfg.Responsible.Name, example.Responsible.Name},
	} {
		if f.mine != "" && f.mine == f.its {
			r.Warn("%s is the example's: %q", f.key, f.mine)
		}
	}
	s.exampleBook(ctx, r)
	r.Clean("none")
}

// Of the examples' book.
const (
	exampleOrgNo = "999999999"
	examplePIN   = "1111"
)

func (s *scene) exampleBook(ctx context.Context, r *probe.Report) {
	if s.closed != nil {
		return
	}
	clients, _ := s.house.Book.Clients(ctx)
	for _, c := range clients {
		if strings.ReplaceAll(c.OrgNo, " ", "") == exampleOrgNo {
			r.Warn("client %s has the example's organisation number", c.ID)
		}
	}
	agents, _ := s.house.Book.Agents(ctx)
	for _, a := range agents {
		if _, err := s.house.Book.CheckPIN(ctx, a.Endpoint, examplePIN); err == nil {
			r.Warn("agent %s has the example's PIN %s: anyone at that phone can log in", a.ID, examplePIN)
		}
	}
}

func lookDemoEnvironment(_ context.Context, _ *scene, r *probe.Report) {
	if os.Getenv(config.DemoToken) != "" {
		r.Warn("%s is set in this environment", config.DemoToken)
	}
	r.Clean("none is set")
}
