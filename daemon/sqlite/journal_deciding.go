package sqlite

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// deciding are the tables that say who may be rung, each with all its columns. The newest entry on a number is in them
// and not in the journal's chain, so a deleted row would not show there.
//
// A keyed hash of every row is summed, and the sum is sealed with the head in each transaction. The sum itself is never
// written: its difference over a change would give away the row's hash. Triggers of the writing connection keep it, in
// a table that a rollback restores with the rest, so no statement can forget it.
var deciding = [...]struct{ table, columns string }{
	{"register_change", `seq, register, op, hash, box, at, source, "by", reason`},
	{"register_version", `register, version, count, persons, checksum, loaded, at, source, "by", reason`},
	{"flag", `mark, attempt, at, cleared`},
	{"abandoned_again", `mark, attempt, at`},
	{"survey", `mark, client, day`},
	{"list", `mark, kind, at`},
	{"recording_refusal", `mark, campaign, at`},
	{"withdrawal", `mark, orgno, at`},
	{"contact", `mark, client, attempt, at, agreed`},
	{"erased", `mark, at`},
}

// sealTables is the seal on the tables at the chain's end.
func (h head) sealTables(key []byte, s tableSum) []byte {
	return mac(key, []byte("tables"), idBytes(h.seq), h.hash[:], s[:])
}

// sumTables sums the tables as they are, on any connection.
func sumTables(ctx context.Context, db querier, key []byte) (all tableSum, err error) {
	h := newRowHash(key)
	for _, d := range deciding {
		if err := h.addTable(ctx, db, &all, d.table, d.columns); err != nil {
			return all, fmt.Errorf("sum the table %s: %w", d.table, damaged(0, err))
		}
	}
	return all, nil
}

// addTable adds a table's rows; one that the schema has not come to yet, during a migration, has none.
func (h *rowHash) addTable(ctx context.Context, db querier, all *tableSum, table, columns string) error {
	there, err := collect(ctx, db, func(r *sql.Rows) (name string, err error) { return name, r.Scan(&name) },
		`SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?`, table)
	if err != nil || len(there) == 0 {
		return err
	}
	return h.eachRow(ctx, db, `SELECT `+columns+`
		FROM `+table, func(cells []any) error { return h.add(all, table, cells) })
}

// watchTables makes the writing connection keep the sum from now on, starting with the tables as they are. If they are
// not what was sealed, that is the writer's breach, and the seal stays as it is, so that every later start finds it
// too.
func (w *writer) watchTables(ctx context.Context, as opening) error {
	h := newRowHash(w.keys.tables)
	change := func(was []byte, table string, cells ...any) ([]byte, error) {
		var s tableSum
		if copy(s[:], was) != len(s) {
			return nil, errors.New("the sum over the tables is lost")
		}
		err := h.add(&s, table, cells)
		return s[:], err
	}
	err := w.conn.Raw(func(c any) error {
		return c.(*sqlite3.SQLiteConn).RegisterFunc("row_sum", change, false)
	})
	if err != nil {
		return fmt.Errorf("watch the tables: %w", err)
	}
	all, err := sumTables(ctx, w.conn, w.keys.tables)
	if err != nil {
		return err
	}
	_, err = w.conn.ExecContext(ctx, `PRAGMA temp_store = memory`)
	if err == nil {
		_, err = w.conn.ExecContext(ctx, watchers())
	}
	if err == nil {
		_, err = w.conn.ExecContext(ctx, `INSERT INTO temp.tables_sum (sum) VALUES (?)`, all[:])
	}
	if err != nil {
		return fmt.Errorf("watch the tables: %w", err)
	}
	w.sum = all
	err = tablesHold(ctx, w.conn, w.keys, w.head, all)
	var broken *Broken
	if errors.As(err, &broken) {
		w.noteBreach(broken, as)
	} else if err != nil {
		return err
	}
	if err := w.watchRest(ctx, as); err != nil {
		return fmt.Errorf("watch the tables: %w", err)
	}
	return nil
}

// noteBreach keeps the first thing that was found, unless it is accepted with this opening.
func (w *writer) noteBreach(b *Broken, as opening) {
	switch {
	case as == accepting && w.accepted == nil:
		w.accepted = b
	case as != accepting && w.breach == nil:
		w.breach = b
	}
}

// readSum takes over what the triggers have summed.
func (t *tx) readSum() error {
	var s []byte
	if err := t.row(`SELECT sum, rest FROM temp.tables_sum`).Scan(&s, &t.rest); err != nil {
		return fmt.Errorf("the sum over the tables: %w", err)
	}
	copy(t.sum[:], s)
	return nil
}

