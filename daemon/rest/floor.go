package rest

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Floor is everything that a person can ask of the house. by is who asks, as the journal keeps it.
type Floor interface {
	Watch
	Asking
	Book
	People
	Campaigns
	Registers
	Journal
	Recordings
	Inquiries
}

// Watch tells how things stand.
type Watch interface {
	Health(ctx context.Context) (verb.Health, error)
	Status(ctx context.Context) (verb.Status, error)
	// Reload reads the configuration again: whole or not at all.
	Reload(ctx context.Context, by string) (verb.Reloaded, error)
	Figures(ctx context.Context, q verb.FiguresQuery) (verb.Figures, error)
}

// Book keeps clients and agents; text is a file as an admin writes it, in YAML.
type Book interface {
	Clients(ctx context.Context) ([]verb.Client, error)
	AddClients(ctx context.Context, text []byte, by string) ([]verb.Client, error)
	Agents(ctx context.Context) ([]verb.Agent, error)
	AddAgents(ctx context.Context, text []byte, by string) ([]verb.Agent, error)
	// RemoveClient and RemoveAgent are refused while the book or the floor needs them; facts and registers stay.
	RemoveClient(ctx context.Context, id, why, by string) error
	RemoveAgent(ctx context.Context, id, why, by string) error
	// UnlockPhone lifts the lock or the wait that wrong PINs at log-in brought a phone, which is named by its agent
	// or as Asterisk names it. It gives the phone.
	UnlockPhone(ctx context.Context, phone, why, by string) (string, error)
}

// Campaigns keeps campaigns and their leads.
type Campaigns interface {
	Campaigns(ctx context.Context) ([]verb.Campaign, error)
	// ArchiveCampaign is refused while the campaign runs, a call of it is open, or an inquiry about it.
	ArchiveCampaign(ctx context.Context, id, why, by string) (verb.Campaign, error)
	AddCampaign(ctx context.Context, text []byte, by string) (verb.Campaign, error)
	SetRunning(ctx context.Context, id string, running bool, why, by string) (verb.Change, error)
	RestartPredictive(ctx context.Context, id, why, by string) error
	// LiftShown lets a shown number be dialed with again that the PBX did not send; confirmed: a person saw it on a
	// phone.
	LiftShown(ctx context.Context, number, why string, confirmed bool, by string) error
	// ImportLeads reads the list as it comes in, and puts all its good rows into the book, or none where an error is
	// told.
	ImportLeads(ctx context.Context, list verb.LeadsFile, by string) (verb.Import, verb.Verdicts, error)
	Lists(ctx context.Context, campaign string) ([]verb.List, error)
	// EndList has no lead of a list dialed any more. RemoveList is refused where the campaign runs or the list was
	// rung.
	EndList(ctx context.Context, campaign, source, why, by string) error
	RemoveList(ctx context.Context, campaign, source, why, by string) error
	// ReopenLeads has leads that are done wait again; every gate applies to them as before.
	ReopenLeads(ctx context.Context, r verb.Reopening, by string) (verb.Reopened, error)
	LeadCounts(ctx context.Context, campaign string) ([]verb.LeadCount, error)
	WithdrawRequest(ctx context.Context, client, number, by string) (verb.Withdrawn, error)
}

// Registers keeps the call centre's own register and each client's, and holds what others deliver.
type Registers interface {
	RegisterList(ctx context.Context) ([]verb.Register, error)
	ImportRegister(ctx context.Context, f verb.RegisterFile, by string) (verb.RegisterImport, error)
	// Importing tells how far the imports of registers are that are under way.
	Importing(ctx context.Context) ([]verb.Importing, error)
	RestoreRegister(ctx context.Context, q verb.RegisterRestore, by string) (verb.Register, error)
	ExportRegister(ctx context.Context, register string) ([]byte, error)
	Reservations(ctx context.Context) ([]verb.Reservation, error)
	CheckNumber(ctx context.Context, number string) (verb.NumberCheck, error)
	Reserve(ctx context.Context, w verb.Wish, by string) error
	// Unreserve asks for it where the book has people: Request is then what a second person confirms.
	Unreserve(ctx context.Context, w verb.Wish, by string) (verb.Lifted, error)
}

// Journal is the record of what happened.
type Journal interface {
	// VerifyJournal proves the journal, and that it bears out what was noted outside.
	VerifyJournal(ctx context.Context, noted verb.Noted) (verb.JournalReport, error)
	// JournalHeads are those of the last days, the newest first.
	JournalHeads(ctx context.Context, days int) ([]verb.DayHead, error)
	Facts(ctx context.Context, q verb.FactsQuery) ([]verb.Fact, error)
	Forget(ctx context.Context, number, why, by string) (verb.Forgotten, error)
	Dispose(ctx context.Context, attempt int64, word, by string) error
}
