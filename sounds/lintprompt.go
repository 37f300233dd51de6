package sounds

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// LintPrompt holds a whole prompt against its line in the table, and tells all that is wrong with it.
func LintPrompt(p Prompt, w Wording) error {
	e := p.Entry()
	if e.Prompt == "" {
		return fmt.Errorf("lint prompt %s: it is not in the table", p)
	}
	var errs []error
	fault := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("lint prompt %s in %s: "+format, append([]any{p, w.Lang}, args...)...))
	}
	holes := w.Holes()
	for _, name := range e.Holes {
		if !slices.Contains(holes, name) {
			fault("{%s} is missing", name)
		}
	}
	for _, name := range holes {
		if !slices.Contains(e.Holes, name) {
			fault("{%s} is not known here: it has {%s}", name, strings.Join(e.Holes, "}, {"))
		}
	}
	if strings.ContainsAny(placeholder.ReplaceAllString(optional.ReplaceAllString(w.Text, "$1"), ""), "{}[]") {
		fault("a bracket has no other, or is inside another")
	}
	words := splitWords(placeholder.ReplaceAllString(w.Text, " 0 "))
	for _, must := range e.Must {
		if !holds(words, strings.Fields(must.In(w.Lang))) {
			fault("it does not say %q", must.In(w.Lang))
		}
	}
	for _, never := range e.Never {
		if holds(words, strings.Fields(never.In(w.Lang))) {
			fault("it says %q", never.In(w.Lang))
		}
	}
	if most := e.mostLetters(); len([]rune(w.Text)) > most {
		fault("%d letters, at most %d for %v", len([]rune(w.Text)), most, e.Longest)
	}
	if e.Hears != ByAgent {
		errs = append(errs, Lint(w.Lang, w.Text))
	}
	return errors.Join(errs...)
}

// A voice says some 15 letters a second; a text of more than 18 for each second that it may last is too long before
// it is heard.
const lettersPerSecond = 18

func (e Entry) mostLetters() int { return lettersPerSecond * int(e.Longest/time.Second) }

// LintLanguages holds a prompt's languages against each other: the same placeholders, in texts of about the same
// length.
func LintLanguages(p Prompt, texts []Wording) error {
	var errs []error
	for _, w := range texts[1:] {
		first := texts[0]
		if a, b := first.Holes(), w.Holes(); !slices.Equal(a, b) {
			errs = append(errs,
				fmt.Errorf("lint prompt %s: {%s} in %s, {%s} in %s", p, strings.Join(a, "}, {"), first.Lang,
					strings.Join(b, "}, {"), w.Lang))
		}
		if a, b := optional.FindAllString(first.Text, -1), optional.FindAllString(w.Text, -1); len(a) != len(b) {
			errs = append(errs,
				fmt.Errorf("lint prompt %s: %d parts in brackets in %s, %d in %s", p, len(a), first.Lang, len(b),
					w.Lang))
		}
		if a, b := keys(first), keys(w); !slices.Equal(a, b) {
			errs = append(errs, fmt.Errorf("lint prompt %s: keys %v in %s, %v in %s", p, a, first.Lang, b, w.Lang))
		}
		if a, b := len(first.Text), len(w.Text); 2*a < b || 2*b < a {
			errs = append(errs,
				fmt.Errorf("lint prompt %s: %d letters in %s, %d in %s: they do not say the same", p, a, first.Lang, b,
					w.Lang))
		}
	}
	return errors.Join(errs...)
}

// pressed are the keys that a text asks for: the other language's too, since a menu says that one in it.
var pressed = regexp.MustCompile(`(?i)\b(?:tast|taste|press|pressing) (\d|stjerne|star|firkant|hash)`)

// keys are they, in alphabetical order, by one name.
func keys(w Wording) []string {
	var list []string
	for _, m := range pressed.FindAllStringSubmatch(w.Text, -1) {
		key := strings.NewReplacer("stjerne", "*", "star", "*", "firkant", "#", "hash", "#").Replace(
			strings.ToLower(m[1]),
		)
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}
