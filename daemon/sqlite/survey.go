package sqlite

import (
	"database/sql"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// surveyKept is how long a survey's mark is of use to the gate, in days, with one to spare.
const surveyKept = 92

// markSurvey keeps that a survey reached the number, and drops the marks that have had their time.
func (t *tx) markSurvey(f dialer.Fact) error {
	var kind dialer.Kind
	var client dialer.ClientID
	err := t.row(`SELECT c.kind, c.client FROM attempt a JOIN campaign c ON c.id = a.campaign WHERE a.id = ?`, int64(f.Attempt)).Scan(&kind, &client)
	if err == sql.ErrNoRows || err == nil && kind != dialer.Survey {
		return nil
	}
	if err != nil {
		return err
	}
	mark, err := t.markOf(f.Attempt)
	if err != nil || mark == nil {
		return err
	}
	old := dialer.DayOf(f.At.AddDate(0, 0, -surveyKept), t.oslo)
	if err := t.exec(`DELETE FROM survey WHERE day < ?`, string(old)); err != nil {
		return err
	}
	return t.exec(`INSERT INTO survey (mark, client, day) VALUES (?1, ?2, ?3) ON CONFLICT (mark, client) DO UPDATE SET day = max(day, ?3)`,
		mark, string(client), string(dialer.DayOf(f.At, t.oslo)))
}

// claimList refuses a list that came in for another kind of campaign: a survey's list is not a seller's (4.2 k).
func (t *tx) claimList(digest []byte, c dialer.Campaign) error {
	if len(digest) == 0 {
		return nil
	}
	var kind dialer.Kind
	mark := mac(t.keys.marker, []byte("list"), digest)
	err := t.row(`INSERT INTO list (mark, kind, at) VALUES (?, ?, ?) ON CONFLICT (mark) DO UPDATE SET at = at RETURNING kind`,
		mark, string(c.Kind), t.now.UnixNano()).Scan(&kind)
	if err == nil && kind != c.Kind {
		err = fmt.Errorf("%w: this list came in for a %s campaign and cannot be one of %s too (4.2 k)", dialer.ErrRefused, kind, c.Kind)
	}
	return err
}

// dayStart is the day's midnight in Oslo; zero for no day.
func dayStart(day sql.NullString, oslo *time.Location) (time.Time, error) {
	if !day.Valid {
		return time.Time{}, nil
	}
	return time.ParseInLocation(time.DateOnly, day.String, oslo)
}
