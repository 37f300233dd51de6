package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

const (
	fetchLeads   = 50              // leads brought in at a time
	refetch      = 5 * time.Second // before the book is asked again after it failed or had nothing due
	longestNap   = time.Minute     // a campaign without leads looks again at least this often: imports come at any time
	verdictHolds = time.Second     // the gate's on a whole campaign
)

// campaign is a campaign on the floor.
type campaign struct {
	dialer.Campaign
	crew     map[dialer.AgentID]bool // of Agents, those who have its training
	calls    []*attempt              // under way, in the order of their ids
	talking  int                     // of them
	on       bool                    // counted among those that dial
	online   int                     // agents on the line, and free ones, as muster found them
	free     int
	index    int64
	leads    []dialer.Lead // due, in order, not yet looked at
	own      []dialer.Lead // of them, the call-backs that are kept for the agent who promised them
	fetching bool
	changed  map[dialer.LeadID]bool // leads that the disk got while fetching: the answer may be older
	asleep   time.Time              // the book is not asked again before
	nothing  string                 // why it had no lead when it was asked last; "": it had some
	held     string                 // why it is kept from dialing; "": it is not
	blind    time.Time              // something that the gate must know is away; asked again then
	unknown  string                 // what it is, while blind
	verdict  gate.Verdict           // the gate's on the campaign as a whole
	why      string                 // why it does not dial now; "": it does
	wake     time.Time              // the deadline set for it
	pace
}

// Serves reports whether the agent works for the campaign and has its training, whichever client the agent speaks for
// now.
func (c *campaign) Serves(a dialer.AgentID) bool { return c.crew[a] }

// wants reports whether the seat's agent works for the campaign, and has not chosen another one.
func (c *campaign) wants(s *roster.Seat) bool { return c.Serves(s.Agent.ID) && s.Takes(c.ID) }

// takes reports whether the seat's agent works for the campaign and speaks for its client now.
func (c *campaign) takes(s *roster.Seat) bool {
	return c.wants(s) && s.For.Client == c.Client.ID
}

// place starts as many attempts as pacing allows, campaign by campaign.
func (e *Engine) place(now time.Time) {
	why, running := e.halted(), e.running()
	e.muster(running)
	for _, c := range running { // before any campaign takes the agents who promised
		if why == "" && len(c.own) > 0 {
			e.beginOwn(now, c)
		}
	}
	for _, c := range running {
		if why != "" {
			c.why = why
			continue
		}
		e.placeFor(now, c)
	}
}

func (e *Engine) placeFor(now time.Time, c *campaign) {
	if c.held != "" {
		c.why = c.held
		return
	}
	if now.Before(c.blind) { // a list of leads that came meanwhile has told another reason
		c.why = c.unknown
		return
	}
	if c.idle(now) { // a finished campaign that is left running costs an event nothing
		c.why = c.nothing
		return
	}
	if v := e.verdict(now, c); !v.Allowed {
		if c.why = v.Code + ": " + v.Why; !v.Next.IsZero() {
			c.why += "; not before " + hours.Text(v.Next)
		}
		e.wakeAt(c, v.Next)
		return
	}
	e.fetch(now, c)
	if c.why = e.noAgent(c); c.why != "" && c.quiet(now) {
		return
	}
	if c.why = e.trunkWhy(now, c); c.why != "" {
		return
	}
	if c.why = e.shownWhy(now, c); c.why != "" {
		return
	}
	e.turnSeat(now, c)
	d := e.asked(now, c)
	counted := func(s *roster.Seat) bool { return c.pacer != nil && e.counts(c, s) }
	shared := func(s *roster.Seat) bool { return c.takes(s) && !counted(s) }
	e.begin(now, c, d.Reserved, counted)
	e.begin(now, c, d.Open, nil)
	free := e.free(shared)
	n := pacing.Power(pacing.Input{
		Free: free, InFlight: len(e.ringing), MaxLines: e.set.MaxCalls, Starts: e.startsLeft(now),
	})
	if d.Reserved+d.Open+n == 0 {
		c.why = e.whyNot(now, c, free > 0)
		return
	}
	e.begin(now, c, n, shared)
}

// idle reports whether the campaign has no call, and no lead before the book is asked again.
func (c *campaign) idle(now time.Time) bool {
	return len(c.leads)+len(c.own) == 0 && !c.fetching && now.Before(c.asleep) && c.quiet(now)
}

// quiet reports whether no call is under way, and pacing need not look at the floor yet.
func (c *campaign) quiet(now time.Time) bool {
	return len(c.calls) == 0 && c.pending == 0 && (c.pacer == nil || now.Before(c.next))
}

// noAgent tells why no agent can take a call of the campaign; "" when one can, or may soon.
func (e *Engine) noAgent(c *campaign) string {
	switch {
	case c.online == 0:
		return e.noneOn(c)
	case c.free == 0 && c.pacer == nil:
		return "all agents are busy"
	}
	return ""
}

