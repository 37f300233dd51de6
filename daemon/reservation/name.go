package reservation

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Name gives a name in the letters by which persons are compared: small, by Unicode's decomposition without their
// marks, but for å, æ and ø, which are letters of their own (Swedish ä and ö are æ and ø). Apostrophes and marks that
// cannot be seen go; all else is a space.
func Name(text string) string {
	out := make([]byte, 0, len(text)+len(text)/8)
	if ascii(text) {
		return string(asciiName(out, text))
	}
	gap, base := false, rune(0) // base is the letter that marks may follow
	for _, r := range norm.NFKD.String(apostrophes.Replace(text)) {
		switch r = unicode.ToLower(r); {
		case r >= 0x80 && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r)):
			if whole := norwegian(base, r); whole != "" {
				out, base = append(out[:len(out)-1], whole...), 0
			}
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap, base = true, 0
			continue
		case gap && len(out) > 0:
			out = append(out, ' ')
		}
		gap, base = false, r
		if whole, ok := whole[r]; ok && r >= 0x80 {
			out = append(out, whole...)
			continue
		}
		out = append(out, string(r)...)
	}
	return string(out)
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// asciiName is Name for most names, without the tables; a fuzz test holds the two together.
func asciiName(out []byte, text string) []byte {
	gap := false
	for _, c := range []byte(text) {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case c == '\'' || c == '`':
			continue
		case (c < 'a' || c > 'z') && (c < '0' || c > '9'):
			gap = true
			continue
		case gap && len(out) > 0:
			out = append(out, ' ')
		}
		gap = false
		out = append(out, c)
	}
	return out
}

var apostrophes = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "", "`", "", "´", "", "′", "")

// norwegian is the letter that a base letter and a mark make in Norwegian; "" where the mark goes.
func norwegian(base, mark rune) string {
	switch {
	case base == 'a' && mark == '\u030a':
		return "å"
	case base == 'a' && mark == '\u0308':
		return "æ"
	case base == 'o' && mark == '\u0308':
		return "ø"
	}
	return ""
}

// whole are letters that Unicode does not decompose.
var whole = map[rune]string{
	'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ł': "l", 'ŋ': "n", 'ŧ': "t", 'ß': "ss", 'þ': "th", 'œ': "ø", 'ə': "e", 'ƶ': "z", 'ĸ': "k",
}

// digraphs are how the letters of Norwegian and German are written where a keyboard lacks them.
var digraphs = strings.NewReplacer("aa", "å", "ae", "æ", "oe", "ø", "ue", "u")

// oneLetter writes a word's digraphs as letters.
func oneLetter(w string) string {
	if strings.Contains(w, "aa") || strings.Contains(w, "ae") || strings.Contains(w, "oe") || strings.Contains(w, "ue") {
		return digraphs.Replace(w)
	}
	return w
}

// mostWords of a name are compared: of a longer one, as many from either end.
const mostWords = 6

// word is one of a name; the halves of Anne-Marie and the whole of it have one place, and no pair is made of a half
// and its whole.
type word struct {
	text  string
	place int
	whole bool
}

// pairs gives each two words of a name, in the order of letters; the word alone where there is but one.
func pairs(name string) iter.Seq2[string, string] {
	words := wordsOf(name)
	return func(yield func(a, b string) bool) {
		if len(words) == 1 {
			yield(words[0].text, "")
			return
		}
		for i, a := range words {
			for _, b := range words[i+1:] {
				if half := a.place == b.place && (a.whole || b.whole); !half && !yield(a.text, b.text) {
					return
				}
			}
		}
	}
}

// wordsOf gives the words of a name, each once, in the order of letters. Initials are left out where there are two
// words besides.
func wordsOf(name string) []word {
	var words []word
	for place, field := range strings.Fields(name) {
		halves := strings.FieldsFunc(field, hyphen)
		for _, half := range halves {
			for _, text := range strings.Fields(Name(half)) {
				words = append(words, word{text: oneLetter(text), place: place})
			}
		}
		if text := Name(strings.Join(halves, "")); len(halves) > 1 && text != "" && !strings.Contains(text, " ") {
			words = append(words, word{oneLetter(text), place, true})
		}
	}
	if long := slices.DeleteFunc(slices.Clone(words), func(w word) bool { return len(w.text) == 1 }); len(long) > 1 {
		words = long
	}
	if n := len(words); n > mostWords {
		words = append(words[:mostWords/2:mostWords/2], words[n-mostWords/2:]...)
	}
	slices.SortStableFunc(words, func(a, b word) int { return strings.Compare(a.text, b.text) })
	return slices.CompactFunc(words, func(a, b word) bool { return a.text == b.text })
}

func hyphen(r rune) bool { return r == '-' || r >= '\u2010' && r <= '\u2015' }
