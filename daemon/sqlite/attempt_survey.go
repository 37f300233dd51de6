package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// surveyKept is how long a survey's mark is of use to the gate, in days, with one to spare.
const surveyKept = 92

// PurgeSurveys forgets the marks of surveys that are over. It runs at night.
func (s *Store) PurgeSurveys(ctx context.Context, now time.Time) (gone int, err error) {
	old := dialer.DayOf(now.AddDate(0, 0, -surveyKept), s.oslo)
	gone, err = s.deleteInSteps(ctx, `DELETE FROM survey WHERE (mark, client) IN (SELECT mark, client FROM survey
		WHERE day < ? LIMIT ?)`, string(old))
	if err != nil {
		return gone, fmt.Errorf("forget old marks of surveys: %w", err)
	}
	return gone, nil
}

// markSurvey keeps that a survey reached the number.
func (t *tx) markSurvey(f dialer.Fact) error {
	var kind dialer.Kind
	var client dialer.ClientID
	err := t.row(`SELECT c.kind, c.client FROM attempt a JOIN campaign c ON c.id = a.campaign
		WHERE a.id = ?`, int64(f.Attempt)).Scan(&kind, &client)
	if errors.Is(err, sql.ErrNoRows) || err == nil && kind != dialer.Survey {
		return nil
	}
	if err != nil {
		return err
	}
	mark, err := t.markOf(f.Attempt)
	if err != nil || mark == nil {
		return err
	}
	return t.exec(`INSERT INTO survey (mark, client, day) VALUES (?1, ?2, ?3) ON CONFLICT (mark, client) DO UPDATE
		SET day = max(day, ?3)`,
		mark, string(client), string(dialer.DayOf(f.At, t.oslo)))
}

// listIsOf refuses a list that came in for another kind of campaign: a survey's list is not a seller's (4.2 k).
func (t *tx) listIsOf(digest []byte, kind dialer.Kind) error {
	var was dialer.Kind
	err := t.row(`SELECT kind FROM list WHERE mark = ?`, t.keys.listMark(digest)).Scan(&was)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err == nil && was != kind:
		return fmt.Errorf("%w: this list came in for a %s campaign and cannot be one of %s too (4.2 k)",
			dialer.ErrRefused,
			was, kind)
	}
	return err
}

// claimList records for which kind of campaign a list came in, and refuses one that came in for the other (4.2 k).
func (t *tx) claimList(digest []byte, kind dialer.Kind) error {
	if err := t.listIsOf(digest, kind); err != nil {
		return err
	}
	return t.exec(`INSERT INTO list (mark, kind, at) VALUES (?, ?, ?) ON CONFLICT (mark) DO NOTHING`,
		t.keys.listMark(digest), string(kind), t.now.UnixNano())
}

func (k *keys) listMark(digest []byte) []byte { return k.veiled(mac(k.marker, []byte("list"), digest)) }

// dayStart is the day's midnight in Oslo; zero for no day.
func dayStart(day sql.NullString, oslo *time.Location) (time.Time, error) {
	if !day.Valid {
		return time.Time{}, nil
	}
	return time.ParseInLocation(time.DateOnly, day.String, oslo)
}
