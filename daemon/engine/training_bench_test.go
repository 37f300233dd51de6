package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/training"
)

// BenchmarkTraining is the floor taking a new ledger: all agents are in all campaigns, and were taught each year.
func BenchmarkTraining(b *testing.B) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, hours.Oslo())
	for _, x := range []struct{ agents, campaigns, years int }{{20, 20, 1}, {200, 20, 1}, {200, 200, 1}, {200, 200, 3}} {
		b.Run(fmt.Sprintf("agents=%d campaigns=%d years=%d", x.agents, x.campaigns, x.years), func(b *testing.B) {
			e := New(Settings{}, Ports{Now: func() time.Time { return now }}, 1)
			var ids []dialer.AgentID
			for i := range x.agents {
				id := dialer.AgentID(fmt.Sprintf("agent-%d", i))
				ids = append(ids, id)
				e.seats = append(e.seats, &roster.Seat{
					Session: dialer.SessionID(id), No: i + 1, Agent: dialer.Agent{ID: id}, State: roster.Ready, Heard: true,
				})
			}
			l := training.Ledger{Entries: map[training.Person][]training.Entry{}, Pins: []training.Pin{
				{Item: training.Norm, Version: "1"}, {Item: training.Statute, Version: "1"},
			}}
			var all []dialer.Campaign
			for i := range x.campaigns {
				c := dialer.CampaignID(fmt.Sprintf("c%d", i))
				all = append(all, dialer.Campaign{ID: c, Client: dialer.Client{ID: dialer.ClientID(c)}, Agents: ids})
			}
			for _, id := range ids {
				who := training.OfAgent(id)
				for year := range x.years {
					day := time.Date(2026-year, 11, 1, 0, 0, 0, 0, hours.Oslo())
					add := func(item training.Item, c dialer.CampaignID) {
						e := training.Entry{Person: who, Item: item, Campaign: c, Day: day, Months: 12}
						if item == training.Norm || item == training.Statute {
							e.Version = "1"
						}
						l.Entries[who] = append(l.Entries[who], e)
					}
					for _, item := range training.Basic() {
						add(item, "")
					}
					for _, c := range all {
						add(training.Product, c.ID)
					}
				}
			}
			e.SetCampaigns(all)
			for b.Loop() {
				e.takeTraining(now, l)
			}
			if n := len(e.campaigns[0].crew); n != x.agents {
				b.Fatalf("%d agents serve", n)
			}
		})
	}
}
