package engine_test

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/offered"
)

// kind makes the campaign one of that kind, with what marketing needs.
func (f *floor) kind(k dialer.Kind) {
	f.camp.Kind = k
	if k.Marketing() {
		f.camp = offered.Campaign(f.camp)
	}
	f.camp.OwnSimilar = "Kari Nordmann: power, as before"
	f.camp.Client.OrgNo = "999999999"
	f.camp.Client.Checked = []dialer.DirectoryCheck{
		{Number: "+4722000001", At: f.start.AddDate(0, 0, -30), Ref: "picture"},
	}
	f.camp.Sources = append(f.camp.Sources, dialer.Source{
		Name: "onsker", Kind: dialer.ExplicitRequest, Basis: "ba om det", Spoken: "deg selv", ObtainedAt: f.start,
	})
}

// evidence gives a lead what a story says of it beside the registers: "customer", "asked", "washed-last-month",
// "washed-today", "named"; every other is washed a day ago.
func (f *floor) evidence(l *dialer.Lead, flags []string) {
	now := f.now()
	l.Wash = dialer.Wash{At: now.AddDate(0, 0, -1), By: "Fjellvann", Scope: dialer.WashPersons}
	if slices.Contains(flags, "washed-today") {
		l.Wash.At = now
	}
	if slices.Contains(flags, "washed-last-month") {
		l.Wash.At = time.Date(now.Year(), now.Month(), 0, 12, 0, 0, 0, now.Location())
	}
	if slices.Contains(flags, "customer") {
		l.Customer = dialer.Customer{
			Status: dialer.CustomerCurrent, Since: now.AddDate(-1, 0, 0), ProductRef: "p-1", ContactFromSale: true,
			ListDate: now.AddDate(0, 0, -3),
		}
	}
	if slices.Contains(flags, "named") {
		l.Name = "Åse Ødegård"
	}
	if slices.Contains(flags, "asked") {
		l.Source = "onsker"
		l.Request = dialer.Request{OrgNo: "999999999", At: now.AddDate(0, 0, -2), Channel: "web", EvidenceRef: "e-1"}
	}
}

// withdraw takes back the wish of who has the number.
func (b *fakeBook) withdraw(n dialer.Number, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.leads {
		if b.leads[i].Number == n {
			b.leads[i].Request.WithdrawnAt = at
		}
	}
}
