package engine

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
)

// callBackKeyed notes when the consumer of the last conversation wants to be called. Where that time is not allowed,
// the next one that is takes its place; the agent hears it, day, month and clock time, while the consumer is there to
// agree. It is the outcome of the call too, and does not end the talk.
func (e *Engine) callBackKeyed(now time.Time, s *roster.Seat, p roster.Pressed) {
	a, here := e.talked[s.Session], now.In(hours.Oslo())
	wished, is := gate.Wished(here, p.Digits)
	if a == nil || !is || a.said.Final() {
		e.refuseKey(s)
		return
	}
	due, why := gate.CallBack(here, wished, e.set.Hours, a.campaign.Ring)
	was := a.later
	if a.later = due; due.IsZero() || e.said(now, s, a, dialer.CallLater, "") != nil {
		a.later = was
		e.refuseKey(s)
		return
	}
	detail, cue := "as wished", SeatCallBack
	if why != "" {
		detail, cue = "wished for "+hours.Text(wished)+": "+why, SeatCallBackMoved
	}
	e.tell(dialer.Fact{
		At: now, Kind: dialer.FactCallBack, Campaign: a.Campaign, Client: a.client, Attempt: a.ID, Agent: s.Agent.ID,
		Code: due.Format(time.RFC3339), Detail: detail,
	})
	e.seatDo(s, cue.Spelling(due.Format("02011504")))
	if s.State == roster.WrapUp {
		e.shortWrapUp(now, s)
	}
}
