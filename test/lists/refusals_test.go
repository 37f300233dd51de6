package lists_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/wash"
)

// values are cells that no reader may take for a number, and one word that the refusal must hold.
var values = map[string]string{
	"-90000011": "minus", "−90000011": "minus", "90000011-": "minus", "(90000011)": "parentheses",
	"9000001.0": "decimal", "900000.20": "decimal",
	"90000011,0": "comma", "9,0E+07": "rounded", "9.0000011E+7": "rounded", "=90000011": "formula",
	"90000011 %": "percentage", "#N/A": "error",
	"0090000001": "padded", "+90000001": "padded", "2026-11-23": "date", "22.01.1985": "date",
	"ring meg": "only digits", "90000001/90000002": "only digits",
	"9000001": "8 digits", "900000011": "8 digits",
}

// never are numbers that are read, and that no lead may have.
var never = map[string]string{
	"80000001": "special number", "59000001": "machines", "+46700000001": "foreign", "02000": "five-digit",
	"113": "emergency", "580000000001": "machines",
}

// TestNoPathTakesAValueForANumber tries each value on every path, and prints each refusal: read them aloud with -v,
// as an office would.
func TestNoPathTakesAValueForANumber(t *testing.T) {
	tried, wrong := 0, 0
	want := func(path, cell, got, word string, more ...string) {
		tried++
		for _, w := range append(more, word) {
			if !strings.Contains(got, w) {
				wrong++
				t.Errorf("%s, %q: got %q, want it to tell %q", path, cell, got, w)
				return
			}
		}
		t.Logf("%-8s %s", path, got)
	}
	o := config.LeadOptions{
		Campaign: dialer.Campaign{ID: "c", Sources: []dialer.Source{{Name: "kunder"}}}, Source: "kunder", Now: today,
	}
	sets := wash.NewSets([]dialer.RegisterVersion{{Register: dialer.Own}},
		func(dialer.RegisterID) bool { return false })
	for _, kind := range []map[string]string{values, never} {
		for cell, word := range kind {
			text := "tlf;navn\n90000009;Kari Eksempel\n\"" + cell + "\";Ola Eksempel\n"
			leads, rows, err := config.ReadLeads(strings.NewReader(text), o)
			if err != nil || len(leads) != 1 || len(rows) != 2 || rows[1].Err == nil {
				wrong++
				t.Errorf("a lead, %q: got %v, %v", cell, leads, err)
				continue
			}
			want("lead", cell, rows[1].Err.Error(), word, "row 3, number", cell)

			var out strings.Builder
			if _, err := wash.Run(t.Context(), strings.NewReader(text), &out, sets, wash.Options{}); err != nil {
				t.Errorf("a wash, %q: %v", cell, err)
			}
			want("wash", cell, strings.Split(out.String(), "\n")[2], word, cell, "refused:")
		}
	}
	for cell, word := range values {
		_, err := wash.ReadRegister(t.Context(), strings.NewReader("tlf;navn\n90000009;Kari\n\""+cell+"\";Ola\n"),
			wash.RegisterFile{}, func(wash.Entry) error { return nil })
		if err == nil {
			wrong++
			t.Errorf("a register, %q: it was taken", cell)
			continue
		}
		want("register", cell, err.Error(), word, "line 3, number", cell)
		if _, err := number.Parse(cell); err == nil {
			t.Errorf("the API, the desk and verbs, %q: it was taken", cell)
		}
		if d := number.ReadDialed(cell, number.Dialing{Outside: []string{"0"}}); d.Kind == number.Subscriber ||
			d.Kind == number.Foreign {
			wrong++
			t.Errorf("by hand, %q: got %v %s", cell, d.Kind, d.Number)
		}
	}
	t.Logf("%d refusals on 3 paths, wrong %d", tried, wrong)
}
