package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"syscall"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Finding is one thing that Check looked at.
type Finding = probe.Finding

// Worst is the worst level among findings.
func Worst(all []Finding) probe.Level { return probe.Worst(all) }

// Checking is what Check looks with.
type Checking struct {
	Path    string // of the configuration
	Load    func() (config.Config, error)
	Version string // of this program
	Log     *logrus.Entry
}

// Check looks at everything that dialing needs, and changes nothing. It works beside a daemon and without one.
func Check(ctx context.Context, with Checking) []Finding {
	s := &scene{Checking: with, now: time.Now()}
	if s.cfg, s.unread = with.Load(); s.unread != nil {
		return probe.Run(ctx, configProbes(), s)
	}
	s.askDaemon(ctx)
	s.house, s.closed = Open(ctx, s.cfg, ToRead, with.Version, with.Log)
	if s.closed == nil {
		defer s.house.Close()
	}
	s.lookPBX(ctx)
	return probe.Run(ctx, houseProbes(), s)
}

// CheckRows tell what Check looks at, in its order.
func CheckRows() []probe.Row {
	all := slices.DeleteFunc(probe.Rows(houseProbes()), func(r probe.Row) bool { return r.Name == pbxProbe.Name })
	return slices.Concat(all, telephony.Rows())
}

// scene is what there is to look at. It is gathered once, and the probes judge it.
type scene struct {
	Checking
	cfg    config.Config
	unread error
	now    time.Time
	house  *House // nil: closed says why
	closed error
	daemon *verb.Status // nil: none answers
	silent error        // why the one that answers does not tell
	set    telephony.Settings
	noPBX  error // why it is not asked
	pbx    []Finding
}

// sayFiles has the log of a start say what check says of the files on this machine, once. What only a look at the
// book or the PBX can show is check's alone.
func sayFiles(ctx context.Context, o Options) {
	s := &scene{Checking: Checking{Path: o.Path}, cfg: o.Config, now: time.Now(), closed: errNotOpen}
	some := slices.Concat(configProbes()[1:3], placeProbes())
	for _, f := range probe.Run(ctx, some, s) {
		if f.Level != probe.OK {
			o.Log.WithField("do", f.Do).Warn("check says: " + f.Name + ": " + f.Text)
		}
	}
}

// errNotOpen is why the book is not looked at before it is opened.
var errNotOpen = errors.New("the journal is not open yet")

// probing is a probe of the house.
type probing = probe.Probe[*scene]

// houseProbes are all, in the order in which their findings are told.
func houseProbes() []probing {
	return slices.Concat(configProbes(), placeProbes(), bookProbes(), registerProbes(), []probing{pbxProbe}, guardProbes())
}

// pbxProbe stands for those of the PBX, which tell their own names.
var pbxProbe = probing{Name: "pbx", Proves: "see the PBX's own",
	Look: func(_ context.Context, s *scene, r *probe.Report) {
		r.Judge(probe.Fail, s.noPBX, "")
		if s.noPBX == nil {
			r.Take(s.pbx)
		}
	}}

// askDaemon asks the daemon how it does, if one answers.
func (s *scene) askDaemon(ctx context.Context) {
	r, err := rest.Dial(ctx, s.cfg.API.Socket)
	if err != nil {
		return
	}
	defer r.Close()
	st, err := r.Status(ctx)
	if s.silent = err; err == nil {
		s.daemon = &st
	}
}

