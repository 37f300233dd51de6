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
	Dir     string           // the data folder; made with mode 0700 where there is none
	KeyFile string           // "" means master.key in Dir
	Persons string           // secret by which persons are hashed, the same for all who share registers; "": one of our own
	Now     func() time.Time // nil means time.Now; dates the changes of the book
}

// Store is the journal and the book.
type Store struct {
	keys   *keys
	oslo   *time.Location
	now    func() time.Time
	read   *sql.DB
	writer *writer // nil when opened for reading only
	lock   *os.File

	ids       attemptIDs
	importing sync.Mutex // one list at a time: a duplicate must not be one of a list that then fails

	generation atomic.Int64  // of the registers
	watchers   sync.Mutex    // guards changed
	changed    chan struct{} // closed at the next change of a register
	looking    sync.Mutex    // guards look
	look       *sql.Conn     // asks whether another process has written; only where this one does not
}

// readers is the size of the reading pool: the gate, the figures, the API and one report.
const readers = 4

// Open opens the journal for reading and writing, and makes it where there is none.
func Open(ctx context.Context, o Options) (*Store, error) { return open(ctx, o, shipped) }

func open(ctx context.Context, o Options, migrations fs.FS) (*Store, error) {
	if err := makeDir(o.Dir); err != nil {
		return nil, err
	}
	held, err := lock(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Dir, err)
	}
	s, err := openHeld(ctx, o, migrations)
	if err != nil {
		held.Close()
		return nil, fmt.Errorf("open %s: %w", o.Dir, err)
	}
	s.lock = held
	return s, nil
}

// openHeld opens what this process alone writes to.
func openHeld(ctx context.Context, o Options, migrations fs.FS) (*Store, error) {
	exists, err := hasJournal(o.Dir)
	if err != nil {
		return nil, err
	}
	s, err := newStore(o, !exists)
	if err != nil {
		return nil, err
	}
	if err := touch(o.path()); err != nil {
		return nil, err
	}
	if s.writer, err = openWriter(ctx, s, o, migrations); err != nil {
		return nil, err
	}
	s.read = openPool(o)
	return s, nil
}

// OpenReadOnly opens an existing journal beside the daemon or without it; every change is refused.
func OpenReadOnly(ctx context.Context, o Options) (*Store, error) {
	exists, err := hasJournal(o.Dir)
	if err == nil && !exists {
		err = fmt.Errorf("%w: no journal", dialer.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s to read: %w", o.Dir, err)
	}
	s, err := newStore(o, false)
	if err != nil {
		return nil, fmt.Errorf("open %s to read: %w", o.Dir, err)
	}
	s.read = openPool(o)
	todo, err := missingMigrations(ctx, s.read, shipped)
	if err == nil && len(todo) > 0 {
		err = fmt.Errorf("%w: the journal is of an older form: start the daemon once to bring it up", dialer.ErrRefused)
	}
	if err == nil {
		err = samePersons(ctx, s.read, s.keys)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s to read: %w", o.Dir, err), s.read.Close())
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
	return &Store{keys: k, oslo: oslo, now: now, changed: make(chan struct{})}, nil
}

// Close writes what is queued, and ends. The writing connection goes last: SQLite then empties and removes the WAL.
func (s *Store) Close() error {
	if s.writer == nil {
		s.looking.Lock()
		defer s.looking.Unlock()
		if s.look != nil {
			s.look.Close()
		}
		return s.read.Close()
	}
	s.writer.drain()
	return errors.Join(s.read.Close(), s.writer.close(), s.lock.Close())
}

func (o Options) path() string { return filepath.Join(o.Dir, "ringevett.db") }

func (o Options) keyPath() string {
	if o.KeyFile != "" {
		return o.KeyFile
	}
	return filepath.Join(o.Dir, "master.key")
}

// dsn carries the pragmas, because one given by Exec would reach one connection of a pool only.
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

// makeDir makes the data folder, and refuses one in which others can put files in the place of ours.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o022 != 0 {
		return fmt.Errorf("%w: data folder %s has mode %04o and others can write to it: chmod 700", dialer.ErrRefused, dir, mode)
	}
	return nil
}

// hasJournal reports whether there is a journal; an empty file is a set-up that did not finish.
func hasJournal(dir string) (bool, error) {
	info, err := os.Stat(Options{Dir: dir}.path())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return info.Size() > 0, nil
}

// touch makes the file before SQLite does, so that it and its WAL are never readable by others.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}
