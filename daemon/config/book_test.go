package config_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
)

const clientText = `clients:
  - id: fjellvann
    name: Fjellvann Strøm AS
    spoken: Fjellvann Strøm
    orgno: 999999999
    phone: 22 00 00 01
    visible: ["+4722000001", "22 00 00 02"]
`

var fjellvann = dialer.Client{
	ID: "fjellvann", Name: "Fjellvann Strøm AS", Spoken: "Fjellvann Strøm", OrgNo: "999999999", Phone: "22 00 00 01",
	Visible: []dialer.Number{"+4722000001", "+4722000002"},
}

func TestAClientIsRead(t *testing.T) {
	got, err := config.ReadClients(strings.NewReader(clientText), today)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]dialer.Client{fjellvann}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBadClientsAreRefused(t *testing.T) {
	other := "  - {id: nabo, name: Nabo, spoken: Nabo, orgno: 999999998, phone: 22 00 00 05, visible: [\"%\"]}\n"
	tests := []struct{ name, old, new, field, why string }{
		{"without a name", "Fjellvann Strøm AS", `""`, "clients[1].name", "listed in public"},
		{"without a spoken name", "Fjellvann Strøm\n", `""` + "\n", "clients[1].spoken", "4.4.2 b"},
		{"with capitals in the id", "fjellvann", "Fjellvann", "clients[1].id", "lower-case"},
		{"with eight digits", "999999999", "99999999", "clients[1].orgno", "nine digits"},
		{"without a phone", "22 00 00 01", `""`, "clients[1].phone", "4.4.2 c"},
		{"with a premium phone", "22 00 00 01", "829 00 000", "clients[1].phone", ""},
		{"without a visible number", `["+4722000001", "22 00 00 02"]`, "[]", "clients[1].visible", "4.4.2"},
		{"with a blank visible number", `"22 00 00 02"`, `""`, "clients[1].visible[2]", "never withheld"},
		{"with a premium visible number", `"22 00 00 02"`, `"820 00 000"`, "clients[1].visible[2]", ""},
		{"with a foreign visible number", `"22 00 00 02"`, `"+46 8 000 00 00"`, "clients[1].visible[2]", ""},
		{"with one number twice", `"22 00 00 02"`, `"22 00 00 01"`, "clients[1].visible[2]",
			"at clients[1].visible[1]"},
		{"with another's number", "]\n", "]\n" + strings.Replace(other, "%", "22 00 00 02", 1), "clients[2].visible[1]",
			"one client"},
		{"with another's id", "]\n",
			"]\n" + strings.NewReplacer("%", "22 00 00 09", "nabo", "fjellvann").Replace(other), "clients[2].id",
			"once only"},
		{"with an unknown key", "phone:", "fone:", "", "did you mean phone?"},
		{"with none", clientText, "clients: []", "clients", "at least one"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := config.ReadClients(strings.NewReader(strings.Replace(clientText, tt.old, tt.new, 1)), today)
			if got != nil {
				t.Errorf("got %v beside the fault", got)
			}
			if tt.field == "" {
				if err == nil || !strings.Contains(err.Error(), tt.why) {
					t.Errorf("got %v, want %q in it", err, tt.why)
				}
				return
			}
			wantFault(t, err, tt.field, tt.why)
		})
	}
}

const campaignText = `id: service-1
client: fjellvann
kind: service
purpose: spørre om strømmen er tilbake
subject: strømutfallet
visible: "22 00 00 02"
agents: [kari, ola]
sources:
  - {name: kunder, kind: client_customers, obtained_at: 2026-10-01, basis: kundeforhold, spoken: kundelisten}
`