// bindsBoxes is the migration from which on a line of the registers' log is bound to its register.
const bindsBoxes = "0023_seals.sql"

// migrate brings the schema up. A step may change the tables; what held before is sealed again in the step's own
// transaction.
func (w *writer) migrate(ctx context.Context, migrations fs.FS) error {
	err := w.heldBefore(ctx, migrations)
	var broken *Broken
	held := !errors.As(err, &broken)
	if err != nil && held {
		return err
	}
	return migrate(ctx, w.conn, migrations, w.now(), func(step string, tx *sql.Tx) error {
		if step == bindsBoxes {
			if err := bindBoxes(ctx, tx, w.keys); err != nil {
				return err
			}
		}
		if !held {
			return nil
		}
		return resealTables(ctx, tx, w.keys)
	})
}

// heldBefore compares the tables with their seal, where they have one and a migration is to come.
func (w *writer) heldBefore(ctx context.Context, migrations fs.FS) error {
	if sealed, err := tablesSealed(ctx, w.conn); err != nil || !sealed {
		return err
	}
	todo, err := missingMigrations(ctx, w.conn, migrations)
	if err != nil || len(todo) == 0 {
		return err
	}
	h, err := readHead(ctx, w.conn, w.keys)
	if errors.Is(err, errNoHead) {
		return nil
	}
	if err != nil {
		return err
	}
	s, err := sumTables(ctx, w.conn, w.keys.tables)
	if err == nil {
		err = tablesHold(ctx, w.conn, w.keys, h, s)
	}
	if err != nil {
		return err
	}
	if sealed, err := headHas(ctx, w.conn, "rest"); err != nil || !sealed {
		return err
	}
	_, err = restHolds(ctx, w.conn, w.keys, h, everyTable, atOnce)
	return err
}

// tablesSealed reports whether the schema has come to the seal on the tables.
func tablesSealed(ctx context.Context, db rowQuerier) (bool, error) {
	return headHas(ctx, db, "tables")
}

func headHas(ctx context.Context, db rowQuerier, column string) (yes bool, err error) {
	err = db.QueryRowContext(ctx,
		`SELECT EXISTS (SELECT 1 FROM pragma_table_info('head') WHERE name = ?)`, column).Scan(&yes)
	return yes, err
}

func resealTables(ctx context.Context, tx *sql.Tx, k *keys) error {
	if sealed, err := tablesSealed(ctx, tx); err != nil || !sealed {
		return err
	}
	h, err := readHead(ctx, tx, k)
	if errors.Is(err, errNoHead) { // a new journal gets it with its first head
		return nil
	}
	if err != nil {
		return err
	}
	s, err := sumTables(ctx, tx, k.tables)
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE head SET tables = ?`, h.sealTables(k.tables, s))
	}
	if err != nil {
		return err
	}
	if sealed, err := headHas(ctx, tx, "rest"); err != nil || !sealed {
		return err
	}
	rest, err := sumRest(ctx, tx, k.tables, everyTable, atOnce)
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE head SET rest = ?`, h.sealRest(k, rest))
	}
	return err
}

// Breach is what the opening found in the tables that decide who may be rung; nil where they are what was written.
// Nothing may be dialed on them.
func (s *Store) Breach() error {
	if s.writer == nil {
		return nil
	}
	return s.writer.breach
}

// watchers are the table of the sum and the triggers that keep it.
func watchers() string {
	var b strings.Builder
	b.WriteString("CREATE TEMP TABLE tables_sum (sum BLOB NOT NULL, rest BLOB);\n")
	for _, d := range deciding {
		of := func(row string) string {
			return "UPDATE tables_sum SET sum = row_sum(sum, '" + d.table + "', " + row + "." +
				strings.ReplaceAll(d.columns, ", ", ", "+row+".") + ");"
		}
		writeTriggers(&b, d.table, of("NEW"), of("OLD"))
	}
	return b.String()
}

// tablesHold compares the sum with the seal at the head. A *Broken says that they differ.
func tablesHold(ctx context.Context, db rowQuerier, k *keys, h head, s tableSum) error {
	var seal []byte
	err := db.QueryRowContext(ctx, `SELECT tables FROM head`).Scan(&seal)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoHead
	}
	if err != nil {
		return fmt.Errorf("read the seal on the tables: %w", err)
	}
	if !hmac.Equal(seal, h.sealTables(k.tables, s)) {
		return &Broken{0, "a table that decides who may be rung (registers, flags, surveys, lists, withdrawals, " +
			"refusals, talks) is not what ringevett wrote" + acceptIt}
	}
	return nil
}
