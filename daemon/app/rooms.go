package app

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/campaigns"
	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/handout"
	"github.com/ringevett/ringevett/daemon/inquiries"
	"github.com/ringevett/ringevett/daemon/metrics"
	"github.com/ringevett/ringevett/daemon/monitoring"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/rest/page"
	"github.com/ringevett/ringevett/daemon/sales"
	"github.com/ringevett/ringevett/daemon/settings"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/staff"
	"github.com/ringevett/ringevett/daemon/tries"
	"github.com/ringevett/ringevett/daemon/tryout"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/daemon/webhook"
)

// makeRooms makes the features around the book, the journal and the registers, which are open then. admit lets a
// campaign dial whose sounds have been looked at; nil without a daemon.
func (h *Rooms) makeRooms(admit func(context.Context, dialer.CampaignID) (running bool, err error)) {
	h.Persons = console.NewPersons(console.PersonPorts{
		Book: h.store, Requests: h.store, Now: h.now,
		Lift: func(ctx context.Context, r dialer.RegisterID, who dialer.Subject, why, by string) error {
			return h.Lift(ctx, r, who, why, by) // the registers are made below
		},
	})
	h.Office = staff.New(staff.Ports{
		Ledger: h.store, Book: h.store, Now: h.now,
		Floor:    live(h, func(e *engine.Engine) staff.Floor { return e }),
		Settings: func() staff.Settings { return settings.Staff(h.cfg()) },
	})
	h.Reports = console.NewReports(console.ReportPorts{
		Days: h.store, Attempts: h.store, Runs: h.store, Journal: h.store,
		Calls:    live(h, func(e *engine.Engine) console.Calls { return e }),
		DemoMark: markIn, Now: h.now, Settings: func() console.Settings { return settings.Figures(h.cfg()) },
		Returned: h.store.OnChannel, // the rooms of the next two are made below
		Recordings: func(ctx context.Context, q verb.RecordingsQuery) ([]verb.Recording, error) {
			return h.Recordings.RecordingList(ctx, q)
		},
		Sale: func(ctx context.Context, q verb.SaleID) (verb.SaleWhole, error) { return h.Sales.Whole(ctx, q) },
	})
	h.speech = speech.New(speech.Ports{
		Book: h.store, Settings: func() speech.Settings { return settings.Speech(h.cfg()) }, Admit: admit, Log: h.log,
	})
	h.Registers = h.makeRegisters(admit != nil)
	h.Recordings = consents.New(consents.Ports{
		Book: h.store, Index: h.store, Files: h.store, Calls: h.store, Notices: h.store, Write: h.writeFact,
		Sound:    h.speech.Sound,
		Report:   func(err error) { h.failing.Report(partRecordings, err) },
		Settings: func() consents.Settings { return settings.Recordings(h.cfg()) }, Now: h.now, Log: h.log,
	})
	h.Notices = monitoring.New(monitoring.Ports{
		Ledger: h.store, Book: h.store, Speak: h.speech.SpeakNotices, Now: h.now, Log: h.log,
		Floor:  live(h, func(e *engine.Engine) monitoring.Floor { return e }),
		People: h.store, SpeakListener: h.speakListener,
		Listening: live(h, func(e *engine.Engine) monitoring.Listening { return e }),
		Category:  func() string { return settings.Recorded(h.cfg()) },
	})
	h.Inquiries = inquiries.New(inquiries.Ports{
		Store: h.store, Dialogues: h.store, Wanted: h.store, Kept: h.store, Book: h.store,
		Registers: func() engine.Sets { return h.sets }, Household: h.store.Household, Returned: h.store.Returned,
		Named: h.Named, Days: h.OsloDays, Report: func(err error) { h.failing.Report(partInquiries, err) },
		Settings: func() inquiries.Settings { return settings.Inquiries(h.cfg()) },
		Now:      h.now, Ticking: func() time.Time { return h.clock.ticking() }, Log: h.log,
	})
	h.Sales = sales.New(sales.Ports{
		Store: h.store, Named: h.Named, CallCenter: func() string { return h.cfg().CallCenter.Spoken },
		Wake: h.Inquiries.Wake, Mail: h.mail, Now: h.now,
	})
	h.Hook = webhook.New(webhook.Ports{
		Store: h.store, Sent: h.Sales.SentElsewhere,
		Offer: func(ctx context.Context, id dialer.AttemptID) (verb.WrittenOffer, error) {
			return h.Sales.Written(ctx, verb.SaleID{Attempt: int64(id)})
		},
		Report:   func(err error) { h.failing.Report(webhook.Part, err) },
		Settings: func() webhook.Settings { return settings.Webhook(h.cfg()) }, Now: h.now, Log: h.log,
	})
	h.Subjects = inquiries.NewSubjects(inquiries.SubjectPorts{
		Journal: h.store, Held: h.store, Wishes: h.store, Eraser: h.store,
		RegistersOn: h.OnNumber, RecordingOut: h.Recordings.Out, RemoveFiles: h.Recordings.RemoveFiles,
		Second: h.SecondToErase, Erased: h.erased, Write: h.writeFact, Now: h.now, VisitLasts: desk.VisitLasts,
	}, h.Inquiries)
	h.Manager = campaigns.New(campaigns.Ports{
		Book: h.store, Files: files{h}, Floor: live(h, func(e *engine.Engine) campaigns.Floor { return e }),
		Speak: h.speech.Refresh, SoundsReady: h.speech.Ready, AwaitSets: h.awaitSets,
		Versions: func(ctx context.Context) ([]dialer.RegisterVersion, error) { return h.sets.Versions(ctx) },
		Now:      h.now, Log: h.log,
		Settings: func() campaigns.Settings { return settings.Campaigns(h.cfg()) },
	})
	h.Keeper = upkeep.New(upkeep.Ports{
		Store: h.store, Floor: func() upkeep.Floor { return h.engine }, FreeSpace: check.FreeSpace,
		Report: h.failing.Report, Notify: h.notify, Config: h.cfg, Now: h.now, Log: h.log,
	})
	h.Planner = h.planner()
	h.Watch = console.NewWatch(console.WatchPorts{
		Book: h.store, Registers: func() engine.Sets { return h.sets },
		Floor: live(h, func(e *engine.Engine) console.Floor { return e }), Guard: h.watchedGuard,
		Masked: h.masked, Waiting: h.EnteredAndWaiting, LeadCounts: h.AllLeadCounts,
		Failing: h.failing.Faults, Halt: h.failing.Halt, Config: h.ConfigStatus,
		Settings: h.watchSettings, Now: h.now,
	})
	h.Explainer = h.explainer()
	h.Tries = tries.New(tries.Ports{
		Book: h.store, Floor: live(h, func(e *engine.Engine) tries.Floor { return e }),
		PBX: func() tries.PBX {
			if h.pbx == nil {
				return nil
			}
			return h.pbx
		},
		House: func() tryout.House { return settings.Tries(h.cfg()) },
		Login: func() string { return h.cfg().Agents.LoginCode },
	})
	h.meters = metrics.New(metrics.Ports{
		Status: h.Watch.Status, Registers: h.sets.Versions, LimitPct: func() int { return h.cfg().Abandon.LimitPct },
		Now: h.now, Version: h.version,
		Overdue: func(ctx context.Context) (int, error) { return h.store.RecordingsOverdue(ctx, h.now()) },
		Undelivered: func(ctx context.Context) (int, error) {
			all, err := h.store.Undelivered(ctx)
			return len(all), err
		},
	})
	h.store.Observe(h.meters.Wrote)
	h.page = page.New(page.Ports{
		Status: h.Watch.Status, LimitPct: func() int { return h.cfg().Abandon.LimitPct },
		Language: func() string { return h.cfg().Page.Language }, Now: h.now, Version: h.version,
	})
}

