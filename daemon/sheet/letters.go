package sheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Compose gives text with each letter and its marks as one, where there is such a letter: macOS writes them apart.
func Compose(text string) string { return norm.NFC.String(text) }

// Lost says by its mark that letters of a name or address were lost before the file came here: it was saved or read
// in another alphabet (K?re, KÃ¥re, K†re). Such a name matches no one in a register. "" where nothing is amiss.
func Lost(text string) string {
	for _, r := range text {
		if r == '?' || r == unicode.ReplacementChar || r > 0x7e && !known(r) {
			return string(r)
		}
	}
	return ""
}

// known reports what names and addresses hold beyond ASCII: letters, their marks, digits, spaces, dashes,
// apostrophes. The opening apostrophe is not among them: it is what becomes of the æ of MS-DOS.
func known(r rune) bool {
	switch {
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), unicode.Is(unicode.Zs,
		r), unicode.Is(unicode.Cf, r):
		return true
	case r >= '\u2010' && r <= '\u2015':
		return true
	}
	return strings.ContainsRune("’ʼ`´′“”«»·°º", r)
}

// LostWhy is what to do about it.
const LostWhy = `letters were lost when the file was saved; save the list again as "CSV UTF-8", from where the ` +
	`letters are whole`
