package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
)

// ask has do carried out between two events and gives its answer. It must not be called before Run.
func (e *Engine) ask(ctx context.Context, do func(now time.Time) error) error {
	c := command{do: do, reply: make(chan error, 1)}
	e.in.put(c)
	select {
	case err := <-c.reply:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// PutCampaign brings a campaign to the floor or replaces it there: what is under way goes on as it was begun.
func (e *Engine) PutCampaign(ctx context.Context, c dialer.Campaign) error {
	return e.ask(ctx, func(time.Time) error { e.putCampaign(c); return nil })
}

// PauseCampaign has a campaign begin no more calls; what is under way goes on. It waits for no disk.
func (e *Engine) PauseCampaign(ctx context.Context, id dialer.CampaignID) error {
	return e.ask(ctx, func(time.Time) error {
		c := e.campaign(id)
		if c == nil {
			return fmt.Errorf("campaign %s: %w", id, dialer.ErrNotFound)
		}
		c.Running = false
		return nil
	})
}

func (e *Engine) putCampaign(c dialer.Campaign) {
	e.setCampaign(c)
	e.assignSoles()
}

// setCampaign leaves it to the caller to assign seats whose agents work for one client alone now.
func (e *Engine) setCampaign(c dialer.Campaign) {
	if on := e.campaign(c.ID); on != nil {
		e.recrew(on, c)
		on.asleep, on.wake, on.verdict = time.Time{}, time.Time{}, gate.Verdict{}
		e.setPace(on)
		return
	}
	e.tally.Know(c.ID, c.Kind)
	e.campaignNo++
	on := &campaign{index: e.campaignNo}
	e.recrew(on, c)
	e.setPace(on)
	e.campaigns = append(e.campaigns, on)
	slices.SortFunc(e.campaigns, func(a, b *campaign) int { return strings.Compare(string(a.ID), string(b.ID)) })
}

// LeadsEnded has what is being looked up for a campaign looked up again: leads of it were ended, and are not found
// any more.
func (e *Engine) LeadsEnded(ctx context.Context, id dialer.CampaignID) error {
	return e.ask(ctx, func(time.Time) error { e.leadsEnded(id); return nil })
}

func (e *Engine) leadsEnded(id dialer.CampaignID) {
	for _, k := range e.looks {
		if k.campaign.ID == id {
			k.stale = true
		}
	}
}

// DropCampaign takes a campaign off the floor, which then costs it nothing. It is refused while the campaign runs or
// anything of it is under way; one that is not on the floor is no fault.
func (e *Engine) DropCampaign(ctx context.Context, id dialer.CampaignID) error {
	return e.ask(ctx, func(time.Time) error {
		c := e.campaign(id)
		if c == nil {
			return nil
		}
		if why := e.underWay(c); why != "" {
			return fmt.Errorf("%w: %s", dialer.ErrRefused, why)
		}
		e.campaigns = slices.DeleteFunc(e.campaigns, func(o *campaign) bool { return o == c })
		return nil
	})
}

// underWay says what of a campaign is not over; "" where all is.
func (e *Engine) underWay(c *campaign) string {
	if c.Running {
		return "it runs: pause it first, with: ringevett campaign pause " + string(c.ID)
	}
	if len(c.calls) > 0 {
		return fmt.Sprintf("attempt %s is under way: ask again when it has ended", c.calls[0].ID)
	}
	for _, k := range e.looks {
		if k.campaign == c {
			return "a lead is being looked up: ask again in a moment"
		}
	}
	return ""
}

// SetSettings replaces the house's own rules between two events: they hold for the next decision of every campaign.
// What is under way goes on as it was begun: a call keeps the T that it was booked with, a caller the wait that was
// promised.
func (e *Engine) SetSettings(ctx context.Context, set Settings) error {
	return e.ask(ctx, func(time.Time) error {
		set.NewPacer = e.set.NewPacer
		e.set = set
		for _, c := range e.campaigns {
			c.asleep, c.wake, c.verdict = time.Time{}, time.Time{}, gate.Verdict{}
			e.setPace(c)
		}
		return nil
	})
}

// LeadsAdded has a campaign look at its book again at once.
func (e *Engine) LeadsAdded(ctx context.Context, id dialer.CampaignID) error {
	return e.ask(ctx, func(time.Time) error {
		c := e.campaign(id)
		if c == nil {
			return fmt.Errorf("campaign %s: %w", id, dialer.ErrNotFound)
		}
		c.asleep = time.Time{}
		return nil
	})
}

// Dispose takes a disposition for an attempt that is on the floor or was some agent's last, as by typed it.
func (e *Engine) Dispose(ctx context.Context, id dialer.AttemptID, d dialer.Disposition, by string) error {
	return e.ask(ctx, func(now time.Time) error {
		for session, a := range e.talked {
			if s := e.seat(session); a.ID == id && s != nil {
				if a.said.Final() && d != dialer.Sold { // of a sale the rule says it
					return fmt.Errorf("attempt %d: %w: %s stands", id, dialer.ErrRefused, a.said)
				}
				if err := a.campaign.Kind.Admits(d); err != nil {
					return err
				}
				return e.dispose(now, s, d, by)
			}
		}
		return fmt.Errorf("attempt %d: %w among the last conversations of the agents logged in", id, dialer.ErrNotFound)
	})
}

// Drain stops dialing and returns when the last call is over or ctx ends.
func (e *Engine) Drain(ctx context.Context) error {
	var done chan struct{}
	err := e.ask(ctx, func(now time.Time) error {
		if e.draining == nil {
			e.draining = make(chan struct{})
		}
		e.stopTry(now, tryStopped)
		done = e.draining
		return nil
	})
	if err != nil {
		return err
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Cut ends what is not a conversation: what rings is cancelled, and who waits hears the message. Conversations stay:
// they live in the PBX, but this daemon hears no refusal there: they are recorded no longer.
func (e *Engine) Cut(ctx context.Context, why string) error {
	return e.ask(ctx, func(now time.Time) error {
		e.deafRecordings(now)
		e.stopTry(now, tryStopped)
		for _, a := range e.calls {
			e.step(now, a, call.Cancel{Why: why})
		}
		return nil
	})
}

// OnlyTalk waits until no call is open but conversations, and looks at every interval. It reports false where ctx ends
// before that.
func (e *Engine) OnlyTalk(ctx context.Context, every time.Duration) bool {
	look := time.NewTicker(every)
	defer look.Stop()
	for {
		s, err := e.Snapshot(ctx)
		if err != nil {
			return false
		}
		if !slices.ContainsFunc(s.Calls, func(c CallView) bool { return c.State != call.Talking.String() }) {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-look.C:
		}
	}
}

// log is the entry for one attempt, its number masked.
func (e *Engine) log(a *attempt) *logrus.Entry {
	return e.ports.Log.WithFields(logrus.Fields{
		"campaign": a.Campaign, "lead": a.Lead, "attempt": a.ID, "agent": a.Agent, "number": a.Number.Masked(),
	})
}
