package console

import (
	"context"
	"iter"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// ReportPorts is what Reports needs of the rest of the program.
type ReportPorts struct {
	Days     Days
	Attempts Attempts
	Runs     Runs
	Journal  Journal
	Calls    func() Calls // nil while no daemon runs

	// Of one call: the facts of one who rang a visible number, by the channel; its recordings; its sale.
	Returned   func(ctx context.Context, channel string) ([]dialer.Fact, error)
	Recordings func(context.Context, verb.RecordingsQuery) ([]verb.Recording, error)
	Sale       func(context.Context, verb.SaleID) (verb.SaleWhole, error)

	DemoMark func(started dialer.Fact) string // of a shifted clock, in the fact of a start; "" where there is none
	Now      func() time.Time
	Settings func() Settings
}

// Settings is what the configuration in force says of figures.
type Settings struct {
	LimitPct int               // of the strict rate (4.6.2)
	Periods  retention.Periods // how long what is behind a figure is kept
}

// Days tells which days there are figures of.
type Days interface {
	Campaigns(ctx context.Context) ([]dialer.Campaign, error)
	FirstDay(ctx context.Context, c dialer.CampaignID) (dialer.Day, error)
	Begin(ctx context.Context) (time.Time, error)
}

// Attempts reads attempts from the journal.
type Attempts interface {
	FactsAround(ctx context.Context, from, to time.Time, each func(dialer.Fact)) error
	FactCounts(ctx context.Context, ids []dialer.AttemptID, each func(dialer.AttemptID, int)) error
	EachAttempt(ctx context.Context, ids []dialer.AttemptID, yield func([]dialer.Fact) bool) error
}

// Runs tells when a daemon ran, and what it wrote.
type Runs interface {
	DaemonRuns(ctx context.Context) ([]sqlite.DaemonRun, error)
	WroteIn(ctx context.Context, r sqlite.DaemonRun, from, to time.Time) (wrote bool, err error)
}

// Journal reads facts and heads, and appends.
type Journal interface {
	Facts(ctx context.Context, q sqlite.Query) iter.Seq2[dialer.Fact, error]
	Heads(ctx context.Context, days int) ([]sqlite.DayHead, error)
	Forget(ctx context.Context, n dialer.Number, why, by string) (facts int, err error)
	Write(ctx context.Context, b sqlite.Batch) error
}

// Calls is the running engine.
type Calls interface {
	Dispose(ctx context.Context, id dialer.AttemptID, d dialer.Disposition, by string) error
	Correct(ctx context.Context, b dialer.Batch) error
}

// PersonPorts is what Persons needs of the rest of the program.
type PersonPorts struct {
	Book     PersonBook
	Requests RequestBook

	// Lift takes a reservation out of a register.
	Lift func(ctx context.Context, r dialer.RegisterID, who dialer.Subject, why, by string) error
	Now  func() time.Time
}

// PersonBook keeps people.
type PersonBook interface {
	People(ctx context.Context) ([]dialer.User, error)
	PutPerson(ctx context.Context, p dialer.User, by string) error
	EndPerson(ctx context.Context, id dialer.UserID, why, by string) error
	Write(ctx context.Context, b sqlite.Batch) error
}

// RequestBook keeps what waits for a second person.
type RequestBook interface {
	Waiting(ctx context.Context) ([]sqlite.Waiting, error)
	Ask(ctx context.Context, w sqlite.Waiting) (sqlite.Waiting, error)
	Decide(ctx context.Context, w sqlite.Waiting, verdict, why, by string) error
	Erasures(ctx context.Context, all bool) ([]sqlite.Erasure, error)
}

// WatchPorts is what Watch needs of the rest of the program.
type WatchPorts struct {
	Book      StatusBook
	Registers func() engine.Sets
	Floor     func() Floor // nil while no daemon runs
	Guard     func() Guard // nil while no daemon runs

	Masked     func(channel string) string // a caller's number; "" where the desk does not know it
	Waiting    func(context.Context) (people int, waiting []verb.Request, err error)
	LeadCounts func(context.Context) (map[dialer.CampaignID][]verb.LeadCount, error)
	Failing    func() []verb.PartFault // of the background work
	Halt       func() string           // why none may dial, as the background work says; "" where it does not
	Config     func() verb.ConfigStatus
	Settings   func() WatchSettings
	Now        func() time.Time
}

// WatchSettings is what the configuration in force says of dialing.
type WatchSettings struct {
	Version   string
	DemoClock string // not empty where the clock is shifted
	Hours     hours.Rules
	Ring      time.Duration
	Blanks    error // keys without a value, a line each
	LimitPct  int   // of abandoned calls
}

// Floor is the running engine.
type Floor interface {
	Snapshot(ctx context.Context) (engine.Snapshot, error)
}

// Guard judges the calls that are dialed by hand.
type Guard interface {
	Calls() []verb.CallStatus
	Status() verb.GuardStatus
}

// StatusBook has what the floor does not: campaigns at rest, phones, inquiries, and whether it can be written.
type StatusBook interface {
	Campaigns(ctx context.Context) ([]dialer.Campaign, error)
	ArchivedCampaigns(ctx context.Context) (int, error)
	PINTrials(ctx context.Context) ([]dialer.PINTrial, error)
	OpenInquiries(ctx context.Context) (open, late int, err error)
	Aside() (sqlite.Aside, error)
	Probe(ctx context.Context) error
}

// WhyPorts is what Explainer needs of the rest of the program.
type WhyPorts struct {
	Book  WhyBook
	Floor *Watch

	// Look is what the gate is told at a dial, and Facts completes it with what it knows of the house.
	Look  func(ctx context.Context, c dialer.Campaign, l dialer.Lead, at time.Time) (gate.Facts, error)
	Facts func(f gate.Facts, c dialer.Campaign, l dialer.Lead) gate.Facts
	InUse func(ctx context.Context, n dialer.Number) (bool, error) // is the number rung or talked with now

	// adds how each register has the number
	Matched   func(ctx context.Context, n dialer.Number, in []verb.WhySet) error
	Abandoned func(ctx context.Context, n dialer.Number) (*verb.Abandonment, error)
	Rules     func() WhyRules
}

// WhyRules is what the configuration in force says of calls without a campaign.
type WhyRules struct {
	Ring        time.Duration
	Attempts    dialer.Attempts
	Hours       hours.Rules
	Responsible string
}

// WhyBook has campaigns and their leads.
type WhyBook interface {
	Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error)
	LeadOf(ctx context.Context, c dialer.CampaignID, n dialer.Number) (dialer.Lead, error)
	LeadStatus(ctx context.Context, id dialer.LeadID) (sqlite.LeadStatus, error)
}
