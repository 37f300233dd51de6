package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// History is what the gate needs to know of a number's earlier attempts. One that was never placed is none.
type History struct {
	CampaignAttempts int       // in the campaign, ever
	ClientToday      int       // for the client, on the day
	LastUnanswered   time.Time // when the last attempt in any campaign ended without an answer; zero when none did

	Flagged           bool      // a call to it was abandoned, and no person has spoken with an agent since (4.6.3)
	FlaggedAt         time.Time // when it ended; zero when none was
	SuppressedAt      time.Time // when one was abandoned for which agents were held alone (4.6.3); zero when none was
	Surveyed          time.Time // the Oslo day on which a survey of this client last reached it; zero when none did
	SurveyedElsewhere time.Time // the same for other clients

	Spoken       time.Time // when the number was last spoken with or heard our message, but for Agreed
	Agreed       time.Time // when this client last agreed in a talk to call again; zero when it did not, or spoke since
	AwaitsAnswer bool      // an inquiry about this client is open (4.4.3)
}

// History gives a number's attempts, open ones included. Of erased ones it has only the marks.
func (s *Store) History(
	ctx context.Context, campaign dialer.CampaignID, client dialer.ClientID, n dialer.Number, day dialer.Day,
) (History, error) {
	h, err := s.attemptsOn(ctx, campaign, client, n, day)
	if err == nil {
		err = s.numberHolds(ctx, n)
	}
	if err == nil {
		err = s.marksOn(ctx, client, n, &h)
	}
	if err == nil {
		err = s.contactsOn(ctx, client, n, &h)
	}
	if err != nil {
		return History{}, fmt.Errorf("history of %s: %w", n.Masked(), err)
	}
	return h, nil
}

func (s *Store) attemptsOn(
	ctx context.Context, campaign dialer.CampaignID, client dialer.ClientID, n dialer.Number, day dialer.Day,
) (h History, err error) {
	var last sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT
			count(*) FILTER (WHERE campaign = ?),
			count(*) FILTER (WHERE client = ? AND day = ?),
			max(ended) FILTER (WHERE ended > 0 AND outcome NOT IN (?, ?))
		FROM attempt WHERE number = (SELECT id FROM number_key WHERE lookup = ?) AND outcome NOT IN (?, ?)`,
		string(campaign), string(client), string(day), string(dialer.Answered), string(dialer.Lost),
		s.keys.lookupOf(n), string(dialer.NotPlaced), string(spared)).
		Scan(&h.CampaignAttempts, &h.ClientToday, &last)
	if last.Valid {
		h.LastUnanswered = time.Unix(0, last.Int64).UTC()
	}
	return h, err
}

func (s *Store) marksOn(ctx context.Context, client dialer.ClientID, n dialer.Number, h *History) error {
	var own, other sql.NullString
	var flagged, again sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT
			(SELECT at FROM flag WHERE mark = ?1 AND cleared = 0),
			(SELECT max(at) FROM abandoned_again WHERE mark = ?1),
			(SELECT max(day) FROM survey WHERE mark = ?1 AND client = ?2),
			(SELECT max(day) FROM survey WHERE mark = ?1 AND client <> ?2)`,
		s.keys.mark(s.keys.lookupOf(n)), string(client)).Scan(&flagged, &again, &own, &other)
	if err != nil {
		return err
	}
	if h.Flagged = flagged.Valid; h.Flagged {
		h.FlaggedAt = time.Unix(0, flagged.Int64).UTC()
	}
	if again.Valid {
		h.SuppressedAt = time.Unix(0, again.Int64).UTC()
	}
	if h.Surveyed, err = dayStart(own, s.oslo); err == nil {
		h.SurveyedElsewhere, err = dayStart(other, s.oslo)
	}
	return err
}
