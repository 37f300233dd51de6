package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// RecordingQuery selects recordings. A zero field selects all.
type RecordingQuery struct {
	ID       dialer.RecordingID
	Attempt  dialer.AttemptID
	Campaign dialer.CampaignID
	Number   dialer.Number
	Gone     bool // also those that are gone
}

// Recordings lists them by attempt, part and side, with what holds them.
func (s *Store) Recordings(ctx context.Context, q RecordingQuery) ([]dialer.Recording, error) {
	where, args := "true", []any(nil)
	add := func(wanted bool, term string, arg ...any) {
		if wanted {
			where, args = where+" AND "+term, append(args, arg...)
		}
	}
	add(q.ID != "", "id = ?", string(q.ID))
	add(q.Attempt != 0, "attempt = ?", int64(q.Attempt))
	add(q.Campaign != "", "campaign = ?", string(q.Campaign))
	add(q.Number != "",
		"attempt IN (SELECT a.id FROM attempt a JOIN number_key k ON k.id = a.number WHERE k.lookup = ?)",
		s.keys.lookupOf(q.Number))
	add(!q.Gone && q.ID == "", "state <> 'gone'")
	all, err := readRecordings(ctx, s.read, where, args...)
	if err == nil && q.ID != "" && len(all) == 0 {
		err = fmt.Errorf("%s: %w", q.ID, dialer.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("recordings: %w", err)
	}
	return all, nil
}

// EndedRecordings lists the recordings that the PBX has finished and the daemon has not processed yet.
func (s *Store) EndedRecordings(ctx context.Context) ([]dialer.Recording, error) {
	return readRecordings(ctx, s.read, `state = 'running' AND (ended > 0 OR attempt IN (SELECT id FROM attempt
		WHERE ended > 0))`)
}

// readRecordings reads the recordings that where picks, and what holds them in one more query.
func readRecordings(ctx context.Context, db querier, where string, args ...any) ([]dialer.Recording, error) {
	all, err := collect(ctx, db, scanRecording,
		`SELECT id, attempt, campaign, client, agent, leg, part, category, state,
		days, began, ended,
		due, over, why, bytes, sha256, box FROM recording WHERE `+where+` ORDER BY attempt, part, leg`, args...)
	if err != nil || len(all) == 0 {
		return all, err
	}
	type held struct {
		id   dialer.RecordingID
		hold dialer.RecordingHold
	}
	holds, err := collect(ctx, db, func(rows *sql.Rows) (h held, err error) {
		var since, until int64
		err = rows.Scan(&h.id, &h.hold.Kind, &since, &until, &h.hold.Why, &h.hold.By)
		h.hold.From, h.hold.Until = timeOf(since), timeOf(until)
		return h, err
	}, `SELECT recording, kind, since, until, why, "by" FROM recording_hold
		WHERE recording IN (SELECT id FROM recording WHERE `+where+`) ORDER BY since`, args...)
	of := map[dialer.RecordingID][]dialer.RecordingHold{}
	for _, h := range holds {
		of[h.id] = append(of[h.id], h.hold)
	}
	for i := range all {
		all[i].Holds = of[all[i].ID]
	}
	return all, err
}

func scanRecording(rows *sql.Rows) (r dialer.Recording, err error) {
	var began, ended, due, over int64
	err = rows.Scan(&r.ID, &r.Attempt, &r.Campaign, &r.Client, &r.Agent, &r.Side, &r.Part, &r.Category, &r.State,
		&r.Days,
		&began, &ended,
		&due, &over, &r.Why, &r.Bytes, &r.SHA256, &r.Box)
	r.Began, r.Ended, r.Due, r.Over = timeOf(began), timeOf(ended), timeOf(due), timeOf(over)
	return r, err
}

func (t *tx) recording(id dialer.RecordingID) (dialer.Recording, error) {
	all, err := readRecordings(context.Background(), t.conn, `id = ?`, string(id))
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: %w", id, dialer.ErrNotFound)
	}
	if err != nil {
		return dialer.Recording{}, err
	}
	return all[0], nil
}

// StateOf is the state of one recording, "" if it never existed.
func (s *Store) StateOf(ctx context.Context, id dialer.RecordingID) (state dialer.RecordingState, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT state FROM recording WHERE id = ?`, string(id)).Scan(&state)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return state, err
}

// RecordingsOverdue counts recordings whose time is over and that are neither held nor deleted. It reads an index.
func (s *Store) RecordingsOverdue(ctx context.Context, now time.Time) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM recording r INDEXED BY recording_state
		WHERE r.state IN (?1, ?2, ?3) AND r.due > 0 AND r.due <= ?4
			AND NOT EXISTS (SELECT 1 FROM recording_hold h WHERE h.recording = r.id AND h.until > ?4)`,
		string(dialer.RecordingKept), string(dialer.RecordingLeft), string(dialer.RecordingGoing), now.UnixNano()).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("recordings past their time: %w", err)
	}
	return n, nil
}
