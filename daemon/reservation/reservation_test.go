package reservation_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// noon of Monday, 23 November 2026, in Oslo.
func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, hours.Oslo()) }

func TestWhoIsAsked(t *testing.T) {
	own, client := dialer.Own, dialer.RegisterOf("power")
	for kind, want := range map[dialer.Kind][]dialer.RegisterID{
		dialer.Sales:       {own, client, dialer.National},
		dialer.Fundraising: {own, client, dialer.NationalVoluntary},
		dialer.Survey:      {own, client},
		dialer.Service:     {own, client},
		dialer.Information: {own, client},
	} {
		if diff := cmp.Diff(want, reservation.Asked(kind, "power")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

// sale is a campaign and a lead with every condition for both exemptions; each source gives one of them.
func sale(source string) (dialer.Campaign, dialer.Lead) {
	c := dialer.Campaign{
		Kind: dialer.Sales, Client: dialer.Client{
			ID: "power", OrgNo: "999999999",
		}, OwnSimilar: "Kari Nordmann: power, as before",
		Sources: []dialer.Source{
			{
				Name: "customers", Kind: dialer.ClientCustomers,
			}, {Name: "wishes", Kind: dialer.ExplicitRequest, RequestedTo: "999999999"},
		},
	}
	return c, dialer.Lead{
		Source: source,
		Customer: dialer.Customer{
			Status: dialer.CustomerCurrent, Since: noon().AddDate(-2, 0, 0), ProductRef: "p", ContactFromSale: true,
			ListDate: noon().AddDate(0, 0, -31),
		},
		Request: dialer.Request{OrgNo: "999999999", At: noon().AddDate(0, 0, -90), Channel: "web", EvidenceRef: "e"},
	}
}

func TestWhatLiftsTheNationalRegister(t *testing.T) {
	type facts struct {
		c *dialer.Campaign
		l *dialer.Lead
	}
	second := time.Second
	tests := []struct {
		name, source string
		change       func(facts)
		want         string
	}{
		{"an existing customer", "customers", func(facts) {}, reservation.ExemptCustomer},
		{"a former one", "customers", func(f facts) { f.l.Customer.Status = dialer.CustomerFormer }, ""},
		{"one of no status", "customers", func(f facts) { f.l.Customer.Status = "" }, ""},
		{"since no day", "customers", func(f facts) { f.l.Customer.Since = time.Time{} }, ""},
		{"from tomorrow on", "customers", func(f facts) { f.l.Customer.Since = noon().AddDate(0, 0, 1) }, ""},
		{"of no product", "customers", func(f facts) { f.l.Customer.ProductRef = " " }, ""},
		{"the number did not come with the sale", "customers", func(f facts) { f.l.Customer.ContactFromSale = false },
			""},
		{"the list is 31 days and a second old", "customers",
			func(f facts) { f.l.Customer.ListDate = noon().AddDate(0, 0, -31).Add(-second) }, ""},
		{"the list has no date", "customers", func(f facts) { f.l.Customer.ListDate = time.Time{} }, ""},
		{"no one states that the offer is similar", "customers", func(f facts) { f.c.OwnSimilar = "" }, ""},
		{"a customer in a purchased list", "customers",
			func(f facts) { f.c.Sources[0].Kind = dialer.PurchasedDirectory }, ""},
		{"a donor", "customers", func(f facts) { f.c.Kind = dialer.Fundraising }, ""},
		{"no customer", "customers", func(f facts) { f.l.Customer = dialer.Customer{} }, ""},

		{"who asked 90 days ago", "wishes", func(facts) {}, reservation.ExemptRequest},
		{"who asked longer ago", "wishes", func(f facts) { f.l.Request.At = f.l.Request.At.Add(-second) }, ""},
		{"who withdrew a second ago", "wishes", func(f facts) { f.l.Request.WithdrawnAt = noon().Add(-second) }, ""},
		{"who withdrew now", "wishes", func(f facts) { f.l.Request.WithdrawnAt = noon() }, ""},
		{"who asked a sister company", "wishes", func(f facts) { f.l.Request.OrgNo = "999999998" }, ""},
		{"who asked two", "wishes", func(f facts) { f.l.Request.OrgNo = "999999999,999999998" }, ""},
		{"a request to no one, of a client without a number", "wishes",
			func(f facts) { f.l.Request.OrgNo, f.c.Client.OrgNo, f.c.Sources[1].RequestedTo = "", "", "" }, ""},
		{"from a list of wishes to another", "wishes", func(f facts) { f.c.Sources[1].RequestedTo = "999999998" }, ""},
		{"who will ask tomorrow", "wishes", func(f facts) { f.l.Request.At = noon().AddDate(0, 0, 1) }, ""},
		{"who asked on no day", "wishes", func(f facts) { f.l.Request.At = time.Time{} }, ""},
		{"a request without its channel", "wishes", func(f facts) { f.l.Request.Channel = "" }, ""},
		{"who asked without evidence", "wishes", func(f facts) { f.l.Request.EvidenceRef = "" }, ""},
		{"a wish in a list of no wishes", "wishes", func(f facts) { f.c.Sources[1].Kind = dialer.PublicDirectory }, ""},
		{"a source that the campaign has not", "friends", func(facts) {}, ""},
	}
	lifted, kept := 0, 0
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, l := sale(tt.source)
			tt.change(facts{&c, &l})
			got := reservation.Lifts(noon(), c, l, answer(dialer.National, time.Time{}))
			if got.Code != tt.want || got.Why == "" {
				t.Errorf("got %+v, want %q", got, tt.want)
			}
			if got.Code == "" {
				kept++
			} else {
				lifted++
			}
		})
	}
	t.Logf("%d cases: %d lifted, %d kept", len(tests), lifted, kept)
}

