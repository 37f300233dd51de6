package engine

import (
	"context"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

const (
	fetchLeads   = 50              // leads brought in at a time
	refetch      = 5 * time.Second // before the book is asked again after it failed or had nothing due
	longestNap   = time.Minute     // a campaign without leads looks again at least this often: imports come at any time
	perSecondIn  = time.Second
	verdictHolds = time.Second // the gate's on a whole campaign
)

// campaign is a campaign on the floor.
type campaign struct {
	dialer.Campaign
	crew     map[dialer.AgentID]bool // of Agents
	index    int64
	leads    []dialer.Lead // due, in order, not yet looked at
	fetching bool
	changed  map[dialer.LeadID]bool // leads that the disk got while fetching: the answer may be older
	asleep   time.Time              // the book has nothing due before
	blind    time.Time              // something that the gate must know is away; asked again then
	verdict  gate.Verdict           // the gate's on the campaign as a whole
	why      string                 // why it does not dial now; "": it does
	wake     time.Time              // the deadline set for it
	pace
}

// Serves reports whether the agent works for the campaign.
func (c *campaign) Serves(a dialer.AgentID) bool { return c.crew[a] }

// crewOf is a list of agents, to be asked for by each event and for each agent.
func crewOf(agents []dialer.AgentID) map[dialer.AgentID]bool {
	crew := make(map[dialer.AgentID]bool, len(agents))
	for _, a := range agents {
		crew[a] = true
	}
	return crew
}

// place starts as many attempts as pacing allows, campaign by campaign.
func (e *Engine) place(now time.Time) {
	why := e.halted()
	for _, c := range e.running() {
		if why != "" {
			c.why = why
			continue
		}
		e.placeFor(now, c)
	}
}

func (e *Engine) placeFor(now time.Time, c *campaign) {
	if v := e.verdict(now, c); !v.Allowed {
		c.why = v.Code + ": " + v.Why
		e.wakeAt(c, v.Next)
		return
	}
	if now.Before(c.blind) {
		return
	}
	c.why = ""
	d := e.asked(now, c)
	counted := func(s *roster.Seat) bool { return c.pacer != nil && e.counts(c, s) }
	shared := func(s *roster.Seat) bool { return c.Serves(s.Agent.ID) && !counted(s) }
	e.begin(now, c, d.Reserved, counted)
	e.begin(now, c, d.Open, nil)
	n := pacing.Power(pacing.Input{Free: e.free(shared), InFlight: len(e.ringing), MaxLines: e.set.MaxCalls, Starts: e.startsLeft(now)})
	if d.Reserved+d.Open+n == 0 {
		c.why = e.whyNot(c)
		return
	}
	e.begin(now, c, n, shared)
}

// begin begins n attempts, each with an agent held whom pick wants, or open ones where pick is nil.
func (e *Engine) begin(now time.Time, c *campaign, n int, pick func(*roster.Seat) bool) {
	for range n {
		lead, ok := e.nextLead(now, c)
		if !ok {
			return
		}
		var h hold
		if pick != nil {
			if h, ok = e.hold(now, pick); !ok {
				c.leads = slices.Insert(c.leads, 0, lead)
				return
			}
		}
		e.starts = append(e.starts, now)
		e.look(now, c, lead, h)
	}
}

// verdict is the gate's on the campaign as a whole. It is asked again each second, and by the gate for each lead anyway.
func (e *Engine) verdict(now time.Time, c *campaign) gate.Verdict {
	if age := now.Sub(c.verdict.At); c.verdict.At.IsZero() || age < 0 || age >= verdictHolds {
		c.verdict = gate.Campaign(now, gate.CampaignFacts{Campaign: c.Campaign, Responsible: e.set.Responsible, Hours: e.set.Hours})
	}
	return c.verdict
}

func (e *Engine) free(pick func(*roster.Seat) bool) int {
	n := 0
	for _, s := range e.seats {
		if s.Free() && pick(s) {
			n++
		}
	}
	return n
}

// whyNot tells, for people, why a campaign that may dial does not.
func (e *Engine) whyNot(c *campaign) string {
	if !slices.ContainsFunc(e.seats, func(s *roster.Seat) bool { return s.OnLine() && c.Serves(s.Agent.ID) }) {
		return "no agent of this campaign is logged in"
	}
	if c.pacer != nil && c.word != pacing.ByTrunk {
		return "enough calls are out for the agents there are: " + string(c.word)
	}
	if e.free(func(s *roster.Seat) bool { return c.Serves(s.Agent.ID) }) == 0 {
		return "all agents are busy"
	}
	return "the trunk's ceiling is reached"
}

// startsLeft is how many attempts may still start in this second; below 0: no limit.
func (e *Engine) startsLeft(now time.Time) int {
	if e.set.PerSecond == 0 {
		e.starts = e.starts[:0]
		return -1
	}
	e.starts = slices.DeleteFunc(e.starts, func(t time.Time) bool { return now.Sub(t) >= perSecondIn })
	left := max(0, e.set.PerSecond-len(e.starts))
	if left == 0 {
		e.remind(e.starts[0].Add(perSecondIn), ofCampaign, -1, func(time.Time) {})
	}
	return left
}

// nextLead takes the next due lead whose number is not in use, and sends for more when they run out.
func (e *Engine) nextLead(now time.Time, c *campaign) (dialer.Lead, bool) {
	for len(c.leads) > 0 {
		l := c.leads[0]
		c.leads = c.leads[1:]
		if !e.ringing[l.Number] {
			return l, true
		}
	}
	e.fetch(now, c)
	return dialer.Lead{}, false
}

func (e *Engine) fetch(now time.Time, c *campaign) {
	if c.fetching || now.Before(c.asleep) {
		if !c.fetching {
			c.why = "no lead is due before " + c.asleep.Format(time.DateTime)
		}
		return
	}
	c.fetching, c.changed = true, map[dialer.LeadID]bool{}
	type answer struct {
		leads []dialer.Lead
		next  time.Time
	}
	within(e, c.ID, "list the leads of campaign "+string(c.ID), bookPatience, func(ctx context.Context) (a answer, err error) {
		a.leads, a.next, err = e.ports.Book.Due(ctx, c.ID, now, fetchLeads)
		return a, err
	}, func(now time.Time, a answer, err error) { e.fetched(now, c, a.leads, a.next, err) })
}

func (e *Engine) fetched(now time.Time, c *campaign, leads []dialer.Lead, next time.Time, err error) {
	c.fetching = false
	if err != nil {
		c.why = "the book cannot be read: " + err.Error()
		e.sleep(now, c, now.Add(refetch))
		return
	}
	c.leads = slices.DeleteFunc(leads, func(l dialer.Lead) bool { // a number in use by another would be asked for in a loop
		return e.inHand(l.ID) || c.changed[l.ID] || e.ringing[l.Number]
	})
	if len(c.leads) > 0 {
		return
	}
	switch {
	case len(c.changed) > 0:
		next = now.Add(refetch)
	case next.IsZero():
		c.why = "no leads left"
		next = now.Add(longestNap)
	case !next.After(now): // due, but all of them are in hand
		next = now.Add(refetch)
	}
	e.sleep(now, c, minTime(next, now.Add(longestNap)))
}

func (e *Engine) sleep(_ time.Time, c *campaign, until time.Time) {
	c.asleep = until
	e.wakeAt(c, until)
}

// wakeAt has the campaign looked at again at t; the zero t is never.
func (e *Engine) wakeAt(c *campaign, t time.Time) {
	if t.IsZero() || c.wake.Equal(t) {
		return
	}
	c.wake = t
	e.remind(t, ofCampaign, c.index, func(time.Time) {})
}

// inHand reports whether a lead is being looked up, rung or talked to, or the book does not know yet what became of it.
func (e *Engine) inHand(id dialer.LeadID) bool {
	for _, a := range e.calls {
		if a.Lead == id {
			return true
		}
	}
	return e.looks[id] != nil || e.unsaved[id] > 0
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
