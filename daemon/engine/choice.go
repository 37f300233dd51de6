package engine

import (
	"strconv"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/training"
)

// chooseKeyed takes the campaign that the agent chose by its digit, or with 0 any. It is between two calls. Who does
// not work for such a campaign, or lacks its training, hears so, and nothing changes.
func (e *Engine) chooseKeyed(now time.Time, s *roster.Seat, p roster.Pressed) {
	digit, err := strconv.Atoi(p.Digits)
	if err != nil || s.Leaving {
		e.refuseKey(s)
		return
	}
	var choice dialer.CampaignID
	if digit > 0 {
		all := make([]dialer.Campaign, 0, len(e.campaigns))
		for _, c := range e.campaigns {
			all = append(all, c.Campaign)
		}
		may := roster.Choices(s.Agent.ID, all)
		if digit > len(may) {
			e.refuseKey(s)
			return
		}
		choice = may[digit-1]
		if !e.campaign(choice).Serves(s.Agent.ID) {
			e.seatDo(s, SeatLacks(training.Product))
			return
		}
	}
	for _, leg := range e.legsOf(s.Agent.ID) {
		leg.Choose(choice)
	}
	e.learnSeat(now, s, pacing.Left) // who is counted on to come free does not
	if s.State == roster.WrapUp || s.Idle() && s.Pause == "" && e.needed(now, s) {
		e.seatDo(s, SeatChoiceLater)
	}
}

// goes has an agent be gone who is needed no longer: logged out, or in the campaign that the agent chose.
func (e *Engine) goes(now time.Time, s *roster.Seat) {
	if s.Leaving {
		e.closeSeat(now, s)
		return
	}
	s.Chosen()
	only := s.Choice.Only
	e.tell(dialer.Fact{At: now, Kind: dialer.FactSeatCampaign, Agent: s.Agent.ID, Campaign: only})
	c := e.campaign(only)
	switch {
	case c == nil:
		e.seatDo(s, SeatAnyCampaign)
	case s.For.Client != c.Client.ID && s.State == roster.Ready && s.MayTurn(now, c.Client.ID, true):
		e.tellClient(now, s, c.Client.ID)
	default:
		e.seatDo(s, SeatPurpose(only))
	}
	if s.State == roster.Ready {
		e.learnSeat(now, s, seenAs(s))
	}
}
