package sqlite

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// RegisterGeneration changes whenever a register may have changed. In the writing process it costs nothing; in another,
// one look at the file (PRAGMA data_version, microseconds), which also changes with every other write.
func (s *Store) RegisterGeneration(ctx context.Context) (int64, error) {
	if s.writer != nil {
		return s.generation.Load(), nil
	}
	s.looking.Lock()
	defer s.looking.Unlock()
	if s.look == nil { // data_version counts for one connection
		conn, err := s.read.Conn(ctx)
		if err != nil {
			return 0, fmt.Errorf("look at the file: %w", err)
		}
		s.look = conn
	}
	var n int64
	if err := s.look.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&n); err != nil {
		return 0, fmt.Errorf("look at the file: %w", err)
	}
	return n, nil
}

// registersChanged wakes the watchers. Only the writer calls it, after the commit.
func (s *Store) registersChanged() {
	s.generation.Add(1)
	s.watchers.Lock()
	defer s.watchers.Unlock()
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Store) change() <-chan struct{} {
	s.watchers.Lock()
	defer s.watchers.Unlock()
	return s.changed
}

const (
	watchPage  = 500
	watchEvery = 100 * time.Millisecond // for changes of another process
)

// WatchRegisters gives every addition and removal after from, in order and without a gap, until ctx ends; then the
// channel is closed. It is closed early where the file cannot be read.
func (s *Store) WatchRegisters(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error) {
	if _, err := s.Changes(ctx, from, 1); err != nil {
		return nil, err
	}
	out := make(chan dialer.RegisterChange)
	go func() {
		defer close(out)
		for ctx.Err() == nil {
			wake := s.change()
			page, err := s.Changes(ctx, from, watchPage)
			if err != nil {
				return
			}
			for _, c := range page {
				select {
				case out <- c:
					from = c.Seq
				case <-ctx.Done():
					return
				}
			}
			if len(page) == 0 {
				wait(ctx, wake)
			}
		}
	}()
	return out, nil
}

func wait(ctx context.Context, wake <-chan struct{}) {
	tick := time.NewTimer(watchEvery)
	defer tick.Stop()
	select {
	case <-wake:
	case <-tick.C:
	case <-ctx.Done():
	}
}

// Ingest stores what another daemon added and removed, and how far it was read. It adds no fact: the other daemon's
// journal has it.
func (s *Store) Ingest(ctx context.Context, r dialer.RegisterID, changes []dialer.RegisterChange, cursor string) error {
	err := s.writer.submit(ctx, func(t *tx) error { return t.ingest(r, changes, cursor) })
	if err != nil {
		return fmt.Errorf("keep %d changes of register %s by another daemon: %w", len(changes), r, err)
	}
	return nil
}

func (t *tx) ingest(r dialer.RegisterID, changes []dialer.RegisterChange, cursor string) error {
	for _, c := range changes {
		m, err := sets.MemberOf(c)
		if err != nil {
			return err
		}
		op := opAdd
		if c.Removed {
			op = opRemove
		}
		was, seq, err := t.latest(r, m)
		if err != nil {
			return err
		}
		if was == op {
			continue
		}
		switch later, err := t.saidSince(was, seq, c); {
		case err != nil:
			return err
		case later:
			continue
		}
		if _, err := t.log(r, m, c.RegisterEntry, op); err != nil {
			return err
		}
	}
	return t.exec(`INSERT INTO register_cursor (register, id) VALUES (?1, ?2) ON CONFLICT (register) DO UPDATE
		SET id = ?2`, string(r), cursor)
}

// saidSince reports whether a removal by another daemon is older than this daemon's last entry on the number: an
// addition, or a new base. Then the removal came late, or the log was read again from its beginning.
func (t *tx) saidSince(was string, seq int64, c dialer.RegisterChange) (bool, error) {
	if !c.Removed || was == "" {
		return false, nil
	}
	var at int64
	err := t.row(`SELECT at FROM register_change WHERE seq = ?`, seq).Scan(&at)
	return at > c.At.UnixNano(), err
}

// Cursor is how far the changes of others were read; "" where never.
func (s *Store) Cursor(ctx context.Context, r dialer.RegisterID) (id string, err error) {
	if err := s.read.QueryRowContext(ctx, `SELECT coalesce((SELECT id FROM register_cursor WHERE register = ?),
		'')`, string(r)).Scan(&id); err != nil {
		return "", fmt.Errorf("how far register %s was read: %w", r, err)
	}
	return id, nil
}