// begin begins n attempts, each with an agent held that pick accepts, or open ones where pick is nil.
func (e *Engine) begin(now time.Time, c *campaign, n int, pick func(*roster.Seat) bool) {
	for range n {
		if !e.trunkLets(now) || !e.shownLets(now, c) {
			return
		}
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
		e.started(now)
		e.look(now, c, lead, h)
	}
}

// verdict is the gate's on the campaign as a whole. It is asked again each second, and by the gate for each lead
// anyway.
func (e *Engine) verdict(now time.Time, c *campaign) gate.Verdict {
	if age := now.Sub(c.verdict.At); c.verdict.At.IsZero() || age < 0 || age >= verdictHolds {
		c.verdict = gate.Campaign(now, gate.CampaignFacts{
			Campaign: c.Campaign, Responsible: e.set.Responsible, Hours: e.set.Hours,
		})
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

// whyNot tells, for people, why a campaign that may dial does not; "" where the next attempt only waits for its turn
// within calls_per_second. free says that power mode has an agent for it.
func (e *Engine) whyNot(now time.Time, c *campaign, free bool) string {
	switch {
	case c.online == 0:
		return e.noneOn(c)
	case len(c.leads) == 0 && !c.fetching && now.Before(c.asleep):
		return c.nothing
	case e.set.MaxCalls > 0 && len(e.ringing) >= e.set.MaxCalls && (free || c.word == pacing.ByTrunk):
		return fmt.Sprintf("%d calls are under way, as many as asterisk.max_calls allows", len(e.ringing))
	case free || c.pacer != nil && c.word == pacing.ByTrunk:
		return ""
	case c.pacer != nil && (c.free > 0 || len(c.calls)+c.pending > 0):
		return paced(c.word)
	}
	return "all agents are busy"
}

// paced is what pacing's word means to people.
func paced(w pacing.Word) string {
	switch w {
	case pacing.ByGuard:
		return "the limit of abandoned calls lets no more out for the agents there are (guard)"
	case pacing.ByForecast:
		return "enough calls are out for the agents who come free (forecast)"
	}
	return "every agent who is free has a call on the way (agents)"
}

// nextLead takes the next due lead whose number is not in use, and sends for more when they run out.
func (e *Engine) nextLead(now time.Time, c *campaign) (dialer.Lead, bool) {
	for len(c.leads) > 0 {
		l := c.leads[0]
		c.leads = c.leads[1:]
		if e.numberFree(l.Number) {
			return l, true
		}
	}
	if e.fetch(now, c); !c.fetching {
		c.why = c.nothing
	}
	return dialer.Lead{}, false
}

// fetch sends for leads where none are at hand and the book may have some, whether or not an agent is free for them:
// only so is it known that none are left.
func (e *Engine) fetch(now time.Time, c *campaign) {
	if len(c.leads) > 0 || c.fetching || now.Before(c.asleep) {
		return
	}
	c.fetching, c.changed = true, map[dialer.LeadID]bool{}
	type answer struct {
		leads []dialer.Lead
		next  time.Time
	}
	most := fetchLeads + len(c.own)
	within(e, c.ID, "list the leads of campaign "+string(c.ID), bookPatience,
		func(ctx context.Context) (a answer, err error) {
			a.leads, a.next, err = e.ports.Book.Due(ctx, c.ID, now, most)
			return a, err
		}, func(now time.Time, a answer, err error) { e.fetched(now, c, a.leads, a.next, err) })
}

func (e *Engine) fetched(now time.Time, c *campaign, leads []dialer.Lead, next time.Time, err error) {
	c.fetching, c.nothing = false, ""
	if err != nil {
		c.nothing = "the book cannot be read: " + err.Error()
		e.sleep(now, c, now.Add(refetch))
		return
	}
	// a number in use by another would be asked for in a loop
	leads = slices.DeleteFunc(leads, func(l dialer.Lead) bool {
		return e.inHand(l.ID) || c.changed[l.ID] || !e.numberFree(l.Number) || c.queued(l.ID)
	})
	for _, l := range leads {
		e.queue(now, c, l)
	}
	if len(c.leads) > 0 {
		return
	}
	if c.nothing = nothingDue(now, next); len(c.own) > 0 {
		c.nothing = "the call-backs that are due wait for the agents who promised them"
	}
	switch {
	case next.IsZero():
		next = now.Add(longestNap)
	case !next.After(now):
		next = now.Add(refetch)
	}
	if len(c.changed) > 0 { // the answer may be older
		next = now.Add(refetch)
	}
	e.sleep(now, c, minTime(next, now.Add(longestNap)))
}

// nothingDue tells why the book had no lead to dial; next is when one comes due, zero where none ever does.
func nothingDue(now, next time.Time) string {
	switch {
	case next.IsZero():
		return "no leads left"
	case !next.After(now):
		return "the leads that are due are being called already"
	}
	return "no lead is due before " + hours.Text(next)
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
	return e.onCall[id] > 0 || e.looks[id] != nil || e.unsaved[id] > 0
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
