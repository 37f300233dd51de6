package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/retention"
)

// BeginRecordings records the legs of a part, before the PBX is asked for them. It is refused unless this disk has the
// prompt as heard and a yes, and after a no (8.2.1).
func (s *Store) BeginRecordings(ctx context.Context, both []dialer.Recording) error {
	err := s.writer.submit(ctx, func(t *tx) error {
		for _, r := range both {
			if err := t.mayRecord(r.Attempt); err != nil {
				return fmt.Errorf("%s: %w", r.ID, err)
			}
			err := t.exec(`INSERT INTO recording (id, attempt, campaign, client, agent, leg, part, category, state, days, began)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(r.ID), int64(r.Attempt), string(r.Campaign),
				string(r.Client),
				string(r.Agent),
				string(r.Side), r.Part, r.Category, string(dialer.RecordingRuns), r.Days, r.Began.UnixNano())
			if err != nil {
				return fmt.Errorf("%s: %w", r.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("begin to record: %w", err)
	}
	return nil
}

// mayRecord reads the consent from the journal itself.
func (t *tx) mayRecord(id dialer.AttemptID) error {
	kinds, err := collect(context.Background(), t.conn,
		func(r *sql.Rows) (k dialer.FactKind, err error) { return k, r.Scan(&k) },
		`SELECT DISTINCT kind FROM journal WHERE attempt > 0 AND attempt = ? AND kind IN (?, ?, ?, ?)`, int64(id),
		string(dialer.FactInformed), string(dialer.FactConsent), string(dialer.FactConsentRefused),
		string(dialer.FactWithdrawn))
	if err != nil {
		return err
	}
	has := map[dialer.FactKind]bool{}
	for _, k := range kinds {
		has[k] = true
	}
	switch {
	case has[dialer.FactConsentRefused] || has[dialer.FactWithdrawn]:
		return fmt.Errorf("%w: the consumer said no", dialer.ErrRefused)
	case !has[dialer.FactInformed] || !has[dialer.FactConsent]:
		return fmt.Errorf("%w: the journal has no prompt and no yes", dialer.ErrRefused)
	}
	return nil
}

// refusedRecording drops what was recorded of the call, and records the number's refusal, in the transaction of the
// refusal.
func (t *tx) refusedRecording(f dialer.Fact) error {
	if err := t.dropRecordings(`attempt = ?`, "withdrawn", int64(f.Attempt)); err != nil {
		return err
	}
	return t.markRefusal(f)
}

// markRefusal keeps who said no to a recording.
func (t *tx) markRefusal(f dialer.Fact) error {
	mark, err := t.markOf(f.Attempt)
	if err != nil || mark == nil {
		return err
	}
	return t.exec(`INSERT INTO recording_refusal (mark, campaign, at) VALUES (?, ?, ?)
		ON CONFLICT (mark, campaign) DO NOTHING`,
		mark, string(f.Campaign), f.At.UnixNano())
}

// dropRecordings makes recordings unreadable at once; their files go with the next run. What is gone stays as it is.
func (t *tx) dropRecordings(where, why string, args ...any) error {
	n, err := t.change(`UPDATE recording SET state = 'going', why = ?, box = NULL WHERE state NOT IN ('going', 'gone')
		AND `+where, append([]any{why}, args...)...)
	if err == nil && n > 0 {
		err = t.countDestroyed()
	}
	return err
}

// DropRecordings makes a part unreadable; why is a fixed code. Its files go with the next run.
func (s *Store) DropRecordings(ctx context.Context, id dialer.AttemptID, part int, why string) error {
	return s.changeRecordings(ctx, "drop", func(t *tx) error {
		return t.dropRecordings(`attempt = ? AND part = ?`, why, int64(id), part)
	})
}

// RecordingRefused reports whether the number said no to a recording in this campaign.
func (s *Store) RecordingRefused(ctx context.Context, c dialer.CampaignID, n dialer.Number) (refused bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM recording_refusal WHERE mark = ? AND campaign = ?)`,
		s.keys.mark(s.keys.lookupOf(n)), string(c)).Scan(&refused)
	if err != nil {
		return true, fmt.Errorf("has %s refused to be recorded: %w", n.Masked(), err)
	}
	return refused, nil
}

// EndRecordings records that a part is over: its retention begins.
func (s *Store) EndRecordings(ctx context.Context, id dialer.AttemptID, part int, at time.Time) error {
	return s.changeRecordings(ctx, "end", func(t *tx) error {
		return t.exec(`UPDATE recording SET ended = ?1, due = ?1 + days * ?2 WHERE attempt = ?3 AND part = ?4 AND `+
			`ended = 0`,
			at.UnixNano(), int64(24*time.Hour), int64(id), part)
	})
}

// KeepRecording records that a leg is sealed on our disk (Box has its key) or left on the PBX. A leg that is being
// deleted stays so.
func (s *Store) KeepRecording(ctx context.Context, r dialer.Recording) (kept bool, err error) {
	err = s.changeRecordings(ctx, "keep", func(t *tx) error {
		n, err := t.change(`UPDATE recording SET state = ?1, bytes = ?2, sha256 = ?3, box = ?4, ended = iif(ended = 0, ?5,
			ended),
			due = iif(ended = 0, ?5 + days * ?6, due) WHERE id = ?7 AND state = 'running'`,
			string(r.State), r.Bytes, r.SHA256, r.Box, t.now.UnixNano(), int64(24*time.Hour), string(r.ID))
		kept = n == 1
		if err != nil || !kept {
			return err
		}
		return t.journalRecording(r, dialer.FactRecordingKept, string(r.State),
			fmt.Sprintf("%d bytes, sha256 %s", r.Bytes, r.SHA256), dialer.Self)
	})
	return kept, err
}

// journalRecording adds a fact about one recording.
func (t *tx) journalRecording(r dialer.Recording, kind dialer.FactKind, code, detail, by string) error {
	return t.appendFact(dialer.Fact{Kind: kind, Attempt: r.Attempt, Campaign: r.Campaign, Client: r.Client,
		Agent:     r.Agent,
		Recording: r.ID, Code: code, Detail: detail, By: by})
}

// GoneRecording records that no file of it is left anywhere. Only a recording that is being deleted can be gone.
func (s *Store) GoneRecording(ctx context.Context, id dialer.RecordingID) error {
	return s.changeRecordings(ctx, "delete", func(t *tx) error {
		r, err := t.recording(id)
		if err != nil || r.State == dialer.RecordingGone {
			return err
		}
		if r.State != dialer.RecordingGoing {
			return fmt.Errorf("%s is %s: %w", id, r.State, dialer.ErrRefused)
		}
		if err := t.exec(`UPDATE recording SET state = 'gone', over = ?, bytes = 0, sha256 = '', box = NULL
			WHERE id = ?`, t.now.UnixNano(), string(id)); err != nil {
			return err
		}
		return t.journalRecording(r, dialer.FactRecordingGone, r.Why, "no file of it is left", "ringevett")
	})
}

// runCounter keeps the time of the last run: a clock put back must not make anything last longer.
const runCounter = "recordings run"

// TakeRecordings makes unreadable every recording whose time is over, and gives all that are being deleted. It checks
// the holds in the same transaction, so a hold that was put on a moment before is respected.
func (s *Store) TakeRecordings(ctx context.Context, wall time.Time) (going []dialer.Recording, err error) {
	err = s.changeRecordings(ctx, "take due", func(t *tx) error {
		now, err := t.runAt(wall)
		if err != nil {
			return err
		}
		due, err := readRecordings(ctx, t.conn, `state IN ('kept', 'left') AND due <= ?`, now.UnixNano())
		if err != nil {
			return err
		}
		for _, r := range due {
			if !retention.Goes(now, r) {
				continue
			}
			if err := t.dropRecordings(`id = ?`, "time", string(r.ID)); err != nil {
				return err
			}
		}
		going, err = readRecordings(ctx, t.conn, `state = 'going'`)
		return err
	})
	return going, err
}

func (t *tx) runAt(wall time.Time) (time.Time, error) {
	var last int64
	err := t.row(`SELECT last FROM counter WHERE name = ?`, runCounter).Scan(&last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, err
	}
	now := retention.Now(wall, time.Unix(0, last))
	return now, t.exec(`INSERT INTO counter (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE
		SET last = ?2`, runCounter, now.UnixNano())
}

func (s *Store) changeRecordings(ctx context.Context, what string, do func(t *tx) error) error {
	if err := s.writer.submit(ctx, do); err != nil {
		return fmt.Errorf("%s recordings: %w", what, err)
	}
	return nil
}
