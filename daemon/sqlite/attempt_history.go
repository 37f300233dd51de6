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

	Cared             bool      // a call in the campaign, or a returned one, was ended for the person's sake (4.2 e, f)
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
		h.Cared, err = s.caredFor(ctx, campaign, n)
	}
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

// caredFor reports whether an agent ended a call for the person's sake: one in the campaign, or one that the person
// made to us, which belongs to none and bars all. It reads the journal: an agent's word there is never changed.
func (s *Store) caredFor(ctx context.Context, campaign dialer.CampaignID, n dialer.Number) (cared bool, err error) {
	err = s.read.QueryRowContext(ctx, `WITH person AS (SELECT id FROM number_key WHERE lookup = ?1)
		SELECT EXISTS (SELECT 1 FROM attempt a CROSS JOIN journal j INDEXED BY journal_attempt
				ON j.attempt > 0 AND j.attempt = a.id
				WHERE a.number = (SELECT id FROM person) AND a.campaign = ?2 AND j.kind = ?3 AND `+finalWord+`)
			OR EXISTS (SELECT 1 FROM journal j INDEXED BY journal_number
				WHERE j.number > 0 AND j.number = (SELECT id FROM person) AND j.kind = ?4 AND `+finalWord+`)`,
		s.keys.lookupOf(n), string(campaign), string(dialer.FactDisposed), string(dialer.FactReturnedWord),
		string(dialer.DutyOfCare), string(dialer.Minor)).Scan(&cared)
	return cared, err
}

const finalWord = `json_extract(CAST(j.body AS TEXT), '$.disposition') IN (?5, ?6)`

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
