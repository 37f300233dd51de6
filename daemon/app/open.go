package app

import (
	"context"
	"errors"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/campaigns"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/handdial"
	"github.com/ringevett/ringevett/daemon/inquiries"
	"github.com/ringevett/ringevett/daemon/metrics"
	"github.com/ringevett/ringevett/daemon/monitoring"
	"github.com/ringevett/ringevett/daemon/parts"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/rest/page"
	"github.com/ringevett/ringevett/daemon/sales"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/staff"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/tries"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/webhook"
)

// Rooms is everything that can be asked of the program. With an engine it is the daemon's own, which the API serves;
// without one it works on the book and the journal alone.
type Rooms struct {
	*campaigns.Manager
	*console.Explainer
	*console.Persons
	*console.Planner
	*console.Reports
	*console.Watch
	*registers.Registers
	*staff.Office
	*monitoring.Notices

	*upkeep.Keeper
	*upkeep.Reloader

	store   *sqlite.Store
	sets    registers.Sets
	engine  *engine.Engine  // nil: no daemon
	guard   *handdial.Guard // of calls by hand; nil: no daemon
	desk    *desk.Desk      // of returned calls; nil: no daemon
	pbx     *telephony.PBX  // nil: no daemon
	clock   clock
	version string
	speech  *speech.Speech
	meters  *metrics.Metrics
	page    *page.Page
	log     *logrus.Entry

	*consents.Recordings
	*inquiries.Inquiries
	*inquiries.Subjects
	*sales.Sales
	Hook  *webhook.Hook
	Tries *tries.Tries

	failing parts.Parts // of the daemon's background work
}

// Access is what a house is opened for.
type Access bool

// The two kinds of access.
const (
	ToRead  Access = false // beside a daemon or without one
	ToWrite Access = true  // alone
)

// Open opens the house without a daemon. It makes no journal: Init does.
func Open(ctx context.Context, c config.Config, a Access, version string, log *logrus.Entry) (*Rooms, error) {
	h := &Rooms{version: version, log: log, Reloader: upkeep.NewReloader(c, time.Time{})}
	h.watchParts()
	open := upkeep.OpenToRead
	if a == ToWrite {
		open = upkeep.OpenToWrite
	}
	var err error
	if h.store, err = open(ctx, c, h.now); err != nil {
		return nil, err
	}
	if h.sets, err = openSets(ctx, c, h.store, a, log); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	h.makeRooms(nil)
	return h, nil
}

// Close closes the book and the journal.
func (h *Rooms) Close() error { return errors.Join(h.sets.Close(), h.store.Close()) }

// watchParts has the faults of the background work kept.
func (h *Rooms) watchParts() {
	h.failing.Now, h.failing.Log, h.failing.Halting = h.now, h.log, []string{partReservations}
}

func (h *Rooms) cfg() config.Config { return h.InForce() }

func (h *Rooms) now() time.Time { return h.clock.now() }
