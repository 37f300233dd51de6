package sounds

import "strings"

// Digits as words: a voice would read "22" as twenty-two and swallow the zeros of "00".
var spokenDigits = map[string][10]string{
	"nb": {"null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni"},
	"nn": {"null", "ein", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni"},
	"en": {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"},
}

// SpokenPhone is a number as it is said, digit by digit, with a pause where people write a space.
// It is empty where the number holds no digit or something that is not part of a number.
func SpokenPhone(lang, phone string) string {
	words, known := spokenDigits[lang]
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -()\u00a0", r) {
			return -1
		}
		return r
	}, phone)
	digits = strings.TrimPrefix(digits, "+47")
	if !known || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	var said []string
	for _, group := range phoneGroups(digits) {
		var one []string
		for _, d := range group {
			one = append(one, words[d-'0'])
		}
		said = append(said, strings.Join(one, " "))
	}
	return strings.Join(said, ", ")
}

// phoneGroups splits as Norwegians write: mobile and 800 numbers 3-2-3, other eight digits in pairs,
// anything else in pairs from its end.
func phoneGroups(digits string) []string {
	if len(digits) == 8 && strings.Contains("489", digits[:1]) {
		return []string{digits[:3], digits[3:5], digits[5:]}
	}
	first := 2 - len(digits)%2
	groups := []string{digits[:first]}
	for i := first; i < len(digits); i += 2 {
		groups = append(groups, digits[i:i+2])
	}
	return groups
}