func TestACampaignTakesWhatItLeavesOutFromTheConfiguration(t *testing.T) {
	got, err := config.ReadCampaign(strings.NewReader(campaignText), among([]dialer.Client{fjellvann}),
		config.Defaults(), today)
	if err != nil {
		t.Fatal(err)
	}
	want := dialer.Campaign{
		ID: "service-1", Client: fjellvann, Kind: dialer.Service, Purpose: "spørre om strømmen er tilbake",
		Subject: "strømutfallet",
		Visible: "+4722000002", Language: "nb", Mode: dialer.Power, Ring: 20 * time.Second, WrapUp: 30 * time.Second,
		Attempts: dialer.Attempts{
			PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour,
		}, Agents: []dialer.AgentID{"kari", "ola"},
		Sources: []dialer.Source{{
			Name: "kunder", Kind: dialer.ClientCustomers, Basis: "kundeforhold", Spoken: "kundelisten",
			ObtainedAt: time.Date(2026, 9, 30, 22, 0, 0, 0, time.UTC), // midnight in Oslo
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCampaignsAreHeldToTheirLimits(t *testing.T) {
	tests := []struct{ name, old, new, field, why string }{ // field "" when it must pass
		{"tighter limits pass", "kind:",
			"attempts: {per_campaign: 1, gap_h: 48}\nring_seconds: 30\nwrap_up_seconds: 0\nkind:", "", ""},
		{"more attempts than configured", "kind:", "attempts: {per_campaign: 3}\nkind:", "attempts.per_campaign",
			"1 to 2"},
		{"no attempts", "kind:", "attempts: {per_campaign: 0}\nkind:", "attempts.per_campaign", "1 to 2"},
		{"two a day", "kind:", "attempts: {per_client_day: 2}\nkind:", "attempts.per_client_day", "1 to 1"},
		{"a shorter gap than configured", "kind:", "attempts: {gap_h: 5}\nkind:", "attempts.gap_h", "6 to 336"},
		{"a short ring", "kind:", "ring_seconds: 19\nkind:", "ring_seconds", "20 to 30"},
		{"a long ring", "kind:", "ring_seconds: 31\nkind:", "ring_seconds", "20 to 30"},
		{"a long wrap-up", "kind:", "wrap_up_seconds: 601\nkind:", "wrap_up_seconds", "0 to 600"},
		{"an unknown kind", "service\n", "nudge\n", "kind", "sales, fundraising, survey, service, information"},
		{"a name for an outcome of another kind", "kind:", "outcome_names:\n  sale: Solgt\nkind:", "outcome_names.sale",
			"a campaign of kind service has person, machine, wrong_number, call_later, completed, away"},
		{"an outcome without a name", "kind:", "outcome_names:\n  away: ' '\nkind:", "outcome_names.away", "1 to 60"},
		{"no kind", "kind: service\n", "", "kind", "sales"},
		{"no spoken purpose", "spørre om strømmen er tilbake", `" "`, "purpose", "4.2 g"},
		{"no subject", "subject: strømutfallet\n", "", "subject", "4.4.5"},
		{"an unknown client", "client: fjellvann", "client: fjellvatn", "client", "in the book"},
		{"a visible number of no client", "22 00 00 02", "22 00 00 09", "visible", "4.4.2"},
		{"no visible number", "visible: \"22 00 00 02\"\n", "", "visible", "never withheld"},
		{"a visible number that may not be shown", "22 00 00 02", "820 00 000", "visible", ""},
		{"an unknown language", "kind:", "language: sv\nkind:", "language", "nb, nn, en"},
		{"no agents", "[kari, ola]", "[]", "agents", "at least one"},
		{"an agent twice", "[kari, ola]", "[kari, kari]", "agents[2]", "once only"},
		{"no sources", campaignText[strings.Index(campaignText, "sources:"):], "", "sources", "4.2 a"},
		{"an unknown kind of source", "client_customers", "unknown", "sources[1].kind",
			"client_customers, purchased_directory"},
		{"a source without a ground", "basis: kundeforhold, ", "", "sources[1].basis", "4.2 a"},
		{"a source that cannot be said", "spoken: kundelisten", "", "sources[1].spoken", "4.2 a"},
		{"a source without a date", "2026-10-01", "nylig", "sources[1].obtained_at", "2026-01-31"},
	}
	c := config.Defaults()
	c.Limits = config.Limits{PerCampaign: 2, PerClientDay: 1, GapHours: 6} // tighter than the norm's
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(campaignText, tt.old, tt.new, 1)
			got, err := config.ReadCampaign(strings.NewReader(text), among([]dialer.Client{fjellvann}), c, today)
			switch {
			case tt.field == "" && err != nil:
				t.Errorf("got %v, want none", err)
			case tt.field != "":
				wantFault(t, err, tt.field, tt.why)
				if got.ID != "" {
					t.Errorf("got %v beside the fault", got)
				}
			}
		})
	}
}

const agentText = `agents:
  - {id: kari, full_name: Kari Eksempel, endpoint: PJSIP/agent1, pin: "0123"}
  - {id: ola, full_name: Ola Eksempel, endpoint: PJSIP/agent2, pin: "4321"}
`

func TestAgentsAreRead(t *testing.T) {
	got, err := config.ReadAgents(strings.NewReader(agentText))
	if err != nil {
		t.Fatal(err)
	}
	want := []config.AgentEntry{
		{Agent: dialer.Agent{ID: "kari", FullName: "Kari Eksempel", Endpoint: "PJSIP/agent1"}, PIN: "0123"},
		{Agent: dialer.Agent{ID: "ola", FullName: "Ola Eksempel", Endpoint: "PJSIP/agent2"}, PIN: "4321"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBadAgentsAreRefused(t *testing.T) {
	tests := []struct{ name, old, new, field, why string }{
		{"with a first name only", "Kari Eksempel", "Kari", "agents[1].full_name", "4.2 g"},
		{"with an initial", "Kari Eksempel", "Kari E.", "agents[1].full_name", "4.2 g"},
		{"without a name", "full_name: Kari Eksempel, ", "", "agents[1].full_name", "4.2 g"},
		{"on a phone without a technology", "PJSIP/agent1", "agent1", "agents[1].endpoint", "PJSIP/agent1"},
		{"on another's phone", "PJSIP/agent2", "PJSIP/agent1", "agents[2].endpoint", "agents[1]"},
		{"with another's id", "id: ola", "id: kari", "agents[2].id", "agents[1]"},
		{"with a PIN of three digits", "4321", "432", "agents[2].pin", "4 to 8"},
		{"with a PIN of nine digits", "4321", "432143214", "agents[2].pin", "4 to 8"},
		{"with a PIN of letters", "4321", "432a", "agents[2].pin", "4 to 8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := config.ReadAgents(strings.NewReader(strings.Replace(agentText, tt.old, tt.new, 1)))
			wantFault(t, err, tt.field, tt.why)
			if got != nil {
				t.Errorf("got %v beside the fault", got)
			}
			if strings.Contains(err.Error(), "432") {
				t.Errorf("the fault shows a PIN: %v", err)
			}
		})
	}
}
