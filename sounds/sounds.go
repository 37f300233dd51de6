// Package sounds holds the words that Ringevett says, in text and as sound, and knows nothing of calls.
package sounds

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed nb nn en agent
var files embed.FS

// Shipped is the folder of texts and sounds that comes with the program.
func Shipped() fs.FS { return files }

// Languages that every prompt to a consumer exists in: bokmål, nynorsk, English.
var languages = []string{"nb", "nn", "en"}

// Languages are the codes of the languages that every prompt to a consumer exists in.
func Languages() []string { return slices.Clone(languages) }

// Wording is a text in its language. Braces are filled in; square brackets fall away
// where the value in it is given and empty: an internal client's "on behalf of". <en>words</en> are said in that
// language.
type Wording struct {
	Lang string
	Text string
}

// Text is the shipped wording of a prompt.
func Text(lang string, p Prompt) (Wording, error) {
	if p.ToAgent() {
		lang = "nb"
	}
	if !slices.Contains(languages, lang) {
		return Wording{}, fmt.Errorf("text of prompt %s: language %q is not one of %s", p, lang,
			strings.Join(languages, ", "))
	}
	b, err := files.ReadFile(p.File(lang) + ".txt")
	if err != nil {
		return Wording{}, fmt.Errorf("text of prompt %s: %w", p, err)
	}
	return Wording{Lang: lang, Text: strings.TrimSpace(string(b))}, nil
}

// Example are the values of the sounds shipped as *.example.wav and of the example configuration: a firm and a client
// that do not exist. It has a value for each placeholder that a sound can have.
func Example() map[string]string {
	return map[string]string{
		"callcenter": "Eksempel Kundesenter", "client": "Fjellvann Strøm", "phone": "22 00 00 01",
		"clients": "Fjellvann Strøm", "subject": "strømutfallet i nettet til Fjellvann Strøm",
		"email": "kontakt@example.no", "email_spelled": "kontakt@example.no", "website": "www.example.no",
		"days": "3", "last3": "001", "name": "Kari Eksempel", "org": "Eksempel Kundesenter", "item": "angrerett",
		"source": "kundelisten til Fjellvann Strøm",
		"kind":   "opptak", "times": "fra den tjuetredje november klokken ni til den fjerde desember klokken seksten",
		"purpose": "kvalitet", "goal": "tydelige åpninger", "themes": "navn og formål", "plan": "samtale med leder",
	}
}

// ExampleIn is Example with the values that are phrases of the language.
func ExampleIn(lang string) map[string]string {
	values := Example()
	phrases := map[string][3]string{
		"when": {"mandag, klokken ti", "måndag, klokka ti", "on Monday, at ten"},
		"time": {"klokken halv tre", "klokka halv tre", "half past two"},
	}
	for name, in := range phrases {
		values[name] = in[slices.Index(languages, lang)]
	}
	values["hours"] = SpokenHours(lang, 1, 5, 9, 16)
	return values
}
