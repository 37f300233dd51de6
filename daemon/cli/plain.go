package cli

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// plain is a writer to a terminal that lets no text act on it: what people wrote in a letter, a list or a SIP header
// may hold characters that clear the screen, hide a line or turn its direction. Each is shown as a picture of itself.
func plain(w io.Writer) io.Writer { return transform.NewWriter(w, runes.Map(pictured)) }

// pictured is what a terminal is given for a character.
func pictured(r rune) rune {
	const pictures = '␀' // U+2400, of the characters below U+0020 in their order
	switch {
	case r == '\n' || r == '\t':
		return r
	case r < ' ':
		return pictures + r
	case r == '\u007f':
		return '␡'
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		return unicode.ReplacementChar
	}
	return r
}

// inColumn keeps a text of several lines in the column where it begins: none of its lines looks like one of ours.
func inColumn(text string, column int) string {
	return strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", column))
}

// cell is a text for a table: one line, without a tab.
func cell(text string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(text)
}

// inert is a text for a cell of a file that a spreadsheet will open: it starts no formula there. A number with its
// country's code stays as it is.
func inert(text string) string {
	if text == "" || !strings.ContainsRune("=+-@\t\r", rune(text[0])) || strings.Trim(text, "+0123456789 ") == "" {
		return text
	}
	return "'" + text
}