// The parts of the background work that rooms report of.
const (
	partRecordings = "recordings" // seals recordings and deletes them in time
	partInquiries  = "inquiries"  // keeps the clock of 24 hours (4.4.3)
)

// speakListener makes the sounds of a monitoring session.
func (h *Rooms) speakListener(ctx context.Context, w notice.Wish) (string, error) {
	var client dialer.Client
	if id := w.Listener.Client; id != "" {
		var err error
		if client, err = h.store.Client(ctx, id); err != nil {
			return "", err
		}
	}
	return h.speech.SpeakListener(ctx, w.Listener.Name, client, w.Until)
}

// mail hands a written offer to the relay.
func (h *Rooms) mail(ctx context.Context, l handout.Letter) error {
	r, err := settings.Relay(h.cfg())
	if err != nil {
		return err
	}
	return r.Send(ctx, l, h.now())
}

// erased stops what rings at a number that was erased.
func (h *Rooms) erased(n dialer.Number) {
	if h.engine != nil {
		h.engine.Tell(engine.NumberReserved{Number: n, Why: "the number was erased meanwhile"})
	}
}

func (h *Rooms) writeFact(ctx context.Context, f dialer.Fact) error {
	return h.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}})
}

// live gives the engine as a room's port sees it; nil while none runs.
func live[T any](h *Rooms, as func(*engine.Engine) T) func() T {
	return func() (floor T) {
		if h.engine != nil {
			floor = as(h.engine)
		}
		return floor
	}
}

func (h *Rooms) watchedGuard() console.Guard {
	if h.guard == nil {
		return nil
	}
	return h.guard
}

func (h *Rooms) masked(channel string) string {
	if h.desk == nil {
		return ""
	}
	return h.desk.Masked(channel)
}

func (h *Rooms) makeRegisters(daemon bool) *registers.Registers {
	ports := registers.Ports{
		Sets: h.sets, Book: h.store, Now: h.now, Second: h.AskToLift, Awaited: h.awaited,
		Settings: func() registers.Settings { return settings.Registers(h.cfg()) },
	}
	if daemon {
		ports.Tell = func(ev engine.Event) { h.engine.Tell(ev) }
		ports.Report = func(err error) { h.failing.Report(partReservations, err) }
	}
	return registers.New(ports)
}

// lookup finds what the gate must know of a lead.
func (h *Rooms) lookup() registers.Lookup {
	return registers.Lookup{Book: h.store, Sets: timedSets{h.sets, h}, Awaited: h.awaited}
}

// heard does so only while others' reservations are heard.
func (h *Rooms) heard() registers.Heard {
	return registers.Heard{Lookup: h.lookup(), Halt: h.failing.Halt, Deaf: h.sets.Deaf}
}

func (h *Rooms) watchSettings() console.WatchSettings {
	c := h.cfg()
	return console.WatchSettings{
		Version: h.version, DemoClock: h.clock.mark(), Hours: c.HoursRules(), Ring: c.RingTime(), Blanks: c.Blanks(),
		LimitPct: c.Abandon.LimitPct,
	}
}
