package page

import (
	"embed"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/language"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// languages that the page has; the first letters of a file's name.
func languages() []string { return []string{"nb", "en"} }

// words are the texts of one language by key.
type words map[string]string

func readWords(lang string) (words, error) {
	text, err := wordFiles.ReadFile("words/" + lang + ".yaml")
	if err != nil {
		return nil, err
	}
	var w words
	if err := yaml.UnmarshalWithOptions(text, &w, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("words of %s: %w", lang, err)
	}
	return w, nil
}

// say gives a text with its places filled: names and values in turn. A text for one is taken where n is 1. A key
// without a text is shown as it is.
func (w words) say(key string, pairs ...any) string {
	text, has := w[key]
	for i := 0; i+1 < len(pairs); i += 2 {
		if one, is := w[key+".one"]; is && pairs[i] == "n" && pairs[i+1] == 1 {
			text = one
		}
	}
	if !has {
		return key
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%s}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return text
}

// or gives a text for a code of the daemon's; one that the page does not know is shown as it is.
func (w words) or(prefix, code string) string {
	if text, has := w[prefix+code]; has {
		return text
	}
	return code
}

// languageOf picks a language: the person's own, then the browser's, then the house's.
func languageOf(own string, r *http.Request, house string) string {
	if slices.Contains(languages(), own) {
		return own
	}
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return house
	}
	for _, t := range tags {
		switch base, _ := t.Base(); base.String() {
		case "nb", "no", "nn", "da", "sv":
			return "nb"
		case "en":
			return "en"
		}
	}
	return house
}
