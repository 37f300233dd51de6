package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// visibleKept is for how many months a number that was a client's is no other's: as long as call records are kept at
// most, since who was rung rings back on it (4.4.2).
const visibleKept = 24

// oneOwner refuses a visible number that is another client's, or was until lately: its callers would hear of both.
func (t *tx) oneOwner(c dialer.Client) error {
	var errs []error
	for _, n := range c.Visible {
		var other string
		var until int64
		err := t.row(`SELECT c.id, 0 FROM client c, json_each(c.doc, '$.visible') v WHERE v.value = ?1 AND c.id <> ?2
			AND c.archived = 0
			UNION ALL SELECT client, until FROM visible_past WHERE number = ?1 AND client <> ?2 AND until > ?3 LIMIT 1`,
			string(n), string(c.ID), t.now.AddDate(0, -visibleKept, 0).UnixNano()).Scan(&other, &until)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return err
		case until == 0:
			errs = append(errs, fmt.Errorf("%w: visible number %s is client %s's; a number is one client's (4.4.2)",
				dialer.ErrRefused, n, other))
		default:
			errs = append(errs,
				fmt.Errorf("%w: visible number %s was client %s's until %s: those it rang may still ring back "+
					"on it. "+
					"It may be another's from %s (4.4.2)", dialer.ErrRefused, n, other,
					timeOf(until).In(t.oslo).Format(time.DateOnly),
					timeOf(until).In(t.oslo).AddDate(0, visibleKept, 1).Format(time.DateOnly)))
		}
	}
	return errors.Join(errs...)
}

// leaveVisible keeps which numbers a client had that it has no more, where calls were made for it; keep are those
// that it has.
func (t *tx) leaveVisible(id dialer.ClientID, keep []dialer.Number) error {
	had, err := t.names(`SELECT v.value FROM client c, json_each(c.doc, '$.visible') v WHERE c.id = ?
		AND EXISTS (SELECT 1 FROM attempt a WHERE a.client = c.id)`, string(id))
	if err != nil {
		return err
	}
	has := map[string]bool{}
	for _, n := range keep {
		has[string(n)] = true
	}
	for _, n := range had {
		if has[n] {
			continue
		}
		err := t.exec(`INSERT INTO visible_past (number, client, until) VALUES (?1, ?2, ?3)
			ON CONFLICT (number, client) DO UPDATE SET until = ?3`, n, string(id), t.now.UnixNano())
		if err != nil {
			return err
		}
	}
	return nil
}
