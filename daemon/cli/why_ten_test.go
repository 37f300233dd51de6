package cli_test

import (
	"strings"
	"testing"
)

// TestTenPersonsWhoWouldSlipThrough: each is blocked, and `why` says by which entry and how.
func TestTenPersonsWhoWouldSlipThrough(t *testing.T) {
	h := loaded(t)
	const campaign = "fjellvann-service"
	h.must(0, "register", "import", "own", h.sent("names-register.csv"))
	h.must(0, "lead", "import", h.sent("names-leads.csv"), "--campaign", campaign)
	h.must(0, "register", "add", "--name", "EKSEMPEL, Anne", "--address", "Storgata 1, 0155 OSLO", "--why", "a letter")
	h.must(0, "register", "add", "--name", "Kari Eksempel", "--birth", "01.03.1963", "--why", "said so in a call")
	rows := "number;name;birth_date;address;postcode;source\n" +
		"90000017;Anne Marie Eksempel;;Storgata 1;0155;kunder-2026\n" +
		"22000001;Ola Eksempel;1960-01-31;;;kunder-2026\n22000001;Kari Eksempel;1963-03-01;;;kunder-2026\n" +
		"90000021;Ung Eksempel;;;;kunder-2026\n"
	h.must(1, "lead", "import", h.write("rows.csv", rows), "--campaign", campaign)
	h.must(2, "lead", "import",
		h.write("later.csv", "number;name;birth_date;source\n90000021;Ung Eksempel;2012-01-31;kunder-2026\n"),
		"--campaign", campaign)
	for _, tt := range []struct{ who, number, rule, says string }{
		{"Nguyen An for Nguyễn An", "90000004", "own register", "by the name and the birth date of the lead"},
		{"Ionut Muresan for Ionuț Mureșan", "90000005", "own register", "by the name and the birth date of the lead"},
		{"Berzins Janis for Bērziņš Jānis", "90000006", "own register", "by the name and the birth date of the lead"},
		{"Kari Eksempel for HANSEN EKSEMPEL KARI", "90000007", "own register",
			"by the name and the birth date of the lead"},
		{"Kari Eksempel for Kari Marie Eksempel", "90000008", "own register",
			"by the name and the birth date of the lead"},
		{"Kari Eksempel for Eksempel, Kari", "90000009", "own register", "in the delivery of"},
		{"an address with postcode and town", "90000017", "own register", "by the name and the address of the lead"},
		{"the spouse whose row made no lead", "22000001", "own register", "whose row made no lead"},
		{"the spouse, who entered it and why", "22000001", "own register", "said so in a call"},
		{"born 2012, told later", "90000021", "age", "under 18"},
	} {
		w := h.why(1, tt.number, "--campaign", campaign, "--at", workday)
		said := step(t, w, tt.rule).Why
		for _, s := range w.Sets {
			if s.Register == "own" && s.How != "" {
				said += "; " + s.How
			}
		}
		t.Logf("%-42s %s: %s", tt.who, step(t, w, tt.rule).Code, said)
		if step(t, w, tt.rule).Verdict != "no" || !strings.Contains(said, tt.says) {
			t.Errorf("%s: %+v, said %q; want %q", tt.who, step(t, w, tt.rule), said, tt.says)
		}
	}
}
