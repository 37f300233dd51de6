package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/parts"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/settings"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/webhook"
)

// Options are what the daemon is started with.
type Options struct {
	Config    config.Config
	Path      string // of the configuration
	Version   string
	TakeOver  bool      // take the application's name at the PBX, even if another client holds it
	DemoClock time.Time // when the day of a demonstration begins; zero: the clock is not shifted
	Log       *logrus.Entry
	Load      func() (config.Config, error) // reads the configuration again; nil: it cannot be reloaded
	Reload    <-chan struct{}               // SIGHUP: reads it again
	Cut       <-chan struct{}               // closed when a person does not want to wait for conversations to end
}

// Run is the daemon. It returns when ctx has ended and the last conversation is over, or Cut was closed, and everything
// that was started has stopped.
func Run(ctx context.Context, o Options) (err error) {
	d := &running{
		Rooms: Rooms{version: o.Version, log: o.Log, Reloader: upkeep.NewReloader(o.Config, time.Now())},
		stops: parts.Stops{Log: o.Log},
	}
	d.watchParts()
	d.ReloadPorts = d.reloadPorts(o.Load)
	defer func() { err = errors.Join(err, d.stops.Run()) }()
	if err := d.start(ctx, o); err != nil {
		return err
	}
	d.notify(daemon.SdNotifyReady)
	d.log.WithField("version", o.Version).Info("started")
	<-ctx.Done()
	d.notify(daemon.SdNotifyStopping)
	d.drain(o.Cut)
	return nil
}

// running is a house with a daemon in it.
type running struct {
	Rooms
	stops parts.Stops

	channels telephony.Channels // asks the PBX about channels that are not ours
}

// start brings the parts up, each with its clean-up, from the journal outwards.
func (d *running) start(ctx context.Context, o Options) error {
	sayFiles(ctx, o)
	if err := d.cfg().Blanks(); err != nil {
		d.log.WithField("blanks",
			strings.Split(err.Error(), "\n")).Error("nothing will be dialed: the configuration has blanks")
	}
	set, err := settings.Telephony(d.cfg(), d.log)
	if err != nil {
		return fmt.Errorf("%w: %w", dialer.ErrRefused, err)
	}
	set.TakeOver = o.TakeOver
	if d.clock, err = demoClock(ctx, o.DemoClock, set); err != nil {
		return err
	}
	if err := d.openJournal(ctx); err != nil {
		return err
	}
	if set.Install, err = d.store.Install(ctx); err != nil {
		return err
	}
	d.speech.MakeFirst(ctx)
	if err := d.awaitRegisters(ctx); err != nil {
		return err
	}
	from, err := d.sets.LastChange(ctx)
	if err != nil {
		return err
	}
	if err := d.startFloor(ctx, set); err != nil {
		return err
	}
	d.background(partReservations, d.HeedOthers(from))
	if err := d.desk.Restore(); err != nil {
		return err
	}
	if err := d.Hook.Begin(ctx); err != nil {
		return err
	}
	api, err := rest.Listen(d.cfg().API.Socket, &d.Rooms, d.version)
	if err != nil {
		return err
	}
	d.stops.Add("api", api.Close)
	if err := d.startMetrics(); err != nil {
		return err
	}
	if err := d.startPage(); err != nil {
		return err
	}
	if err := d.startAGI(); err != nil {
		return err
	}
	d.background("ledgers", d.KeepLedgers)
	d.background("older entries", d.ProveOlder)
	d.background("tables", d.CheckTables)
	d.background(upkeep.PartSignatures, d.TurnDays(ctx))
	for _, o := range d.Outlets() {
		d.background(o.Name, d.Tells(o))
	}
	d.background("sounds", d.speech.MakeAll)
	d.background("room", d.WatchRoom)
	d.background(upkeep.PartNight, d.Nights)
	d.background(partRecordings, d.Recordings.Runs)
	d.background(partInquiries, d.Inquiries.Runs)
	d.background("dialogues", d.DialogueRuns)
	d.background(webhook.Part, d.Hook.Runs)
	d.background("watchdog", d.watchdog)
	d.background("reload", d.Reloads(o.Reload))
	return nil
}

// startMetrics answers Prometheus where the configuration says so.
func (d *running) startMetrics() error {
	at := d.cfg().Metrics.Listen
	if at == "" {
		return nil
	}
	s, err := d.meters.Listen(at)
	if err != nil {
		return err
	}
	d.stops.Add("metrics", s.Close)
	return nil
}

// startPage serves people's browsers where the configuration says so.
func (d *running) startPage() error {
	at := d.cfg().Page.Listen
	if at == "" {
		return nil
	}
	s, err := d.page.Listen(at, &d.Rooms)
	if err != nil {
		return err
	}
	d.stops.Add("page", s.Close)
	return nil
}

