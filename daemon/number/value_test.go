package number_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

// TestASpreadsheetsValueIsNoNumber: what is left of such a value without its sign or decimal point is another
// person's number.
func TestASpreadsheetsValueIsNoNumber(t *testing.T) {
	for _, tt := range []struct{ text, why string }{
		{"-90000011", "minus"}, {"- 900 00 011", "minus"}, {"\u221290000011", "minus"}, {"\u201390000011", "minus"},
		{"\u200e-90000011", "minus"},
		{"90000011-", "minus"}, {"900-00-011-", "minus"}, {"9-0-0-00011- ", "minus"}, {"-47 90000058", "minus"},
		{"-4790000058", "minus"},
		{"(90000011)", "parentheses"}, {" ( 900 00 011 ) ", "parentheses"}, {"(9000001.1)", "parentheses"},
		{"9000001.0", "decimal point"}, {"900000.20", "decimal point"}, {"9 000 001.0", "decimal point"},
		{"47900000.11", "decimal point"},
		{"4790000011.", ""}, {".90000011", "decimal point"}, {"+9000001.1", "decimal point"},
		{"47.90000011", "decimal point"},
		{"90000011,0", "comma"}, {"90,000,011", "comma"}, {"90.000.011,00", "comma"}, {"90000011,", "comma"},
		{"9,0E+07", "rounded"}, {"9.0e+7", "rounded"}, {"9E7", "rounded"}, {"-9,0000011E+07", "rounded"},
		{"=90000011", "formula"}, {`="90000011"`, "formula"}, {"@90000011", "formula"}, {"=-90000011", "formula"},
		{"90000011%", "percentage"}, {"90 000 011 %", "percentage"}, {"#N/A", "error"}, {"#VERDI!", "error"},
		{"2026-11-23", "date"}, {"22.01.1985", "date"}, {"22-01-1985", "date"}, {"2026.11.23", "date"},
		{"0090000001", "padded"}, {"00 900 00 001", "padded"}, {"+90000001", "padded"}, {"00 22 00 00 01", "padded"},
		{"0045000001", "padded"},
		// What people type is read on.
		{"22.00.00.01", ""}, {"900.00.001", ""}, {"900-00-001", ""}, {"22-00-00-01", ""}, {"90.000.001", ""},
		{"+47.90000001", ""}, {"0047.90000001", ""},
		{"(22) 00 00 01", ""}, {"(+47) 90000001", ""}, {"900 00 001.", ""}, {"9000\u20130001", ""},
		{"90\u200e000001", ""}, {"\ufeff90000001", ""},
		{"900\u3000000\u200701", ""}, {"2226-21-23", ""}, {"32.01.1985", ""}, {"22.00-00-01", ""},
	} {
		n, err := number.Parse(tt.text)
		fast, quick := number.Fast([]byte(tt.text))
		switch {
		case tt.why == "" && err != nil:
			t.Errorf("%q: %v", tt.text, err)
		case tt.why != "" && (err == nil || n != "" || !strings.Contains(err.Error(), tt.why)):
			t.Errorf("%q: got %q, %v; want a refusal with %q", tt.text, n, err, tt.why)
		case tt.why != "" && quick:
			t.Errorf("%q: the fast way reads it as %d", tt.text, fast)
		}
	}
}

// TestAValueDialedByHandIsNoNumber: the guard reads it by the same rule.
func TestAValueDialedByHandIsNoNumber(t *testing.T) {
	d := number.Dialing{Outside: []string{"0"}}
	for _, text := range []string{
		"-90000011", "90000011-", "9000001.0", "900000.20", "(90000011)", "90000011,0", "2026-11-23",
	} {
		if got := number.ReadDialed(text, d); got.Kind != number.Unreadable {
			t.Errorf("%q: got %v %q", text, got.Kind, got.Number)
		}
	}
	if got := number.ReadDialed("90\u200e000\u2013011", d); got.Kind != number.Subscriber ||
		got.Number != "+4790000011" {
		t.Errorf("an invisible mark and a dash: got %+v", got)
	}
}

// FuzzNoValueIsANumber holds that a sign in front or behind, and one decimal point, never leave a number behind.
func FuzzNoValueIsANumber(f *testing.F) {
	for _, s := range []string{
		"90000011", "900 00 011", "+4790000011", "4790000011", "004790000011", "22-00-00-01", "22.00.00.01",
	} {
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, at uint8) {
		if n, err := number.Parse(text); err != nil || n == "" {
			return
		}
		for _, sign := range []string{"-", "\u2212", "\u2013"} {
			for _, signed := range []string{sign + text, text + sign, " " + sign + " " + text} {
				if n, err := number.Parse(signed); err == nil {
					t.Errorf("%q reads as %s", signed, n)
				}
				if n, ok := number.Fast([]byte(signed)); ok {
					t.Errorf("%q reads as %d, the fast way", signed, n)
				}
			}
		}
		digits := string(dialer.Number(strings.Trim(text, " ")))
		if strings.Trim(digits, "0123456789") != "" || len(digits) < 2 || strings.HasPrefix(digits, "00") {
			return
		}
		i := 1 + int(at)%(len(digits)-1)
		for _, mark := range []string{".", ","} {
			if n, err := number.Parse(digits[:i] + mark + digits[i:]); err == nil {
				t.Errorf("%q reads as %s", digits[:i]+mark+digits[i:], n)
			}
		}
	})
}
