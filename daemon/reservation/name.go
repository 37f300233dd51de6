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
	if out, ok := plain(text); ok {
		return out
	}
	out := make([]byte, 0, len(text)+len(text)/8)
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

// plain is Name for a text of ASCII and the Norwegian letters alone, without the tables; ok is false for any other. The
// first recipe reads such a text likewise. A fuzz test holds the two ways together.
func plain(text string) (name string, ok bool) {
	var room [64]byte
	out, gap := room[:0], false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		letter := c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
		switch {
		case c >= utf8.RuneSelf:
			if i++; c != '\xc3' || i == len(text) {
				return "", false
			}
			if c = norwegianSmall(text[i]); c == 0 {
				return "", false
			}
		case c == '\'' || c == '`':
			continue
		case !letter:
			gap = true
			continue
		}
		if gap && len(out) > 0 {
			out = append(out, ' ')
		}
		if gap = false; c >= utf8.RuneSelf {
			out = append(out, '\xc3')
		}
		out = append(out, c)
	}
	return string(out), true
}

// norwegianSmall gives the second byte of å, æ or ø for that of the letter, large or small; 0 for any other. The first
// byte of them is C3.
func norwegianSmall(c byte) byte {
	switch c {
	case 0x85, 0x86, 0x98: // Å, Æ, Ø
		return c + 0x20
	case 0xa5, 0xa6, 0xb8: // å, æ, ø
		return c
	}
	return 0
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
	'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ł': "l", 'ŋ': "n", 'ŧ': "t", 'ß': "ss", 'þ': "th", 'œ': "ø", 'ə': "e",
	'ƶ': "z", 'ĸ': "k",
}

// digraphs are how the letters of Norwegian and German are written where a keyboard lacks them.
var digraphs = strings.NewReplacer("aa", "å", "ae", "æ", "oe", "ø", "ue", "u")

// oneLetter writes a word's digraphs as letters.
func oneLetter(w string) string {
	for i := 1; i < len(w); i++ {
		if first := w[i-1]; w[i] == 'e' && (first == 'a' || first == 'o' || first == 'u') ||
			w[i] == 'a' && first == 'a' {
			return digraphs.Replace(w)
		}
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
func pairs(words []word) iter.Seq2[string, string] {
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
	text, _ := plain(name)
	return appendWords(nil, name, text)
}

// appendWords is wordsOf, into words, which is empty. plain is the name in plain letters; "" where there are others.
func appendWords(words []word, name, plain string) []word {
	if plain != "" && strings.IndexByte(name, '-') < 0 {
		for text := range strings.SplitSeq(plain, " ") {
			words = append(words, word{text: oneLetter(text), place: len(words)})
		}
	} else {
		words = appendHalves(words, name)
	}
	long := 0
	for _, w := range words {
		if len(w.text) > 1 {
			long++
		}
	}
	if long > 1 {
		words = slices.DeleteFunc(words, func(w word) bool { return len(w.text) == 1 })
	}
	if n := len(words); n > mostWords {
		words = append(words[:mostWords/2], words[n-mostWords/2:]...)
	}
	slices.SortStableFunc(words, func(a, b word) int { return strings.Compare(a.text, b.text) })
	return slices.CompactFunc(words, func(a, b word) bool { return a.text == b.text })
}

// appendHalves appends the words as written, the halves of a double name and the whole of it.
func appendHalves(words []word, name string) []word {
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
	return words
}

func hyphen(r rune) bool { return r == '-' || r >= '\u2010' && r <= '\u2015' }