func answer(r dialer.RegisterID, since time.Time) dialer.RegisterAnswer {
	return dialer.RegisterAnswer{
		Answer: dialer.Reserved, Since: since, RegisterVersion: dialer.RegisterVersion{Register: r},
	}
}

func TestWhatLiftsTheOtherRegisters(t *testing.T) {
	_, asked := sale("wishes")
	at := asked.Request.At
	tests := []struct {
		name, source string
		register     dialer.RegisterID
		since        time.Time
		want         string
	}{
		{"a customer, in the client's", "customers", "client/power", at.AddDate(0, 0, -9), ""},
		{"who asked after reserving with the client", "wishes", "client/power", at.Add(-time.Second),
			reservation.ExemptRequest},
		{"who asked and reserved at once", "wishes", "client/power", at, ""},
		{"who reserved with the client after asking", "wishes", "client/power", at.Add(time.Second), ""},
		{"who reserved with the client, no one knows when", "wishes", "client/power", time.Time{}, ""},
		{"who asked, in our own", "wishes", dialer.Own, at.AddDate(0, 0, -9), ""},
		{"a customer, in our own", "customers", dialer.Own, at.AddDate(0, 0, -9), ""},
		{"who asked, in another client's", "wishes", "client/other", at.AddDate(0, 0, -9), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, l := sale(tt.source)
			if got := reservation.Lifts(noon(), c, l, answer(tt.register, tt.since)); got.Code != tt.want {
				t.Errorf("got %+v, want %q", got, tt.want)
			}
		})
	}
}

func TestHowLongAWashHolds(t *testing.T) {
	day := func(m time.Month, d, h int) time.Time { return time.Date(2026, m, d, h, 0, 0, 0, hours.Oslo()) }
	wash := func(at time.Time, scope dialer.WashScope) dialer.Wash {
		return dialer.Wash{At: at, By: "Power", Scope: scope}
	}
	tests := []struct {
		name      string
		now       time.Time
		kind      dialer.Kind
		age       time.Duration
		own, list dialer.Wash
		want      bool
	}{
		{"none", noon(), dialer.Sales, 0, dialer.Wash{}, dialer.Wash{}, false},
		{"the lead's, yesterday", noon(), dialer.Sales, 0, wash(day(11, 22, 12), dialer.WashPersons), dialer.Wash{},
			true},
		{"the list's, yesterday", noon(), dialer.Sales, 0, dialer.Wash{}, wash(day(11, 22, 12), dialer.WashPersons),
			true},
		{"the lead's is old, the list's is not", noon(), dialer.Sales, 0, wash(day(10, 2, 12), dialer.WashPersons),
			wash(day(11, 22, 12), dialer.WashPersons), true},
		{"a little less than a week ago", noon(), dialer.Sales, 0, wash(day(11, 16, 13), dialer.WashPersons),
			dialer.Wash{}, true},
		{"a week ago", noon(), dialer.Sales, 0, wash(day(11, 16, 12), dialer.WashPersons), dialer.Wash{}, false},
		{"a week ago, where a month is allowed", noon(), dialer.Sales, reservation.WashMost,
			wash(day(11, 1, 0), dialer.WashPersons), dialer.Wash{}, true},
		{"25 hours ago, with a daily feed", noon(), dialer.Sales, reservation.WashLeast,
			wash(day(11, 22, 11), dialer.WashPersons), dialer.Wash{}, false},
		{"31 January for 1 February", time.Date(2026, 2, 1, 12, 0, 0, 0, hours.Oslo()), dialer.Sales,
			reservation.WashMost, wash(day(1, 31, 23), dialer.WashPersons), dialer.Wash{}, false},
		{"the month is Oslo's, not Greenwich's", time.Date(2026, 12, 1, 9, 0, 0, 0, hours.Oslo()), dialer.Sales, 0,
			wash(time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC), dialer.WashPersons), dialer.Wash{}, true},
		{"the same month of last year", noon(), dialer.Sales, 0, wash(noon().AddDate(-1, 0, 0), dialer.WashPersons),
			dialer.Wash{}, false},
		{"tomorrow's", noon(), dialer.Sales, 0, wash(day(11, 24, 12), dialer.WashPersons), dialer.Wash{}, false},
		{"of numbers alone", noon(), dialer.Sales, 0, wash(day(11, 22, 12), dialer.WashNumbers), dialer.Wash{}, false},
		{"of those against voluntary organisations, for sales", noon(), dialer.Sales, 0,
			wash(day(11, 22, 12), dialer.WashPersonsVoluntary), dialer.Wash{}, false},
		{"the same, for a collection", noon(), dialer.Fundraising, 0,
			wash(day(11, 22, 12), dialer.WashPersonsVoluntary), dialer.Wash{}, true},
		{"without its holder", noon(), dialer.Sales, 0, dialer.Wash{At: day(11, 22, 12), Scope: dialer.WashPersons},
			dialer.Wash{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, l := sale("customers")
			c.Kind, c.WashMaxAge, c.Sources[0].Wash, l.Wash = tt.kind, tt.age, tt.list, tt.own
			got := reservation.Washed(tt.now, c, l)
			if got.Fresh != tt.want || got.Fresh && !got.Until.After(tt.now) || !got.Fresh && got.Why == "" {
				t.Errorf("got %+v, want %v", got, tt.want)
			}
		})
	}
}
