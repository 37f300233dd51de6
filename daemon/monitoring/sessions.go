package monitoring

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Listening is the engine's part in monitoring sessions.
type Listening interface {
	MayMonitor(ctx context.Context, w notice.Wish) error
	StartMonitor(ctx context.Context, w notice.Wish, voice string) error
	StopMonitor(ctx context.Context, a dialer.AgentID, by string) error
	Monitors(ctx context.Context) ([]engine.MonitorView, error)
}

// People are those who may listen, and the campaigns that they may listen to.
type People interface {
	People(ctx context.Context) ([]dialer.User, error)
	Campaigns(ctx context.Context) ([]dialer.Campaign, error)
}

// phone is one of the PBX's own endpoints: a listener's phone is rung, and no number may be dialed by it.
var phone = regexp.MustCompile(`^PJSIP/[A-Za-z0-9_.+-]+$`)

// StartMonitor begins a session. All that the rules say is asked before any sound is made.
func (o *Notices) StartMonitor(ctx context.Context, in verb.MonitorWish, by string) (verb.MonitorBegun, error) {
	w, err := o.wish(ctx, in, by)
	if err != nil {
		return verb.MonitorBegun{}, err
	}
	floor := o.p.Listening()
	if floor == nil {
		return verb.MonitorBegun{}, fmt.Errorf("listen to agent %s: %w: no daemon runs", in.Agent, dialer.ErrRefused)
	}
	if err := floor.MayMonitor(ctx, w); err != nil {
		return verb.MonitorBegun{}, err
	}
	voice, err := o.p.SpeakListener(ctx, w)
	if err != nil {
		return verb.MonitorBegun{}, fmt.Errorf("%w: %w", dialer.ErrRefused, err)
	}
	return verb.MonitorBegun{Listener: w.Listener.Name}, floor.StartMonitor(ctx, w, voice)
}

// wish reads what was asked for. Who listens is a person of the book, so that a name cannot be made up.
func (o *Notices) wish(ctx context.Context, in verb.MonitorWish, by string) (notice.Wish, error) {
	w := notice.Wish{Agent: dialer.AgentID(in.Agent), Purpose: notice.Purpose(in.Purpose), By: by}
	all, err := o.p.People.People(ctx)
	if err != nil {
		return w, err
	}
	if w.Listener, err = listener("listener", in.Listener, by, all); err != nil {
		return w, err
	}
	if in.Host != "" {
		if w.Host, err = listener("host", in.Host, "", all); err != nil {
			return w, err
		}
	}
	w.Listener.Phone, w.Host.Phone = in.Phone, in.HostPhone
	for field, value := range map[string]string{"phone": in.Phone, "host_phone": in.HostPhone} {
		if value != "" && !phone.MatchString(value) || field == "phone" && value == "" {
			return w, dialer.Invalid{Field: field, Value: value, Why: "a phone as Asterisk names it, PJSIP/leader"}
		}
	}
	if w.Until, err = time.ParseInLocation(notice.Layout, in.Until, hours.Oslo()); err != nil {
		return w, notice.Refused{Reason: notice.NoEnd, Why: fmt.Sprintf(
			"until: %q: a day and a time in Oslo, as in 2026-11-23 14:00", in.Until)}
	}
	if in.Campaign == "" {
		return w, nil
	}
	campaigns, err := o.p.People.Campaigns(ctx)
	i := slices.IndexFunc(campaigns, func(c dialer.Campaign) bool { return string(c.ID) == in.Campaign })
	if err == nil && i < 0 {
		err = fmt.Errorf("campaign %s: %w", in.Campaign, dialer.ErrNotFound)
	}
	if err == nil {
		w.Campaign, w.Client = campaigns[i].ID, campaigns[i].Client.ID
	}
	return w, err
}

// listener is a person of the book: the one named, or else the one who asks.
func listener(field, id, by string, all []dialer.User) (notice.Listener, error) {
	u, known := people.Named(all, by)
	if id != "" {
		i := slices.IndexFunc(all, func(p dialer.User) bool { return string(p.ID) == id })
		if known = i >= 0; known {
			u = all[i]
		}
	}
	if !known || !u.Ended.IsZero() || u.Kind != dialer.KindPerson {
		return notice.Listener{}, notice.Refused{Reason: notice.NotTheirs, Why: fmt.Sprintf(
			"%s: %q: no person of the book: ringevett person list", field, id)}
	}
	return notice.Listener{
		Name: u.Name, Client: u.Client, House: u.Has(dialer.Operator, dialer.Supervisor, dialer.Quality),
	}, nil
}

// StopMonitor ends the session with an agent.
func (o *Notices) StopMonitor(ctx context.Context, in verb.MonitoredAgent, by string) error {
	floor := o.p.Listening()
	if floor == nil {
		return fmt.Errorf("agent %s: a monitoring session: %w: no daemon runs", in.Agent, dialer.ErrNotFound)
	}
	return floor.StopMonitor(ctx, dialer.AgentID(in.Agent), by)
}

// MonitorList gives the open sessions, by agent.
func (o *Notices) MonitorList(ctx context.Context) ([]verb.Monitor, error) {
	floor := o.p.Listening()
	if floor == nil {
		return []verb.Monitor{}, nil
	}
	all, err := floor.Monitors(ctx)
	return verb.Each(all, func(m engine.MonitorView) verb.Monitor {
		return verb.Monitor{
			Agent: string(m.Agent), Listener: m.Listener.Name, Client: string(m.Listener.Client), Host: m.Host.Name,
			Purpose: string(m.Purpose), Campaign: string(m.Campaign), Notice: int64(m.Notice), State: m.State, Told: m.Told,
			Until: hours.InOslo(m.Until), By: m.By,
		}
	}), err
}
