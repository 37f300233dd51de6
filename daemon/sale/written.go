package sale

import (
	"embed"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// shipped are the written offers of campaigns that have no text of their own, by language.
//
//go:embed written/*.txt
var shipped embed.FS

// notBound is the placeholder for the sentence that nothing binds yet. The sentence is ours in every language, so that
// no template can weaken it.
const notBound = "not_bound_until_accepted"

// mandatory are the placeholders that a written offer may not leave out, and the clause that asks for each.
var mandatory = [...]struct{ name, clause string }{
	{notBound, "9 a"}, {"nature", "9 b"}, {"total", "9 c"}, {"binding", "9 d"}, {"min_purchase", "9 d"},
	{"withdrawal_text", "6.1 e"},
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// LintWritten tells all that is wrong with a campaign's own text of the written offer: a placeholder that is missing,
// and one that does not exist.
func LintWritten(field, template string) (all []dialer.Invalid) {
	found := map[string]bool{}
	allowed := []string{notBound, "callcenter", "client"}
	for _, f := range offerFields {
		allowed = append(allowed, f.key)
	}
	for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
		if found[m[1]] = true; !slices.Contains(allowed, m[1]) {
			all = append(all, dialer.Invalid{Field: field, Value: m[0], Why: fmt.Sprint("one of ", allowed)})
		}
	}
	for _, m := range mandatory {
		if !found[m.name] {
			all = append(all, dialer.Invalid{Field: field, Why: "{" + m.name + "} must be in it (" + m.clause + ")"})
		}
	}
	return all
}

// words of a written offer that belong to no template, by language.
type words struct{ none, notBound string }

func wordsIn(language string) words {
	switch language {
	case "nn":
		return words{"ingen", "Du er ikkje bunden før du har godteke dette tilbodet skriftleg, til dømes på SMS eller " +
			"e-post."}
	case "en":
		return words{"none", "You are not bound until you have accepted this offer in writing, for example by text message " +
			"or e-mail."}
	}
	return words{"ingen", "Du er ikke bundet før du har godtatt dette tilbudet skriftlig, for eksempel på SMS eller " +
		"e-post."}
}

// Written is an offer as the consumer gets it after the call. Text, HTML and the PDF are made of the same paragraphs.
type Written struct {
	Language   string   // nb, nn or en
	Paragraphs []string // of lines; the first is the title
}

// Text is the offer as plain text.
func (w Written) Text() string { return strings.Join(w.Paragraphs, "\n\n") + "\n" }

// HTML is the offer as a page. No value of an offer can bring markup into it.
func (w Written) HTML() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=%q>\n<meta charset=\"utf-8\">\n", w.Language)
	for _, part := range w.Paragraphs {
		b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(part), "\n", "<br>\n") + "</p>\n")
	}
	return b.String()
}

// Write makes the written offer of a sale (9): what was read aloud, in the campaign's language. It is refused while no
// person has checked the sale, and where the offer was changed after it was read.
func Write(c dialer.Campaign, s Sale, callCenter string) (Written, error) {
	if err := s.Exports(false); err != nil {
		return Written{}, err
	}
	if err := s.read(c); err != nil {
		return Written{}, err
	}
	template := c.Written
	if template == "" {
		text, err := shipped.ReadFile("written/" + c.Language + ".txt")
		if err != nil {
			return Written{}, fmt.Errorf("no written offer is shipped in %q: %w", c.Language, dialer.ErrNotFound)
		}
		template = string(text)
	}
	in := wordsIn(c.Language)
	values := []string{
		"{" + notBound + "}", in.notBound, "{callcenter}", callCenter, "{client}", c.Client.Name,
	}
	for _, f := range offerFields {
		value := strings.TrimSpace(f.of(c.Offer))
		if strings.EqualFold(value, dialer.None) {
			value = in.none
		}
		values = append(values, "{"+f.key+"}", value)
	}
	return Written{Language: c.Language, Paragraphs: paragraphs(strings.NewReplacer(values...).Replace(template))}, nil
}

// paragraphs are the parts of a text between blank lines.
func paragraphs(text string) (all []string) {
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}
