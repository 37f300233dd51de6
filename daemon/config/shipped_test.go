package config_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
)

func shipped(t *testing.T, name string) string {
	t.Helper()
	text, err := configs.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTheReferenceEqualsTheDefaults(t *testing.T) {
	got, err := config.Parse(configs.Reference, []byte(shipped(t, configs.Reference)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(config.Defaults(), got); diff != "" {
		t.Errorf("reference differs from Defaults (-defaults +file):\n%s", diff)
	}
}

// Read over nothing, so that a key left out of the file shows.
func TestTheReferenceNamesEveryKey(t *testing.T) {
	keys := namedKeys(shipped(t, configs.Reference))
	for _, want := range keysOf(reflect.TypeFor[config.Config](), "") {
		if !keys[want] {
			t.Errorf("the reference has no key %s", want)
		}
	}
}

// A key is documented by a comment on its line, on the line above, or above its section.
func TestTheReferenceDocumentsEveryKey(t *testing.T) {
	lines := strings.Split(shipped(t, configs.Reference), "\n")
	section := false
	for i, line := range lines {
		key, _, isKey := strings.Cut(strings.TrimSpace(line), ":")
		if !isKey || strings.HasPrefix(key, "#") {
			continue
		}
		above := i > 0 && strings.HasPrefix(strings.TrimSpace(lines[i-1]), "#")
		if !strings.HasPrefix(line, " ") {
			section = above
			if !section {
				t.Errorf("line %d: section %s has no comment above it", i+1, key)
			}
			continue
		}
		if !section && !above && !strings.Contains(line, " #") {
			t.Errorf("line %d: key %s is not documented", i+1, key)
		}
	}
}

func namedKeys(text string) map[string]bool {
	keys, section, inner := map[string]bool{}, "", ""
	for line := range strings.Lines(text) {
		key, _, isKey := strings.Cut(strings.TrimSpace(line), ":")
		switch {
		case !isKey || strings.HasPrefix(key, "#"):
		case strings.HasPrefix(line, "    "):
			keys[inner+"."+key] = true
		case strings.HasPrefix(line, " "):
			inner = section + "." + key
			keys[inner] = true
		default:
			section = key
		}
	}
	return keys
}

func keysOf(typ reflect.Type, path string) []string {
	var keys []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		full := strings.TrimPrefix(path+"."+f.Tag.Get("yaml"), ".")
		if f.Type.Kind() == reflect.Struct {
			keys = append(keys, keysOf(f.Type, full)...)
			continue
		}
		keys = append(keys, full)
	}
	return keys
}

func TestTheDefaultHoursAreTheNorms(t *testing.T) {
	got := config.Defaults().HoursRules()
	if diff := cmp.Diff(hours.Norm(), got, cmp.AllowUnexported(hours.Rules{})); diff != "" {
		t.Errorf("(-norm +default):\n%s", diff)
	}
}

func TestTheExampleFillsEveryBlank(t *testing.T) {
	blank := config.Defaults()
	if blank.Blanks() == nil || blank.ResponsibleManager() != "" {
		t.Errorf("defaults: got blanks %v, manager %q; want blanks and no manager", blank.Blanks(),
			blank.ResponsibleManager())
	}
	got, err := config.Parse(configs.ExampleConfig, []byte(shipped(t, configs.ExampleConfig)))
	if err != nil {
		t.Fatal(err)
	}
	if err := got.Blanks(); err != nil {
		t.Errorf("example still has blanks: %v", err)
	}
	if got, want := got.ResponsibleManager(), "Kari Eksempel (22 00 00 03)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheExamplesFitEachOther(t *testing.T) {
	clients, err := config.ReadClients(strings.NewReader(shipped(t, configs.ExampleClient)), today)
	if err != nil {
		t.Fatal(err)
	}
	campaign, err := config.ReadCampaign(strings.NewReader(shipped(t, configs.ExampleCampaign)), among(clients),
		config.Defaults(), today)
	if err != nil {
		t.Fatal(err)
	}
	agents, err := config.ReadAgents(strings.NewReader(shipped(t, configs.ExampleAgents)))
	if err != nil {
		t.Fatal(err)
	}
	var ids []dialer.AgentID
	for _, a := range agents {
		ids = append(ids, a.ID)
	}
	if diff := cmp.Diff(campaign.Agents, ids); diff != "" {
		t.Errorf("agents of the campaign and of the file (-campaign +file):\n%s", diff)
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	leads, verdicts, err := config.ReadLeads(bytes.NewReader([]byte(shipped(t, configs.ExampleLeads))),
		config.LeadOptions{Campaign: campaign, Now: now})
	if err != nil || len(leads) != 3 || len(verdicts) != 3 {
		t.Errorf("got %d leads, %v, %v; want 3 leads", len(leads), verdicts, err)
	}
}

func TestTheExamplesOfMarketingFitEachOther(t *testing.T) {
	clients, err := config.ReadClients(strings.NewReader(shipped(t, configs.ExampleClient)), today)
	if err != nil {
		t.Fatal(err)
	}
	campaign, err := config.ReadCampaign(strings.NewReader(shipped(t, configs.ExampleSale)), among(clients),
		config.Defaults(), today)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, hours.Oslo())
	leads, verdicts, err := config.ReadLeads(strings.NewReader(shipped(t, configs.ExampleSaleLeads)),
		config.LeadOptions{Campaign: campaign, Now: now})
	if err != nil || len(leads) != 3 {
		t.Fatalf("got %d leads, %v, %v; want 3", len(leads), verdicts, err)
	}
	national := dialer.RegisterAnswer{
		Answer: dialer.Reserved, RegisterVersion: dialer.RegisterVersion{Register: dialer.National},
	}
	for i, want := range []string{reservation.ExemptCustomer, "", reservation.ExemptRequest} {
		if got := reservation.Lifts(now, campaign, leads[i], national); got.Code != want {
			t.Errorf("row %d: got %+v, want %q", i+1, got, want)
		}
		if w := reservation.Washed(now, campaign, leads[i]); !w.Fresh {
			t.Errorf("row %d: %+v", i+1, w)
		}
	}
}

func among(clients []dialer.Client) func(dialer.ClientID) (dialer.Client, bool) {
	return func(id dialer.ClientID) (dialer.Client, bool) {
		for _, c := range clients {
			if c.ID == id {
				return c, true
			}
		}
		return dialer.Client{}, false
	}
}
