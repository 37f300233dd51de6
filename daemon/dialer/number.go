package dialer

import "strings"

// Number is a telephone number in E.164 form, "+4790000001". Package number makes it from text; the empty Number is
// none.
type Number string

// Masked keeps the country's plus sign and the last three digits: the form for logs and people. Numbers are personal
// data (7).
func (n Number) Masked() string {
	if len(n) < 6 {
		return strings.Repeat("•", len(n))
	}
	return "+" + strings.Repeat("•", len(n)-4) + n.Last3()
}

// Last3 are the last three digits: what is said of a number to tell it from another. Of a shorter one it is all.
func (n Number) Last3() string { return string(n[max(0, len(n)-3):]) }

// National is the number as dialed within Norway: the eight digits after +47, or all digits where it is not Norwegian.
func (n Number) National() string {
	if rest, ok := strings.CutPrefix(string(n), "+47"); ok {
		return rest
	}
	return strings.TrimPrefix(string(n), "+")
}
