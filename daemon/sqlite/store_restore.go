package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

// Restoring says which copy of the journal is put into the data folder, and what came after it.
type Restoring struct {
	From string // a file that Backup wrote
	// the data folder with the journal that was written after the copy; "": what lies in the data folder
	Since    string
	Unproven bool // take it although not all that came after it can be known
	Why, By  string
}

// Restored is what a restore put back and carried over. What it could not know is in Unknown, a sentence each.
type Restored struct {
	Entries int64 `json:"entries"`          // of the copy
	Ended   int64 `json:"ended,omitempty"`  // the last entry known to have been written; 0: it is not known
	Proven  int64 `json:"proven,omitempty"` // the later journal proves itself up to this entry; 0: there is none

	Numbers   int      `json:"numbers"`             // reserved after the copy was made, and carried over
	Persons   int      `json:"persons"`             // reserved after the copy was made, and carried over
	Elsewhere int      `json:"elsewhere,omitempty"` // of these, put into the own register: the copy lacks the client
	Attempts  int      `json:"attempts"`            // booked after the copy; they are not carried over
	Inquiries int      `json:"inquiries"`           // the same
	Unknown   []string `json:"unknown,omitempty"`
	Aside     string   `json:"aside,omitempty"` // the folder with what lay in the data folder; "": nothing did
}

// restoringDir is where a copy is made ready, below the data folder; replacedDir begins the name of the folder to which
// the files that it replaces are moved.
const (
	restoringDir = "restoring"
	replacedDir  = "replaced-"
)

// Restore puts a copy of the journal into the data folder, while no daemon runs. It proves the copy, repeats the
// erasures in the list, adds the reservations that the later journal has, and only then moves it to its place: an
// error leaves the data folder as it was. It refuses if something written after the copy cannot be known, unless
// Unproven says to go on.
func Restore(ctx context.Context, o Options, r Restoring) (done Restored, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("restore %s: %w", r.From, err)
		}
	}()
	o.KeyFile, o.Erased = o.keyPath(), o.ErasedPath()
	if err := makeDir(o.Dir); err != nil {
		return done, err
	}
	if err := guardDir(o.Dir); err != nil {
		return done, err
	}
	held, err := lock(o.Dir)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	ready := o
	ready.Dir = filepath.Join(o.Dir, restoringDir)
	defer func() { err = errors.Join(err, os.RemoveAll(ready.Dir)) }()
	if err := copyJournal(r.From, ready); err != nil {
		return done, err
	}
	later, err := findLater(ctx, o, ready, r)
	if err != nil {
		return done, err
	}
	later.tell(&done)
	if len(done.Unknown) > 0 && !r.Unproven {
		return done, fmt.Errorf("%w", dialer.ErrRefused)
	}
	if err := makeReady(ctx, ready, r, later, &done); err != nil {
		return done, err
	}
	done.Aside, err = o.swap(ready)
	return done, err
}

// copyJournal copies a file to the place where it is made ready. What a restore that was cut short left goes.
func copyJournal(from string, ready Options) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := errors.Join(os.RemoveAll(ready.Dir), os.Mkdir(ready.Dir, 0o700)); err != nil {
		return err
	}
	out, err := os.OpenFile(ready.path(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// makeReady proves the copy, erases again what is in the list, and adds what the later journal has.
func makeReady(ctx context.Context, ready Options, r Restoring, later laterJournal, done *Restored) (err error) {
	if later.list != nil {
		if err := keyfile.Replace(ready.Erased, later.list, 0o600); err != nil {
			return fmt.Errorf("make the list of erasures: %w", err)
		}
	}
	s, err := Open(ctx, ready)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if _, err := s.Verify(ctx); err != nil {
		return fmt.Errorf("the copy: %w", err)
	}
	detail := fmt.Sprintf("a copy of the journal that ends at entry %d was restored: %s", done.Entries,
		dialer.WithoutNumbers(r.Why))
	for _, what := range done.Unknown {
		detail += "; not known: " + what
	}
	f := dialer.Fact{At: s.now(), Kind: dialer.FactRestored, Detail: detail, By: r.By}
	if err := s.Write(ctx, Batch{Facts: []dialer.Fact{f}}); err != nil {
		return err
	}
	return later.carry(ctx, s, done)
}

// swap moves the journal that was made ready to its place, and what lay there to a folder of its own.
func (o Options) swap(ready Options) (aside string, err error) {
	files := []string{"ringevett.db", "ringevett.db-wal", "ringevett.db-shm", lastFile}
	for _, name := range files {
		if _, err := os.Lstat(filepath.Join(o.Dir, name)); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if aside == "" {
			if aside, err = os.MkdirTemp(o.Dir, replacedDir); err != nil {
				return "", err
			}
		}
		if err := os.Rename(filepath.Join(o.Dir, name), filepath.Join(aside, name)); err != nil {
			return aside, err
		}
	}
	for _, name := range []string{lastFile, "ringevett.db"} { // the journal last: a crash before leaves none
		if err := os.Rename(filepath.Join(ready.Dir, name), filepath.Join(o.Dir, name)); err != nil {
			return aside, err
		}
	}
	return aside, keyfile.SyncDir(o.Dir)
}

// headOf is where the chain of a file ends, by its own entries, and its newest change of a register.
func headOf(ctx context.Context, o Options) (h head, changes int64, install string, err error) {
	db := openPool(o)
	defer db.Close()
	if h, err = lastEntry(ctx, db); err == nil {
		err = db.QueryRowContext(ctx, `SELECT id, (SELECT coalesce(max(seq), 0) FROM register_change) FROM install`).
			Scan(&install, &changes)
	}
	return h, changes, install, damaged(0, err)
}
