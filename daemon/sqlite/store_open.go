package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Open opens an existing journal for reading and writing. It never makes one: see Create. It refuses a journal that was
// made with another master key, and one that is not the one that was open here last.
func Open(ctx context.Context, o Options) (*Store, error) { return open(ctx, o, shipped, existing) }

// Create makes the data folder, the master key and an empty journal if there is none, and opens it. Only "ringevett
// init" and tests may call it: anything else that makes a journal forgets every reservation.
func Create(ctx context.Context, o Options) (*Store, error) { return open(ctx, o, shipped, fresh) }

// opening is what a journal is opened for.
type opening uint8

// openHeld opens the journal for this process as its only writer.
func openHeld(ctx context.Context, o Options, migrations fs.FS, as opening) (*Store, error) {
	missing := o.findJournal()
	if missing != nil {
		if as != fresh {
			return nil, missing
		}
		if err := o.leftovers(); err != nil {
			return nil, err
		}
	}
	s, err := newStore(o, missing != nil)
	if err != nil {
		return nil, err
	}
	if missing != nil {
		if err := touch(o.path()); err != nil {
			return nil, err
		}
	}
	if s.writer, err = openWriter(ctx, s, o, migrations, as); err != nil {
		return nil, err
	}
	s.read, s.quotes = openPool(o), newQuoteReader(o)
	return s, nil
}

// OpenReadOnly opens an existing journal beside the daemon or without it; every change is refused.
func OpenReadOnly(ctx context.Context, o Options) (*Store, error) {
	if err := o.findJournal(); err != nil {
		return nil, fmt.Errorf("open %s to read: %w", o.Dir, err)
	}
	o, err := o.finishRotation(ctx, false)
	var s *Store
	if err == nil {
		s, err = newStore(o, false)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s to read: %w", o.Dir, err)
	}
	s.read, s.quotes = openPool(o), newQuoteReader(o)
	err = sameMaster(ctx, s.read, s.keys)
	if err == nil {
		err = s.keys.carry(ctx, s.read)
	}
	var todo []string
	if err == nil {
		todo, err = missingMigrations(ctx, s.read, shipped)
	}
	if err == nil && len(todo) > 0 {
		err = fmt.Errorf("%w: the journal is of an older form: start the daemon once to bring it up", dialer.ErrRefused)
	}
	if err == nil {
		err = samePersons(ctx, s.read, s.keys)
	}
	if err == nil {
		err = s.hideErased(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s to read: %w", o.Dir, err), s.read.Close(), s.quotes.db.Close())
	}
	return s, nil
}

func newStore(o Options, create bool) (*Store, error) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		return nil, fmt.Errorf("the clock of Oslo: %w", err)
	}
	k, err := readKeys(o.keyPath(), create)
	if err == nil {
		err = k.hashPersonsBy(o.Persons)
	}
	if err != nil {
		return nil, err
	}
	now := o.Now
	if now == nil {
		now = time.Now
	}
	return &Store{
		place: o, keys: k, oslo: oslo, now: now, changed: make(chan struct{}), probing: make(chan struct{}, 1),
		aside: aside{path: filepath.Join(o.Dir, AsideFile)},
	}, nil
}

func openPool(o Options) *sql.DB {
	db, err := sql.Open("sqlite3", o.dsn(url.Values{"mode": {"ro"}, "_busy_timeout": {"5000"}, "_query_only": {"on"}}))
	if err != nil {
		panic(err) // the driver is linked in
	}
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	return db
}

func open(ctx context.Context, o Options, migrations fs.FS, as opening) (*Store, error) {
	if err := o.prepareDir(as); err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Dir, err)
	}
	held, err := lock(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Dir, err)
	}
	o, err = o.finishRotation(ctx, true)
	var s *Store
	if err == nil {
		s, err = openHeld(ctx, o, migrations, as)
	}
	if err != nil {
		held.Close()
		return nil, fmt.Errorf("open %s: %w", o.Dir, err)
	}
	s.lock = held
	if err := s.carryErasures(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", o.Dir, err), s.Close())
	}
	return s, nil
}

const (
	existing  opening = iota // what is there
	fresh                    // made if there is none
	accepting                // what is there, though it is not the one that was open last
)
