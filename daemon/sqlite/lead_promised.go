package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
)

// CallBack is a call that was promised to a person and is not settled.
type CallBack struct {
	dialer.Lead
	Client   dialer.ClientID
	Promised time.Time // when; Due is later where the gate has put it off, or a try reached no one
	LeadStatus
}

// promisedLead picks the leads (table l) with such a call: they wait, the gate has barred them, or the call is under
// way.
var promisedLead = `l.promised > 0 AND l.box IS NOT NULL
	AND (l.state IN ('waiting', 'blocked') OR l.code = '` + redial.CodeBooked + `')`

// CallBacks lists the promised calls, those due first in front.
func (s *Store) CallBacks(ctx context.Context) ([]CallBack, error) {
	leads, err := s.leads(ctx, promisedLead)
	if err != nil {
		return nil, fmt.Errorf("call-backs: %w", err)
	}
	of := map[dialer.LeadID]dialer.Lead{}
	for _, l := range leads {
		of[l.ID] = l
	}
	all, err := collect(ctx, s.read, func(r *sql.Rows) (c CallBack, err error) {
		var id dialer.LeadID
		var promised int64
		err = r.Scan(&id, &c.Client, &promised, &c.State, &c.Code)
		c.Lead, c.Promised = of[id], timeOf(promised)
		return c, err
	}, `SELECT l.id, c.client, l.promised, l.state, l.code FROM lead l JOIN campaign c ON c.id = l.campaign
		WHERE `+promisedLead+` ORDER BY l.due, l.id`)
	if err != nil {
		return nil, fmt.Errorf("call-backs: %w", err)
	}
	known := all[:0]
	for _, c := range all {
		if c.ID != 0 { // else it came, or its number went, between the two readings
			known = append(known, c)
		}
	}
	return known, nil
}

// MoveCallBack has a promised call wait until due, for the agent; empty: for any agent of the campaign. The journal
// keeps the reason. It gives the lead's campaign.
func (s *Store) MoveCallBack(
	ctx context.Context, id dialer.LeadID, due time.Time, of dialer.AgentID, why, by string,
) (dialer.CampaignID, error) {
	what := "moved to " + hours.Text(due)
	if of != "" {
		what += ", for agent " + string(of)
	}
	return s.changeCallBack(ctx, redial.Moved(id, due, of), what, why, by)
}

// CancelCallBack ends a promised call: its lead is not dialed again in the campaign. The journal keeps the reason.
func (s *Store) CancelCallBack(ctx context.Context, id dialer.LeadID, why, by string) (dialer.CampaignID, error) {
	return s.changeCallBack(ctx, redial.Cancelled(id), "cancelled", why, by)
}

func (s *Store) changeCallBack(
	ctx context.Context, to LeadChange, what, why, by string,
) (campaign dialer.CampaignID, err error) {
	if why, err = reasoned(why, by); err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			var client dialer.ClientID
			var code string
			err := t.row(`SELECT l.campaign, c.client, l.code FROM lead l JOIN campaign c ON c.id = l.campaign
				WHERE l.id = ? AND `+promisedLead, int64(to.Lead)).Scan(&campaign, &client, &code)
			switch {
			case errors.Is(err, sql.ErrNoRows):
				return fmt.Errorf("%w: ringevett callbacks list shows them", dialer.ErrNotFound)
			case err == nil && code == redial.CodeBooked:
				err = fmt.Errorf("%w: it is being called now", dialer.ErrRefused)
			}
			if err == nil {
				err = t.changeLead(to)
			}
			if err != nil {
				return err
			}
			return t.appendFact(dialer.Fact{
				Kind: dialer.FactChanged, Campaign: campaign, Client: client, Lead: to.Lead, Code: "call_back",
				Detail: "call-back " + what + ": " + why, By: by,
			})
		})
	}
	if err != nil {
		return "", fmt.Errorf("the call-back of lead %d: %w", to.Lead, err)
	}
	return campaign, nil
}
