package campaigns_test

import (
	"context"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/campaigns"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

const campaign = "fjellvann-service"

// now is a working day's morning in Oslo.
var now = time.Date(2026, 11, 24, 10, 0, 0, 0, hours.Oslo())

// house is the room over a real book, without a floor. Its fields may be changed between calls.
type house struct {
	*campaigns.Manager
	book     *sqlite.Store
	settings campaigns.Settings
	sounds   func() error // whether they are ready
}

// open fills the book with the examples.
func open(t *testing.T) *house {
	t.Helper()
	dir := t.TempDir()
	book, err := sqlite.Create(t.Context(), sqlite.Options{
		Dir: dir, KeyFile: filepath.Join(dir, "master.key"), Now: func() time.Time { return now },
	})
	noFault(t, err)
	t.Cleanup(func() { book.Close() })
	quiet := logrus.New()
	quiet.SetOutput(io.Discard)
	c, err := config.Parse("example", []byte(example(t, configs.ExampleConfig)))
	noFault(t, err)
	h := &house{
		book:     book,
		settings: campaigns.Settings{Responsible: "Kari Nordmann", Hours: hours.Norm()},
		sounds:   func() error { return nil },
	}
	h.Manager = campaigns.New(campaigns.Ports{
		Book: book, Files: files{c}, Floor: func() campaigns.Floor { return nil },
		Speak: func(context.Context) {}, AwaitSets: func(context.Context) {},
		SoundsReady: func(context.Context, dialer.Campaign) error { return h.sounds() },
		Versions: func(context.Context) ([]dialer.RegisterVersion, error) {
			return []dialer.RegisterVersion{{Register: dialer.National, LoadedAt: now}}, nil
		},
		Now: func() time.Time { return now }, Log: logrus.NewEntry(quiet),
		Settings: func() campaigns.Settings { return h.settings },
	})
	_, err = h.AddClients(t.Context(), []byte(example(t, configs.ExampleClient)), "test")
	noFault(t, err)
	_, err = h.AddAgents(t.Context(), []byte(example(t, configs.ExampleAgents)), "test")
	noFault(t, err)
	_, err = h.AddCampaign(t.Context(), []byte(example(t, configs.ExampleCampaign)), "test")
	noFault(t, err)
	return h
}

func noFault(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func example(t testing.TB, name string) string {
	t.Helper()
	text, err := configs.Text(name)
	noFault(t, err)
	return text
}

// leads is the example's list, read through from.
func leads(t *testing.T, from func(*strings.Reader) io.Reader) verb.LeadsFile {
	t.Helper()
	text := from(strings.NewReader(example(t, configs.ExampleLeads)))
	return verb.LeadsFile{Campaign: campaign, Name: "leads.csv", Text: text}
}

// files reads as the program does.
type files struct{ config.Config }

func (files) Clients(text io.Reader, now time.Time) ([]dialer.Client, error) {
	return config.ReadClients(text, now)
}

func (files) Agents(text io.Reader) (all []campaigns.AgentEntry, err error) {
	read, err := config.ReadAgents(text)
	for _, e := range read {
		all = append(all, campaigns.AgentEntry(e))
	}
	return all, err
}

func (f files) Campaign(text io.Reader, clients campaigns.FindClient, now time.Time) (dialer.Campaign, error) {
	return config.ReadCampaign(text, clients, f.Config, now)
}

func (files) Leads(
	text io.Reader, from campaigns.LeadsFrom, _ *campaigns.LeadsSummary, each func(campaigns.Row),
) iter.Seq2[dialer.Lead, error] {
	o := config.LeadOptions{Campaign: from.Campaign, Source: from.Source, Now: from.Now}
	return config.EachLead(text, o, func(v config.RowVerdict) { each(campaigns.Row(v)) })
}
