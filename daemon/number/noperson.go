package number

import "strings"

// Reads reports whether a cell is a telephone number, be it one that stands for no person. No heading is one.
func Reads(cell string) bool {
	_, err := Parse(cell)
	return err == nil || NoPerson(cell)
}

// NoPerson reports a text that is read without doubt and stands for no person: a short or five-digit number, a
// machine's, eight digits that begin with 0 or 1, zeros only. Registers hold such rows; they protect no one, and
// leaving them out frees no one. A text that may be a person's number in part, or by another reading, is not
// reported.
func NoPerson(text string) bool {
	digits, plus, why := strip(text)
	if why != "" {
		return false
	}
	if strings.Trim(digits, "0") == "" {
		return true
	}
	if plus || strings.HasPrefix(digits, "0047") {
		var norwegian bool
		digits, norwegian = strings.CutPrefix(strings.TrimPrefix(digits, "00"), "47")
		if !norwegian || digits == "" {
			return false
		}
	}
	switch len(digits) {
	case 3, 4, 6: // 110, 1881, 116117
		return digits[0] == '1'
	case 5:
		return digits[0] == '1' || digits[0] == '0' && digits[1] >= '2'
	case 8:
		return digits[0] <= '1'
	case 12:
		return strings.HasPrefix(digits, "58")
	}
	return false
}
