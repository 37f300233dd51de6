package number

import (
	"strings"
	"time"
	"unicode"
)

// What to do with a cell that a spreadsheet turned into a value.
const asText = `; write the 8 digits, such as 900 00 001, in a column whose format is Text`

// value says why text is something that a spreadsheet calculated or displays, and not a telephone number that
// somebody typed; "" when it is none of those. Dropping the sign or the decimal point of such a value would leave
// another person's number.
func value(text string) string {
	text = strings.Map(typed, text)
	lower := strings.ToLower(text)
	switch {
	case text == "":
		return ""
	case text[0] == '=' || text[0] == '@':
		return "a spreadsheet's formula" + asText
	case text[0] == '#':
		return "a spreadsheet's error" + asText
	case strings.ContainsRune(text, '%'):
		return "a percentage" + asText
	case exponent(lower):
		return "a spreadsheet's rounded value, whose last digits are lost" + asText
	}
	return arithmetic(text)
}

// typed drops what does not change how a value reads: spaces and invisible marks.
func typed(r rune) rune {
	if unicode.IsSpace(r) || Invisible(r) {
		return -1
	}
	return r
}

// arithmetic says why text, without spaces and invisible marks, is a negative value, a fraction or a date; "" when it
// is none.
func arithmetic(text string) string {
	runes := []rune(text)
	if len(runes) == 0 {
		return ""
	}
	first, last := runes[0], runes[len(runes)-1]
	switch {
	case !hasDigit(text):
		return ""
	case minus(first) || minus(last):
		return "a minus sign makes it a negative value" + asText
	case first == '(' && last == ')' && strings.Count(text, "(") == 1:
		return "parentheses around the whole make it a negative value" + asText
	case strings.ContainsRune(text, ','):
		return "a comma makes it a decimal value" + asText
	case fraction(text):
		return "a decimal point makes it a decimal value" + asText
	case date(text):
		return "a date" + asText
	}
	return ""
}

func minus(r rune) bool { return r == '-' || r == '\u2212' || dash(r) }

func hasDigit(text string) bool { return strings.ContainsAny(text, "0123456789") }

// fraction reports digits with one point among them and nothing else. A point behind a country code, +47.90000001, is
// none: no value begins with a plus sign or two zeros and goes on with so few digits.
func fraction(text string) bool {
	whole, part, ok := strings.Cut(text, ".")
	digits := strings.TrimPrefix(whole, "+")
	if !ok || part == "" || !onlyDigits(part) || !onlyDigits(digits) {
		return false
	}
	return !(len(digits) <= 3 && digits != whole && digits != "" || strings.HasPrefix(whole, "00") && len(whole) <= 5)
}

// exponent reports 9,0E+07 and its like, in small letters.
func exponent(lower string) bool {
	mantissa, power, ok := strings.Cut(lower, "e")
	mantissa = strings.TrimLeft(mantissa, "+-")
	power = strings.TrimLeft(power, "+-")
	if !ok || mantissa == "" || power == "" {
		return false
	}
	return onlyDigits(power) && onlyDigits(strings.NewReplacer(".", "", ",", "").Replace(mantissa))
}

// date reports a day of 1900 to 2099: eight digits too, but no telephone number is grouped so.
func date(text string) bool {
	for _, layout := range []string{time.DateOnly, "02.01.2006", "02-01-2006", "2006.01.02"} {
		if day, err := time.Parse(layout, text); err == nil {
			return day.Year() >= 1900 && day.Year() < 2100
		}
	}
	return false
}

// Invisible reports a mark that takes no room: writing direction, zero width, soft hyphen, variation. People copy
// such marks along with a number or name and cannot see them, so they are dropped wherever a number or name is read.
func Invisible(r rune) bool {
	switch {
	case r <= 0x7f:
		return false
	case r == '\u034f' || r == '\u115f' || r == '\u3164': // a joiner, and the fillers of Korean
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}
