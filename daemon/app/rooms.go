package app

import (
	"context"
	"errors"
	"time"

	"github.com/ringevett/ringevett/daemon/campaigns"
	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiries"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
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
	h.Reports = console.NewReports(console.ReportPorts{
		Days: h.store, Attempts: h.store, Runs: h.store, Journal: h.store, Calls: h.reportedCalls,
		DemoMark: markIn, Now: h.now, Settings: func() console.Settings { return figureSettings(h.cfg()) },
	})
	h.speech = speech.New(speech.Ports{
		Book: h.store, Settings: func() speech.Settings { return speechSettings(h.cfg()) }, Admit: admit, Log: h.log,
	})
	h.Registers = h.makeRegisters(admit != nil)
	h.Recordings = consents.New(consents.Ports{
		Book: h.store, Index: h.store, Files: h.store, Calls: h.store, Notices: h.store, Write: h.writeFact,
		Sound:    h.speech.Sound,
		Report:   func(err error) { h.failing.Report(partRecordings, err) },
		Settings: func() consents.Settings { return recordingSettings(h.cfg()) }, Now: h.now, Log: h.log,
	})
	h.Inquiries = inquiries.New(inquiries.Ports{
		Store: h.store, Dialogues: h.store, Wanted: h.store, Kept: h.store, Book: h.store,
		Registers: func() engine.Sets { return h.sets }, Household: h.store.Household, Returned: h.store.Returned,
		Named: h.Named, Days: h.daysBetween, Report: func(err error) { h.failing.Report(partInquiries, err) },
		Settings: func() inquiries.Settings { return inquirySettings(h.cfg()) },
		Now:      h.now, Ticking: func() time.Time { return h.clock.ticking() }, Log: h.log,
	})
	h.Subjects = inquiries.NewSubjects(inquiries.SubjectPorts{
		Journal: h.store, Held: h.store, Wishes: h.store, Eraser: h.store,
		RegistersOn: h.registersOn, RecordingOut: h.Recordings.Out, RemoveFiles: h.removeFiles,
		Second: h.SecondToErase, Erased: h.erased, Write: h.writeFact, Now: h.now, VisitLasts: desk.VisitLasts,
	}, h.Inquiries)
	h.Manager = campaigns.New(campaigns.Ports{
		Book: h.store, Files: files{h}, Floor: h.campaignFloor,
		Speak: h.speech.Refresh, SoundsReady: h.speech.Ready, AwaitSets: h.awaitSets,
		Versions: func(ctx context.Context) ([]dialer.RegisterVersion, error) { return h.sets.Versions(ctx) },
		Now:      h.now, Log: h.log, Settings: h.campaignSettings,
	})
	h.Keeper = upkeep.New(upkeep.Ports{
		Store: h.store, Floor: func() upkeep.Floor { return h.engine }, FreeSpace: check.FreeSpace,
		Report: h.failing.Report, Notify: h.notify, Config: h.cfg, Now: h.now, Log: h.log,
	})
	h.Planner = h.planner()
	h.Watch = console.NewWatch(console.WatchPorts{
		Book: h.store, Registers: func() engine.Sets { return h.sets }, Floor: h.watchedFloor, Guard: h.watchedGuard,
		Masked: h.masked, Waiting: h.EnteredAndWaiting, LeadCounts: h.AllLeadCounts,
		Failing: h.failing.Faults, Halt: h.failing.Halt, Config: h.ConfigStatus,
		Settings: h.watchSettings, Now: h.now,
	})
	h.Explainer = h.explainer()
}

// The parts of the background work that rooms report of.
const (
	partRecordings = "recordings" // seals recordings and deletes them in time
	partInquiries  = "inquiries"  // keeps the clock of 24 hours (4.4.3)
)

// daysBetween reads Oslo days, both included.
func (h *Rooms) daysBetween(from, to string) (first, last time.Time, err error) {
	q, err := h.DaysOf(verb.FiguresQuery{From: from, To: to})
	if err != nil {
		return first, last, err
	}
	first, err = time.ParseInLocation(time.DateOnly, q.From, hours.Oslo())
	if err != nil {
		return first, last, err
	}
	last, err = time.ParseInLocation(time.DateOnly, q.To, hours.Oslo())
	return first, last, err
}

// registersOn is what each register says of the number, and of every person that a row of a list has on it.
func (h *Rooms) registersOn(ctx context.Context, n dialer.Number) ([]verb.RegisterAnswer, error) {
	check, err := h.CheckNumber(ctx, string(n))
	if err != nil {
		return nil, err
	}
	for i, a := range check.Registers {
		how, err := h.EntryOf(ctx, n, dialer.RegisterID(a.Register))
		if err != nil {
			return nil, err
		}
		if how != "" {
			check.Registers[i].Answer, check.Registers[i].How = dialer.Reserved.String(), how
		}
	}
	return check.Registers, nil
}

// removeFiles removes the files of recordings whose keys are destroyed; without a daemon those with the PBX wait.
func (h *Rooms) removeFiles(ctx context.Context) (waits string, err error) {
	_, err = h.ProveRecordings(ctx)
	if errors.Is(err, consents.ErrAway) {
		return err.Error(), nil
	}
	return "", err
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

// reportedCalls is the engine as console sees it; nil while none runs.
func (h *Rooms) reportedCalls() console.Calls {
	if h.engine == nil {
		return nil
	}
	return h.engine
}

// campaignFloor is the engine as campaigns sees it; nil while none runs.
func (h *Rooms) campaignFloor() campaigns.Floor {
	if h.engine == nil {
		return nil
	}
	return h.engine
}

// watchedFloor is the engine as console watches it; nil while none runs.
func (h *Rooms) watchedFloor() console.Floor {
	if h.engine == nil {
		return nil
	}
	return h.engine
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
		Sets: h.sets, Book: h.store, Now: h.now, Second: h.AskToLift,
		Settings: func() registers.Settings { return registersSettings(h.cfg()) },
	}
	if daemon {
		ports.Tell = func(ev engine.Event) { h.engine.Tell(ev) }
		ports.Report = func(err error) { h.failing.Report(partReservations, err) }
	}
	return registers.New(ports)
}

// lookup finds what the gate must know of a lead.
func (h *Rooms) lookup() registers.Lookup { return registers.Lookup{Book: h.store, Sets: h.sets} }

// heard does so only while others' reservations are heard.
func (h *Rooms) heard() registers.Heard {
	return registers.Heard{Lookup: h.lookup(), Halt: h.failing.Halt, Deaf: h.sets.Deaf}
}
