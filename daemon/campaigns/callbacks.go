package campaigns

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// CallBacks lists the promised calls that are not settled, the earliest first.
func (m *Manager) CallBacks(ctx context.Context, q verb.CallBackQuery) ([]verb.CallBack, error) {
	all, err := m.p.Book.CallBacks(ctx)
	out := []verb.CallBack{}
	for _, c := range all {
		if (q.Campaign == "" || q.Campaign == string(c.Campaign)) && (q.Agent == "" || q.Agent == string(c.For)) {
			out = append(out, callBackOf(c, m.p.Now()))
		}
	}
	return out, err
}

func callBackOf(c sqlite.CallBack, now time.Time) verb.CallBack {
	out := verb.CallBack{
		Lead: int64(c.ID), Number: c.Number.Masked(), Campaign: string(c.Campaign), Client: string(c.Client),
		Agent: string(c.For), Promised: hours.InOslo(c.Promised), Due: hours.InOslo(c.Due),
	}
	switch {
	case c.Code == redial.CodeBooked:
		out.State = "calling"
	case c.LeadStatus.State == dialer.LeadBlocked:
		out.State, out.Why, out.Due = "barred", whyWaits(c.Code), time.Time{}
	case c.Due.After(now):
		out.State, out.Why = "waiting", whyWaits(c.Code)
	default:
		out.State, out.Why = "due", whyWaits(c.Code)
		if out.Why == "" && c.For != "" {
			out.Why = "goes to " + string(c.For) + " first"
		}
	}
	return out
}

// whyWaits says in words why a promised call is not made at the time that was promised; "" where it is still to come.
func whyWaits(code string) string {
	if code == string(dialer.CallLater) {
		return ""
	}
	all := gate.Codes()
	if i := slices.IndexFunc(all, func(g gate.Code) bool { return g.Code == code }); i >= 0 {
		return code + ": " + all[i].Meaning
	}
	return "called, and not spoken with: " + code
}

// MoveCallBack has a promised call made at another time, or by another agent of its campaign. A time at which no one
// may be called is refused. The floor looks at once.
func (m *Manager) MoveCallBack(ctx context.Context, in verb.CallBackMove, by string) error {
	at, err := time.ParseInLocation("2006-01-02T15:04", in.At, hours.Oslo())
	if err != nil {
		return dialer.Invalid{Field: "at", Value: in.At, Why: "Oslo time as 2026-11-24T13:30"}
	}
	if !at.After(m.p.Now()) {
		return dialer.Invalid{Field: "at", Value: in.At, Why: "a time that is to come"}
	}
	if w := m.p.Settings().Hours.At(at, 0); !w.Open {
		return dialer.Invalid{Field: "at", Value: in.At, Why: fmt.Sprintf(
			"no one may be called then (%s); next at %s", w.Why, hours.Text(w.Next))}
	}
	if err := m.mayCallBack(ctx, in); err != nil {
		return err
	}
	id, err := m.p.Book.MoveCallBack(ctx, dialer.LeadID(in.Lead), at, dialer.AgentID(in.Agent), in.Why, by)
	return m.callBackChanged(ctx, id, err)
}

// mayCallBack refuses an agent who does not work for the campaign of the promised call.
func (m *Manager) mayCallBack(ctx context.Context, in verb.CallBackMove) error {
	if in.Agent == "" {
		return nil
	}
	all, err := m.p.Book.CallBacks(ctx)
	i := slices.IndexFunc(all, func(c sqlite.CallBack) bool { return int64(c.ID) == in.Lead })
	if err != nil || i < 0 { // that there is none is told by the change
		return err
	}
	c, err := m.p.Book.Campaign(ctx, all[i].Campaign)
	if err == nil && !slices.Contains(c.Agents, dialer.AgentID(in.Agent)) {
		err = dialer.Invalid{Field: "agent", Value: in.Agent, Why: fmt.Sprintf("one of the agents of campaign %s: %v",
			c.ID, c.Agents)}
	}
	return err
}

// CancelCallBack ends a promised call. One that is just being looked up is not dialed.
func (m *Manager) CancelCallBack(ctx context.Context, in verb.CallBackReason, by string) error {
	id, err := m.p.Book.CancelCallBack(ctx, dialer.LeadID(in.Lead), in.Why, by)
	return m.callBackChanged(ctx, id, err)
}

// callBackChanged has the floor read the campaign's leads again.
func (m *Manager) callBackChanged(ctx context.Context, id dialer.CampaignID, err error) error {
	floor := m.p.Floor()
	if err != nil || floor == nil {
		return err
	}
	ctx, cancel := outliving(ctx)
	defer cancel()
	return errors.Join(floor.LeadsEnded(ctx, id), floor.LeadsAdded(ctx, id))
}
