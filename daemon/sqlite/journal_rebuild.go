package sqlite

import (
	"context"
	"database/sql"
	"fmt"
)

// Rebuild makes the table of attempts again from the journal. Nothing is booked meanwhile: it is one transaction.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.writer.submit(ctx, (*tx).rebuild); err != nil {
		return fmt.Errorf("rebuild the attempts from the journal: %w", err)
	}
	return nil
}

type projected struct {
	seq, number int64
	body        []byte
}

func (t *tx) rebuild() error {
	if err := t.exec(`DELETE FROM attempt`); err != nil {
		return err
	}
	const page = 1000 // in pages, because one connection does not read and write at once
	for last := int64(0); ; {
		rows, err := collect(context.Background(), t.conn, func(r *sql.Rows) (p projected, err error) {
			return p, r.Scan(&p.seq, &p.number, &p.body)
		}, `SELECT seq, number, body FROM journal WHERE seq > ? AND attempt > 0 ORDER BY seq LIMIT ?`, last, page)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, p := range rows {
			f, err := readBody(p.body, numberKey{})
			if err != nil {
				return fmt.Errorf("entry %d: %w", p.seq, err)
			}
			if err := t.project(f, p.number); err != nil {
				return fmt.Errorf("entry %d: %w", p.seq, err)
			}
			last = p.seq
		}
	}
}
