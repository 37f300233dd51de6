package gate_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
)

// TestARegistersSilenceIsNoAnswerForWhoCannotBeMatched: most who reserved gave a name and no number. A lead of which
// only the number can be looked up is not "not in it".
func TestARegistersSilenceIsNoAnswerForWhoCannotBeMatched(t *testing.T) {
	born := monday().AddDate(-50, 0, 0)
	listWash := dialer.Wash{At: monday().AddDate(0, 0, -6), By: "Power AS", Scope: dialer.WashPersons}
	for _, tt := range []struct {
		name   string
		change func(f *gate.Facts)
		code   string
		why    string
	}{
		{"by birth date", func(f *gate.Facts) { f.Lead.Name, f.Lead.Birth = "Kari Eksempel", born }, gate.Allow,
			"not in it"},
		{"by address and postcode",
			func(f *gate.Facts) { f.Lead.Name, f.Lead.Address = "Kari Eksempel", "Storgata 1, 0155 Oslo" }, gate.Allow,
			"not in it"},
		{"a name alone", func(f *gate.Facts) { f.Lead.Name = "Kari Eksempel" }, gate.BlockWash, "not matchable"},
		{"an address without a postcode",
			func(f *gate.Facts) { f.Lead.Name, f.Lead.Address = "Kari Eksempel", "Storgata 1" }, gate.BlockWash,
			"not matchable"},
		{"a birth date without a name", func(f *gate.Facts) { f.Lead.Birth = born }, gate.BlockWash, "not matchable"},
		{"nothing", func(*gate.Facts) {}, gate.BlockWash, "not matchable"},
		{"a wash of the row", func(f *gate.Facts) { f.Lead.Wash = listWash }, gate.Allow,
			"not matchable; the row itself was washed on 2026-11-17"},
		{"a wash of the row by number only",
			func(f *gate.Facts) { f.Lead.Wash = listWash; f.Lead.Wash.Scope = dialer.WashNumbers }, gate.BlockWash,
			"not matchable"},
		{"an old wash of the row",
			func(f *gate.Facts) { f.Lead.Wash = listWash; f.Lead.Wash.At = monday().AddDate(0, -1, 0) }, gate.BlockWash,
			"another month"},
		{"a wash of the row, where the campaign blocks", func(f *gate.Facts) {
			f.Lead.Wash, f.Campaign.Unmatched = listWash, dialer.UnmatchedBlock
		}, gate.BlockNational, "the campaign blocks such rows"},
		{"fundraising", func(f *gate.Facts) { f.Campaign.Kind = dialer.Fundraising }, gate.BlockWash, "not matchable"},
		{"a current customer's own client", func(f *gate.Facts) {
			f.Campaign.OwnSimilar = "Kari Nordmann: strøm, som kunden har"
			f.Lead.Customer = dialer.Customer{
				Status: dialer.CustomerCurrent, Since: monday().AddDate(-1, 0, 0), ProductRef: "A-7",
				ContactFromSale: true, ListDate: monday().AddDate(0, 0, -3),
			}
		}, gate.Allow, "not in it"},
		{"no marketing", func(f *gate.Facts) { f.Campaign.Kind = dialer.Service }, gate.Allow, "not asked for"},
		{"in it by number", func(f *gate.Facts) { f.Registers = answers(dialer.Clear, dialer.Clear, dialer.Reserved) },
			gate.BlockNational, "in the national register by number"},
	} {
		f := allowed()
		f.Lead.Wash = dialer.Wash{}
		f.Campaign.Sources[0].Wash = listWash // of the whole list: it covers the wash rule, and no row's person
		tt.change(&f)
		v := gate.Decide(monday(), f)
		said := strings.Join(v.Checked, "\n")
		if v.Code != tt.code || !strings.Contains(said, tt.why) {
			t.Errorf("%s: got %s, want %s and %q in:\n%s", tt.name, v.Code, tt.code, tt.why, said)
		}
	}
}
