package check

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

// Checking is what Check looks with.
type Checking struct {
	Path    string // of the configuration
	Version string // of this program
	Load    func() (config.Config, error)

	// Open opens the house on the disk for reading.
	Open func(context.Context, config.Config) (House, error)

	// PBX are the settings for asking Asterisk.
	PBX func(config.Config) (telephony.Settings, error)
}

// House is what lies on the disk.
type House struct {
	Book      Book
	Campaigns Campaigns
	Registers Registers

	// Ready waits some seconds until the registers can be asked, or says why they cannot.
	Ready func(context.Context) error

	Verify func(context.Context) (verb.JournalReport, error)
	// calls, by a SIP code
	Refused func(ctx context.Context, since time.Time, code int) (n int, last time.Time, err error)
	Trained func(context.Context) ([]verb.Trained, error)
	People  func(context.Context) (entered, waiting int, err error) // waiting: acts for a second person
	// Undelivered counts the events that the receiver of webhooks did not take.
	Undelivered func(context.Context) (int, error)

	Redis func(context.Context) (redis.Health, error) // nil: the registers are not in Redis
	Close func() error
}

// Book gives the agents, clients and campaigns.
type Book interface {
	Clients(context.Context) ([]dialer.Client, error)
	Agents(context.Context) ([]dialer.Agent, error)
	Campaigns(context.Context) ([]dialer.Campaign, error)
	PINTrials(context.Context) ([]dialer.PINTrial, error)
	CheckPIN(ctx context.Context, endpoint, pin string) (dialer.Agent, error)
}

// Campaigns judges whether a campaign could dial.
type Campaigns interface {
	// MayStart is an error with all that keeps a campaign from being started; waiting for hours is none.
	MayStart(context.Context, dialer.Campaign) (wait string, err error)
	// MayPredict is an error where a campaign may not dial predictively, as it is set to.
	MayPredict(dialer.Campaign) error
}

// Registers say who must not be rung.
type Registers interface {
	RegisterList(context.Context) ([]verb.Register, error)
}

// Check looks at everything that dialing needs, and changes nothing. It works beside a daemon and without one.
func Check(ctx context.Context, with Checking) []probe.Finding {
	s := &scene{Checking: with, now: time.Now()}
	if s.cfg, s.unread = with.Load(); s.unread != nil {
		return probe.Run(ctx, configProbes(), s)
	}
	s.daemon, s.silent = askDaemon(ctx, s.cfg.API.Socket)
	s.house, s.closed = with.Open(ctx, s.cfg)
	if s.closed == nil {
		defer s.house.Close()
	}
	s.lookPBX(ctx)
	return probe.Run(ctx, allProbes(), s)
}

// Rows tell what Check looks at, in its order.
func Rows() []probe.Row {
	all := slices.DeleteFunc(probe.Rows(allProbes()), func(r probe.Row) bool { return r.Name == pbxProbe.Name })
	return slices.Concat(all, telephony.Rows())
}

// Files says of the configuration and the files on this machine what Check says. It asks neither the book nor the PBX.
func Files(ctx context.Context, path string, c config.Config) []probe.Finding {
	s := &scene{Checking: Checking{Path: path}, cfg: c, now: time.Now(), closed: errNotOpen}
	return probe.Run(ctx, slices.Concat(configProbes()[1:3], placeProbes()), s)
}

// scene is what there is to look at. It is gathered once, and the probes judge it.
type scene struct {
	Checking
	cfg    config.Config
	unread error // why the configuration cannot be read
	now    time.Time
	house  House
	closed error        // why the house is not open
	daemon *verb.Status // nil: none answers
	silent error        // why the daemon that answers does not say how it does
	set    telephony.Settings
	noPBX  error // why the PBX is not asked
	pbx    []probe.Finding
}

// errNotOpen is why the book is not looked at before the start has opened it.
var errNotOpen = errors.New("the journal is not open yet")

// probing is a probe of the house.
type probing = probe.Probe[*scene]

// allProbes are all, in the order in which their findings are told.
func allProbes() []probing {
	return slices.Concat(configProbes(), placeProbes(), bookProbes(), registerProbes(), []probing{pbxProbe},
		guardProbes())
}

// pbxProbe stands for those of the PBX, which tell their own names.
var pbxProbe = probing{Name: "pbx", Proves: "see the PBX's own",
	Look: func(_ context.Context, s *scene, r *probe.Report) {
		r.Judge(probe.Fail, s.noPBX, "")
		if s.noPBX == nil {
			r.Take(s.pbx)
		}
	}}

// lookPBX has the PBX looked at, with what the book says of it.
func (s *scene) lookPBX(ctx context.Context) {
	if s.set, s.noPBX = s.PBX(s.cfg); s.noPBX != nil {
		return
	}
	x := telephony.Expect{
		Now: time.Now, DialplanVersion: strconv.Itoa(dialplan.Version),
		Records: s.cfg.Recording.Mode != config.RecordingOff,
		Ours:    s.daemon != nil && s.daemon.Connected, Dial: s.cfg.Asterisk.Dial,
		Login: s.cfg.Agents.LoginCode, Logout: s.cfg.Agents.LogoutCode,
		Places: dialplanPlaces, Busy: map[dialer.AgentID]bool{}, SoundsDir: s.cfg.Sounds.Dir,
		Open: s.cfg.HoursRules().At(s.now, s.cfg.RingTime()).Open,
	}
	if s.closed == nil {
		x.Agents, _ = s.house.Book.Agents(ctx) // the probe of the journal says what is wrong with the book
		campaigns, _ := s.house.Book.Campaigns(ctx)
		for _, c := range dialer.InUse(campaigns) {
			x.Visible = append(x.Visible, c.Visible)
			for _, a := range c.Agents {
				x.Busy[a] = x.Busy[a] || c.Running
			}
		}
	}
	s.pbx = telephony.Check(ctx, s.set, x)
}

// askDaemon asks the daemon at a socket how it does; nil where none answers.
func askDaemon(ctx context.Context, socket string) (*verb.Status, error) {
	r, err := rest.Dial(ctx, socket)
	if err != nil {
		return nil, nil
	}
	defer r.Close()
	s, err := rest.Call(ctx, r, verb.ShowStatus, verb.Nothing{})
	if err != nil {
		return nil, err
	}
	return &s, nil
}
