package sounds

import (
	"regexp"
	"strings"
)

// signs are what stands between the words of an address.
var signs = map[string]map[rune]string{
	"nb": {'@': "krøllalfa", '.': "punktum", '-': "bindestrek", '_': "understrek", '+': "pluss", '/': "skråstrek"},
	"nn": {'@': "krøllalfa", '.': "punktum", '-': "bindestrek", '_': "understrek", '+': "pluss", '/': "skråstrek"},
	"en": {'@': "at", '.': "dot", '-': "hyphen", '_': "underscore", '+': "plus", '/': "slash"},
}

// letters whose names a voice does not know, or says as others do: in bokmål's voice J is a "je".
var letters = map[string]map[rune]string{
	"nb": {'J': "jodd"},
	"nn": {'J': "jodd"},
	"en": {'Æ': "A E", 'Ø': "O with a stroke", 'Å': "A with a ring"},
}

var (
	emailForm = regexp.MustCompile(`^[\pL\d._+-]+@[\pL\d-]+(\.[\pL\d-]+)+$`)
	siteForm  = regexp.MustCompile(`^[\pL\d-]+(\.[\pL\d-]+)+(/[\pL\d._/-]*)?$`)
)

// SpokenEmail is an address with its signs as words: "post krøllalfa eksempel punktum no". Empty where it is none.
func SpokenEmail(lang, address string) string {
	if !emailForm.MatchString(address) {
		return ""
	}
	return spokenAddress(lang, strings.ToLower(address))
}

// SpokenSite is a web address in the same way, without its "https".
func SpokenSite(lang, address string) string {
	address = strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
	address = strings.TrimSuffix(strings.ToLower(address), "/")
	if !siteForm.MatchString(address) {
		return ""
	}
	if rest, www := strings.CutPrefix(address, "www."); www {
		return "W W W " + signs[lang]['.'] + " " + spokenAddress(lang, rest)
	}
	return spokenAddress(lang, address)
}

func spokenAddress(lang, address string) string {
	return speakSigns(lang, address, func(word string) string { return word }, " ")
}

// SpelledEmail is the address letter by letter, with pauses: for who has heard it and did not get it. The names of
// its parts come with it, since a spelled "no" is longer than the word.
func SpelledEmail(lang, address string) string {
	if !emailForm.MatchString(address) {
		return ""
	}
	return speakSigns(lang, strings.ToUpper(address), func(word string) string {
		var said []string
		for _, r := range word {
			name, special := letters[lang][r]
			if !special {
				name = string(r)
			}
			said = append(said, name)
		}
		return strings.Join(said, ", ")
	}, ", ")
}

// speakSigns says the words between the signs by say, digits one by one, and the signs by their names.
func speakSigns(lang, text string, say func(string) string, between string) string {
	names, known := signs[lang]
	if !known {
		return ""
	}
	var said []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			said = append(said, say(word.String()))
			word.Reset()
		}
	}
	for _, r := range text {
		sign, is := names[r]
		switch {
		case is:
			end()
			said = append(said, sign)
		case r >= '0' && r <= '9':
			end()
			said = append(said, SpokenDigits(lang, string(r)))
		default:
			word.WriteRune(r)
		}
	}
	end()
	return strings.Join(said, between)
}
