package sounds

import (
	"strconv"
	"strings"
)

// units are said from 0 to 19; tens from 20 on.
var units = map[string][20]string{
	"nb": {"null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv", "tretten",
		"fjorten", "femten", "seksten", "sytten", "atten", "nitten"},
	"nn": {"null", "ein", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv", "tretten",
		"fjorten", "femten", "seksten", "sytten", "atten", "nitten"},
	"en": {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"},
}

var tens = map[string][10]string{
	"nb": {2: "tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti"},
	"nn": {2: "tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti"},
	"en": {2: "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"},
}

// SpokenNumber is a number of 0 to 99 in words, written as one; empty for others.
func SpokenNumber(lang string, n int) string {
	small, known := units[lang]
	switch {
	case !known || n < 0 || n > 99:
		return ""
	case n < 20:
		return small[n]
	case n%10 == 0:
		return tens[lang][n/10]
	case lang == "en":
		return tens[lang][n/10] + "-" + small[n%10]
	}
	return tens[lang][n/10] + small[n%10]
}

// SpokenDays is a number of days: "tre dager".
func SpokenDays(lang, days string) string {
	n, err := strconv.Atoi(days)
	word := SpokenNumber(lang, n)
	if err != nil || n < 1 || word == "" {
		return ""
	}
	day := map[string][2]string{"nb": {"én dag", "dager"}, "nn": {"éin dag", "dagar"}, "en": {"one day", "days"}}[lang]
	if n == 1 {
		return day[0]
	}
	return word + " " + day[1]
}

// ordinals of the days of a month.
var ordinals = map[string][32]string{
	"nb": {
		1: "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende", "tiende",
		"ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende", "syttende", "attende", "nittende",
		"tjuende", 30: "trettiende",
	},
	"nn": {
		1: "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuande", "åttande", "niande", "tiande",
		"ellevte", "tolvte", "trettande", "fjortande", "femtande", "sekstande", "syttande", "attande", "nittande",
		"tjuande", 30: "trettiande",
	},
	"en": {
		1: "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
		"twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
		"twentieth", 30: "thirtieth",
	},
}

// SpokenOrdinal is the day of a month: "tjuetredje"; empty for others than 1 to 31.
func SpokenOrdinal(lang string, n int) string {
	words, known := ordinals[lang]
	switch {
	case !known || n < 1 || n > 31:
		return ""
	case words[n] != "":
		return words[n]
	case lang == "en":
		return tens[lang][n/10] + "-" + words[n%10]
	}
	return tens[lang][n/10] + words[n%10]
}

// SpokenDigits are digits one by one: what ends a number is heard, not counted.
func SpokenDigits(lang, digits string) string {
	words, known := units[lang]
	if !known || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	var said []string
	for _, d := range digits {
		said = append(said, words[d-'0'])
	}
	return strings.Join(said, " ")
}
