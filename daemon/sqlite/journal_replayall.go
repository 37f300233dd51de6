package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Seals show a change by anyone without the master key. Anyone with it can seal any change, but entries of earlier days
// are signed; so the tables are made again from the entries and compared.

// replaying makes the projections again in temporary tables of the same names, which hide the real ones. It reads the
// journal as it was at one moment, over a connection of its own, so it cannot change the file.
type replaying struct {
	s     *Store
	t     *tx
	first int64 // attempts up to this one are older than the replay
	from  int64 // and entries up to this one

	accepted int64 // the entry with which a person took the tables as they were; 0: there is none
}

// holdProjections returns a *Broken if a table is not what the journal makes of it.
func (s *Store) holdProjections(ctx context.Context) (err error) {
	db, err := sql.Open("sqlite3", s.place.dsn(url.Values{"mode": {"ro"}, "_busy_timeout": {"5000"}}))
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `BEGIN`); err != nil {
		return err
	}
	r := &replaying{s: s, t: &tx{conn: conn, stmts: map[string]*sql.Stmt{}, keys: s.keys, oslo: s.oslo, now: s.now()}}
	defer func() {
		for _, st := range r.t.stmts {
			err = errors.Join(err, st.Close())
		}
	}()
	if err := r.prepare(ctx); err != nil {
		return fmt.Errorf("replay the journal: %w", err)
	}
	if err := r.run(ctx); err != nil {
		return fmt.Errorf("replay the journal: %w", err)
	}
	return r.compare(ctx)
}

// prepare makes the temporary tables, each as the schema has it, and finds where the replay begins.
func (r *replaying) prepare(ctx context.Context) error {
	for _, p := range projections() {
		var create string
		err := r.t.conn.QueryRowContext(ctx, `SELECT sql FROM main.sqlite_master WHERE type = 'table'
			AND name = ?`, p.table).Scan(&create)
		if err == nil {
			_, err = r.t.conn.ExecContext(ctx, strings.Replace(create, "CREATE TABLE", "CREATE TEMP TABLE", 1))
		}
		if err != nil {
			return fmt.Errorf("table %s: %w", p.table, err)
		}
	}
	_,
		err := r.t.conn.ExecContext(ctx,
		`CREATE TEMP TABLE told (register TEXT, op TEXT, hash BLOB, n INTEGER, PRIMARY KEY (register, hash, op))`)
	if err == nil {
		err = r.t.row(`SELECT coalesce(max(last), 0) FROM main.counter WHERE name = 'replayed from'`).Scan(&r.from)
	}
	if err == nil {
		err = r.t.row(`SELECT coalesce(max(seq), 0) FROM main.journal WHERE kind = 'restored'`).Scan(&r.accepted)
		r.from = max(r.from, r.accepted)
	}
	if err == nil && r.from > 0 {
		err = r.t.row(`SELECT coalesce(max(attempt), 0) FROM main.journal INDEXED BY journal_attempt WHERE attempt > 0
			AND seq <= ?`,
			r.from).Scan(&r.first)
	}
	return err
}

// replayedKinds are the facts that a replayed table, besides that of attempts, follows from.
const replayedKinds = `('answered', 'agent_gone', 'ended', 'lost', 'disposed', 'consent_refused', 'withdrawn',
	'sale_pending', 'sale_passed', 'sale_offer_sent', 'sale_accepted', 'sale_released', 'sale_void',
	'wrong_pin', 'right_pin', 'phone_locked', 'phone_unlocked', 'shown', 'reserved', 'changed', 'pause_asked', 'paused',
	'back', 'login', 'logout', 'monitor_begun', 'monitor_ended')`

// run goes through the journal in pages, because one connection does not read and write at once.
func (r *replaying) run(ctx context.Context) error {
	const page = 1000
	type line struct {
		seq, key      int64
		body, wrapped []byte
	}
	for last := int64(0); ; {
		lines, err := collect(ctx, r.t.conn, func(rows *sql.Rows) (l line, err error) {
			return l, rows.Scan(&l.seq, &l.body, &l.key, &l.wrapped)
		}, `SELECT j.seq, j.body, ifnull(k.id, 0), k.wrapped FROM main.journal j LEFT
			JOIN main.number_key k ON k.id = j.number
			WHERE j.seq > ? AND j.kind IN `+replayedKinds+` ORDER BY j.seq LIMIT ?`, last, page)
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, l := range lines {
			last = l.seq
			k, err := r.s.keys.unwrap(l.key, l.wrapped)
			if err != nil {
				return err
			}
			f, err := readBody(l.body, k)
			if err == nil {
				r.t.upTo = l.seq
				err = r.apply(f, l.seq)
			}
			if err != nil {
				return fmt.Errorf("entry %d: %w", l.seq, err)
			}
		}
	}
}

