package engine

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
)

// callBackKeyed notes when the consumer of the last conversation wants to be called, and whether by this agent. Where
// that time is not allowed, the next one that is takes its place; the agent hears it, day, month and clock time, while
// the consumer is there to agree. It is the outcome of the call too, and does not end the talk. Where the campaign has
// no attempt left on the number nothing is promised, and the agent hears why.
func (e *Engine) callBackKeyed(now time.Time, s *roster.Seat, p roster.Pressed) {
	a, here := e.talked[s.Session], now.In(hours.Oslo())
	wished, is := gate.Wished(here, p.Digits)
	if a == nil || !is || a.said.Final() {
		e.refuseKey(s)
		return
	}
	if a.tries >= a.campaign.Attempts.PerCampaign {
		e.seatDo(s, SeatNoCallBack)
		return
	}
	due, why := gate.CallBack(here, wished, e.set.Hours, a.campaign.Ring)
	was, caller := a.later, a.caller
	if a.later, a.caller = due, promiser(s, p); due.IsZero() || e.said(now, s, a, dialer.CallLater, "") != nil {
		a.later, a.caller = was, caller
		e.refuseKey(s)
		return
	}
	detail, cue := "as wished", SeatCallBack
	if a.caller != "" {
		cue = SeatCallBackOwn
	}
	if why != "" {
		detail, cue = "wished for "+hours.Text(wished)+": "+why, SeatCallBackMoved
	}
	e.tell(dialer.Fact{
		At: now, Kind: dialer.FactCallBack, Campaign: a.Campaign, Client: a.client, Attempt: a.ID, Agent: s.Agent.ID,
		Code: due.Format(time.RFC3339), Detail: detail, Reserved: a.caller != "",
	})
	e.seatDo(s, cue.Spelling(due.Format("02011504")))
	if s.State == roster.WrapUp {
		e.shortWrapUp(now, s)
	}
}

// promiser is the agent who is to make the call-back that was keyed; "" where any may.
func promiser(s *roster.Seat, p roster.Pressed) dialer.AgentID {
	if p.Act == roster.OwnCall {
		return s.Agent.ID
	}
	return ""
}

// recall takes what the agent keyed of the call before a restart: a promise that was heard outlasts it.
func (a *attempt) recall(facts []dialer.Fact) {
	for _, f := range facts {
		switch {
		case f.Kind == dialer.FactDisposed && f.Disposition != "":
			a.said = f.Disposition
		case f.Kind == dialer.FactCallBack:
			if due, err := time.Parse(time.RFC3339, f.Code); err == nil {
				a.later, a.caller = due, ""
			}
			if f.Reserved {
				a.caller = f.Agent
			}
		}
	}
}
