package app

import (
	"io"
	"iter"
	"time"

	"github.com/ringevett/ringevett/daemon/campaigns"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// files reads the files of the book by the configuration in force.
type files struct{ *Rooms }

func (files) Clients(text io.Reader, now time.Time) ([]dialer.Client, error) {
	return config.ReadClients(text, now)
}

func (files) Agents(text io.Reader) ([]campaigns.AgentEntry, error) {
	all, err := config.ReadAgents(text)
	return verb.Each(all, func(e config.AgentEntry) campaigns.AgentEntry { return campaigns.AgentEntry(e) }), err
}

func (f files) Campaign(text io.Reader, clients campaigns.FindClient, now time.Time) (dialer.Campaign, error) {
	return config.ReadCampaign(text, clients, f.cfg(), now)
}

func (files) Leads(
	text io.Reader, from campaigns.LeadsFrom, summary *campaigns.LeadsSummary, each func(campaigns.Row),
) iter.Seq2[dialer.Lead, error] {
	return func(yield func(dialer.Lead, error) bool) {
		var read config.LeadReading
		o := config.LeadOptions{Campaign: from.Campaign, Source: from.Source, Now: from.Now, Reading: &read}
		config.EachLead(text, o, func(v config.RowVerdict) { each(campaigns.Row(v)) })(yield)
		*summary = campaigns.LeadsSummary(read)
	}
}
