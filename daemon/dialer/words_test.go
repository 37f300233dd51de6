package dialer_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func TestWordsAreKeptWithoutNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"asked on 90000001, by phone":         "asked on •••, by phone",
		"900 00 001":                          "•••",
		"+47 900 00 001 and 9 0 0 0 0 0 0 2":  "••• and •••",
		"call +47-900-00-001. Ask Kari":       "call •••. Ask Kari",
		"(+47) 90.00.00.01":                   "(•••",
		"90\u00a000\u200900\u202f01":          "•••",
		"٩٠٠٠٠٠٠١":                            "•••",
		"born 01019012345":                    "born •••",
		"in writing on 2026-11-28":            "in writing on 2026-11-28",
		"letter of 28.11.2026, file 20261128": "letter of 28.11.2026, file 20261128",
		"2026-11-28 90000001":                 "2026-11-28 •••",
		"case 1234567, page 12":               "case 1234567, page 12",
		"November's list, row 4":              "November's list, row 4",
		"":                                    "",
	} {
		if got := dialer.WithoutNumbers(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
