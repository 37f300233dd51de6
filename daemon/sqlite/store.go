package sqlite

import (
	"database/sql"
	"errors"
	"net/url"
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
	lock   writeLock
	place  Options
	wrote  func([]dialer.Fact, time.Duration, error) // see Observe; nil: none
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
