package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redial"
)

// LeadState is what the book knows of a lead's future.
type LeadState = dialer.LeadState

// The states of a lead.
const (
	LeadWaiting = dialer.LeadWaiting
	LeadBlocked = dialer.LeadBlocked
	LeadDone    = dialer.LeadDone
)

// LeadChange is what a batch changes of one lead.
type LeadChange = dialer.LeadChange

// changeLead changes a lead. An erased lead stays as it is, and one whose list was ended does not wait again.
func (t *tx) changeLead(c LeadChange) error {
	switch c.State {
	case LeadWaiting, LeadBlocked, LeadDone:
	default:
		return dialer.Invalid{Field: "lead state", Value: string(c.State), Why: "waiting, blocked or done"}
	}
	if c.State == LeadWaiting {
		ended, err := t.leadEnded(c.Lead)
		if err != nil {
			return fmt.Errorf("change lead %d: %w", c.Lead, err)
		}
		if ended {
			c = redial.Unlisted(c)
		}
	}
	n, err := t.change(`UPDATE lead SET state = iif(box IS NULL, state, ?1), due = ?2, code = iif(box IS NULL, code, ?3),
		promised = CASE ?5 WHEN 'made' THEN ?2 WHEN 'over' THEN 0 ELSE promised END,
		promised_by = CASE ?5 WHEN 'made' THEN ?6 WHEN 'over' THEN '' ELSE promised_by END
		WHERE id = ?4`,
		string(c.State), unixNano(c.Due), c.Code, int64(c.Lead), promiseOf(c), string(c.For))
	if err == nil && n == 0 {
		err = dialer.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("change lead %d: %w", c.Lead, err)
	}
	return nil
}

// promiseOf is what a change means for a promised call: it is made, it is over, or, "", it stands as it was. One that
// stands outlasts calls that reached no one, and refusals of the gate.
func promiseOf(c LeadChange) string {
	switch {
	case c.State == LeadWaiting && c.Code == string(dialer.CallLater):
		return "made"
	case c.State == LeadDone && c.Code != redial.CodeBooked:
		return "over"
	}
	return ""
}

// DueLeads gives the leads that wait and are due, those due first in front.
func (s *Store) DueLeads(
	ctx context.Context, campaign dialer.CampaignID, now time.Time, limit int,
) ([]dialer.Lead, error) {
	leads, err := s.leads(ctx, `l.campaign = ? AND l.state = ? AND l.due <= ? ORDER BY l.due, l.id LIMIT ?`,
		string(campaign), string(LeadWaiting), now.UnixNano(), limit)
	if err != nil {
		return nil, fmt.Errorf("due leads of campaign %s: %w", campaign, err)
	}
	return leads, nil
}

// Lead gives one lead; one that was erased, or whose list was ended, is not found.
func (s *Store) Lead(ctx context.Context, id dialer.LeadID) (dialer.Lead, error) {
	leads, err := s.leads(ctx, `l.id = ?`, int64(id))
	if err == nil && len(leads) == 0 {
		err = dialer.ErrNotFound
	}
	if err == nil {
		err = s.notEnded(ctx, leads[0])
	}
	if err != nil {
		return dialer.Lead{}, fmt.Errorf("lead %d: %w", id, err)
	}
	return leads[0], s.withdrawn(ctx, &leads[0])
}

func (s *Store) leads(ctx context.Context, where string, args ...any) ([]dialer.Lead, error) {
	return collect(ctx, s.read, s.scanLead, `SELECT l.id, l.campaign, l.source, l.due, l.promised > 0, l.promised_by,
			l.box, k.id, k.wrapped
		FROM lead l JOIN number_key k ON k.id = l.number WHERE l.box IS NOT NULL
		AND `+leadShows+` AND k.wrapped IS NOT NULL AND `+where, args...)
}

func (s *Store) scanLead(r *sql.Rows) (dialer.Lead, error) {
	var l dialer.Lead
	var due, id int64
	var box, wrapped []byte
	if err := r.Scan(&l.ID, &l.Campaign, &l.Source, &due, &l.CallBack, &l.For, &box, &id, &wrapped); err != nil {
		return dialer.Lead{}, err
	}
	k, err := s.keys.unwrap(id, wrapped)
	if err != nil {
		return dialer.Lead{}, err
	}
	clear, err := k.open(box)
	if err != nil {
		return dialer.Lead{}, fmt.Errorf("lead %d: %w", l.ID, err)
	}
	var p person
	if err := json.Unmarshal(clear, &p); err != nil {
		return dialer.Lead{}, fmt.Errorf("lead %d: %w", l.ID, err)
	}
	l.Due = timeOf(due)
	p.into(&l, s.keys.person)
	return l, nil
}

// LeadStatus is what leads are counted by.
type LeadStatus struct {
	State LeadState
	Code  string
}

// justComplete counts the leads of a list that is complete and whose leads are being moved to waiting; lead_count has
// none of them.
const justComplete = `SELECT l.campaign, 'waiting', l.code, count(*) FROM lead l JOIN lead_load x ON x.complete = 1
	AND x.campaign = l.campaign
	WHERE l.state = 'loading' GROUP BY l.campaign, l.code`

// LeadCounts gives how many leads of a campaign there are by state and code.
func (s *Store) LeadCounts(ctx context.Context, campaign dialer.CampaignID) (map[LeadStatus]int, error) {
	all, err := s.leadCounts(ctx, `campaign = ?`, string(campaign))
	return all[campaign], err
}

// AllLeadCounts gives how many leads of each campaign there are by state and code. It costs the same however many
// they are.
func (s *Store) AllLeadCounts(ctx context.Context) (map[dialer.CampaignID]map[LeadStatus]int, error) {
	return s.leadCounts(ctx, `true`)
}

func (s *Store) leadCounts(
	ctx context.Context, where string, args ...any,
) (map[dialer.CampaignID]map[LeadStatus]int, error) {
	all := map[dialer.CampaignID]map[LeadStatus]int{}
	_, err := collect(ctx, s.read, func(r *sql.Rows) (struct{}, error) {
		var c dialer.CampaignID
		var at LeadStatus
		var n int
		err := r.Scan(&c, &at.State, &at.Code, &n)
		if all[c] == nil {
			all[c] = map[LeadStatus]int{}
		}
		all[c][at] += n
		return struct{}{}, err
	}, `SELECT campaign, state, code, n FROM (SELECT campaign, state, code, n FROM lead_count WHERE n > 0
		UNION ALL `+justComplete+`) WHERE `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("count leads: %w", err)
	}
	return all, nil
}

// NextDue tells when the next waiting lead comes due after the given time; zero when none does.
func (s *Store) NextDue(ctx context.Context, campaign dialer.CampaignID, after time.Time) (time.Time, error) {
	var due sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT min(due) FROM lead WHERE campaign = ? AND state = ? AND due > ?`,
		string(campaign), string(LeadWaiting), unixNano(after)).Scan(&due)
	if err != nil {
		return time.Time{}, fmt.Errorf("next due lead of campaign %s: %w", campaign, err)
	}
	return timeOf(due.Int64), nil
}

// leadShows picks the leads (table l) that questions about leads see: those of a list that is not complete are none
// of them.
const leadShows = `(l.state <> 'loading' OR EXISTS (SELECT 1 FROM lead_load WHERE complete = 1))`

// erasedCode is the code of a lead whose person was erased.
const erasedCode = "erased"

// leadLoading is the state of a lead whose list is not complete yet, or was completed just now: see lead_load.
const leadLoading LeadState = "loading"
