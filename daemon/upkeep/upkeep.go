package upkeep

import (
	"context"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Keeper does the journal's own work beside the calls.
type Keeper struct {
	Ports
	count      *sqlite.Counter
	believed   figures.State // the checkpoint that the start went on from
	believedAt int64         // its position; 0: everything was counted
}

// New gives one; it may be made before the engine runs.
func New(p Ports) *Keeper { return &Keeper{Ports: p} }

// floor is the engine. Only the background work asks for it, which begins after the engine.
func (k *Keeper) floor() Floor { return k.Floor() }

// Ports is what Keeper needs of the rest of the program.
type Ports struct {
	Store Store
	Floor func() Floor // nil before the engine runs

	FreeSpace func(dir string) (bytes uint64, err error)
	Report    func(part string, err error) // how a part of the background work does
	Notify    func(state string)           // tells the service manager, as sd_notify(3) does
	Config    func() config.Config
	Now       func() time.Time
	Log       *logrus.Entry
}

// Store is the journal and the book.
type Store interface {
	Ledgers
	Proofs
	Days
	Nights
	Marks
}

// Ledgers counts the journal.
type Ledgers interface {
	OpenCounter(ctx context.Context) (c *sqlite.Counter, refused string, err error)
	Recounter(kinds figures.State) *sqlite.Counter
	DropCheckpoint(ctx context.Context) error
	EachAttempt(ctx context.Context, ids []dialer.AttemptID, yield func([]dialer.Fact) bool) error
}

// Proofs tells whether what is kept is what was written.
type Proofs interface {
	Breach() error
	CheckTables(ctx context.Context, rest func()) error
	VerifyBy(ctx context.Context, w sqlite.Witness) (sqlite.Report, error)
}

// Days signs days, and keeps what witnesses were told.
type Days interface {
	TurnDay(ctx context.Context) error
	Heads(ctx context.Context, days int) (all []sqlite.DayHead, err error)
	NewestHead(ctx context.Context) (sqlite.ClosedDay, error)
	ToldUpTo(ctx context.Context, witness string) (seq int64, err error)
	Told(ctx context.Context, witness string, h sqlite.ClosedDay, token []byte) error
}

// Nights does what is due each night.
type Nights interface {
	LastNight(ctx context.Context) (time.Time, error)
	NightDone(ctx context.Context, night time.Time) error
	ForgetOlder(ctx context.Context, before time.Time) (sum int, err error)
	SettleList(ctx context.Context) error
	EndOldLists(ctx context.Context, before time.Time) (touched []dialer.CampaignID, err error)
}

// Marks forgets what has had its time.
type Marks interface {
	PurgeEvidence(ctx context.Context, before time.Time) (gone int, err error)
	PurgeFlags(ctx context.Context, now time.Time) (gone int, err error)
	PurgeSurveys(ctx context.Context, now time.Time) (gone int, err error)
	PurgeTraining(ctx context.Context, now time.Time) (gone int, err error)
	PurgeNotices(ctx context.Context, now time.Time) (gone int, err error)
}

// Floor is the engine.
type Floor interface {
	Distrust(why string)
	LeadsEnded(ctx context.Context, c dialer.CampaignID) error
	Resume(t *figures.Tally)
	Tell(ev engine.Event)
}
