package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// RefusedWith counts the calls since an instant that ended with a SIP code, and tells when the last one did.
func (s *Store) RefusedWith(ctx context.Context, since time.Time, code int) (n int, last time.Time, err error) {
	var at sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT count(*), max(at) FROM journal INDEXED BY journal_at
		WHERE at >= ? AND kind = 'ended' AND json_extract(CAST(body AS TEXT), '$.tech_cause') = ?`,
		since.UnixNano(), code).Scan(&n, &at)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("count the calls that ended with %d: %w", code, err)
	}
	if at.Valid {
		last = timeOf(at.Int64)
	}
	return n, last, nil
}