func (r *replaying) apply(f dialer.Fact, seq int64) error {
	switch {
	case f.Attempt == 0 && (f.Kind == dialer.FactReserved || f.Kind == dialer.FactChanged):
		if seq <= r.from {
			return nil
		}
		return r.registered(f)
	case f.Attempt == 0:
		return errors.Join(r.t.projectTrial(f), r.t.projectPause(f), r.t.projectShown(f), r.t.projectListened(f))
	case int64(f.Attempt) <= r.first:
		return nil
	case f.Kind == dialer.FactConsentRefused || f.Kind == dialer.FactWithdrawn:
		return r.t.markRefusal(f)
	}
	return errors.Join(r.t.projectSale(f), r.t.mark(f))
}

// registered counts what the journal says of a register, by member; a person, and a number that was erased, have none.
func (r *replaying) registered(f dialer.Fact) error {
	op, scope := opAdd, f.Code
	if f.Kind == dialer.FactChanged {
		if f.Code != "unreserved" {
			return nil
		}
		op = opRemove
		scope, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimPrefix(f.Detail, "a person: "), "out of register "),
			":")
	}
	register := dialer.RegisterID(scope)
	if f.Client != "" {
		register = dialer.RegisterOf(f.Client)
	}
	hash := []byte{}
	if f.Number != "" {
		hash = r.s.keys.registerHash(f.Number)
	} else if f.Client == "" && op == opRemove {
		register = "" // the words that named it went with the number
	}
	return r.t.exec(`INSERT INTO temp.told (register, op, hash, n) VALUES (?, ?, ?, 1)
		ON CONFLICT DO UPDATE SET n = n + 1`, string(register), op, hash)
}

// compare holds every projection against its table.
func (r *replaying) compare(ctx context.Context) error {
	var newest int64 // a clock that was ahead has had rows purged, and has left entries of its days
	if err := r.t.row(`SELECT coalesce(max(at), 0) FROM main.journal`).Scan(&newest); err != nil {
		return err
	}
	now := time.Unix(0, max(newest, r.t.now.UnixNano())).In(r.s.oslo)
	args := []any{
		sql.Named("first", r.first), sql.Named("accepted", r.accepted),
		sql.Named("purged", now.AddDate(0, -MarkMonths, -2).UnixNano()),
		sql.Named("day", string(dialer.DayOf(now.AddDate(0, 0, -surveyKept), r.s.oslo))),
	}
	for _, p := range projections() {
		same := make([]string, len(p.columns))
		for i, c := range p.columns {
			same[i] = `m."` + c + `" = r."` + c + `"`
		}
		equal := strings.Join(same, " AND ")
		var missing, more bool
		err := r.t.conn.QueryRowContext(ctx, fmt.Sprintf(`SELECT
				EXISTS (SELECT 1 FROM temp.%[1]s r WHERE NOT EXISTS (SELECT 1 FROM main.%[1]s m WHERE %[2]s) AND NOT (%[3]s)),
				EXISTS (SELECT 1 FROM main.%[1]s m WHERE NOT EXISTS (SELECT 1 FROM temp.%[1]s r WHERE %[2]s) AND NOT (%[4]s))`,
			p.table, equal, p.gone, p.more), args...).Scan(&missing, &more)
		if err != nil {
			return fmt.Errorf("replay of the table %s: %w", p.table, err)
		}
		if missing || more {
			return notReplayed(p.table)
		}
	}
	return r.compareRegisters(ctx)
}

func notReplayed(table string) error {
	return &Broken{0, "the table " + table + " is not what the journal's entries make of it" + acceptIt}
}

// compareRegisters requires a line of the log for each reservation and each removal in the journal, and no other; lines
// from another daemon are in that daemon's journal.
func (r *replaying) compareRegisters(ctx context.Context) error {
	var missing, more bool
	err := r.t.conn.QueryRowContext(ctx, `SELECT
		EXISTS (SELECT 1 FROM temp.told t WHERE length(t.hash) > 0 AND t.n >
			(SELECT count(*) FROM main.register_change c WHERE c.register = t.register AND c.hash = t.hash AND c.op = t.op)),
		NOT EXISTS (SELECT 1 FROM main.register_cursor) AND EXISTS (SELECT 1 FROM
			(SELECT op, count(*) AS n FROM main.register_change WHERE op <> 'settled' GROUP BY op) c
			WHERE c.n <> (SELECT coalesce(sum(n), 0) FROM temp.told t WHERE t.op = c.op))`).Scan(&missing, &more)
	if err == nil && (missing || more && r.from == 0) {
		err = notReplayed("register_change")
	}
	return err
}
