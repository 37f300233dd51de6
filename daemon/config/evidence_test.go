package config_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// sellingOn is a campaign with a list of customers and one of wishes.
func sellingOn() config.LeadOptions {
	o := options()
	o.Campaign.Kind = dialer.Sales
	o.Campaign.Client = dialer.Client{ID: "fjellvann", OrgNo: "999999999"}
	o.Campaign.Sources = []dialer.Source{
		{Name: "kunder", Kind: dialer.ClientCustomers, ObtainedAt: today.AddDate(0, 0, -3)},
		{Name: "onsker", Kind: dialer.ExplicitRequest, ObtainedAt: today, RequestedTo: "999999999"},
	}
	return o
}

const evidenceHead = "number;source;address;postcode;customer_status;customer_since;product_ref;" +
	"contact_data_from_sale;" +
	"requested_to_orgno;requested_at;request_channel;request_evidence;washed_by;washed_at;wash_scope\n"

func TestALeadsEvidenceIsRead(t *testing.T) {
	day := func(y int, m time.Month, d, h, min int) time.Time {
		return time.Date(y, m, d, h, min, 0, 0, hours.Oslo())
	}
	text := evidenceHead +
		"90000001;kunder;Storgata 1;0155;current;2024-02-01;A-7;ja;;;;;Fjellvann;20.11.2026 14:05;persons\n" +
		"90000002;onsker;;;;;;;999 999 999;2026-11-01;web;E-9;;;\n"
	leads, _, err := config.ReadLeads(strings.NewReader(text), sellingOn())
	if err != nil || len(leads) != 2 {
		t.Fatalf("got %v, %v", leads, err)
	}
	want := []dialer.Lead{
		{
			Campaign: "c", Number: "+4790000001", Source: "kunder", Due: today, Address: "Storgata 1 0155",
			Customer: dialer.Customer{
				Status: dialer.CustomerCurrent, Since: day(2024, 2, 1, 0, 0), ProductRef: "A-7", ContactFromSale: true,
				ListDate: today.AddDate(0, 0, -3),
			},
			Wash: dialer.Wash{By: "Fjellvann", At: day(2026, 11, 20, 14, 5), Scope: dialer.WashPersons},
		},
		{
			Campaign: "c", Number: "+4790000002", Source: "onsker", Due: today,
			Request: dialer.Request{OrgNo: "999999999", At: day(2026, 11, 1, 0, 0), Channel: "web", EvidenceRef: "E-9"},
		},
	}
	if diff := cmp.Diff(want, leads); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEvidenceThatIsNoneIsRefusedByItsLine(t *testing.T) {
	tests := []struct{ name, row, field, why string }{ // field "" when it must pass
		{"nothing given", "kunder;;;;;;;;;;;;;", "", ""},
		{"the list's own trader", "onsker;;;;;;;;2026-11-01;web;E-9;;;", "", ""},
		{"a former customer is taken, and lifts nothing", "kunder;;;former;;;;;;;;;;", "", ""},

		{"a status of its own", "kunder;;;vip;;;;;;;;;;", "customer_status", "current, former, none"},
		{"a customer since no day", "kunder;;;current;i fjor;;;;;;;;;", "customer_since", "2026-01-31"},
		{"a customer since tomorrow", "kunder;;;current;2026-11-24;;;;;;;;;", "customer_since", "has been"},
		{"contact data perhaps from a sale", "kunder;;;current;;;kanskje;;;;;;;", "contact_data_from_sale",
			"yes or no"},

		{"a wish in a list of customers", "kunder;;;;;;;999999999;2026-11-01;web;E-9;;;", "source", "4.2 b"},
		{"no wish in a list of wishes", "onsker;;;;;;;;;;;;;", "requested_to_orgno", "no date"},
		{"a wish to a sister company", "onsker;;;;;;;999999998;2026-11-01;web;E-9;;;", "requested_to_orgno",
			"not made to the client"},
		{"a wish to two traders", "onsker;;;;;;;999999999,999999998;2026-11-01;web;E-9;;;", "requested_to_orgno",
			"the client alone"},
		{"a wish of 91 days ago", "onsker;;;;;;;;2026-08-24;web;E-9;;;", "requested_to_orgno", "more than 90 days"},
		{"a wish without a channel", "onsker;;;;;;;;2026-11-01;;E-9;;;", "requested_to_orgno", "no channel"},
		{"a wish without evidence", "onsker;;;;;;;;2026-11-01;web;;;;", "requested_to_orgno", "no evidence"},
		{"a wish of tomorrow", "onsker;;;;;;;;2026-11-24;web;E-9;;;", "requested_at", "has been"},

		{"a wash without its holder", "kunder;;;;;;;;;;;;2026-11-20;persons", "washed_by", "who held"},
		{"a wash of no day", "kunder;;;;;;;;;;;Fjellvann;;persons", "washed_at", "2026-01-31"},
		{"a wash of tomorrow", "kunder;;;;;;;;;;;Fjellvann;2026-11-24;persons", "washed_at", "has been"},
		{"a wash of everything", "kunder;;;;;;;;;;;Fjellvann;2026-11-20;all", "wash_scope",
			"persons, persons-voluntary, numbers"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := evidenceHead + "90000001;kunder;;;;;;;;;;;;;\n90000002;" + tt.row + "\n"
			leads, verdicts, err := config.ReadLeads(strings.NewReader(text), sellingOn())
			if err != nil || len(verdicts) != 2 || verdicts[0].Err != nil {
				t.Fatalf("got %v, %v", verdicts, err)
			}
			if tt.field == "" {
				if verdicts[1].Err != nil || len(leads) != 2 {
					t.Errorf("got %v, want it taken", verdicts[1].Err)
				}
				return
			}
			wantFault(t, verdicts[1].Err, "row 3, "+tt.field, tt.why)
		})
	}
}

