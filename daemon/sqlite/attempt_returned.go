package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Rung is a call of ours that went out to a number.
type Rung struct {
	Attempt  dialer.AttemptID
	Campaign dialer.CampaignID
	Client   dialer.ClientID
	At       time.Time // of the dialing
}

// RungOn lists the calls that went out to a number since a moment, newest first. A booking that was not dialed does not
// count; an erased number has none. A caller waits for the answer, so it reads by the number's and the attempts'
// indices: its time grows with the number's own calls and not with the journal.
func (s *Store) RungOn(ctx context.Context, n dialer.Number, since time.Time) ([]Rung, error) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (c Rung, err error) {
		var at int64
		err = r.Scan(&c.Attempt, &c.Campaign, &c.Client, &at)
		c.At = time.Unix(0, at).UTC()
		return c, err
	}, rungOn, s.keys.lookupOf(n), since.UnixNano(), string(dialer.FactDialed))
	if err != nil {
		return nil, fmt.Errorf("calls to %s: %w", n.Masked(), err)
	}
	return all, nil
}

// The order of the tables is given: the number's attempts are few, the journal is long.
const rungOn = `SELECT a.id, a.campaign, a.client, min(j.at) AS dialed FROM attempt a
	CROSS JOIN journal j ON j.attempt > 0 AND j.attempt = a.id
	WHERE a.number = (SELECT id FROM number_key WHERE lookup = ?1) AND j.kind = ?3
	GROUP BY a.id HAVING dialed >= ?2 ORDER BY dialed DESC, a.id DESC`

// Returned gives the facts of one call to a visible number, by its channel's unique id, among those written from one
// moment to before another.
func (s *Store) Returned(ctx context.Context, channel string, from, to time.Time) (list []dialer.Fact, err error) {
	err = s.factsFrom(ctx, func(f dialer.Fact) bool {
		if f.Code == channel {
			list = append(list, f)
		}
		return true
	}, `journal j INDEXED BY journal_at`, `j.at >= ? AND j.at < ? AND j.kind IN (?, ?, ?, ?, ?, ?)`, from.UnixNano(),
		to.UnixNano(),
		string(dialer.FactReturned), string(dialer.FactReturnedAgent), string(dialer.FactReturnedLost),
		string(dialer.FactReturnedTalk), string(dialer.FactReturnedWord), string(dialer.FactReturnedOver))
	if err != nil {
		return nil, fmt.Errorf("the call %s to a visible number: %w", channel, err)
	}
	return list, nil
}

// OnChannel gives the facts of the calls to a visible number that had a channel's unique id, whenever they were.
func (s *Store) OnChannel(ctx context.Context, channel string) (list []dialer.Fact, err error) {
	err = s.factsFrom(ctx, func(f dialer.Fact) bool {
		list = append(list, f)
		return true
	}, `journal j INDEXED BY journal_returned`, onChannel, channel)
	if err != nil {
		return nil, fmt.Errorf("the call %s to a visible number: %w", channel, err)
	}
	return list, nil
}

// onChannel repeats the words of the index: SQLite takes it for no others.
const onChannel = `json_extract(CAST(j.body AS TEXT), '$.code') = ? AND j.kind IN
	('returned', 'returned_agent', 'returned_talk', 'returned_word', 'returned_lost', 'returned_over')`
