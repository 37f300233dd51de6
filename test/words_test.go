package test_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// maxColumns is the longest line of Go, in characters; a tab counts as one.
const maxColumns = 120

// tally is how often something stands in the committed files of one kind.
type tally struct{ md, goes int }

// stilted holds the words that make a sentence hard to read, and how many are left of each. The numbers only go down:
// a change that removes some lowers the number here.
var stilted = map[string]tally{
	"nobody":             {0, 3},
	"whom":               {0, 0},
	"anew":               {0, 1},
	"whoever":            {0, 0},
	"is another than":    {0, 0},
	"stands in":          {0, 0},
	"of these ends with": {0, 0},
}

// written are the committed files of an ending, without this one, which has to name what it looks for.
func written(t *testing.T, ending string) (texts []string) {
	t.Helper()
	for _, name := range committed(t) {
		if !strings.HasSuffix(name, ending) || name == "test/words_test.go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

// spaced is a text in small letters with one space between words and signs. The marks of a comment are no signs: a line
// break may lie between two words.
func spaced(text string) string {
	var b strings.Builder
	b.Grow(2 * len(text))
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsLetter(r):
			b.WriteRune(r)
		case unicode.IsSpace(r) || r == '/':
			b.WriteByte(' ')
		default:
			b.WriteString(" . ")
		}
	}
	return " " + strings.Join(strings.Fields(b.String()), " ") + " "
}

func count(texts []string, words string) (n int) {
	for _, text := range texts {
		n += strings.Count(text, " "+words+" ")
	}
	return n
}

// long are the lines over maxColumns; what is generated may be as wide as it likes.
func long(texts []string) (lines []string) {
	for _, text := range texts {
		if strings.HasPrefix(text, "// Code generated") {
			continue
		}
		for line := range strings.SplitSeq(text, "\n") {
			if utf8.RuneCountInString(line) > maxColumns {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// ratchet is an error when there is more than the limit allows.
func ratchet(what string, got, limit int) error {
	if got > limit {
		return fmt.Errorf("%s: %d, more than the %d there were: say it in plain words, or wrap the line", what, got,
			limit)
	}
	return nil
}

func TestStiltedWordsOnlyGetFewer(t *testing.T) {
	pages, sources := written(t, ".md"), written(t, ".go")
	for _, texts := range [][]string{pages, sources} {
		for i, text := range texts {
			texts[i] = spaced(text)
		}
	}
	if len(pages) < 40 || len(sources) < 400 {
		t.Fatalf("only %d pages and %d sources were found", len(pages), len(sources))
	}
	for words, limit := range stilted {
		got := tally{count(pages, words), count(sources, words)}
		t.Logf("%q: %d in .md (limit %d), %d in .go (limit %d)", words, got.md, limit.md, got.goes, limit.goes)
		for what, pair := range map[string][2]int{".md": {got.md, limit.md}, ".go": {got.goes, limit.goes}} {
			if err := ratchet(fmt.Sprintf("%q in %s", words, what), pair[0], pair[1]); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestNoLineOfGoIsLong(t *testing.T) {
	for _, line := range long(written(t, ".go")) {
		t.Errorf("over %d columns: %s", maxColumns, line)
	}
}

func TestTheRatchetCountsAndHolds(t *testing.T) {
	text := []string{"Nobody is here.\n// stands\n// in for it, nobody's\n" + strings.Repeat("ø", 121) + "\n"}
	words := []string{spaced(text[0])}
	if n, m := count(words, "nobody"), count(words, "stands in"); n != 2 || m != 1 {
		t.Errorf("counted %d and %d, want 2 and 1", n, m)
	}
	if got := long([]string{text[0], "// Code generated\n" + text[0], strings.Repeat("ø", 120)}); len(got) != 1 {
		t.Errorf("counted %q long lines, want 1", got)
	}
	if ratchet("words", 3, 2) == nil || ratchet("words", 2, 2) != nil {
		t.Error("the ratchet lets more through, or stops as many as there were")
	}
}
