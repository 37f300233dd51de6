package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// A list is recognised by its rows (4.2 k): by half of its own numbers, or half of the other's.
const (
	listRowsKept   = 1024 // of a longer list, every second row, or every fourth, … is kept: half as many at least
	listRowsLeast  = 5    // rows in common, so that a few numbers in two short lists make them no one list
	listRowsMonths = 12   // for which a list is known by its rows; by its text it always is
)

// listRows are hashes of a list's numbers: those that end in so many zero bits. Two lists are compared by what both
// keep.
type listRows struct {
	rows  int
	shift int
	kept  map[uint64]bool
}

func newListRows() *listRows { return &listRows{kept: map[uint64]bool{}} }

func (l *listRows) add(hash uint64) {
	l.rows++
	if hash&(1<<l.shift-1) != 0 {
		return
	}
	l.kept[hash] = true
	for len(l.kept) > listRowsKept {
		l.thin(l.shift + 1)
	}
}

func (l *listRows) thin(shift int) {
	l.shift = max(l.shift, shift)
	for h := range l.kept {
		if h&(1<<l.shift-1) != 0 {
			delete(l.kept, h)
		}
	}
}

// common gives how many rows of both lists are the same, about, and how many rows either has, about, by what both keep.
func (l *listRows) common(o *listRows) (both, mine, others int) {
	a, b := l.thinned(o.shift), o.thinned(l.shift)
	for h := range a.kept {
		if b.kept[h] {
			both++
		}
	}
	return both << a.shift, len(a.kept) << a.shift, len(b.kept) << b.shift
}

func (l *listRows) thinned(shift int) *listRows {
	t := &listRows{rows: l.rows, shift: l.shift, kept: l.kept}
	if shift > l.shift {
		t.kept = map[uint64]bool{}
		for h := range l.kept {
			t.kept[h] = true
		}
		t.thin(shift)
	}
	return t
}

// bytes are the hashes, ascending.
func (l *listRows) bytes() (b []byte) {
	all := make([]uint64, 0, len(l.kept))
	for h := range l.kept {
		all = append(all, h)
	}
	slices.Sort(all)
	for _, h := range all {
		b = binary.BigEndian.AppendUint64(b, h)
	}
	return b
}

// listRow is the hash of a number as a row of a list.
func (k *keys) listRow(n dialer.Number) uint64 {
	return binary.BigEndian.Uint64(mac(k.marker, []byte("row"), []byte(n)))
}

// storedListRow is that hash as it is stored in the file.
func (k *keys) storedListRow(n dialer.Number) []byte {
	return k.sealRows(binary.BigEndian.AppendUint64(nil, k.listRow(n)))
}

// coupled reports whether lists of these two kinds may not be the same: what a survey may ring is not a seller's (4.2
// k).
func coupled(a, b dialer.Kind) bool {
	return a == dialer.Survey && b.Marketing() || b == dialer.Survey && a.Marketing()
}

// rowsAreOf refuses a list if half of its rows, or half of an earlier list's, came in for the other of the two kinds.
func (t *tx) rowsAreOf(rows *listRows, kind dialer.Kind) error {
	type earlier struct {
		listRows
		kind dialer.Kind
		at   time.Time
	}
	since := t.now.AddDate(0, -listRowsMonths, 0).UnixNano()
	all, err := collect(context.Background(), t.conn, func(r *sql.Rows) (e earlier, err error) {
		var at int64
		var kept []byte
		err = r.Scan(&e.kind, &at, &e.rows, &e.shift, &kept)
		kept = t.keys.openRows(kept)
		e.at, e.kept = timeOf(at), map[uint64]bool{}
		for ; len(kept) >= 8; kept = kept[8:] {
			e.kept[binary.BigEndian.Uint64(kept)] = true
		}
		return e, err
	}, `SELECT kind, at, rows, shift, kept FROM list_rows WHERE at >= ?`, since)
	if err != nil {
		return err
	}
	for _, e := range all {
		if !coupled(kind, e.kind) {
			continue
		}
		both, mine, others := rows.common(&e.listRows)
		if both >= listRowsLeast && (2*both >= mine || 2*both >= others) {
			return fmt.Errorf("%w: about %d of its %d numbers came in on %s with a list for a %s campaign, and "+
				"cannot be a %s "+
				"list too (4.2 k)",
				dialer.ErrRefused, both, rows.rows, e.at.In(t.oslo).Format(time.DateOnly), e.kind, kind)
		}
	}
	return nil
}

// claimRows records for which kind of campaign the rows came in, and refuses those that came in for the other.
func (t *tx) claimRows(digest []byte, rows *listRows, kind dialer.Kind) error {
	if err := t.rowsAreOf(rows, kind); err != nil || rows.rows == 0 {
		return err
	}
	old := t.now.AddDate(0, -listRowsMonths, 0).UnixNano()
	if err := t.exec(`DELETE FROM list_rows WHERE mark IN (SELECT mark FROM list_rows WHERE at < ?
		LIMIT 10)`, old); err != nil {
		return err
	}
	return t.exec(`INSERT INTO list_rows (mark, kind, at, rows, shift, kept) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
		ON CONFLICT (mark) DO UPDATE SET at = ?3`,
		t.keys.listMark(digest), string(kind), t.now.UnixNano(), rows.rows, rows.shift, t.keys.sealRows(rows.bytes()))
}

// forgetListRows takes a number's hash out of what is kept of lists.
func (t *tx) forgetListRows(n dialer.Number) error {
	hash := t.keys.storedListRow(n)
	type kept struct{ mark, rows []byte }
	lists, err := collect(context.Background(), t.conn, func(r *sql.Rows) (k kept, err error) {
		return k, r.Scan(&k.mark, &k.rows)
	}, `SELECT mark, kept FROM list_rows WHERE instr(kept, ?) > 0`, hash)
	for _, l := range lists {
		left := make([]byte, 0, len(l.rows))
		for row := range slices.Chunk(l.rows, len(hash)) {
			if !bytes.Equal(row, hash) {
				left = append(left, row...)
			}
		}
		if err == nil {
			err = t.exec(`UPDATE list_rows SET kept = ? WHERE mark = ?`, left, l.mark)
		}
	}
	return err
}
