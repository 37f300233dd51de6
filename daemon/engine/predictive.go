package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

const (
	paceEvery = time.Second // a predictive campaign is looked at this often, happen what may
	wordEvery = time.Minute // what bounds the dialing changes from call to call: the journal hears of it this often
	neverRang = 10 * time.Second
)

// pace is what a campaign in predictive mode keeps: its pacer, and why it dials as it does.
type pace struct {
	pacer Pacer // nil: the campaign is in power mode
	set   pacing.Settings
	off   string // the limit was broken: power, until a person says otherwise; "": it was not
	power string // why it dials in power mode now; "": it does not
	word  pacing.Word
	next  time.Time // look at the floor; zero: at once

	toldPower string // to the journal
	toldWord  pacing.Word
	toldAt    time.Time

	pending  int  // open attempts being looked up
	shrunk   bool // an agent went: calls in flight may have lost their cover
	seen     pacing.Observation
	lastSeen time.Duration
	hour     figures.Ledger
	hourAt   time.Time
}

// setPace makes the campaign's pacer, or keeps the one that has learnt something: also where the mode becomes power,
// for open calls may still be in flight.
func (e *Engine) setPace(c *campaign) {
	c.off, c.next = e.offs[c.ID], time.Time{}
	if c.Mode != dialer.Predictive && c.pacer == nil {
		return
	}
	set := e.set.Pacing
	set.Grace, set.Ring = e.set.T, 2*c.Ring+neverRang // ringing starts the ring time afresh
	if c.pacer == nil || set != c.set {
		c.pacer, c.set = e.newPacer(set), set
	}
	c.shrunk = true
}

func (e *Engine) newPacer(set pacing.Settings) Pacer {
	if e.set.NewPacer != nil {
		return e.set.NewPacer(set)
	}
	return pacing.New(set)
}

// asked is what is to be dialed now: with an agent held for each, and without one.
func (e *Engine) asked(now time.Time, c *campaign) pacing.Decision {
	if c.pacer == nil {
		return pacing.Decision{}
	}
	o := e.observe(now, c, false)
	d := c.pacer.Decide(o)
	c.power = e.powerOnly(now, c)
	if c.power != "" {
		d = pacing.Decision{Reserved: c.roomWithoutSurplus(o), Why: pacing.ByGuard}
	}
	d.Open = min(d.Open, max(0, c.strict().Room(o)-d.Reserved)) // the guard's word is the last
	c.word = d.Why
	e.noteWord(now, c, o)
	if !c.next.After(now) {
		c.next = now.Add(paceEvery)
		e.remind(c.next, ofCampaign, c.index, func(time.Time) {})
	}
	return d
}

// roomWithoutSurplus is how many calls may go out with an agent each while calls without one are still in flight.
func (c *campaign) roomWithoutSurplus(o *pacing.Observation) int {
	set, free := c.set, 0
	set.Limit = 0
	for _, a := range o.Agents {
		if a.State == pacing.Free {
			free++
		}
	}
	n := max(0, min(free, set.Room(o)))
	if o.Lines >= 0 {
		n = min(n, o.Lines)
	}
	return n
}

// powerOnly tells why a predictive campaign dials in power mode now; "" when it does not.
func (e *Engine) powerOnly(now time.Time, c *campaign) string {
	if c.Mode != dialer.Predictive {
		return "power mode was chosen"
	}
	if c.off != "" {
		return "predictive is off until a person restarts it: " + c.off
	}
	if why := gate.Acknowledged(now, e.set.Ack, e.set.AckText); why != "" {
		return why
	}
	if now.Sub(c.hourAt) >= paceEvery || c.hourAt.IsZero() {
		c.hour, c.hourAt = e.tally.Hour(c.ID, now), now
	}
	if c.hour.Broken(c.set.Limit) {
		return "over the limit in the last hour"
	}
	return ""
}

// noteWord writes what bounds the dialing when that has changed.
func (e *Engine) noteWord(now time.Time, c *campaign, o *pacing.Observation) {
	turned := c.power != c.toldPower || c.toldAt.IsZero()
	if !turned && (c.word == c.toldWord || now.Sub(c.toldAt) < wordEvery) {
		return
	}
	c.toldPower, c.toldWord, c.toldAt = c.power, c.word, now
	mode := "predictive"
	if c.power != "" {
		mode = "power: " + c.power
	}
	day := o.Ledgers[0]
	e.tell(dialer.Fact{
		At: now, Kind: dialer.FactPacing, Campaign: c.ID, Client: c.Client.ID, Code: string(c.word),
		Detail: fmt.Sprintf("%s; %d agents, %d calls in flight; today %d abandoned of %d established", mode,
			len(o.Agents), len(o.Calls), day.Abandoned, day.Established),
	})
}

// covered reports whether the guard covers one more open call that is being looked up; it is in what is observed
// already.
func (e *Engine) covered(now time.Time, c *campaign) bool {
	return c.pacer != nil && e.powerOnly(now, c) == "" && c.strict().Room(e.observe(now, c, e.callersWait() == 0)) >= 0
}

// strict are the settings without the reserve: what the law asks for, after agents have gone.
func (c *campaign) strict() pacing.Settings {
	s := c.set
	s.ReserveAgents = 0
	return s
}

