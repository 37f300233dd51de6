package roster

import (
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// An agent who is entered for several campaigns may choose one. Until the choice is taken back, and until the leg ends,
// only calls of that campaign go to the seat.

// mostChoices is how many campaigns a digit can name.
const mostChoices = 9

// Choices are the campaigns that the agent may choose, in the order of the digits, from 1 on: those that name the
// agent, running or not, by id. So a digit keeps its meaning through the day.
func Choices(a dialer.AgentID, all []dialer.Campaign) []dialer.CampaignID {
	var ids []dialer.CampaignID
	for _, c := range all {
		if slices.Contains(c.Agents, a) && c.Archived.IsZero() {
			ids = append(ids, c.ID)
		}
	}
	slices.SortFunc(ids, func(a, b dialer.CampaignID) int { return strings.Compare(string(a), string(b)) })
	return ids[:min(len(ids), mostChoices)]
}

// Choice is the campaign that a seat's agent chose. The zero value is any.
type Choice struct {
	Only dialer.CampaignID // "": calls of any campaign go to the seat
	Next dialer.CampaignID // while Open: chosen, and not in force yet
	Open bool              // calls in flight count on the agent, or the wrap-up goes on: no new call goes to the seat
}

// Choose notes a choice; "" is any campaign. It is in force with Chosen.
func (s *Seat) Choose(c dialer.CampaignID) { s.Choice.Next, s.Choice.Open = c, true }

// Chosen has the choice be in force.
func (s *Seat) Chosen() { s.Choice = Choice{Only: s.Choice.Next} }

// Takes reports whether the agent's choice lets calls of the campaign go to the seat.
func (s *Seat) Takes(c dialer.CampaignID) bool { return s.Choice.Only == "" || s.Choice.Only == c }

// Going reports whether no new call goes to the seat, because its agent asked to log out or to change campaign. Calls
// in flight that count on the agent come first.
func (s *Seat) Going() bool { return s.Leaving || s.Choice.Open }
