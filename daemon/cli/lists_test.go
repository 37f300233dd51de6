package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sent is a file that an office sent once, copied to where its verdicts may be written beside it.
func (h house) sent(name string) string {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "lists", name))
	if err != nil {
		h.t.Fatal(err)
	}
	return h.write(name, string(text))
}

// TestWhoIsInARegisterIsBlockedHoweverItWasWritten: the register and the list are those of offices; each number must
// be blocked by it.
func TestWhoIsInARegisterIsBlockedHoweverItWasWritten(t *testing.T) {
	t.Parallel()
	const atStorgata = "number;name;address;postcode;source\n90000017;Anne Eksempel;Storgata " +
		"1;0155;kunder-2026\n90000018;Ola Eksempel;Storgata 1;0155;kunder-2026\n"
	for _, tt := range []struct {
		register, list, text, says string
		blocked                    string
		free                       string
	}{
		{"windows-1252-own-register.csv", "windows-1252-leads-in-utf8.csv", "",
			`read: number: "number", name: "navn", birth date: "fodt"`, "90000001 90000002 90000003", ""},
		{"names-register.csv", "names-leads.csv", "", "7 persons",
			"90000004 90000005 90000006 90000007 90000008 90000009", ""},
		{"address-postcode-column.csv", "at-storgata.csv", atStorgata, `address: "adresse", address: "postnr"`,
			"90000017", "90000018"},
		{"address-town-behind.csv", "at-storgata.csv", atStorgata, "1 persons", "90000017", "90000018"},
		{"junk-rows-register.csv", "one.csv", "number;source\n90000011;kunder-2026\n90000010;kunder-2026\n",
			"4 rows left out: no one can be rung", "90000011", "90000010"},
		{"empty-rows-register.csv", "one.csv", "number;source\n90000012;kunder-2026\n", "2 empty rows", "90000012", ""},
		{"heading-is-an-end-of-number.csv", "one.csv", "number;source\n90000001;kunder-2026\n20000001;kunder-2026\n",
			`read: number: "mobil"`, "90000001", "20000001"},
	} {
		t.Run(tt.register, func(t *testing.T) {
			h := loaded(t)
			wants(t, h.must(0, "register", "import", "own", h.sent(tt.register)), tt.says)
			list := h.path(tt.list)
			if tt.text == "" {
				list = h.sent(tt.list)
			} else {
				h.write(tt.list, tt.text)
			}
			wants(t, h.must(0, "lead", "import", list, "--campaign", "fjellvann-service"), " 0 refused",
				`read: number: "number"`)
			for _, n := range strings.Fields(tt.blocked) {
				if w := h.why(1, n, "--campaign", "fjellvann-service", "--at",
					workday); step(t, w, "own register").Verdict != "no" {
					t.Errorf("%s: %+v, want it blocked by the register", n, step(t, w, "own register"))
				}
			}
			for _, n := range strings.Fields(tt.free) {
				if w := h.why(1, n, "--campaign", "fjellvann-service", "--at",
					workday); step(t, w, "own register").Verdict != "yes" {
					t.Errorf("%s: %+v, want it free: another person", n, step(t, w, "own register"))
				}
			}
		})
	}
}