// uncover cancels the open calls that nothing covers any more, since an agent went: the youngest first. Where no agent
// is left who could take one, it cancels them all, whatever the limit still allows: abandoned calls are to be avoided
// (4.6.2).
func (e *Engine) uncover(now time.Time) {
	if !e.up || e.adopting > 0 { // who is there is not known yet
		return
	}
	for _, c := range e.campaigns {
		if c.pacer == nil || !c.shrunk {
			continue
		}
		c.shrunk = false
		o := e.observe(now, c, true)
		missing := -c.strict().Room(o)
		here := func(a pacing.Agent) bool { return a.State != pacing.Away }
		if len(e.missed) == 0 && !slices.ContainsFunc(o.Agents, here) {
			missing = len(c.calls)
		}
		for _, a := range slices.Backward(slices.Clone(c.calls)) {
			switch {
			case missing <= 0 || !a.Open || !a.Unanswered():
				continue
			case a.State != call.Cancelling:
				e.step(now, a, call.Cancel{Why: "an agent left, and the guard covers the call no longer"})
			}
			missing--
		}
	}
}

// needed reports whether open calls in flight count on the agent, so that a break is put off by seconds.
func (e *Engine) needed(now time.Time, s *roster.Seat) bool { return e.countOn(now)(s) }

// countOn is needed for several agents of one floor: each campaign is looked at once. It holds until the floor changes.
func (e *Engine) countOn(now time.Time) func(s *roster.Seat) bool {
	stays := map[*campaign]bool{}
	return func(s *roster.Seat) bool {
		return slices.ContainsFunc(e.campaigns, func(c *campaign) bool {
			if c.pacer == nil || !e.counts(c, s) {
				return false
			}
			if _, known := stays[c]; !known {
				stays[c] = !c.set.MayLeave(e.observe(now, c, true))
			}
			return stays[c]
		})
	}
}

// letGo closes the legs of those who asked to leave and are needed no longer, and has choices of such agents be in
// force.
func (e *Engine) letGo() {
	now := e.ports.Now()
	var needed func(*roster.Seat) bool
	for i := 0; i < len(e.seats); i++ {
		s := e.seats[i]
		if !s.Going() || !s.Idle() {
			continue
		}
		if needed == nil {
			needed = e.countOn(now)
		}
		if s.Pause != "" || !needed(s) {
			e.goes(now, s)
			needed = nil // one agent fewer
		}
	}
}

// count keeps the ledgers in step with what is written, and raises the alarm when a limit is broken.
func (e *Engine) count(facts []dialer.Fact) {
	for _, f := range facts {
		switch {
		case e.recalls[f.Attempt] != nil || e.tally.Missing(f):
			e.recall(f)
		case e.tally.Apply(f):
			e.alarm(f.At)
		}
	}
}

// alarm puts every predictive campaign whose limit is broken back to power, until a person says otherwise (4.6.2).
func (e *Engine) alarm(now time.Time) {
	for _, c := range e.campaigns {
		if c.Mode != dialer.Predictive || c.off != "" {
			continue
		}
		if why := e.brokenBy(now, c); why != "" {
			c.off, e.offs[c.ID] = why, why
			e.ports.Log.WithField("campaign", c.ID).Error(
				"ALARM: the limit of abandoned calls is broken; predictive is off: " + why,
			)
			e.tell(dialer.Fact{
				At: now, Kind: dialer.FactCampaign, Campaign: c.ID, Client: c.Client.ID, Code: dialer.PredictiveOff,
				Detail: why, By: dialer.Self,
			})
		}
	}
}

// brokenBy tells which ledger is over the limit; "" when none is.
func (e *Engine) brokenBy(now time.Time, c *campaign) string {
	for _, l := range []struct {
		name string
		figures.Ledger
	}{
		{"today", e.tally.Day(c.ID, dialer.DayOf(now, hours.Oslo()))},
		{"in the campaign", e.tally.Total(c.ID)},
		{"in the campaign and those it goes on from", e.tally.Inherited(c.Campaign, now)},
	} {
		if l.Broken(c.set.Limit) {
			return fmt.Sprintf("%d abandoned of %d established %s", l.Abandoned, l.Established(), l.name)
		}
	}
	return ""
}

// RestartPredictive lets a campaign whose limit was broken dial predictively again, on a person's word and reason. It
// returns when that is on the disk.
func (e *Engine) RestartPredictive(ctx context.Context, id dialer.CampaignID, why, by string) error {
	written := make(chan error, 1)
	err := e.ask(ctx, func(now time.Time) error {
		c := e.campaign(id)
		switch {
		case c == nil:
			return fmt.Errorf("campaign %s: %w", id, dialer.ErrNotFound)
		case why == "":
			return dialer.Invalid{Field: "why", Why: "the reason, kept in the journal (4.6.2)"}
		case c.off == "":
			return fmt.Errorf("campaign %s: %w: predictive was not switched off by an alarm", id, dialer.ErrRefused)
		}
		c.off, c.next = "", time.Time{}
		delete(e.offs, id)
		e.write(dialer.Batch{Facts: []dialer.Fact{{
			At: now, Kind: dialer.FactCampaign, Campaign: id, Client: c.Client.ID, Code: dialer.PredictiveOn,
			Detail: why, By: by,
		}}}, func(_ time.Time, err error) { written <- err })
		return nil
	})
	if err != nil {
		return err
	}
	return onDisk(ctx, written)
}

// onDisk waits for what was put on its way to the disk, and tells why it will not get there.
func onDisk(ctx context.Context, written <-chan error) error {
	select {
	case err := <-written:
		return err
	case <-ctx.Done():
		return fmt.Errorf("not on the disk yet: %w", ctx.Err())
	}
}
