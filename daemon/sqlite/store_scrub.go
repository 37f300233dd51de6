package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// scrubCounter counts the keys destroyed since the last scrub.
const scrubCounter = "destroyed keys"

// scrubTries is how often a scrub waits for a reader that still needs the write-ahead log, and scrubWait for how long.
const (
	scrubTries = 600
	scrubWait  = time.Second
)

func (t *tx) countDestroyed() error {
	t.destroyed = true
	return t.exec(`INSERT INTO counter (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE
		SET last = last + 1`, scrubCounter)
}

// Scrub overwrites what the file still holds of deleted entries, if a key was destroyed since the last scrub. SQLite
// overwrites what is deleted, but where it has split or joined pages before, a copy of a keyed hash can stay in the
// unused part of a page: in a trial with 300 erasures, once in ten runs. It works in steps of nightStep with rests
// between them. A step waits for readers of older pages, up to ten minutes in all.
func (s *Store) Scrub(ctx context.Context) error {
	if s.writer == nil {
		return errClosed
	}
	if err := s.scrub(ctx); err != nil {
		return fmt.Errorf("overwrite what is deleted in the journal's file: %w", err)
	}
	return nil
}

func (s *Store) scrub(ctx context.Context) error {
	var destroyed int64
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(sum(last), 0) FROM counter
		WHERE name = ?`, scrubCounter).Scan(&destroyed)
	if err != nil || destroyed == 0 {
		return err
	}
	tries := 0
	for next := int64(1); next > 0; {
		began := time.Now()
		err := s.writer.await(ctx, &job{alone: func() (err error) {
			next,
				err = s.writer.scrubFrom(next, s.place.path())
			return err
		}, done: make(chan error, 1)})
		rest := nightRest * time.Since(began)
		if errors.Is(err, errReader) && tries < scrubTries {
			tries++
			rest, err = scrubWait, nil
		}
		if err == nil && next > 0 {
			err = pause(ctx, rest)
		}
		if err != nil {
			return err // the counter stands, and the next night does it again
		}
	}
	return s.writer.submit(ctx, func(t *tx) error {
		// those destroyed meanwhile stay
		return t.exec(`UPDATE counter SET last = last - ? WHERE name = ?`, destroyed, scrubCounter)
	})
}

// scrubFrom scrubs pages from the given one on, as many as nightStep allows, and gives the next; 0 when it has done
// the last. It writes to the file beside SQLite, which is safe here and nowhere else: this goroutine holds the only
// connection that writes, and SQLite's lock on writing, so that no other program writes either. The write-ahead log
// is empty, so the file has the newest form of every page. Only bytes that no reader looks at are changed, and a
// crash leaves some of them as they were.
func (w *writer) scrubFrom(first int64, path string) (next int64, err error) {
	if err := w.truncate(); err != nil {
		return first, err
	}
	if w.file == nil {
		if w.file, err = openPages(path); err != nil {
			return first, err
		}
	}
	ctx := context.Background()
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return first, err
	}
	next = first
	if err = walEmpty(path); err == nil {
		next, err = w.file.scrub(first, time.Now().Add(nightStep))
	}
	_, ended := w.conn.ExecContext(ctx, "ROLLBACK")
	// SQLite would write back what it holds of pages in memory, with the old bytes.
	_, dropped := w.conn.ExecContext(ctx, "PRAGMA shrink_memory")
	return next, errors.Join(err, ended, dropped)
}

// walEmpty returns errReader if something was written between the emptying of the write-ahead log and the lock.
func walEmpty(path string) error {
	info, err := os.Stat(path + "-wal")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Size() > 0:
		return errReader
	}
	return nil
}

var errReader = errors.New("a reader still needs the write-ahead log")

// truncate moves the WAL into the file and empties it, so that no old page outlives a destroyed key. It does not wait
// for readers: one that still needs the old pages makes it fail, and it is tried again after the next commit.
func (w *writer) truncate() error {
	ctx := context.Background()
	if _, err := w.conn.ExecContext(ctx, "PRAGMA busy_timeout = 20"); err != nil {
		return err
	}
	var busy, frames, moved int
	err := w.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	if err == nil && busy != 0 {
		err = errReader
	}
	_, err2 := w.conn.ExecContext(ctx, "PRAGMA busy_timeout = 5000")
	return errors.Join(err, err2)
}
