package number

import (
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

const shortNumber = "a short, emergency or directory number (100-199, 116xxx, 18xx)"

// kind is what a range of the Norwegian plan is for (norm 2.10).
type kind uint8

const (
	neither kind = iota // no subscriber's number
	fixed
	mobile
	machines
	special
)

// kindOf reads the plan for eight national digits.
func kindOf(national string) kind {
	switch national[0] {
	case '2', '3', '6', '7':
		return fixed
	case '4', '9':
		return mobile
	case '8':
		return special
	case '5':
		if national[1] >= '8' {
			return machines
		}
		return fixed
	}
	return neither
}

// MayDial says by its error why a consumer is never rung on n; nil means that the range allows it.
func MayDial(n dialer.Number) error { return allowed(n, "dialed") }

// Dials reports what MayDial says of +47 and the eight digits of national, for work on many numbers.
func Dials(national uint64) bool { return national < 100_000000 && dials[national/1_000000] }

// dials has an entry for each first two digits of eight.
var dials = dialTable()

func dialTable() (all [100]bool) {
	for two := range all {
		k := kindOf(string([]byte{byte('0' + two/10), byte('0' + two%10)}))
		all[two] = k == fixed || k == mobile
	}
	return all
}

// MayShow says by its error why n is never a visible number; nil means that the range allows it.
// Whether the client holds the number is asked elsewhere (dialer.Client.Owns). Five-digit numbers would need
// the provider's word, which nothing here can keep, so they are refused.
func MayShow(n dialer.Number) error { return allowed(n, "shown") }

// allowed is one table for both: the plan's rows differ only for numbers we refuse for both ends.
func allowed(n dialer.Number, verb string) error {
	if why := forbidden(n); why != "" {
		return dialer.Invalid{Field: "number", Value: n.Masked(), Why: why + "; never " + verb}
	}
	return nil
}

// forbidden names the range that bars n, or is empty. It trusts nothing that Parse may have done before.
func forbidden(n dialer.Number) string {
	if Emergency(n) {
		return shortNumber
	}
	if !isE164(string(n)) {
		return "not a number in the form +47 and 8 digits"
	}
	national, ok := strings.CutPrefix(string(n), "+47")
	if !ok {
		return "a foreign number"
	}
	if len(national) != 8 {
		return "not 8 digits after +47"
	}
	switch kindOf(national) {
	case machines:
		return "58 and 59 are for machines"
	case special:
		return "8xx xx xxx is a special number"
	case neither:
		return "no Norwegian number of 8 digits begins with 0 or 1"
	}
	return ""
}

// Emergency reports a number that reaches, or could be taken for, an emergency or other short service:
// within Norway everything that begins with 1, and anywhere three digits or fewer.
func Emergency(n dialer.Number) bool {
	s := strings.TrimPrefix(string(n), "00")
	s = strings.TrimPrefix(s, "+")
	national, norwegian := strings.CutPrefix(s, "47")
	if norwegian && national != "" && (national[0] == '1' || len(national) <= 3) {
		return true
	}
	return s != "" && (len(s) <= 3 || s[0] == '1' && len(s) <= 6)
}
