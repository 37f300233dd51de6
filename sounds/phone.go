package sounds

import "strings"

// SpokenPhone is a number as it is said, digit by digit, with a pause where people write a space: a voice would read
// "22" as twenty-two and swallow the zeros of "00". It is empty where the number holds no digit or something that is
// not part of a number.
func SpokenPhone(lang, phone string) string {
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -()\u00a0", r) {
			return -1
		}
		return r
	}, phone)
	digits = strings.TrimPrefix(digits, "+47")
	if SpokenDigits(lang, digits) == "" {
		return ""
	}
	var said []string
	for _, group := range phoneGroups(digits) {
		said = append(said, SpokenDigits(lang, group))
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
