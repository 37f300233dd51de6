package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mattn/go-sqlite3"
)

// cacheSize bounds the keys of numbers kept in memory, of some 1 kB each; past it the cache starts again from
// nothing. It is for the facts of calls under way.
const cacheSize = 1_000

// writer owns the one connection that changes the file. Its goroutine lives from open to close.
type writer struct {
	mu     sync.Mutex
	queue  []*job
	closed bool
	wake   chan struct{} // holds one token: there may be work
	ended  chan struct{}

	longest atomic.Int64 // nanoseconds; see Longest

	// Only the goroutine's own:
	db    *sql.DB
	conn  *sql.Conn
	keys  *keys
	oslo  *time.Location
	now   func() time.Time
	stmts map[string]*sql.Stmt
	cache map[string]numberKey
	texts quotes
	head  head
	sum   tableSum // over the tables that decide who may be rung
	rest  restSums // over the others
	last  lastEnd
	scrub bool   // destroyed keys may still stand in the WAL
	file  *pages // the database's, opened by the first scrub
	told  func() // that a register changed

	erased erasedList // set before anyone has the store

	// What watchTables found; set before the goroutine begins. What was accepted is sealed by the next write.
	breach, accepted error
}

func openWriter(ctx context.Context, s *Store, o Options, migrations fs.FS, as opening) (*writer, error) {
	db, err := sql.Open("sqlite3", o.dsn(url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_foreign_keys": {"on"}, "_busy_timeout": {"5000"},
		"_txlock": {"immediate"}, "_secure_delete": {"on"},
	}))
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	w := &writer{
		db: db, conn: conn, keys: s.keys, oslo: s.oslo, now: s.now,
		stmts: map[string]*sql.Stmt{}, cache: map[string]numberKey{}, texts: quotes{},
		wake: make(chan struct{}, 1), ended: make(chan struct{}), told: s.registersChanged,
	}
	if err := w.prepare(ctx, o, migrations, as); err != nil {
		return nil, errors.Join(err, w.last.close(), conn.Close(), db.Close())
	}
	go w.run()
	return w, nil
}

// prepare finds the chain's end in a journal that is whose it should be, and brings the schema up.
func (w *writer) prepare(ctx context.Context, o Options, migrations fs.FS, as opening) error {
	noted, _, err := o.readLast()
	if err != nil && as != accepting {
		return err
	}
	if err := whole(ctx, w.conn, as); err != nil {
		return err
	}
	if err := sameMaster(ctx, w.conn, w.keys); err != nil {
		return err
	}
	if err := w.keys.carry(ctx, w.conn); err != nil {
		return err
	}
	if err := w.migrate(ctx, migrations); err != nil {
		return err
	}
	if err := w.keepPersonsMark(ctx); err != nil {
		return err
	}
	if w.head, err = loadHead(ctx, w.conn, w.keys, as); err != nil {
		return err
	}
	if err := w.watchTables(ctx, as); err != nil {
		return err
	}
	if as == accepting { // noted with the fact that says so
		w.last, err = o.openLast()
		return err
	}
	if err := older(ctx, w.conn, noted); err != nil {
		return err
	}
	if w.last, err = o.openLast(); err != nil {
		return err
	}
	return w.last.note(w.head)
}

func (w *writer) run() {
	defer close(w.ended)
	for {
		group, open := w.nextGroup()
		if len(group) > 0 {
			w.commit(group)
			continue
		}
		if !open {
			return
		}
		<-w.wake
	}
}

// commit writes the group. If a job is refused, each is tried on its own, so that no job makes another fail. If the
// disk fails, all of them fail, and the next group starts afresh.
func (w *writer) commit(group []*job) {
	defer w.clock(time.Now())
	if group[0].alone != nil {
		group[0].done <- group[0].alone()
		return
	}
	err := w.try(group)
	var refused *refusal
	if errors.As(err, &refused) && len(group) > 1 {
		for _, j := range group {
			w.commit([]*job{j})
		}
		return
	}
	if w.scrub {
		w.scrub = w.truncate() != nil // before the answer: who is told "forgotten" may rely on it
	}
	for _, j := range group {
		j.done <- err
	}
}