// TestListsAreReadOrRefusedInPlainWords: what is not read says which row, what stood there, what is allowed, and what
// to do.
func TestListsAreReadOrRefusedInPlainWords(t *testing.T) {
	h := loaded(t)
	for _, tt := range []struct {
		file string
		code int
		want []string
	}{
		{"old-mac-line-ends.csv", 0, []string{"1 rows: 1 added"}},
		{"sep-line-leads.csv", 0, []string{"1 rows: 1 added"}},
		{"invisible-marks.csv", 0, []string{"2 rows: 2 added", "1 rows had marks that cannot be seen"}},
		{"padded-to-ten.csv", 2, []string{`row 2, number: "0090000001"`, "padded with zeros", "+47"}},
		{"spreadsheet-arithmetic.csv", 2, []string{
			`row 2, number: "-90000011": a minus sign`, `row 3, number: "9000001.0": a decimal point`,
			`row 4, number: "900000.20"`, "Text",
		}},
		{"heading-is-an-end-of-number.csv", 2, []string{`headings: "n": not known`, "x_"}},
	} {
		wants(t, h.must(tt.code, "lead", "import", h.sent(tt.file), "--campaign", "fjellvann-service"), tt.want...)
	}
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"none.csv", "number;source\n", []string{"at least one row", "CSV UTF-8"}},
		{"bare.csv", "90000001;Kari\n", []string{"has no headings", "number;name;source"}},
		{"book.xlsx", "PK\x03\x04", []string{"workbook", "CSV UTF-8"}},
	} {
		wants(t, h.must(2, "lead", "import", h.write(tt.name, tt.text), "--campaign", "fjellvann-service"), tt.want...)
	}
	wants(t, h.must(2, "register", "import", "own", h.sent("spreadsheet-arithmetic.csv")), "keeps what it has",
		`line 2, number: "-90000011"`, `line 4, number: "900000.20"`)
	wants(t, h.must(2, "register", "import", "own", h.sent("padded-to-ten.csv")), `line 2, number: "0090000001"`)
	wants(t, h.must(2, "register", "add", "--why", "test", "--", "-90000011"), "a minus sign")
	wants(t,
		h.must(2, "register", "import", "own",
			h.write("half.csv", "etternavn;fornavn;fodt\nEksempel;Kari;1970-01-31\n"), "--name-column", "etternavn",
			"--birth-column", "fodt"),
		"half a name matches no one", "etternavn+fornavn")
}

// TestWhatIsWashedClearMayBeDialed: a value and a special number are refused, and the summary tells the column.
func TestWhatIsWashedClearMayBeDialed(t *testing.T) {
	h := house{t, t.TempDir()}
	own := h.write("own.txt", "90000012\n90000013\n")
	wants(t,
		h.must(1, "wash", h.sent("spreadsheet-arithmetic.csv"), "--out", h.path("out.csv"), "--from-files", "own="+own),
		`read column "number" as the number`, "a minus sign", "a decimal point")
	if got := h.read("out.csv"); strings.Contains(got, "clear") || strings.Count(got, "refused:") != 3 {
		t.Errorf("washed: %s", got)
	}
	wants(t,
		h.must(0, "wash", h.sent("heading-is-an-end-of-number.csv"), "--out", h.path("out.csv"), "--from-files",
			"own="+own), `read column "mobil" as the number`)
	wants(t,
		h.must(1, "wash", h.write("special.csv", "tlf\n80000001\n+46700000001\n59000001\n90000001\n"), "--out",
			h.path("out.csv"), "--from-files", "own="+own), "special number", "a foreign number")
	if got := h.read("out.csv"); strings.Count(got, ";clear") != 1 || !strings.Contains(got, "90000001;clear") {
		t.Errorf("washed: %s", got)
	}
}

// TestEvidenceOfADayToComeIsNone, wherever it is written.
func TestEvidenceOfADayToComeIsNone(t *testing.T) {
	h := newHouse(t)
	h.must(0, "init")
	client := h.read("client.yaml") +
		"    directory_checked:\n      - {number: \"+4722000002\", at: 2999-11-02, ref: file 4}\n"
	wants(t, h.must(2, "client", "add", h.write("c.yaml", client)), "directory_checked[1].at", "2999-11-02",
		"a day that has been")
	h.must(0, "client", "add", h.path("client.yaml"))
	for _, tt := range []struct{ old, new, want string }{
		{"obtained_at: 2026-10-01", "obtained_at: 2999-10-01", "sources[1].obtained_at"},
		{"obtained_at: 2026-10-01", "obtained_at: 2026-10-01\n    wash: {by: Kari, at: 2999-01-02, scope: persons}",
			"sources[1].wash.at"},
	} {
		wants(t,
			h.must(2, "campaign", "add",
				h.write("k.yaml", strings.Replace(h.read("campaign.yaml"), tt.old, tt.new, 1))), tt.want,
			"a day that has been")
	}
}
