package sqlite

import (
	"context"
	"errors"
	"fmt"
)

// scrubCounter counts the keys destroyed since the file was last written anew.
const scrubCounter = "destroyed keys"

func (t *tx) countDestroyed() error {
	t.destroyed = true
	return t.exec(`INSERT INTO counter (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1`, scrubCounter)
}

// Scrub writes the whole file anew, if a key was destroyed since that was last done. SQLite overwrites what is deleted, but
// where it has split a full page before, a copy of a keyed hash can stay behind: in a trial with 300 erasures, once in ten
// runs. Nothing else is written meanwhile (some seconds for a large journal), so it is work for the night.
func (s *Store) Scrub(ctx context.Context) error {
	if s.writer == nil {
		return errClosed
	}
	err := s.writer.await(ctx, &job{alone: s.writer.vacuum, done: make(chan error, 1)})
	if err != nil {
		return fmt.Errorf("write the journal's file anew: %w", err)
	}
	return nil
}

func (w *writer) vacuum() error {
	ctx := context.Background()
	var n int
	err := w.conn.QueryRowContext(ctx, `SELECT coalesce(sum(last), 0) FROM counter WHERE name = ?`, scrubCounter).Scan(&n)
	if err != nil || n == 0 {
		return err
	}
	if _, err := w.conn.ExecContext(ctx, "VACUUM"); err != nil {
		return err
	}
	if err := w.truncate(); err != nil {
		return err // the counter stands, and the next night does it again
	}
	_, err = w.conn.ExecContext(ctx, `UPDATE counter SET last = 0 WHERE name = ?`, scrubCounter)
	return err
}

// truncate moves the WAL into the file and empties it, so that no old page outlives a destroyed key. It waits for no
// reader: one that still needs the old pages makes it fail, and it is tried again after the next commit.
func (w *writer) truncate() error {
	ctx := context.Background()
	if _, err := w.conn.ExecContext(ctx, "PRAGMA busy_timeout = 20"); err != nil {
		return err
	}
	var busy, frames, moved int
	err := w.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	if err == nil && busy != 0 {
		err = errors.New("a reader still needs the write-ahead log")
	}
	_, err2 := w.conn.ExecContext(ctx, "PRAGMA busy_timeout = 5000")
	return errors.Join(err, err2)
}
