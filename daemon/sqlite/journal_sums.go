package sqlite

import (
	"bytes"
	"context"
	"crypto/hmac"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// Every table has a sum over keyed hashes of its rows and their count, kept by triggers like those of the deciding
// tables. The sums of all other tables are in the head, sealed so that only the master key reads or makes them, and
// bound to the chain's position, so that an earlier table does not fit the present head. The list of tables comes from
// the schema, so none is forgotten, and the schema itself is summed too: a trigger put into the file would change rows
// in our name.
//
// An opening compares the small tables whole and the large ones by their count of rows. Verify, and CheckTables beside
// the daemon, compare those whole too.

// large are the tables that grow with the calls and the lists.
var large = []string{
	"attempt", "checkpoint", "ended_list", "erasure", "evidence", "household", "inquiry", "lead", "lead_renewal",
	"number_key",
	"recording", "recording_hold",
}

// apart are tables with another seal, and columns that another one covers: the boxes of a delivery are bound to their
// place by their own seal, and the persons' mark is compared with the key at each opening.
var apart = []string{"journal", "head", "register_part.box", "install.persons"}

// schema is the list of all tables, indexes, triggers and views.
const schema = "sqlite_master"

// otherTables lists the tables besides the deciding ones, by name.
func otherTables(ctx context.Context, db querier) ([]table, error) {
	cells, err := collect(ctx, db, func(r *sql.Rows) (c [3]string, err error) { return c, r.Scan(&c[0], &c[1], &c[2]) },
		`SELECT m.name, c.name, CASE WHEN c."notnull" THEN '' ELSE c.type END FROM sqlite_master m
			JOIN pragma_table_info(m.name) c
			WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY m.name, c.cid`)
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	all := []table{{name: schema, columns: `%stype, %sname, %stbl_name, ifnull(%ssql, 0)`, bare: true}}
	for _, c := range cells {
		if slices.Contains(apart, c[0]) || slices.Contains(apart, c[0]+"."+c[1]) || decides(c[0]) {
			continue
		}
		cell := `%s` + quoted(c[1])
		switch c[2] { // where nothing stands, a value of another type does, so that the two differ
		case "":
		case "INTEGER":
			cell = `ifnull(` + cell + `, '')`
		default:
			cell = `ifnull(` + cell + `, 0)`
		}
		if last := &all[len(all)-1]; last.name == c[0] {
			last.columns += ", " + cell
			continue
		}
		all = append(all, table{name: c[0], columns: cell, large: slices.Contains(large, c[0])})
	}
	return all, nil
}

func decides(name string) bool {
	for _, d := range deciding {
		if d.table == name {
			return true
		}
	}
	return false
}

// slot is one table's place in the state: its sum and its count of rows.
const slot = len(tableSum{}) + 8

// restSums are the tables and their state, slot by slot.
type restSums struct {
	tables []table
	state  []byte
}

func (s restSums) count(i int) int64 { return int64(binary.BigEndian.Uint64(s.state[i*slot+slot-8:])) }

// addRow puts a row into a state, or takes it out again.
func (h *rowHash) addRow(state []byte, i int, by int64, name string, cells []any) error {
	if len(state) < (i+1)*slot {
		return errors.New("the sums over the tables are lost")
	}
	at := state[i*slot : (i+1)*slot]
	var s tableSum
	copy(s[:], at)
	if err := h.add(&s, name, cells); err != nil {
		return err
	}
	n := at[copy(at, s[:]):]
	binary.BigEndian.PutUint64(n, binary.BigEndian.Uint64(n)+uint64(by))
	return nil
}

// sumRest sums the tables for which want is true; the others' slots are zero. It calls rest between rows.
func sumRest(ctx context.Context, db querier, key []byte, want func(table) bool, rest func()) (restSums, error) {
	tables, err := otherTables(ctx, db)
	s := restSums{tables, make([]byte, len(tables)*slot)}
	h := newRowHash(key)
	for i, t := range tables {
		if err != nil {
			break
		}
		if want(t) {
			err = h.eachRow(ctx, db, `SELECT `+t.of("")+` FROM `+t.rows(), func(cells []any) error {
				rest()
				return h.addRow(s.state, i, 1, t.name, cells)
			})
		}
		if err != nil {
			err = fmt.Errorf("sum the table %s: %w", t.name, damaged(0, err))
		}
	}
	return s, err
}

func everyTable(table) bool { return true }

func smallTable(t table) bool { return !t.large }

func atOnce() {}

// sealRest seals the state for the head, with the tables' names, which may change with the schema.
func (h head) sealRest(k *keys, s restSums) []byte {
	var clear []byte
	for i, t := range s.tables {
		clear = append(append(append(clear, t.name...), 0), s.state[i*slot:(i+1)*slot]...)
	}
	return k.sums.Seal(nil, nil, clear, h.restLabel())
}

func (h head) restLabel() []byte {
	return append(append([]byte("tables"), idBytes(h.seq)...), h.hash[:]...)
}

// openRest reads the state that is sealed at the head, in the order of tables. A table that it does not know is a
// breach.
func (h head) openRest(k *keys, box []byte, tables []table) (restSums, error) {
	s := restSums{tables, make([]byte, len(tables)*slot)}
	if len(box) == 0 {
		return s, &Broken{0, "the seal on the tables is gone" + acceptIt}
	}
	clear, err := k.sums.Open(nil, nil, box, h.restLabel())
	if err != nil {
		return s, &Broken{0, "the seal on the tables is not of the journal's end" + acceptIt}
	}
	known := map[string][]byte{}
	for len(clear) > 0 {
		name, more, _ := bytes.Cut(clear, []byte{0})
		known[string(name)], clear = more[:slot], more[slot:]
	}
	for i, t := range tables {
		was, there := known[t.name]
		if !there {
			return s, &Broken{0, "the table " + t.name + " was not made by ringevett" + acceptIt}
		}
		copy(s.state[i*slot:], was)
		delete(known, t.name)
	}
	for name := range known {
		return s, &Broken{0, "the table " + name + " is gone" + acceptIt}
	}
	return s, nil
}

// readRest reads the seal at the head.
func readRest(ctx context.Context, db queriers, k *keys, h head) (restSums, error) {
	tables, err := otherTables(ctx, db)
	if err != nil {
		return restSums{}, err
	}
	var box []byte
	err = db.QueryRowContext(ctx, `SELECT rest FROM head`).Scan(&box)
	if errors.Is(err, sql.ErrNoRows) {
		err = errNoHead
	}
	if err != nil {
		return restSums{}, fmt.Errorf("read the seal on the tables: %w", err)
	}
	return h.openRest(k, box, tables)
}

// differs names a table whose rows are not those that were sealed. Of one that was not summed it compares the count.
func (s restSums) differs(ctx context.Context, db rowQuerier, there restSums, summed func(table) bool) error {
	for i, t := range s.tables {
		held := hmac.Equal(s.state[i*slot:(i+1)*slot], there.state[i*slot:(i+1)*slot])
		if !summed(t) {
			var n int64
			if err := db.QueryRowContext(ctx, `SELECT count(*) FROM `+t.rows()).Scan(&n); err != nil {
				return fmt.Errorf("count the table %s: %w", t.name, damaged(0, err))
			}
			held = n == s.count(i)
		}
		if !held {
			return &Broken{0, "the table " + t.name + " is not what ringevett wrote" + acceptIt}
		}
	}
	return nil
}

// restHolds compares the tables with their seal at the head: those that want picks everyTable, the others by their
// count.
func restHolds(
	ctx context.Context, db queriers, k *keys, h head, want func(table) bool, rest func(),
) (restSums, error) {
	sealed, err := readRest(ctx, db, k, h)
	if err != nil {
		return sealed, err
	}
	there, err := sumRest(ctx, db, k.tables, want, rest)
	if err != nil {
		return sealed, err
	}
	return sealed, sealed.differs(ctx, db, there, want)
}

// watchRest has the writing connection keep the sums from now on, beginning with those that were sealed.
func (w *writer) watchRest(ctx context.Context, as opening) error {
	want := smallTable
	if as == accepting {
		want = everyTable
	}
	h := newRowHash(w.keys.tables)
	change := func(was []byte, i, by int64, name string, cells ...any) ([]byte, error) {
		state := slices.Clone(was)
		err := h.addRow(state, int(i), by, name, cells)
		return state, err
	}
	err := w.conn.Raw(func(c any) error { return c.(*sqlite3.SQLiteConn).RegisterFunc("row_rest", change, false) })
	if err != nil {
		return err
	}
	var found *Broken
	w.rest, err = restHolds(ctx, w.conn, w.keys, w.head, want, atOnce)
	if err != nil && !errors.As(err, &found) {
		return err
	}
	if as == accepting {
		if w.rest, err = sumRest(ctx, w.conn, w.keys.tables, everyTable, atOnce); err != nil {
			return err
		}
	}
	if found != nil {
		w.noteBreach(found, as)
	}
	_, err = w.conn.ExecContext(ctx, w.rest.watchers())
	if err == nil {
		_, err = w.conn.ExecContext(ctx, `UPDATE temp.tables_sum SET rest = ?`, w.rest.state)
	}
	return err
}

// watchers are the triggers that keep the sums.
func (s restSums) watchers() string {
	var b strings.Builder
	for i, t := range s.tables {
		if t.bare {
			continue
		}
		of := func(by int, row string) string {
			return fmt.Sprintf("UPDATE tables_sum SET rest = row_rest(rest, %d, %d, '%s', %s);", i, by, t.name,
				t.of(row+"."))
		}
		writeTriggers(&b, t.name, of(1, "NEW"), of(-1, "OLD"))
	}
	return b.String()
}

// writeTriggers writes triggers that run in for each row that comes into a table and out for each that leaves it.
func writeTriggers(b *strings.Builder, name, in, out string) {
	for _, t := range []struct{ when, do string }{{"INSERT", in}, {"DELETE", out}, {"UPDATE", out + " " + in}} {
		fmt.Fprintf(b, "CREATE TEMP TRIGGER %[1]s_%[2]s AFTER %[2]s ON main.%[1]s BEGIN %[3]s END;\n", name, t.when,
			t.do)
	}
}

// CheckTables compares every table with its seal, as they are at one moment, in the background: it calls rest between
// rows. A *Broken names the table.
func (s *Store) CheckTables(ctx context.Context, rest func()) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("check the tables: %w", err)
	}
	defer tx.Rollback()
	marked, err := readHead(ctx, tx, s.keys)
	if err == nil {
		err = s.checkTables(ctx, tx, marked, rest)
	}
	s.compared.Store(err == nil)
	if err != nil {
		return fmt.Errorf("check the tables: %w", err)
	}
	return nil
}

// checkTables proves that every table is what was written, and that every part of a delivery opens.
func (s *Store) checkTables(ctx context.Context, tx *sql.Tx, marked head, rest func()) error {
	all, err := sumTables(ctx, tx, s.keys.tables)
	if err == nil {
		err = tablesHold(ctx, tx, s.keys, marked, all)
	}
	if err == nil {
		_, err = restHolds(ctx, tx, s.keys, marked, everyTable, rest)
	}
	if err != nil {
		return err
	}
	versions, err := collect(ctx, tx, func(r *sql.Rows) (v version, err error) {
		return v, r.Scan(&v.Register, &v.Version, &v.Count, &v.Persons)
	}, `SELECT v.register, v.version, v.count, v.persons FROM register_version v
		WHERE EXISTS (SELECT 1 FROM register_part p WHERE p.register = v.register AND p.version = v.version)
		AND `+isKept, keptVersions)
	for _, v := range versions {
		if _, fault := s.loadBase(ctx, tx, v); fault != nil && err == nil {
			err = &Broken{0, fault.Error()}
		}
	}
	return err
}
