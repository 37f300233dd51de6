package sheet_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/sheet"
)

// national is a layout like a register keeper's.
var national = sheet.Fixed{
	Number: []sheet.Span{{From: 1, To: 8}}, Name: []sheet.Span{{From: 9, To: 20}, {From: 21, To: 32}},
	Birth: []sheet.Span{{From: 33, To: 40}}, BirthForm: sheet.BirthDMY,
	Address: []sheet.Span{{From: 41, To: 55}, {From: 56, To: 59}}, Other: []sheet.Span{{From: 60, To: 61}},
}

func line(number, first, last, birth, street, postcode, more string) string {
	return fmt.Sprintf("%-8s%-12s%-12s%-8s%-15s%-4s%s", number, first, last, birth, street, postcode, more)
}

func TestFixedColumnsAreReadByPosition(t *testing.T) {
	lines := []string{
		line("90000001", "Kåre", "Øyen", "31121970", "Bøgata 1", "0155", "x"),
		line("", `Anne "Ann"`, "Åsen; Bø", "00000000", "", "", ""),
		"90000002", // the rest was trimmed away
		"",
		line("9000000", "Kari", "Bø", "3112197", "Gata 2", "0155", ""),
	}
	want := strings.Join([]string{
		`"90000001"` + "\t" + `"Kåre"` + "\t" + `"Øyen"` + "\t" + `"1970-12-31"` + "\t" + `"Bøgata 1"` + "\t" +
			`"0155"`,
		`""` + "\t" + `"Anne ""Ann"""` + "\t" + `"Åsen; Bø"` + "\t" + `""` + "\t" + `""` + "\t" + `""`,
		`"90000002"` + "\t" + `""` + "\t" + `""` + "\t" + `""` + "\t" + `""` + "\t" + `""`,
		"",
		`"9000000"` + "\t" + `"Kari"` + "\t" + `"Bø"` + "\t" + `"3112197"` + "\t" + `"Gata 2"` + "\t" + `"0155"`,
	}, "\n")
	latin := strings.NewReplacer("å", "\xe5", "Ø", "\xd8", "ø", "\xf8", "Å", "\xc5")
	for name, text := range map[string]string{
		"UTF-8": strings.Join(lines, "\n"), "Windows' lines": strings.Join(lines, "\r\n"),
		"a byte order mark": "\ufeff" + strings.Join(lines, "\n"),
		"Windows-1252":      latin.Replace(strings.Join(lines, "\n")),
	} {
		rows, err := national.Rows(iotest.HalfReader(strings.NewReader(text)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(rows)
		if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
}

// TestADigitBesideTheNumberIsSeen: a column that is too narrow, or off by one, would read somebody else's number.
func TestADigitBesideTheNumberIsSeen(t *testing.T) {
	narrow := sheet.Fixed{Number: []sheet.Span{{From: 3, To: 10}}}
	other := narrow
	other.Other = []sheet.Span{{From: 1, To: 2}, {From: 11, To: 14}}
	for text, want := range map[string][2]string{
		"47900000010155": {`"7|90000001|0"`, `"90000001"`}, "  90000001": {`"90000001"`, `"90000001"`},
		"xx90000001y": {`"90000001"`, `"90000001"`},
		"  9000000 1": {`"9000000"`, `"9000000"`}, "1 90000001": {`"90000001"`, `"90000001"`},
	} {
		for i, layout := range []sheet.Fixed{narrow, other} {
			rows, err := layout.Rows(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(rows)
			if err != nil || string(got) != want[i] {
				t.Errorf("%q: %s, want %s; %v", text, got, want[i], err)
			}
		}
	}
}

func TestALayoutTellsAllItsFaults(t *testing.T) {
	for text, want := range map[string]int{
		"1-8": 0, "9": 0, "1-8+9-12": 0, "": 0, "0-8": 1, "8-1": 1, "a": 1, "1-": 1, "1-8+x+0": 2, "1-99999": 1,
	} {
		if _, faults := sheet.Spans("registers.files[1].number", text); len(faults) != want {
			t.Errorf("%q: %v, want %d faults", text, faults, want)
		}
	}
	for name, tt := range map[string]struct {
		layout sheet.Fixed
		want   []string
	}{
		"whole":   {national, nil},
		"nothing": {sheet.Fixed{}, []string{".number"}},
		"a name alone, and a " +
			"wrong form": {sheet.Fixed{Name: national.Name, BirthForm: "ddmmyy"}, []string{".birth", ".birth_form"}},
		"an address without " +
			"a name": {sheet.Fixed{Number: national.Number, Address: national.Address}, []string{".name"}},
		"columns over each other": {
			sheet.Fixed{
				Number: national.Number, Name: []sheet.Span{{From: 8, To: 20}}, Birth: []sheet.Span{{From: 20, To: 27}},
			},
			[]string{".name", ".birth"},
		},
		"two numbers": {sheet.Fixed{Number: national.Name}, []string{".number"}},
	} {
		faults := tt.layout.Check("registers.files[1]")
		if len(faults) != len(tt.want) {
			t.Errorf("%s: %v", name, faults)
			continue
		}
		for i, want := range tt.want {
			if !strings.Contains(faults[i].Error(), "registers.files[1]"+want) {
				t.Errorf("%s: %v, want it to name %s", name, faults[i], want)
			}
		}
	}
}
