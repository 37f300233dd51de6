package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// DaemonRun is one life of the daemon, by the journal's positions.
type DaemonRun struct {
	Started dialer.Fact
	From    int64 // position of the started fact
	To      int64 // of what ended it, a stopped fact or the next start; 0 while it lasts
}

// DaemonRuns lists the daemon's lives, oldest first. They are found by an index of their own.
func (s *Store) DaemonRuns(ctx context.Context) ([]DaemonRun, error) {
	var runs []DaemonRun
	_, err := collect(ctx, s.read, func(r *sql.Rows) (none struct{}, err error) {
		var seq int64
		var text []byte
		if err := r.Scan(&seq, &text); err != nil {
			return none, err
		}
		f, err := readBody(text, numberKey{})
		if n := len(runs); n > 0 && runs[n-1].To == 0 {
			runs[n-1].To = seq
		}
		if f.Kind == dialer.FactStarted {
			runs = append(runs, DaemonRun{Started: f, From: seq})
		}
		return none, err
	}, `SELECT seq, body FROM journal INDEXED BY journal_run WHERE kind IN ('started', 'stopped') ORDER BY seq`)
	if err != nil {
		return nil, fmt.Errorf("list the daemon's runs: %w", err)
	}
	return runs, nil
}

// WroteIn reports whether the run wrote a fact that is dated within the span, its own start included.
func (s *Store) WroteIn(ctx context.Context, r DaemonRun, from, to time.Time) (wrote bool, err error) {
	last := r.To - 1
	if r.To == 0 {
		last = 1<<63 - 1
	}
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM journal
		WHERE seq >= ? AND seq <= ? AND at >= ? AND at < ?)`,
		r.From, last, from.UnixNano(), to.UnixNano()).Scan(&wrote)
	if err != nil {
		return false, fmt.Errorf("what a run of the daemon wrote: %w", err)
	}
	return wrote, nil
}
