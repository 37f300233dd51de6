package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
	"github.com/ringevett/ringevett/daemon/parts"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
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

	*upkeep.Keeper
	*upkeep.Reloader

	store   *sqlite.Store
	sets    registers.Sets
	engine  *engine.Engine  // nil: no daemon
	guard   *handdial.Guard // of calls by hand; nil: no daemon
	desk    *desk.Desk      // of returned calls; nil: no daemon
	clock   clock
	version string
	speech  *speech.Speech
	log     *logrus.Entry

	*consents.Recordings
	*inquiries.Inquiries
	*inquiries.Subjects

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
	options, err := storeOptions(c, h.now)
	if err != nil {
		return nil, err
	}
	if a == ToWrite {
		h.store, err = sqlite.Open(ctx, options)
	} else {
		h.store, err = sqlite.OpenReadOnly(ctx, options)
	}
	if err != nil {
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

// storeOptions say where the journal lies; now dates the changes of the book.
func storeOptions(c config.Config, now func() time.Time) (sqlite.Options, error) {
	persons, err := c.Redis.Persons()
	return sqlite.Options{
		Dir: c.Data.Dir, KeyFile: c.MasterKey().Path, DayKeys: c.DayKeys(), Erased: c.Data.ErasedFile,
		Persons: persons, Now: now,
	}, err
}

// watchParts has the faults of the background work kept.
func (h *Rooms) watchParts() {
	h.failing.Now, h.failing.Log, h.failing.Halting = h.now, h.log, []string{partReservations}
}

func (h *Rooms) cfg() config.Config { return h.InForce() }

func (h *Rooms) now() time.Time { return h.clock.now() }

// InitFor is Init, and enters who runs it as the first person, operator and supervisor, under a name; "" is the name
// that the host knows. first is empty where the journal was there already: its people, or that it has none, stay.
func InitFor(ctx context.Context, c config.Config, name string) (first verb.Person, made bool, err error) {
	p, err := console.FirstPerson(name)
	if err != nil {
		return first, false, err
	}
	if made, err = Init(ctx, c); err != nil || !made {
		return first, made, err
	}
	options, err := storeOptions(c, nil)
	if err != nil {
		return first, made, err
	}
	s, err := sqlite.Open(ctx, options)
	if err != nil {
		return first, made, err
	}
	return verb.PersonOf(p), made, errors.Join(s.PutPerson(ctx, p, p.By()), s.Close())
}

// Init makes the data folder, the master key and an empty journal without people; made is false where they are there
// already.
func Init(ctx context.Context, c config.Config) (made bool, err error) {
	_, err = os.Stat(filepath.Join(c.Data.Dir, "ringevett.db"))
	made = errors.Is(err, os.ErrNotExist)
	if dir := filepath.Dir(c.MasterKey().Path); made && dir != c.Data.Dir {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return false, fmt.Errorf("make the master key's folder: %w", err)
		}
	}
	options, err := storeOptions(c, nil)
	if err != nil {
		return false, err
	}
	s, err := sqlite.Create(ctx, options)
	if err != nil {
		return false, err
	}
	return made, s.Close()
}