// lookPBX has the PBX looked at, with what the book says of it.
func (s *scene) lookPBX(ctx context.Context) {
	if s.set, s.noPBX = telephonySettings(s.cfg, s.Log); s.noPBX != nil {
		return
	}
	x := telephony.Expect{
		Now: time.Now, DialplanVersion: dialplanVersion(), Records: s.cfg.Recording.Mode != config.RecordingOff,
		Ours: s.daemon != nil && s.daemon.Connected, Dial: s.cfg.Asterisk.Dial,
		Login: s.cfg.Agents.LoginCode, Logout: s.cfg.Agents.LogoutCode,
		Places: dialplanPlaces, Busy: map[dialer.AgentID]bool{}, SoundsDir: s.cfg.Sounds.Dir,
		Open: s.cfg.HoursRules().At(s.now, s.cfg.RingTime()).Open,
	}
	if s.closed == nil {
		x.Agents, _ = s.house.store.Agents(ctx) // the probe of the journal says what is wrong with the book
		campaigns, _ := s.house.store.Campaigns(ctx)
		for _, c := range dialer.InUse(campaigns) {
			x.Visible = append(x.Visible, c.Visible)
			for _, a := range c.Agents {
				x.Busy[a] = x.Busy[a] || c.Running
			}
		}
	}
	s.pbx = telephony.Check(ctx, s.set, x)
}