// clock keeps the longest time that the writer was busy with one thing.
func (w *writer) clock(began time.Time) {
	took := int64(time.Since(began))
	for {
		longest := w.longest.Load()
		if took <= longest || w.longest.CompareAndSwap(longest, took) {
			return
		}
	}
}

// Longest is the longest time that one write has taken since the last call: how long a booking may have waited.
func (s *Store) Longest() time.Duration { return time.Duration(s.writer.longest.Swap(0)) }

func (w *writer) try(group []*job) error {
	ctx := context.Background()
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	t := &tx{
		conn: w.conn, stmts: w.stmts, keys: w.keys, oslo: w.oslo, now: w.now(),
		head: w.head, cache: w.cache, fresh: map[string]numberKey{},
		quotes: w.texts, quotesFresh: quotes{},
	}
	err := w.fill(t, group)
	if err == nil && len(t.gone) > 0 {
		if err = w.erased.add(t.gone); err != nil {
			err = &refusal{err} // who erases nothing need not fail with it
		}
	}
	if err == nil {
		if _, err = w.conn.ExecContext(ctx, "COMMIT"); err != nil {
			err = fmt.Errorf("commit: %w", err)
		}
	}
	if err != nil {
		w.conn.ExecContext(ctx, "ROLLBACK") // fails where SQLite has rolled back by itself
		return err
	}
	w.learn(t)
	return nil
}

func (w *writer) fill(t *tx, group []*job) error {
	for _, j := range group {
		if err := j.run(t); err != nil {
			return err
		}
	}
	if err := t.readSum(); err != nil {
		return err
	}
	if t.head == w.head && t.sum == w.sum && bytes.Equal(t.rest, w.rest.state) {
		return nil
	}
	err := t.exec(`UPDATE head SET seq = ?, hash = ?, seal = ? WHERE one = 1`,
		t.head.seq, t.head.hash[:], t.head.seal(w.keys.head))
	if err != nil || w.breach != nil { // what was found broken is not sealed as if it were whole
		return err
	}
	return t.exec(`UPDATE head SET tables = ?, rest = ? WHERE one = 1`,
		t.head.sealTables(w.keys.tables, t.sum), t.head.sealRest(w.keys, restSums{w.rest.tables, t.rest}))
}

// learn takes over from t what is true since the commit.
func (w *writer) learn(t *tx) {
	w.sum, w.rest.state = t.sum, t.rest
	w.texts.learn(t.quotesFresh)
	if w.head != t.head {
		w.head = t.head
		w.last.note(w.head) // a write that fails leaves the end before it: a weaker witness, not a wrong one
	}
	w.scrub = w.scrub || t.destroyed
	if t.registers { // before the answer: who is told "added" may rely on it
		w.told()
	}
	if len(w.cache)+len(t.fresh) > cacheSize {
		clear(w.cache)
	}
	for look, k := range t.fresh {
		if k.id == 0 {
			delete(w.cache, look)
			continue
		}
		w.cache[look] = k
	}
}

// close ends the statements first: SQLite keeps a connection, and its files, open while one of its statements lives.
func (w *writer) close() error {
	var errs []error
	for _, st := range w.stmts {
		errs = append(errs, st.Close())
	}
	return errors.Join(append(errs, w.conn.Close(), w.db.Close(), w.last.close())...)
}

// run carries the job out. An error that is not the disk's, and a panic, are the job's own.
func (j *job) run(t *tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &refusal{fmt.Errorf("panic: %v\n%s", p, debug.Stack())}
		}
	}()
	err = j.do(t)
	if err != nil && !diskFault(err) {
		err = &refusal{err}
	}
	return err
}

// refusal is the error of a job that would fail on a disk that is well, too.
type refusal struct{ err error }

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

// diskFaults are SQLite's codes for a medium or file that fails. Every other code is a fault of the statement or its
// values.
var diskFaults = [...]sqlite3.ErrNo{
	sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm, sqlite3.ErrBusy,
	sqlite3.ErrLocked,
	sqlite3.ErrProtocol, sqlite3.ErrNomem, sqlite3.ErrCorrupt, sqlite3.ErrNotADB,
}

func diskFault(err error) bool {
	var fault sqlite3.Error
	return errors.As(err, &fault) && slices.Contains(diskFaults[:], fault.Code)
}