// openJournal opens the store and writes that the daemon started; that it stopped is written last of all.
func (d *running) openJournal(ctx context.Context) (err error) {
	if d.store, err = upkeep.OpenToWrite(ctx, d.cfg(), d.now); err != nil {
		return err
	}
	d.stops.Add("journal", func(context.Context) error { return d.store.Close() })
	if err := d.openRegisters(ctx); err != nil {
		return err
	}
	d.makeRooms(d.admit)
	detail := "ringevett " + d.version + "; configuration " + d.cfg().Fingerprint()
	if mark := d.clock.mark(); mark != "" {
		d.log.Warn(mark)
		detail += "; " + mark
	}
	if err := d.tell(ctx, dialer.FactStarted, detail); err != nil {
		return err
	}
	d.stops.Add("the last entry",
		func(ctx context.Context) error { return d.tell(ctx, dialer.FactStopped, "in order") })
	return nil
}

func (d *running) tell(ctx context.Context, kind dialer.FactKind, detail string) error {
	f := dialer.Fact{At: d.now(), Kind: kind, Detail: detail, By: dialer.Self}
	return d.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}})
}

// startFloor makes the engine with all that it must remember, connects it to the PBX, and lets it run.
func (d *running) startFloor(ctx context.Context, set telephony.Settings) error {
	first, err := d.store.NextAttempt(ctx)
	if err != nil {
		return err
	}
	ports := engine.Ports{
		Journal: &sqlite.EngineJournal{Store: d.store, Given: first}, Aside: d.store,
		Book:      sqlite.EngineBook{Store: d.store},
		Registers: registers.Unserved{Heard: d.heard()}, Now: d.now, Log: d.log,
	}
	d.desk = desk.New(d.deskPorts())
	d.stops.Add(partWishes, d.desk.Close)
	ports.Desk, ports.Inquiries, ports.Wishes, ports.Recall = d.desk, d.desk, d.desk, d.Recall
	recorded, err := d.Recordings.Needed(ctx)
	if err != nil {
		return err
	}
	if recorded { // else the keys of recording do nothing
		ports.Recordings = consents.InCall{Recordings: d.Recordings}
	}
	eng := engine.New(settings.Engine(d.cfg()), ports, first)
	// They do not end with ctx: conversations outlive the first signal.
	lasting, cancel := context.WithCancel(context.WithoutCancel(ctx))
	hands := &handPBX{}
	d.guard = d.makeGuard(lasting, eng, hands)
	d.stops.Add("ends of calls by hand", func(context.Context) error { cancel(); d.guard.Wait(); return nil })
	if err := d.remember(ctx, eng); err != nil {
		return err
	}
	set.Abandoned, set.Asked = d.speech.AbandonedMessage, d.meters.Asked
	set.Gap = d.meters.Gap
	pbx := telephony.Start(lasting, set, func(ev engine.Event) {
		d.meters.Heard(ev)
		eng.Tell(d.desk.Named(ev))
	})
	d.stops.Add("pbx", func(context.Context) error { cancel(); return pbx.Close() })
	eng.Connect(pbx)
	d.pbx = pbx
	hands.PBX, d.channels = pbx, pbx.Channels()
	d.Recordings.Connect(pbx, pbx.Recorder())
	d.Inquiries.Connect(pbx.Recorder(), d.desk)
	ended := make(chan struct{})
	floor, stopFloor := context.WithCancel(lasting)
	go func() { defer close(ended); eng.Run(floor) }()
	d.stops.Add("floor", func(context.Context) error { stopFloor(); <-ended; return nil })
	d.engine = eng
	if recorded {
		d.background("recordings' leave", func(ctx context.Context) {
			d.Recordings.Renews(ctx, telephony.Unheard/3, eng.Snapshot) // two renewals may be late
		})
	}
	return nil
}

// lookAgain is the wait between looks at what is still open, once a person does not want to wait.
const lookAgain = 50 * time.Millisecond

// cutWithin is how long a person who does not want to wait for conversations waits for what rings.
const cutWithin = 5 * time.Second

// drain waits for the last call. When a person does not want to wait, what rings is cancelled and who waits for an
// agent hears the message; conversations live in the PBX and go on there.
func (d *running) drain(cut <-chan struct{}) {
	d.log.Info("stopping: nothing new is dialed, conversations end; a second signal stops at once")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	drained := make(chan error, 1)
	go func() { drained <- d.engine.Drain(ctx) }()
	select {
	case <-drained:
		return
	case <-cut:
	}
	soon, cancelSoon := context.WithTimeout(ctx, cutWithin)
	defer cancelSoon()
	if err := d.engine.Cut(soon, "the daemon is stopped"); err != nil {
		d.log.WithError(err).Error("could not cut the calls")
	}
	if !d.engine.OnlyTalk(soon, lookAgain) || !d.Recordings.WaitNone(soon, lookAgain) {
		d.log.Warn("stopped with calls or recordings open; the next start settles them with the PBX")
	}
}

func (d *running) reloadPorts(load func() (config.Config, error)) upkeep.ReloadPorts {
	return upkeep.ReloadPorts{
		Load: load, Now: d.now, Log: d.log, Prompts: d.RefreshAll,
		Changing: func() func() { return d.Changing() },
		Write:    func(ctx context.Context, f dialer.Fact) error { return d.writeFact(ctx, f) },
		Apply: func(ctx context.Context, c config.Config) error {
			if err := d.engine.SetSettings(ctx, settings.Engine(c)); err != nil {
				return err
			}
			return d.RefreshTraining(ctx)
		},
	}
}
