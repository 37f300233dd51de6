package page

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/verb"
)

// floorView is the floor as one person may see it.
type floorView struct {
	At        time.Time
	Live      bool // rendered for the stream: a browser counts durations itself
	Head      headView
	Needs     []need
	More      int
	Team      bool // seats, calls and callers are the person's to see
	Sums      []seatSum
	Seats     []seatRow
	Campaigns []campaignRow
	Calls     []callRow
	Callers   []callerRow
}

type seatSum struct {
	State, Shape string
	Count        int
	Longest      time.Time // since when the one longest in it is; zero: not told
}

type seatRow struct {
	ID string
	verb.AgentStatus
	Shape string
}

type campaignRow struct {
	Key string // of the row
	verb.CampaignStatus
	Client   string
	LimitPct int
}

type callRow struct {
	ID string
	verb.CallStatus
}

type callerRow struct {
	ID string
	verb.CallerStatus
}

// shapes tell the states apart without colour; the order is that of the sums.
var shapes = []struct{ state, shape string }{
	{string(roster.Talking), "●"}, {string(roster.Reserved), "◐"}, {string(roster.WrapUp), "■"},
	{string(roster.Ready), "○"}, {string(roster.Paused), "‖"},
}

const otherShape = "·"

func shapeOf(state string) string {
	for _, s := range shapes {
		if s.state == state {
			return s.shape
		}
	}
	return otherShape
}

// floorOf arranges what a person may see. clients are the campaigns' clients by campaign.
func floorOf(s verb.Status, clients map[string]string, limitPct int, team bool) floorView {
	v := floorView{At: s.At, Head: headOf(s), Team: team}
	v.Needs, v.More = needsOf(s)
	v.Campaigns = verb.Each(s.Campaigns, func(c verb.CampaignStatus) campaignRow {
		return campaignRow{"campaign-" + c.ID, c, clients[c.ID], limitPct}
	})
	if !team {
		return v
	}
	v.Sums = sumsOf(s.Agents)
	v.Seats = verb.Each(s.Agents, func(a verb.AgentStatus) seatRow {
		return seatRow{"seat-" + a.ID, a, shapeOf(a.State)}
	})
	v.Calls = verb.Each(s.Calls, func(c verb.CallStatus) callRow {
		return callRow{fmt.Sprintf("call-%d", c.Attempt), c}
	})
	for i, c := range s.Callers {
		v.Callers = append(v.Callers, callerRow{fmt.Sprintf("caller-%d-%d", c.Since.UnixNano(), i), c})
	}
	return v
}

func sumsOf(seats []verb.AgentStatus) (all []seatSum) {
	for _, s := range shapes {
		sum := seatSum{State: s.state, Shape: s.shape}
		for _, a := range seats {
			if a.State != s.state {
				continue
			}
			sum.Count++
			if ready := s.state == string(roster.Ready); ready && (sum.Longest.IsZero() || a.Since.Before(sum.Longest)) {
				sum.Longest = a.Since
			}
		}
		all = append(all, sum)
	}
	return all
}

// OverLimit reports that the day's share is over the limit, by however little.
func (c campaignRow) OverLimit() bool {
	return 100*c.Pace.AbandonedToday > c.LimitPct*c.Pace.EstablishedToday
}
