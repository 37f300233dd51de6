package engine

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// numbers is what the floor is asked for after every event is counted where calls, seats and campaigns change, so
// that an event costs the same beside one campaign as beside two hundred. miscounted compares the counts with a full
// scan; the tests run it after every event.

type numbers struct {
	bySession map[dialer.SessionID]*roster.Seat // all seats
	onCall    map[dialer.LeadID]int             // attempts under way, by lead
	dialing   map[dialer.AgentID][]*campaign    // those that dial, of each agent
	wanting   int                               // calls that want an agent
	turns     turns                             // of starts, within calls_per_second
}

func newNumbers() numbers {
	return numbers{
		bySession: map[dialer.SessionID]*roster.Seat{}, onCall: map[dialer.LeadID]int{},
		dialing: map[dialer.AgentID][]*campaign{},
	}
}

// counted is what an attempt adds to the numbers now.
type counted struct{ talking, wants bool }

// enrol takes an attempt onto the floor.
func (e *Engine) enrol(a *attempt) {
	e.calls[a.ID] = a
	e.onCall[a.Lead]++
	c := a.campaign
	i, _ := slices.BinarySearchFunc(c.calls, a.ID, byID)
	c.calls = slices.Insert(c.calls, i, a)
	e.recountCall(a)
	e.recountCrew(c)
}

// strike takes an attempt off the floor.
func (e *Engine) strike(a *attempt) {
	if e.calls[a.ID] != a {
		return
	}
	delete(e.calls, a.ID)
	if e.onCall[a.Lead]--; e.onCall[a.Lead] == 0 {
		delete(e.onCall, a.Lead)
	}
	c := a.campaign
	if i, in := slices.BinarySearchFunc(c.calls, a.ID, byID); in {
		c.calls = slices.Delete(c.calls, i, i+1)
	}
	e.putCount(a, counted{})
	e.recountCrew(c)
}

func byID(a *attempt, id dialer.AttemptID) int { return cmp.Compare(a.ID, id) }

// recountCall keeps the numbers in step with a call's state. It comes after everything that changes the call.
func (e *Engine) recountCall(a *attempt) {
	if e.calls[a.ID] == a {
		e.putCount(a, countOf(a))
	}
}

func countOf(a *attempt) counted {
	return counted{talking: a.State == call.Talking, wants: a.WantsAgent()}
}

func (e *Engine) putCount(a *attempt, now counted) {
	a.campaign.talking += one(now.talking) - one(a.counted.talking)
	e.wanting += one(now.wants) - one(a.counted.wants)
	a.counted = now
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// dials reports whether open calls of the campaign may take its agents: it runs, or has calls under way.
func (c *campaign) dials() bool { return c.Running || len(c.calls) > 0 || c.pending > 0 }

// lookingUp counts open attempts that are being looked up.
func (e *Engine) lookingUp(c *campaign, more int) {
	c.pending += more
	e.recountCrew(c)
}

// recountCrew keeps the campaigns that dial of each agent. It comes after everything that may have the campaign begin
// or cease to dial.
func (e *Engine) recountCrew(c *campaign) {
	if on := c.dials(); on != c.on {
		c.on = on
		e.countCrew(c)
	}
}

// recrew gives the campaign another definition; its crew is counted out and in.
func (e *Engine) recrew(c *campaign, to dialer.Campaign) {
	if c.on {
		c.on = false
		e.countCrew(c)
	}
	c.Campaign, c.crew = to, e.crewOf(to)
	e.recountCrew(c)
}

func (e *Engine) countCrew(c *campaign) {
	for id := range c.crew {
		if c.on {
			e.dialing[id] = append(e.dialing[id], c)
			continue
		}
		rest := slices.DeleteFunc(e.dialing[id], func(o *campaign) bool { return o == c })
		if e.dialing[id] = rest; len(rest) == 0 {
			delete(e.dialing, id)
		}
	}
}

// muster counts the agents on the line for each campaign that dials, once before all of them are looked at. free is the
// most that there are: it falls while attempts are begun.
func (e *Engine) muster(on []*campaign) {
	for _, c := range on {
		c.online, c.free = 0, 0
	}
	for _, s := range e.seats {
		if !s.OnLine() {
			continue
		}
		for _, c := range e.dialing[s.Agent.ID] {
			c.online++
			c.free += one(s.Free())
		}
	}
}

// miscounted tells which number differs from a full scan of the floor; nil when none does.
func (e *Engine) miscounted() error {
	wanting, onCall := 0, map[dialer.LeadID]int{}
	of := map[*campaign][]*attempt{}
	for id, a := range e.calls {
		wanting += one(a.WantsAgent())
		onCall[a.Lead]++
		of[a.campaign] = append(of[a.campaign], a)
		if a.ID != id || a.State == call.Done {
			return fmt.Errorf("%s is on the floor as %s, %s", a.ID, id, a.State)
		}
	}
	all := slices.Clone(e.campaigns)
	for c := range of {
		if !slices.Contains(all, c) { // of a campaign that has left the book
			all = append(all, c)
		}
	}
	for _, c := range all {
		if err := c.miscounted(of[c]); err != nil {
			return err
		}
	}
	switch {
	case wanting != e.wanting:
		return fmt.Errorf("%d calls want an agent, counted %d", wanting, e.wanting)
	case !maps.Equal(onCall, e.onCall):
		return fmt.Errorf("attempts by lead: %v, counted %v", onCall, e.onCall)
	}
	if err := e.miscrewed(all); err != nil {
		return err
	}
	return e.misseated()
}

// miscrewed compares the campaigns that dial, by agent. Each agent's list holds at least what a scan finds, so that the
// totals differ where a list holds more. It runs after every event of a simulated day: it makes no map.
func (e *Engine) miscrewed(all []*campaign) error {
	found, counted := 0, 0
	for _, c := range all {
		if !c.dials() {
			continue
		}
		for id := range c.crew {
			if found++; !slices.Contains(e.dialing[id], c) {
				return fmt.Errorf("campaign %s dials, and not for %s", c.ID, id)
			}
		}
	}
	for id, cs := range e.dialing {
		if counted += len(cs); len(cs) == 0 {
			return fmt.Errorf("agent %s has an empty list of campaigns that dial", id)
		}
	}
	if found != counted {
		return fmt.Errorf("%d places of agents in campaigns that dial, counted %d", found, counted)
	}
	return nil
}

func (c *campaign) miscounted(calls []*attempt) error {
	slices.SortFunc(calls, func(a, b *attempt) int { return cmp.Compare(a.ID, b.ID) })
	talking := 0
	for _, a := range calls {
		talking += one(a.State == call.Talking)
	}
	if !slices.Equal(calls, c.calls) || talking != c.talking {
		const differ = "campaign %s has %d calls, %d talking; counted %d, %d"
		return fmt.Errorf(differ, c.ID, len(calls), talking, len(c.calls), c.talking)
	}
	return nil
}

func (e *Engine) misseated() error {
	if len(e.seats) != len(e.bySession) {
		return fmt.Errorf("%d seats, %d by their sessions", len(e.seats), len(e.bySession))
	}
	for _, s := range e.seats {
		if e.bySession[s.Session] != s {
			return fmt.Errorf("seat %s is not found by its session", s.Session)
		}
	}
	return nil
}

// seat is the one of a session; nil where there is none.
func (e *Engine) seat(id dialer.SessionID) *roster.Seat { return e.bySession[id] }