func TestWhatMarketingNeedsIsReadFromTheBook(t *testing.T) {
	clients, err := config.ReadClients(
		strings.NewReader(
			clientText+"    directory_checked:\n      - {number: \"22 00 00 02\", at: 2026-11-02, ref: bilde 4}\n",
		), today,
	)
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 2, 0, 0, 0, 0, hours.Oslo())
	if got := clients[0].CheckedAt("+4722000002"); !got.Equal(day) {
		t.Errorf("checked at %v, want %v", got, day)
	}
	text := strings.NewReplacer("kind: service",
		"kind: sales\nwash_max_age_h: 24\nown_similar_products_statement: \"Kari Eksempel: strøm, som før\"",
		"kundelisten}",
		"kundelisten, wash: {by: Fjellvann, at: 2026-11-20, scope: persons, attested: Kari Eksempel}}").Replace(
		campaignText,
	)
	c, err := config.ReadCampaign(strings.NewReader(text), among(clients), config.Defaults(), today)
	if err != nil {
		t.Fatal(err)
	}
	wash := dialer.Wash{
		By: "Fjellvann", At: time.Date(2026, 11, 20, 0, 0, 0, 0, hours.Oslo()), Scope: dialer.WashPersons,
		Attested: "Kari Eksempel",
	}
	if c.Sources[0].Wash != wash || c.OwnSimilar == "" || c.WashMaxAge != 24*time.Hour {
		t.Errorf("got %+v", c)
	}
}

func TestBadEvidenceInTheBookIsRefused(t *testing.T) {
	tests := []struct{ name, old, new, field, why string }{
		{"a wash older than a month", "kind: service", "wash_max_age_h: 721\nkind: service", "wash_max_age_h",
			"24h0m0s to 720h0m0s"},
		{"a wash without its holder", "kundelisten}", "kundelisten, wash: {at: 2026-11-20, scope: persons}}",
			"sources[1].wash.by", "10"},
		{"a wash of no scope", "kundelisten}", "kundelisten, wash: {by: x, at: 2026-11-20}}", "sources[1].wash.scope",
			"persons"},
		{"a wash of no day", "kundelisten}", "kundelisten, wash: {by: x, at: nylig, scope: persons}}",
			"sources[1].wash.at", "2026-01-31"},
		{"wishes to a sister company", "kind: client_customers",
			"kind: explicit_request, requested_to_orgno: 999999998", "sources[1].requested_to_orgno", "sister"},
		{"wishes in a list of customers", "kundelisten}", "kundelisten, requested_to_orgno: 999999999}",
			"sources[1].requested_to_orgno", "explicit_request"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.ReadCampaign(strings.NewReader(strings.Replace(campaignText, tt.old, tt.new, 1)),
				among([]dialer.Client{fjellvann}), config.Defaults(), today)
			wantFault(t, err, tt.field, tt.why)
		})
	}
	for name, entry := range map[string]struct{ text, field string }{
		"a number that is not the client's": {`{number: "22 00 00 09", at: 2026-11-02, ref: bilde}`,
			"clients[1].directory_checked[1].number"},
		"no day":      {`{number: "22 00 00 02", at: nylig, ref: bilde}`, "clients[1].directory_checked[1].at"},
		"no evidence": {`{number: "22 00 00 02", at: 2026-11-02}`, "clients[1].directory_checked[1].ref"},
	} {
		_, err := config.ReadClients(strings.NewReader(clientText+"    directory_checked: ["+entry.text+"]\n"), today)
		t.Run(name, func(t *testing.T) { wantFault(t, err, entry.field, "") })
	}
}
