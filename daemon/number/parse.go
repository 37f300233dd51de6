// Package number turns written text into a telephone number, and says which numbers may be dialed or shown.
//
// An import calls Parse for each row; the guard for calls by hand calls ReadDialed for what a phone dialed. The ranges
// are those of the Norwegian plan, the verdicts are ours (norm 2.10). The package never guesses: text that can be read
// in two ways is refused with the reason.
package number

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// maxDigits holds the longest input we look at: 00 and the fifteen digits of E.164.
const maxDigits = 17

// Parse gives the E.164 number that text stands for, or a dialer.Invalid that says why it stands for none.
// Emergency and short numbers are refused here for the first time, and by MayDial for the second.
func Parse(text string) (dialer.Number, error) {
	digits, plus, why := strip(text)
	if why != "" {
		return "", refuse(text, why)
	}
	if !plus && strings.HasPrefix(digits, "00") {
		digits, plus = digits[2:], true
	}
	if rest, ok := strings.CutPrefix(digits, "47"); ok && (plus || len(digits) == 10) {
		return norwegian(text, rest)
	}
	if plus && len(digits) == 8 && digits[0] >= '2' {
		return "", refuse(text, padded)
	}
	if !plus {
		return norwegian(text, digits)
	}
	return foreign(text, digits)
}

// padded is a number of ours in a column that is filled up with zeros, or behind a stray plus sign; no country that
// anybody rings from here has numbers so short.
const padded = "it can be read as a Norwegian number padded with zeros or as another country's; write a Norwegian " +
	"number as 8 digits, or as +47 and 8 digits"

// norwegian checks the eight digits after +47.
func norwegian(text, national string) (dialer.Number, error) {
	if national == "" {
		return "", refuse(text, "no digits")
	}
	if why := malformed(national); why != "" {
		return "", refuse(text, why)
	}
	return dialer.Number("+47" + national), nil
}

// malformed says why the digits are no Norwegian subscriber's number; "" when they could be one.
func malformed(national string) string {
	switch {
	case len(national) != 8 && national[0] == '1' && len(national) <= 6:
		return shortNumber + "; never dialed"
	case len(national) == 5 && national[0] == '0':
		return "02000-09999 are five-digit special numbers; they are never dialed"
	case len(national) == 12 && strings.HasPrefix(national, "58"):
		return "58 with twelve digits is for machines"
	case len(national) != 8:
		return "a Norwegian number has 8 digits, +47 before them or not; another country's begins with + or 00"
	case national[0] == '0' || national[0] == '1':
		return "no Norwegian number of 8 digits begins with 0 or 1"
	}
	return ""
}

// foreign asks the library whether another country's plan has the number; whether it holds it for valid decides
// nothing. The library takes away what it holds for a trunk prefix; a number that it changes can be read in two ways.
func foreign(text, digits string) (dialer.Number, error) {
	n := dialer.Number("+" + digits)
	if Emergency(n) {
		return "", refuse(text, shortNumber+"; never dialed")
	}
	parsed, err := phonenumbers.Parse(string(n), "NO")
	if err != nil || !isE164(string(n)) {
		return "", refuse(text, "no number of any country's plan")
	}
	if phonenumbers.Format(parsed, phonenumbers.E164) != string(n) {
		return "", refuse(text, "a foreign number must be complete, and without its own country's leading zero")
	}
	return n, nil
}

// strip drops what people put between digits and reports whether a plus sign led them.
func strip(text string) (digits string, plus bool, why string) {
	if why := value(text); why != "" {
		return "", false, why
	}
	var kept [maxDigits]byte
	n := 0
	for _, r := range text {
		switch {
		case separator(r) || Invisible(r):
		case r == '+' && n == 0 && !plus:
			plus = true
		case r < '0' || r > '9':
			return "", false, "only digits, with +, spaces, dots, hyphens and parentheses; no letters, no extension"
		case n == maxDigits:
			return "", false, "too many digits"
		default:
			kept[n] = byte(r)
			n++
		}
	}
	if n == 0 {
		return "", false, "no digits"
	}
	return string(kept[:n]), plus, ""
}

// separator reports the characters that spreadsheets and people put into numbers: spaces, also of fixed width or not
// breaking, and dashes.
func separator(r rune) bool {
	switch r {
	case ' ', '.', '-', '(', ')':
		return true
	}
	return r > 0x7f && (unicode.Is(unicode.Zs, r) || dash(r))
}

// dash reports the typographic hyphens and dashes, which word processors put in place of a hyphen.
func dash(r rune) bool { return r >= '\u2010' && r <= '\u2015' }

// isE164 reports a plus sign and 5 to 15 digits, the first not zero.
func isE164(s string) bool {
	if len(s) < 6 || len(s) > 16 || s[0] != '+' || s[1] == '0' {
		return false
	}
	return onlyDigits(s[1:])
}

func onlyDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// refuse tells the fault with the text as it was given, cut to what fits a line.
func refuse(text, why string) error {
	const line = 40
	if len(text) > line {
		text = strings.ToValidUTF8(text[:line], "") + "…"
	}
	return dialer.Invalid{Field: "number", Value: text, Why: why}
}
