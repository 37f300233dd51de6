package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// loadHead finds the chain's end before anything is added to it. It refuses a broken end, because writing on would bury
// the evidence. A new journal gets its first head here.
func loadHead(ctx context.Context, conn *sql.Conn, k *keys, as opening) (head, error) {
	last, err := lastEntry(ctx, conn)
	if err != nil {
		return head{}, err
	}
	h, err := readHead(ctx, conn, k)
	if as == fresh && errors.Is(err, errNoHead) && last.seq == 0 {
		return firstHead(ctx, conn, k)
	}
	if err != nil {
		return head{}, err
	}
	return h, h.meets(last)
}

func firstHead(ctx context.Context, conn *sql.Conn, k *keys) (head, error) {
	var h head
	rest, err := sumRest(ctx, conn, k.tables, everyTable, atOnce)
	if err == nil {
		_, err = conn.ExecContext(ctx,
			`INSERT INTO head (one, seq, hash, seal, tables, rest) VALUES (1, 0, ?, ?, ?, ?)`,
			h.hash[:], h.seal(k.head), h.sealTables(k.tables, tableSum{}), h.sealRest(k, rest))
	}
	return h, err
}

// errNoHead is the answer of a journal that was never opened, or of one whose mark was removed.
var errNoHead error = &Broken{0, "the mark of the journal's end is gone"}

// whole refuses a file without the first table of a journal: a set-up that did not finish, or another program's file.
func whole(ctx context.Context, conn *sql.Conn, as opening) error {
	var tables, ours int
	err := conn.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE name = 'migration')
		FROM sqlite_master`).Scan(&tables, &ours)
	switch {
	case err != nil:
		return damaged(0, err)
	case ours == 0 && (tables > 0 || as != fresh):
		return fmt.Errorf("%w: ringevett.db is not a journal of ringevett: put the journal back from its backup; "+
			"if an init did not finish here, run it again: ringevett init", dialer.ErrRefused)
	}
	return nil
}

// readHead gives the head as marked, if the seal on it is ours.
func readHead(ctx context.Context, db rowQuerier, k *keys) (head, error) {
	var h head
	var sum, seal []byte
	err := db.QueryRowContext(ctx, `SELECT seq, hash, seal FROM head`).Scan(&h.seq, &sum, &seal)
	if errors.Is(err, sql.ErrNoRows) {
		return head{}, errNoHead
	}
	if err != nil {
		return head{}, fmt.Errorf("read the journal's head: %w", err)
	}
	copy(h.hash[:], sum)
	if len(sum) != len(h.hash) || !h.sealed(k.head, seal) {
		return head{}, &Broken{h.seq, "the mark of the journal's end was not sealed with this master key"}
	}
	return h, nil
}

func lastEntry(ctx context.Context, db rowQuerier) (head, error) {
	var h head
	var sum []byte
	err := db.QueryRowContext(ctx, `SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1`).Scan(&h.seq, &sum)
	if errors.Is(err, sql.ErrNoRows) {
		return head{}, nil
	}
	copy(h.hash[:], sum)
	return h, err
}

// meets compares the marked end with the last entry that is there.
func (h head) meets(last head) error {
	switch {
	case last.seq < h.seq:
		return missing(last.seq+1, h.seq)
	case last.seq > h.seq:
		return &Broken{h.seq + 1, "it stands after the marked end and was not written by ringevett"}
	case last.hash != h.hash:
		return &Broken{h.seq, "it is not the entry that the journal's end was marked with"}
	}
	return nil
}
