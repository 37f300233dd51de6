package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// loadHead finds the chain's end before anything is added to it. Writing on after a broken end would bury the evidence,
// so that is refused; a new journal gets its first head here.
func loadHead(ctx context.Context, conn *sql.Conn, k *keys) (head, error) {
	last, err := lastEntry(ctx, conn)
	if err != nil {
		return head{}, err
	}
	h, err := readHead(ctx, conn, k)
	if errors.Is(err, errNoHead) && last.seq == 0 {
		return firstHead(ctx, conn, k)
	}
	if err != nil {
		return head{}, err
	}
	return h, h.meets(last)
}

func firstHead(ctx context.Context, conn *sql.Conn, k *keys) (head, error) {
	var h head
	_, err := conn.ExecContext(ctx, `INSERT INTO head (one, seq, hash, seal) VALUES (1, 0, ?, ?)`, h.hash[:], h.seal(k.head))
	return h, err
}

// errNoHead is the answer of a journal that was never opened, or of one whose mark was taken away.
var errNoHead error = &Broken{0, "the mark of the journal's end is gone"}

type rowQuerier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
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
