package sounds

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	placeholder = regexp.MustCompile(`\{[^{}]*\}`)
	optional    = regexp.MustCompile(`\[([^\[\]]*)\]`)
)

// Holes are the placeholders of the text, each once, in alphabetical order.
func (w Wording) Holes() []string {
	var names []string
	for _, hole := range placeholder.FindAllString(w.Text, -1) {
		names = append(names, strings.Trim(hole, "{}"))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Fill puts the values in; numbers, addresses and days become the words to be spoken. It names every placeholder that
// has no value and every value that cannot be said.
func (w Wording) Fill(values map[string]string) (string, error) {
	pieces, err := w.Pieces(values, nil)
	if err != nil || len(pieces) == 0 {
		return "", err
	}
	return pieces[0].Text, nil
}

// Piece is a part of a text: words, or the name of a placeholder that is put together from fragments while the call
// is up.
type Piece struct{ Text, Live string }

// Pieces is Fill for a text that some live placeholders part.
func (w Wording) Pieces(values map[string]string, live []string) ([]Piece, error) {
	var faults []string
	pieces := split(w.keep(values), live)
	for i, piece := range pieces {
		pieces[i].Text = placeholder.ReplaceAllStringFunc(piece.Text, func(hole string) string {
			said, fault := w.say(strings.Trim(hole, "{}"), values)
			if fault != "" && !slices.Contains(faults, fault) {
				faults = append(faults, fault)
			}
			return said
		})
	}
	if faults != nil {
		return nil, fmt.Errorf("fill %s text: %s", w.Lang, strings.Join(faults, "; "))
	}
	return pieces, nil
}

// split parts a text at its live placeholders.
func split(text string, live []string) (pieces []Piece) {
	words := func(part string) {
		if part = tidy(part); part != "" {
			pieces = append(pieces, Piece{Text: part})
		}
	}
	at := 0
	for _, hole := range placeholder.FindAllStringIndex(text, -1) {
		if name := text[hole[0]+1 : hole[1]-1]; slices.Contains(live, name) {
			words(text[at:hole[0]])
			pieces = append(pieces, Piece{Live: name})
			at = hole[1]
		}
	}
	words(text[at:])
	return pieces
}

// keep leaves out square brackets around a value that is given and empty, and the other brackets.
func (w Wording) keep(values map[string]string) string {
	return optional.ReplaceAllStringFunc(w.Text, func(part string) string {
		for _, hole := range placeholder.FindAllString(part, -1) {
			if value, given := values[strings.Trim(hole, "{}")]; given && strings.TrimSpace(value) == "" {
				return ""
			}
		}
		return strings.Trim(part, "[]")
	})
}

// MayDrop says whether the text does without the placeholder's value.
func (w Wording) MayDrop(name string) bool {
	return slices.ContainsFunc(optional.FindAllString(w.Text, -1),
		func(part string) bool { return strings.Contains(part, "{"+name+"}") })
}

// tidy is a piece as it is said alone: what closed the piece before is not its own.
func tidy(text string) string {
	text = strings.TrimSpace(strings.TrimLeft(text, " ,.;:\n"))
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return ""
	}
	return text
}

// say is what stands for one placeholder, or what is wrong with its value.
func (w Wording) say(name string, values map[string]string) (said, fault string) {
	value := strings.Join(strings.Fields(values[name]), " ")
	if value == "" {
		return "", fmt.Sprintf("{%s} has no value", name)
	}
	speak, want := w.speaker(name)
	if said = speak(w.Lang, value); said == "" {
		return "", fmt.Sprintf("{%s}: %q is not %s", name, value, want)
	}
	return said, ""
}

// speaker makes words of a value; want is what it takes.
func (w Wording) speaker(name string) (speak func(lang, value string) string, want string) {
	switch name {
	case "phone":
		return SpokenPhone, "a Norwegian number"
	case "last3":
		return SpokenDigits, "digits"
	case "email":
		return SpokenEmail, "an e-mail address"
	case "email_spelled":
		return SpelledEmail, "an e-mail address of plain letters"
	case "website":
		return SpokenSite, "a web address"
	case "days":
		return SpokenDays, "1 to 99 days"
	}
	return func(_, value string) string { return strings.NewReplacer("<", "", ">", "").Replace(value) }, "words"
}
