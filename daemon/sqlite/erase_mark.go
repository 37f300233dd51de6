package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// markErased stops lists from bringing the number back.
func (t *tx) markErased(n dialer.Number) error {
	return t.exec(`INSERT INTO erased (mark, at) VALUES (?1, ?2) ON CONFLICT (mark) DO UPDATE SET at = ?2`,
		t.keys.mark(t.keys.lookupOf(n)), t.now.UnixNano())
}

// wasErased reports whether the number was erased on its owner's wish, and not let in again.
func (t *tx) wasErased(n dialer.Number) (was bool, err error) {
	err = t.row(`SELECT EXISTS (SELECT 1 FROM erased WHERE mark = ?)`, t.keys.mark(t.keys.lookupOf(n))).Scan(&was)
	return was, err
}

// Readmit lets lists bring an erased number in again, with a reason, which the journal keeps without the number.
func (s *Store) Readmit(ctx context.Context, n dialer.Number, why, by string) error {
	why, err := reasoned(why, by)
	if err = errors.Join(err, needNumber(n)); err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			gone, err := t.change(`DELETE FROM erased WHERE mark = ?`, t.keys.mark(t.keys.lookupOf(n)))
			if err == nil && gone == 0 {
				err = dialer.ErrNotFound
			}
			if err != nil {
				return err
			}
			return t.appendFact(dialer.Fact{Kind: dialer.FactErasure, Code: "readmitted", Detail: why, By: by})
		})
	}
	if err != nil {
		return fmt.Errorf("let %s in again: %w", n.Masked(), err)
	}
	return nil
}
