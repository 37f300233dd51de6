package cli

import (
	"strings"
	"testing"
)

func TestNoTextActsOnTheTerminal(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"ordinary text", "Å ringe æøå, Žižek\n\tO’Hara 👋", "Å ringe æøå, Žižek\n\tO’Hara 👋"},
		{"clears the screen", "a\x1b[2J\x1b[Hb", "a␛[2J␛[Hb"},
		{"overwrites its line", "number 1\rnumber 2\b", "number 1␍number 2␈"},
		{"a title, by a C1 character", "\u009d0;x\u009c", "�0;x�"},
		{"turns the direction", "90000001\u202e10000009", "90000001�10000009"},
		{"hides", "a\u200bb\ufeff\x7f\x00", "a�b�␡␀"},
		{"not UTF-8", "a\xffb", "a�b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			if _, err := plain(&out).Write([]byte(tt.in)); err != nil || out.String() != tt.want {
				t.Errorf("got %q, %v; want %q", out.String(), err, tt.want)
			}
		})
	}
}

// A letter cannot forge a line of what is printed of it, nor a row of a table.
func TestNoTextForgesALine(t *testing.T) {
	const letter = "Hvem ringte?\nanswered   2026-11-27 by Kari Nordmann"
	for _, line := range strings.Split(inColumn(letter, 11), "\n")[1:] {
		if !strings.HasPrefix(line, strings.Repeat(" ", 11)) {
			t.Errorf("%q stands where our lines begin", line)
		}
	}
	var out strings.Builder
	table(&out, "id why", [][]string{{"1", "asked\n2\tby Kari"}})
	if got := strings.Count(out.String(), "\n"); got != 2 {
		t.Errorf("a table of one row has %d lines:\n%s", got, out.String())
	}
}

func TestNoCellStartsAFormula(t *testing.T) {
	tests := map[string]string{
		"": "", "90000001": "90000001", "+47 900 00 001": "+47 900 00 001",
		"number cannot be read": "number cannot be read",
		"=HYPERLINK(1)":         "'=HYPERLINK(1)", "+47-90000001": "'+47-90000001", "-1+1": "'-1+1",
		"@SUM(1)": "'@SUM(1)", "\t=1": "'\t=1",
	}
	for in, want := range tests {
		if got := inert(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
