package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver, "sqlite3"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Options say where the journal lies.
type Options struct {
	Dir     string // the data folder, mode 0700
	KeyFile string // "" means master.key in Dir
	DayKeys string // the folder of the days' private keys; "" means KeyFile's
	Erased  string // the list of erasures; "" means beside Dir, as its name with ".erased"
	// secret by which persons are hashed, the same for all who share registers; "": one of our own
	Persons string
	Now     func() time.Time // nil means time.Now; dates the changes of the book
}

// Store is the journal and the book.
type Store struct {
	keys   *keys
	oslo   *time.Location
	now    func() time.Time
	read   *sql.DB
	quotes *quoteReader
	writer *writer // nil when opened for reading only
	lock   *os.File
	place  Options
	aside  aside

	probing   chan struct{} // holds one token while a probe of the disk has not ended
	ids       attemptIDs
	days      days
	importing sync.Mutex // one list at a time: a duplicate must not be one of a list that then fails
	replacing sync.Mutex // one base at a time: its pieces stand aside until it counts

	compared   atomic.Bool   // CheckTables has found all as it was written
	generation atomic.Int64  // of the registers
	watchers   sync.Mutex    // guards changed
	changed    chan struct{} // closed at the next change of a register
	looking    sync.Mutex    // guards look
	look       *sql.Conn     // asks whether another process has written; only where this one does not
}

// readers is the size of the reading pool: the gate, the figures, the API and one report.
const readers = 4

// Open opens an existing journal for reading and writing. It never makes one: see Create. It refuses a journal that was
// made with another master key, and one that is not the one that was open here last.
func Open(ctx context.Context, o Options) (*Store, error) { return open(ctx, o, shipped, existing) }

// Create makes the data folder, the master key and an empty journal if there is none, and opens it. Only "ringevett
// init" and tests may call it: anything else that makes a journal forgets every reservation.
func Create(ctx context.Context, o Options) (*Store, error) { return open(ctx, o, shipped, fresh) }

// opening is what a journal is opened for.
type opening uint8

const (
	existing  opening = iota // what is there
	fresh                    // made if there is none
	accepting                // what is there, though it is not the one that was open last
)

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

// prepareDir makes sure that the folder exists, is ours alone, and holds a journal unless one is to be made.
func (o Options) prepareDir(as opening) error {
	if as != fresh {
		if err := o.findJournal(); err != nil {
			return err
		}
	} else if err := makeDir(o.Dir); err != nil {
		return err
	}
	return guardDir(o.Dir)
}

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

// Now is the time by which the book is written.
func (s *Store) Now() time.Time { return s.now() }

// Close writes what is queued, and ends. The writing connection goes last: SQLite then empties and removes the WAL.
func (s *Store) Close() error {
	if s.writer == nil {
		s.looking.Lock()
		defer s.looking.Unlock()
		if s.look != nil {
			s.look.Close()
		}
		return errors.Join(s.read.Close(), s.quotes.db.Close())
	}
	s.writer.drain()
	return errors.Join(s.read.Close(), s.quotes.db.Close(), s.writer.close(), s.lock.Close())
}

func (o Options) path() string { return filepath.Join(o.Dir, "ringevett.db") }

func (o Options) keyPath() string {
	if o.KeyFile != "" {
		return o.KeyFile
	}
	return filepath.Join(o.Dir, "master.key")
}

// dsn carries the pragmas: given by Exec, they would reach only one connection of a pool.
func (o Options) dsn(pragmas url.Values) string {
	path, err := filepath.Abs(o.path())
	if err != nil {
		path = o.path()
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: pragmas.Encode()}
	return u.String()
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