// configProbes look at the configuration and at the daemon that works by it.
func configProbes() []probing {
	return []probing{
		{Name: "configuration", Proves: "it has no faults and no blanks",
			Do: "mend the keys that are named; each says what is allowed", Look: lookConfig},
		{Name: "configuration files", Proves: "every file beside the configuration is read",
			Do:   "name drop-ins *.yaml in " + config.DefaultPath + ".d",
			Look: lookConfigFiles},
		{Name: "example values", Proves: "nothing of the examples is left in use",
			Do: "put your own values in their place", Look: lookExamples},
		{Name: "demo variables", Proves: "this environment is no demonstration's",
			Do: "take RINGEVETT_DEMO_TOKEN out of the unit and the shell", Look: lookDemoEnvironment},
		{Name: "configuration in force", Proves: "the daemon works by the files as they are",
			Do: "ringevett reload; what status names needs a restart", Look: lookInForce},
		{Name: "daemon", Proves: "the daemon that answers is this version, and dials, or says why not",
			Do: "ringevett status tells more; the log has when it began", Look: lookDaemon},
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

// bookProbes look at the journal, the book and the time.
func bookProbes() []probing {
	return []probing{
		{Name: "journal", Proves: "the journal can be opened and is whole",
			Do: "see ringevett journal verify, and journal accept after a restore", Look: lookJournal},
		{Name: "campaigns", Proves: "each campaign could dial, within hours",
			Do: "ringevett campaign show, ringevett why", Look: withBook(lookCampaigns)},
		{Name: "people", Proves: "it is known who uses the program, and nothing waits for a second person",
			Do: "ringevett person add; ringevett second list, ringevett subject erasures", Look: withBook(lookPeople)},
		{Name: "visible numbers", Proves: "each is one client's: who rings back hears of no other (4.4.2)",
			Do: "ringevett client add, with each number under one client", Look: withBook(lookVisible)},
		{Name: "phones", Proves: "no phone is locked for wrong PINs",
			Do: "ringevett agent unlock", Look: lookLocked},
		{Name: "codecs", Proves: "no call of the last week was refused for its codecs",
			Do: "set allow= of the trunk's endpoint to what the operator takes: alaw in most of Europe", Look: withBook(lookCodecs)},
		{Name: "hours", Proves: "it is known when persons may be rung",
			Do: "", Look: lookHours},
		{Name: "desk", Proves: "callers hear who rang them where an operator vouches for their number",
			Do: "", Look: lookDesk},
		{Name: "disk", Proves: "there is room for the journal",
			Do: "make room, or move data.dir to a larger disk", Look: lookSpace},
	}
}

// withBook looks only where the journal could be opened: that it could not is said once, of the journal.
func withBook(look func(context.Context, *scene, *probe.Report)) func(context.Context, *scene, *probe.Report) {
	return func(ctx context.Context, s *scene, r *probe.Report) {
		if s.closed == nil {
			look(ctx, s, r)
		}
	}
}

// lookJournal looks at the journal itself.
func lookJournal(ctx context.Context, s *scene, r *probe.Report) {
	if s.closed != nil {
		r.Judge(probe.Fail, s.closed, "")
		return
	}
	v, err := s.house.VerifyJournal(ctx, verb.Noted{})
	switch {
	case err != nil:
		r.Judge(probe.Fail, err, "")
	case !v.Whole:
		r.Fail("%s", v.Why)
	default:
		r.OK("%d entries, whole; head %.12s…", v.Entries, v.Head)
	}
}

// lookCampaigns looks at what each would need to start. What only waits for hours is no fault.
func lookCampaigns(ctx context.Context, s *scene, r *probe.Report) {
	all, err := s.house.store.Campaigns(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	if all = dialer.InUse(all); len(all) == 0 {
		r.Warn("none yet: ringevett campaign add")
	}
	for _, c := range all {
		r.About("campaign " + string(c.ID))
		bad := probe.Warn
		if c.Running {
			bad = probe.Fail
		}
		_, err := s.house.mayStart(ctx, c)
		r.Judge(bad, err, "could dial, within hours")
		if err := s.house.mayPredict(c); err != nil {
			r.Warn("%v", err)
		}
	}
}

func lookHours(_ context.Context, s *scene, r *probe.Report) {
	w := s.cfg.HoursRules().At(s.now, s.cfg.RingTime())
	if w.Open {
		r.OK("open until %s", hours.Text(w.Until))
		return
	}
	r.OK("closed (%s); next at %s", w.Why, hours.Text(w.Next))
}

// Space on the journal's disk, in bytes: where the check warns, where it fails, and where the floor dials nothing more,
// so that there is room for the ends of the calls under way. A call takes some 3 kB.
const (
	spaceWarns = 1 << 30
	spaceFails = 100 << 20
	spaceStops = 16 << 20
)

// lookSpace looks at the disk under the journal: a full one stops dialing.
func lookSpace(_ context.Context, s *scene, r *probe.Report) {
	free, err := freeSpace(s.cfg.Data.Dir)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	level := probe.OK
	switch {
	case free < spaceFails:
		level = probe.Fail
	case free < spaceWarns:
		level = probe.Warn
	}
	r.Say(level, "%d MB free under %s", free>>20, s.cfg.Data.Dir)
}

// freeSpace is what is left for the daemon's user on a folder's disk, in bytes.
func freeSpace(dir string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("space under %s: %w", dir, err)
	}
	return s.Bavail * uint64(s.Bsize), nil
}

// codecDays is how far back refusals for codecs are looked for.
const codecDays = 7 * 24 * time.Hour

// notAcceptable is SIP's word for a call whose codecs the other side does not take.
const notAcceptable = 488

// lookCodecs counts the calls that the other side refused because it took none of our codecs.
func lookCodecs(ctx context.Context, s *scene, r *probe.Report) {
	n, last, err := s.house.store.RefusedWith(ctx, s.now.Add(-codecDays), notAcceptable)
	switch {
	case err != nil:
		r.Judge(probe.Warn, err, "")
	case n > 0:
		r.Warn("%d calls were refused for their codecs (SIP 488), the last at %s", n, hours.Text(last))
	default:
		r.OK("none")
	}
}

func keyFault(path string) error {
	_, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s is missing: make it with: ringevett init; or put it back from its backup", path)
	}
	return err
}

// lookPeople tells whether people are entered; a book of before there were any is none to stop for.
func lookPeople(ctx context.Context, s *scene, r *probe.Report) {
	var st verb.Status
	if err := s.house.statusPeople(ctx, &st); err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	if st.People == 0 {
		r.Warn("no people are entered: who may use the socket may do everything")
	}
	if n := len(st.Waiting); n > 0 {
		r.Warn("acts that wait for a second person: %d", n)
	}
	r.Clean("%d in the book", st.People)
}
