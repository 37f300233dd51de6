package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/shown"
)

// projectShown keeps the table of shown numbers in step with the journal, in the same transaction.
func (t *tx) projectShown(f dialer.Fact) error {
	if f.Kind != dialer.FactShown {
		return nil
	}
	switch f.Code {
	case dialer.ShownOther, dialer.ShownUnseen, dialer.ShownConfirmed:
		return t.exec(`INSERT OR REPLACE INTO shown (visible, code, route, sent, detail, at, by)
			VALUES (?, ?, ?, ?, ?, ?, ?)`,
			string(f.Visible), f.Code, f.Route, f.Sent, f.Detail, f.At.UnixNano(), f.By)
	case dialer.ShownAgain:
		return t.exec(`DELETE FROM shown WHERE visible = ?`, string(f.Visible))
	}
	return nil
}

// Shown gives what outlasts a restart of the numbers that went out with calls, by number.
func (s *Store) Shown(ctx context.Context) ([]shown.Kept, error) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (k shown.Kept, err error) {
		var at int64
		err = r.Scan(&k.Visible, &k.Code, &k.Route, &k.Sent, &k.Why, &at, &k.By)
		k.At = timeOf(at)
		return k, err
	}, `SELECT visible, code, route, sent, detail, at, by FROM shown ORDER BY visible`)
	if err != nil {
		return nil, fmt.Errorf("shown numbers: %w", err)
	}
	return all, nil
}
