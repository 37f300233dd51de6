package campaigns

import (
	"context"
	"io"
	"iter"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Ports is what the room needs of the rest of the program. All are set, also without a daemon.
type Ports struct {
	Book  Book
	Files Files
	Floor func() Floor // nil before the floor runs, and always without a daemon

	Speak       func(ctx context.Context)                          // makes the sounds that the book needs now
	SoundsReady func(ctx context.Context, c dialer.Campaign) error // why a campaign's sounds cannot be played
	Versions    func(ctx context.Context) ([]dialer.RegisterVersion, error)
	AwaitSets   func(ctx context.Context) // gives a new client's register a moment to be loaded

	Now      func() time.Time
	Log      *logrus.Entry
	Settings func() Settings
}

// Settings is what the configuration in force says of starting a campaign.
type Settings struct {
	Blanks      error // what is left to fill in, one fault a line; nil: nothing
	Responsible string
	Hours       hours.Rules
	Ack         gate.Ack // of predictive mode (4.6.1)
	AckText     string   // fingerprint of the text to be acknowledged
}

// Book is the book as the room changes it.
type Book interface {
	clientBook
	agentBook
	phoneBook
	campaignBook
	runBook
	leadBook
	listBook
	callBackBook
}

type clientBook interface {
	Clients(ctx context.Context) ([]dialer.Client, error)
	Client(ctx context.Context, id dialer.ClientID) (dialer.Client, error)
	PutClient(ctx context.Context, c dialer.Client, by string) error
	RemoveClient(ctx context.Context, id dialer.ClientID, why, by string) error
}

type agentBook interface {
	Agents(ctx context.Context) ([]dialer.Agent, error)
	PutAgent(ctx context.Context, a dialer.Agent, pin, by string) error
	RemoveAgent(ctx context.Context, id dialer.AgentID, why, by string) error
}

type phoneBook interface {
	PINTrials(ctx context.Context) ([]dialer.PINTrial, error)
	UnlockPhone(ctx context.Context, endpoint, why, by string) error
}

type campaignBook interface {
	Campaigns(ctx context.Context) ([]dialer.Campaign, error)
	Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error)
	PutCampaign(ctx context.Context, c dialer.Campaign, by string) error
	ArchiveCampaign(ctx context.Context, id dialer.CampaignID, why, by string) error
}

type runBook interface {
	SetRunning(ctx context.Context, id dialer.CampaignID, running bool, by, why string) error
	Pause(ctx context.Context, id dialer.CampaignID, by, why string) (ran bool, err error)
}

type leadBook interface {
	ImportLeads(
		ctx context.Context, list sqlite.ImportList, leads iter.Seq2[dialer.Lead, error],
	) (added, there int, err error)
	JoinHouseholds(ctx context.Context, persons iter.Seq2[sqlite.Person, error]) error
	LeadCounts(ctx context.Context, campaign dialer.CampaignID) (map[sqlite.LeadStatus]int, error)
	AllLeadCounts(ctx context.Context) (map[dialer.CampaignID]map[sqlite.LeadStatus]int, error)
	WithdrawRequest(
		ctx context.Context, n dialer.Number, orgNo string, at time.Time, by string,
	) (leads int, err error)
}

type listBook interface {
	Lists(ctx context.Context, campaign dialer.CampaignID) ([]sqlite.List, error)
	ReopenLeads(ctx context.Context, r sqlite.Reopening) (reopened int, err error)
	EndList(ctx context.Context, campaign dialer.CampaignID, source, why, by string) error
	RemoveList(ctx context.Context, campaign dialer.CampaignID, source, why, by string) error
}

type callBackBook interface {
	CallBacks(ctx context.Context) ([]sqlite.CallBack, error)
	MoveCallBack(
		ctx context.Context, id dialer.LeadID, due time.Time, of dialer.AgentID, why, by string,
	) (dialer.CampaignID, error)
	CancelCallBack(ctx context.Context, id dialer.LeadID, why, by string) (dialer.CampaignID, error)
}

// Floor is the running engine.
type Floor interface {
	campaignFloor
	leadFloor
	numberFloor
	Snapshot(ctx context.Context) (engine.Snapshot, error)
	PhoneUnlocked(ctx context.Context, endpoint string) error
	LogOutAgent(ctx context.Context, id dialer.AgentID, why, by string, atOnce bool) error
}

type campaignFloor interface {
	PutCampaign(ctx context.Context, c dialer.Campaign) error
	DropCampaign(ctx context.Context, id dialer.CampaignID) error
	PauseCampaign(ctx context.Context, id dialer.CampaignID) error
	RestartPredictive(ctx context.Context, id dialer.CampaignID, why, by string) error
}

type leadFloor interface {
	LeadsAdded(ctx context.Context, id dialer.CampaignID) error
	LeadsEnded(ctx context.Context, id dialer.CampaignID) error
}

type numberFloor interface {
	Tell(ev engine.Event)
	ConfirmShown(ctx context.Context, n dialer.Number, why, by string) error
	ShowAgain(ctx context.Context, n dialer.Number, why, by string) error
}

// Files reads the files that people write for the book. Each fault names the key or the row, its value, and what is
// allowed.
type Files interface {
	Clients(text io.Reader, now time.Time) ([]dialer.Client, error)
	Agents(text io.Reader) ([]AgentEntry, error)
	Campaign(text io.Reader, clients FindClient, now time.Time) (dialer.Campaign, error)

	// Leads gives the good rows of a list as they are read, and every row to each, good or not. An error comes last,
	// and then nothing may be imported. summary is complete after the last row.
	Leads(text io.Reader, from LeadsFrom, summary *LeadsSummary, each func(Row)) iter.Seq2[dialer.Lead, error]
}

// FindClient looks a client up in the book.
type FindClient = func(dialer.ClientID) (dialer.Client, bool)

// AgentEntry is an agent with the PIN that the log-in at the phone asks for.
type AgentEntry struct {
	dialer.Agent
	PIN string
}

// LeadsFrom says where the leads of a list go and came from.
type LeadsFrom struct {
	Campaign dialer.Campaign
	Source   string    // of every row, where the list has no source column
	Now      time.Time // decides who is under 18 today
}

// LeadsSummary is what a list has besides its rows' verdicts.
type LeadsSummary struct {
	Columns   []string // which were read, and as what
	Empty     int      // rows with nothing in any column; they have no verdict
	Unmatched int      // rows taken that no register can be asked about by person
	Marks     int      // rows with marks that cannot be seen, which were dropped
}

// Row is one row of a list as it was read.
type Row struct {
	Line   int // in the file, from 1, the heading included
	Number dialer.Number
	Err    error       // why it is refused; nil: it goes into the book
	Person dialer.Lead // of a refused row: the person it names on a number that may be dialed; zero: none
}
