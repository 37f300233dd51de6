package engine

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/training"
)

// SeatLacks says to the agent which training is missing (5).
func SeatLacks(item training.Item) SeatEffect { return SeatEffect(saysLacks + string(item)) }

const saysLacks = "say training-missing "

// Lacks gives the item of a SeatLacks.
func (ef SeatEffect) Lacks() (item training.Item, is bool) {
	text, is := strings.CutPrefix(string(ef), saysLacks)
	return training.Item(text), is
}

// What an agent was kept from, as Code of a FactUntrained.
const (
	untrainedLogin = "login" // the log-in was refused
	untrainedReady = "ready" // an agent on the line gets no more calls
)

// saidWithin bounds one sentence to an agent who is turned away.
const saidWithin = 10 * time.Second

// SetTraining gives what everybody was taught. It is called before Run; without it no agent can log in.
func (e *Engine) SetTraining(l training.Ledger) { e.takeTraining(e.ports.Now(), l) }

// PutTraining replaces what everybody was taught. Who lacks something now gets no more calls: a conversation goes on
// to its end, and then the agent is told and hung up.
func (e *Engine) PutTraining(ctx context.Context, l training.Ledger) error {
	return e.ask(ctx, func(now time.Time) error { e.takeTraining(now, l); return nil })
}

func (e *Engine) takeTraining(now time.Time, l training.Ledger) {
	e.training = l
	e.judgeTraining(now)
}

// judgeTraining brings crews and seats in line with the ledger, now and whenever time alone changes a standing.
func (e *Engine) judgeTraining(now time.Time) {
	e.cleared = e.training.Cleared(now)
	for _, c := range e.campaigns {
		e.setCampaign(c.Campaign)
	}
	e.assignSoles()
	for _, s := range slices.Clone(e.seats) {
		e.dismissUntrained(now, s)
	}
	e.forget(e.trainingDue)
	e.trainingDue = e.remind(e.training.Next(now), ofFloor, 0, e.judgeTraining)
}

// crewOf are a campaign's agents who have its training, to be asked for by each event and for each agent.
func (e *Engine) crewOf(c dialer.Campaign) map[dialer.AgentID]bool {
	crew := make(map[dialer.AgentID]bool, len(c.Agents))
	for _, a := range c.Agents {
		if e.cleared.Serves(a, c.ID) {
			crew[a] = true
		}
	}
	return crew
}

// refuseUntrained ends the log-in of an agent who lacks training, and says which.
func (e *Engine) refuseUntrained(now time.Time, s *roster.Seat, agent dialer.AgentID, bars []training.Standing) {
	e.tellUntrained(now, agent, untrainedLogin, bars)
	e.closeUntrained(now, s, bars)
}

// dismissUntrained has an agent on the line who lacks training leave, after the call and its wrap-up.
func (e *Engine) dismissUntrained(now time.Time, s *roster.Seat) {
	if !s.OnLine() || s.Leaving {
		return
	}
	if bars := e.training.Bars(now, s.Agent.ID); len(bars) > 0 {
		e.tellUntrained(now, s.Agent.ID, untrainedReady, bars)
		s.Why, s.Leaving = "training is missing", true
		e.leaveIfAsked(s)
	}
}

func (e *Engine) tellUntrained(now time.Time, agent dialer.AgentID, from string, bars []training.Standing) {
	why := training.Named(bars)
	e.tell(dialer.Fact{
		At: now, Kind: dialer.FactUntrained, Agent: agent, Code: from, Detail: why, By: dialer.Self,
	})
	e.ports.Log.WithField("agent", agent).WithField("missing", why).
		Warnf("kept from calls: training is missing; ringevett training show %s", agent)
}

// closeUntrained says what is missing, then hangs up.
func (e *Engine) closeUntrained(now time.Time, s *roster.Seat, bars []training.Standing) {
	for _, b := range bars {
		e.seatDo(s, SeatLacks(b.Item))
	}
	e.closeSeat(now, s)
	s.Deadline = s.Deadline.Add(time.Duration(len(bars)) * saidWithin)
	e.remindSeat(s)
}

// noneOn tells why a campaign has no agent on the line: those who are may lack its training.
func (e *Engine) noneOn(c *campaign) string {
	now, why := e.ports.Now(), "no agent of this campaign is logged in"
	for _, s := range e.seats {
		if !s.OnLine() || !slices.Contains(c.Agents, s.Agent.ID) {
			continue
		}
		if p := e.training.Standing(now, training.OfAgent(s.Agent.ID), training.Product, c.ID); !p.OK {
			why += "; " + string(s.Agent.ID) + " is, and lacks training: " + training.Named([]training.Standing{p})
		}
	}
	return why
}
