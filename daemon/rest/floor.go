package rest

import "context"

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
	Health(ctx context.Context) (Health, error)
	Status(ctx context.Context) (Status, error)
	// Reload reads the configuration again: whole or not at all.
	Reload(ctx context.Context, by string) (Reloaded, error)
	Figures(ctx context.Context, q FiguresQuery) (Figures, error)
}

// Book keeps clients and agents; text is a file as an admin writes it, in YAML.
type Book interface {
	Clients(ctx context.Context) ([]Client, error)
	AddClients(ctx context.Context, text []byte, by string) ([]Client, error)
	Agents(ctx context.Context) ([]Agent, error)
	AddAgents(ctx context.Context, text []byte, by string) ([]Agent, error)
	// RemoveClient and RemoveAgent are refused while the book or the floor needs them; facts and registers stay.
	RemoveClient(ctx context.Context, id, why, by string) error
	RemoveAgent(ctx context.Context, id, why, by string) error
	// UnlockPhone lifts the lock or the wait that wrong PINs at log-in brought a phone, which is named by its agent
	// or as Asterisk names it. It gives the phone.
	UnlockPhone(ctx context.Context, phone, why, by string) (string, error)
}

// Campaigns keeps campaigns and their leads.
type Campaigns interface {
	Campaigns(ctx context.Context) ([]Campaign, error)
	// ArchiveCampaign is refused while the campaign runs, a call of it is open, or an inquiry about it.
	ArchiveCampaign(ctx context.Context, id, why, by string) (Campaign, error)
	AddCampaign(ctx context.Context, text []byte, by string) (Campaign, error)
	SetRunning(ctx context.Context, id string, running bool, why, by string) (Change, error)
	RestartPredictive(ctx context.Context, id, why, by string) error
	// LiftShown lets a shown number be dialed with again that the PBX did not send; confirmed: a person saw it on a
	// phone.
	LiftShown(ctx context.Context, number, why string, confirmed bool, by string) error
	// ImportLeads reads the list as it comes in, and puts all its good rows into the book, or none where an error is
	// told.
	ImportLeads(ctx context.Context, list LeadsFile, by string) (Import, Verdicts, error)
	Lists(ctx context.Context, campaign string) ([]List, error)
	// EndList has no lead of a list dialed any more. RemoveList is refused where the campaign runs or the list was
	// rung.
	EndList(ctx context.Context, campaign, source, why, by string) error
	RemoveList(ctx context.Context, campaign, source, why, by string) error
	// ReopenLeads has leads that are done wait again; every gate applies to them as before.
	ReopenLeads(ctx context.Context, r Reopening, by string) (Reopened, error)
	LeadCounts(ctx context.Context, campaign string) ([]LeadCount, error)
	WithdrawRequest(ctx context.Context, client, number, by string) (Withdrawn, error)
}

// Registers keeps the call centre's own register and each client's, and holds what others deliver.
type Registers interface {
	RegisterList(ctx context.Context) ([]Register, error)
	ImportRegister(ctx context.Context, f RegisterFile, by string) (RegisterImport, error)
	// Importing tells how far the imports of registers are that are under way.
	Importing(ctx context.Context) ([]Importing, error)
	RestoreRegister(ctx context.Context, q RegisterRestore, by string) (Register, error)
	ExportRegister(ctx context.Context, register string) ([]byte, error)
	Reservations(ctx context.Context) ([]Reservation, error)
	CheckNumber(ctx context.Context, number string) (NumberCheck, error)
	Reserve(ctx context.Context, w Wish, by string) error
	// Unreserve asks for it where the book has people: Request is then what a second person confirms.
	Unreserve(ctx context.Context, w Wish, by string) (Lifted, error)
}

// Journal is the record of what happened.
type Journal interface {
	// VerifyJournal proves the journal, and that it bears out what was noted outside.
	VerifyJournal(ctx context.Context, noted Noted) (JournalReport, error)
	// JournalHeads are those of the last days, the newest first.
	JournalHeads(ctx context.Context, days int) ([]DayHead, error)
	Facts(ctx context.Context, q FactsQuery) ([]Fact, error)
	Forget(ctx context.Context, number, why, by string) (Forgotten, error)
	Dispose(ctx context.Context, attempt int64, word, by string) error
}
