package sqlite

import (
	"context"
	"fmt"
	"time"
)

// nightCounter keeps the hour of the last night whose work was done, in seconds since 1970.
const nightCounter = "night"

// LastNight is the hour of the last night whose work was done; the zero time if there is none.
func (s *Store) LastNight(ctx context.Context) (time.Time, error) {
	var at int64
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(last), 0) FROM counter WHERE name = ?`, nightCounter).Scan(
		&at,
	)
	if err != nil {
		return time.Time{}, fmt.Errorf("when the last night's work was done: %w", err)
	}
	if at == 0 {
		return time.Time{}, nil
	}
	return time.Unix(at, 0).UTC(), nil
}

// NightDone records that the work of a night is done.
func (s *Store) NightDone(ctx context.Context, night time.Time) error {
	err := s.writer.submit(ctx, func(t *tx) error {
		return t.exec(`INSERT INTO counter (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE
			SET last = max(last, ?2)`, nightCounter, night.Unix())
	})
	if err != nil {
		return fmt.Errorf("record that the night's work is done: %w", err)
	}
	return nil
}
