package test_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/ringevett/ringevett/sounds"
)

// norwegian is what is written in one of the two languages: the dictionary that judges it, and where it stands.
type norwegian struct {
	lang, dictionary string
	globs            []string // text files
}

var inNorwegian = []norwegian{
	{"nb", "nb_NO", []string{
		"sounds/nb/*.txt", "sounds/agent/*.txt", "dialplan/agent*.nb.md", "sounds/consumer.nb.md",
	}},
	{"nn", "nn_NO", []string{"sounds/nn/*.txt"}},
}

// TestNorwegianIsSpeltAsTheDictionaryHasIt asks hunspell about every Norwegian word that people hear or read. The
// trade's own words are in testdata/trade.LANG.txt.
func TestNorwegianIsSpeltAsTheDictionaryHasIt(t *testing.T) {
	needHunspell(t)
	for _, n := range inNorwegian {
		texts := fragments(n.lang)
		for _, glob := range n.globs {
			maps.Copy(texts, filesOf(t, glob))
		}
		if n.lang == "nb" {
			for _, file := range []string{"configs/example/campaign.yaml", "configs/example/sale.yaml"} {
				texts[file] = spokenIn(t, file)
			}
		}
		unknown := misspelt(t, n.dictionary, strings.Join(slices.Collect(maps.Values(texts)), "\n"))
		trade := strings.Fields(read(t, "test/testdata/trade."+n.lang+".txt"))
		for _, w := range unknown {
			if !contains(trade, w) {
				t.Errorf("%q (%s) is not in the dictionary %s, nor in testdata/trade.%s.txt", w, whereIs(w, texts),
					n.dictionary, n.lang)
			}
		}
		for _, w := range trade {
			if !contains(unknown, w) {
				t.Errorf("testdata/trade.%s.txt: %q need not be there", n.lang, w)
			}
		}
	}
}

func contains(words []string, word string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, word) })
}

func whereIs(word string, texts map[string]string) string {
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if strings.Contains(texts[name], word) {
			return name
		}
	}
	return "?"
}

// make test counts a skipped test as a failure; make need installs what is missing.
func needHunspell(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("hunspell"); err != nil {
		t.Skip("hunspell is missing: apt-get install hunspell hunspell-no")
	}
}

func filesOf(t *testing.T, glob string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(root, glob))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no file (%v)", glob, err)
	}
	texts := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[strings.TrimPrefix(name, root+"/")] = string(text)
	}
	return texts
}

// fragments are the small sounds that prompts are put together from: days, months, hours, digits.
func fragments(lang string) map[string]string {
	texts := map[string]string{}
	for _, f := range sounds.Fragments(lang) {
		texts[f.File(lang)] = f.Text
	}
	return texts
}

// spoken are the values in the files of the book that agents and consumers hear.
var spoken = regexp.MustCompile(`(?m)^[- ]*(?:purpose|subject|basis|spoken|own_similar_products_statement): *([^#\n]*)`)

// spokenIn is what is said of the examples, without the name that is made up.
func spokenIn(t *testing.T, file string) string {
	t.Helper()
	var said []string
	for _, m := range spoken.FindAllStringSubmatch(read(t, file), -1) {
		said = append(said, m[1])
	}
	if len(said) < 4 {
		t.Fatalf("%s: only %q was found", file, said)
	}
	return strings.ReplaceAll(strings.Join(said, "\n"), "Fjellvann", "")
}

// What is not Norwegian prose: code, placeholders, another language's text, and the line that leads to the English
// page.
var notProse = regexp.MustCompile("(?s)`[^`]*`|\\{[a-z0-9_]*\\}|<en>.*?</en>|\\*In English[^*]*\\*")

// misspelt are the words of a text that the dictionary does not know, each once. Letters that stand alone are clauses.
func misspelt(t *testing.T, dictionary, text string) []string {
	t.Helper()
	words := strings.FieldsFunc(notProse.ReplaceAllString(text, " "), func(r rune) bool { return !unicode.IsLetter(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return len([]rune(w)) < 2 })
	slices.Sort(words)
	cmd := exec.CommandContext(t.Context(), "hunspell", "-d", dictionary, "-i", "utf-8", "-l")
	cmd.Stdin = strings.NewReader(strings.Join(slices.Compact(words), "\n") + "\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("hunspell -d %s: %v", dictionary, err)
	}
	return strings.Fields(string(out))
}

func TestAMisspeltWordIsFound(t *testing.T) {
	needHunspell(t)
	tests := []struct{ dictionary, text, want string }{
		{"nb_NO", "Opptaket er stanset. `ikkje` {gjord} <en>press</en> 4.2 g", ""},
		{"nb_NO", "Opptaket er stannset.", "stannset"},
		{"nb_NO", "Vi ringjer deg.", "ringjer"}, // nynorsk
		{"nn_NO", "Vi ringjer deg ikkje.", ""},
		{"nn_NO", "Vi ringer deg ikke.", "ikke"},
	}
	for _, tt := range tests {
		if got := strings.Join(misspelt(t, tt.dictionary, tt.text), " "); got != tt.want {
			t.Errorf("%s: %q: found %q, want %q", tt.dictionary, tt.text, got, tt.want)
		}
	}
}

// Two languages of one page: the same keys and commands in the same order, and as many lines in each table.
func TestThePagesInTwoLanguagesAgree(t *testing.T) {
	for _, page := range []string{"dialplan/agent", "dialplan/agent-day", "sounds/consumer"} {
		english, bokmaal := skeleton(read(t, page+".md")), skeleton(read(t, page+".nb.md"))
		if len(english) < 40 {
			t.Errorf("%s.md: only %d keys, commands and headings were found", page, len(english))
		}
		for i := range min(len(english), len(bokmaal)) {
			if english[i] != bokmaal[i] {
				t.Fatalf("%s: the pages part at %q in English, %q in bokmål (after %q)",
					page, english[i], bokmaal[i], english[max(0, i-3):i])
			}
		}
		if len(english) != len(bokmaal) {
			t.Errorf("%s: %d keys, commands and headings in English, %d in bokmål", page, len(english), len(bokmaal))
		}
	}
}

var bones = regexp.MustCompile("(?m)`[^`]+`|^#+ |^\\|.|^[0-9]\\. |^- ")

// skeleton is what of a page has no language. The line that leads to the other page is left out.
func skeleton(page string) []string {
	_, page, _ = strings.Cut(page, ".*\n")
	return bones.FindAllString(page, -1)
}

// What the agent's card says is heard, is what the shipped texts say.
func TestTheAgentsCardQuotesTheShippedTexts(t *testing.T) {
	said := ""
	for _, glob := range []string{"sounds/agent/*.txt", "sounds/nb/*.txt"} {
		for _, text := range filesOf(t, glob) {
			said += text + "\n"
		}
	}
	quote := regexp.MustCompile(`"(\p{Lu}[^"]+)"`)
	for _, page := range []string{
		"dialplan/agent.md", "dialplan/agent.nb.md", "dialplan/agent-day.md", "dialplan/agent-day.nb.md",
	} {
		quotes := quote.FindAllStringSubmatch(read(t, page), -1)
		if len(quotes) < 10 {
			t.Errorf("%s: only %d quotes were found", page, len(quotes))
		}
		for _, q := range quotes {
			if words := strings.Join(strings.Fields(q[1]), " "); !strings.Contains(said, words) {
				t.Errorf("%s: %q is not among the shipped texts", page, words)
			}
		}
	}
}
