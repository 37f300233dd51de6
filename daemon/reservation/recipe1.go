package reservation

import (
	"strings"
	"unicode"
)

// The first recipe, by which registers were filled before there was a second. It must never change: see Keyer.

// name1 gives the name in the order written: small letters, accents dropped by a list, hyphens and dots as spaces. Å,
// æ and ø are letters of their own, and Swedish ä and ö are æ and ø.
func name1(text string) string {
	if name, ok := plain(text); ok {
		return name
	}
	var b strings.Builder
	gap := false
	for _, r := range compose1.Replace(text) {
		r = fold1(unicode.ToLower(r))
		switch {
		case r == '\'' || r == '’' || r == '`' || unicode.Is(unicode.Mn, r): // O'Brien is Obrien
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = true
			continue
		case gap && b.Len() > 0:
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// address1 gives the whole address as name1, with a house's letter at its number.
func address1(text string) string {
	text = name1(text)
	all := strings.Fields(text)
	if words := atNumber(all); len(words) < len(all) {
		return strings.Join(words, " ")
	}
	return text
}

// atNumber puts a house's letter at its number. It changes words.
func atNumber(words []string) []string {
	for i := len(words) - 1; i > 0; i-- {
		if len(words[i]) == 1 && words[i][0] >= 'a' && words[i][0] <= 'z' && endsInDigit(words[i-1]) {
			words[i-1] += words[i]
			words = append(words[:i], words[i+1:]...)
		}
	}
	return words
}

func endsInDigit(s string) bool { return s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// compose1 joins the two-part forms of the Norwegian letters, as macOS writes them, before other marks are dropped.
var compose1 = strings.NewReplacer("a\u030a", "å", "A\u030a", "å", "a\u0308", "æ", "A\u0308", "æ", "o\u0308", "ø",
	"O\u0308", "ø")

// fold1 takes accents from a small letter. What has no base letter in Norwegian is left as it is.
func fold1(r rune) rune {
	switch {
	case r < 0x80, r == 'å', r == 'æ', r == 'ø':
		return r
	case r == 'ä':
		return 'æ'
	case r == 'ö' || r == 'œ':
		return 'ø'
	}
	for _, class := range classes1 {
		if strings.ContainsRune(class, r) {
			return rune(class[0])
		}
	}
	return r
}

var classes1 = [...]string{
	"aáàâãāăą", "cçćč", "dđďð", "eéèêëēėęě", "gğ", "iíìîïīı", "lłľ", "nñńňŋ", "oóòôõōő", "rř", "sśšş", "tťŧţ",
	"uúùûüūůű", "yýÿ", "zžźż",
}
