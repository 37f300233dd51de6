package config_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// FuzzBook: no file of the book makes a reader panic, and what is taken keeps the limits of the norm.
func FuzzBook(f *testing.F) {
	examples := [...]string{configs.ExampleClient, configs.ExampleAgents, configs.ExampleCampaign, configs.ExampleSale}
	for _, name := range examples {
		text, err := configs.Text(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(text))
	}
	for _, text := range []string{
		"", "---\n", "- &a [*a]\n", "<<: {id: x}\n", "id: !!binary x\n", "agents: [{id: a, pin: 1111}]\n",
		"hours: 1e400\n", "day: 2026-02-30\nstart: 25:00\n", "id: \"\\x00\"\n",
		"crew: {count: -1}\n",
	} {
		f.Add([]byte(text))
	}
	anyClient := func(id dialer.ClientID) (dialer.Client, bool) {
		return dialer.Client{ID: id, Visible: []dialer.Number{"+4722000001"}}, true
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		clients, err := config.ReadClients(bytes.NewReader(text), today)
		for _, c := range clients {
			if c.ID == "" || c.Name == "" || err != nil {
				t.Errorf("a client was taken: %+v, %v", c, err)
			}
		}
		agents, err := config.ReadAgents(bytes.NewReader(text))
		for _, a := range agents {
			if a.ID == "" || a.FullName == "" || err != nil {
				t.Errorf("an agent was taken: %+v, %v", a, err)
			}
		}
		c, err := config.ReadCampaign(bytes.NewReader(text), anyClient, config.Defaults(), today)
		if err == nil && (c.ID == "" || c.Running || c.Ring < config.MinRingSeconds*time.Second) {
			t.Errorf("a campaign was taken: %+v", c)
		}
		if s, err := config.ReadScenario(bytes.NewReader(text), "scenario"); err == nil && s.Begins().IsZero() {
			t.Errorf("a scenario was taken that begins at no time: %+v", s)
		}
	})
}
