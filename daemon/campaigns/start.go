package campaigns

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// MayPredict tells why a campaign in predictive mode is not started (4.6.1). One that runs goes on, in power mode.
func (m *Manager) MayPredict(c dialer.Campaign) error {
	if c.Mode != dialer.Predictive {
		return nil
	}
	set := m.p.Settings()
	if why := gate.Acknowledged(m.p.Now(), set.Ack, set.AckText); why != "" {
		return fmt.Errorf("%w: predictive mode: %s", dialer.ErrRefused, why)
	}
	return nil
}

// MayStart tells all that keeps a campaign from being started. wait says why one that may start does not dial yet.
func (m *Manager) MayStart(ctx context.Context, c dialer.Campaign) (wait string, err error) {
	return m.mayDial(ctx, c, m.p.SoundsReady(ctx, c))
}

// mayDial is MayStart with what is known of the campaign's sounds.
func (m *Manager) mayDial(ctx context.Context, c dialer.Campaign, sounds error) (wait string, err error) {
	var errs []error
	set := m.p.Settings()
	if set.Blanks != nil {
		errs = append(errs, fmt.Errorf("the configuration has blanks:\n%w", set.Blanks))
	}
	errs = append(errs, m.agentsKnown(ctx, c), sounds)
	v, wait := m.verdict(ctx, c, set)
	if !v.Allowed && !(v.Code == gate.BlockConfig && set.Blanks != nil) { // each blank is named already
		errs = append(errs, fmt.Errorf("%s: %s", v.Code, v.Why))
	}
	if err := errors.Join(errs...); err != nil {
		return "", fmt.Errorf("%w: %w", dialer.ErrRefused, err)
	}
	return wait, nil
}

// verdict is the gate's on the campaign as if it ran. While calling hours are closed, it is the verdict at their next
// opening, and wait says when that is.
func (m *Manager) verdict(ctx context.Context, c dialer.Campaign, set Settings) (v gate.Verdict, wait string) {
	c.Running = true
	facts := gate.CampaignFacts{
		Campaign: c, Responsible: set.Responsible, Hours: set.Hours, NationalMissing: m.nationalMissing(ctx, c.Kind),
	}
	v = gate.Campaign(m.p.Now(), facts)
	if v.Code == gate.BlockHours && !v.Next.IsZero() {
		wait = v.Why + "; next at " + hours.Text(v.Next)
		v = gate.Campaign(v.Next, facts)
	}
	return v, wait
}

// nationalMissing reports that the national register of this kind was never delivered. One that does not
// answer now is no reason against a start: the gate asks at each dial.
func (m *Manager) nationalMissing(ctx context.Context, k dialer.Kind) bool {
	id := reservation.NationalOf(k)
	all, err := m.p.Versions(ctx)
	if id == "" || err != nil {
		return false
	}
	return !slices.ContainsFunc(all, func(v dialer.RegisterVersion) bool {
		return v.Register == id && !v.LoadedAt.IsZero()
	})
}

// agentsKnown names the campaign's agents that are not in the book.
func (m *Manager) agentsKnown(ctx context.Context, c dialer.Campaign) error {
	known, err := m.p.Book.Agents(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for i, id := range c.Agents {
		if !slices.ContainsFunc(known, func(a dialer.Agent) bool { return a.ID == id }) {
			errs = append(errs, dialer.Invalid{
				Field: fmt.Sprintf("agents[%d]", i+1), Value: string(id),
				Why: "an agent in the book: ringevett agent add",
			})
		}
	}
	return errors.Join(errs...)
}
