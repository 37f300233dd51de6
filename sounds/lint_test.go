package sounds_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/sounds"
)

func TestForbiddenWords(t *testing.T) {
	tests := []struct {
		name, lang, text string
		want             string // the word named; none means accepted
	}{
		{"a marketing word", "nb", "Vi har et tilbud til deg.", "tilbud"},
		{"its inflection", "nb", "Se tilbudene våre", "tilbudene"},
		{"its genitive", "nb", "tilbudets pris", "tilbudet"},
		{"in capitals, with a soft hyphen", "nb", "GRA\u00adTIS strøm", "gratis"},
		{"a prize of the past", "nb", "Du har vunnet!", "vunnet"},
		{"a phrase over a line break", "nb", "Samtalen kan\nbli tatt  opp.", "kan bli tatt opp"},
		{"a woman wins nothing", "nb", "En kvinne i Vinnfjord ringer", ""},
		{"water is not a prize in bokmål", "nb", "Det gjelder vann", ""},
		{"a phrase does not reach across a placeholder", "nb", "kan {verb} tas opp", ""},
		{"placeholders are not read", "en", "{offer}", ""},
		{"won, in nynorsk", "nn", "Du vann", "vann"},
		{"bokmål words are free in nynorsk", "nn", "tilbud", ""},
		{"nynorsk", "nn", "Samtalen kan takast opp", "kan takast opp"},
		{"a window is no win", "en", "The window won't open", ""},
		{"won is", "en", "You have won.", "won"},
		{"with an apostrophe", "en", "The winner’s name", "winner"},
		{"may be recorded", "en", "This call may be recorded.", "may be recorded"},
		{"free alone is allowed", "en", "Nobody is free now", ""},
		{"for free is not", "en", "Take it for free!", "for free"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sounds.Lint(tt.lang, tt.text)
			if tt.want == "" && got != nil {
				t.Errorf("got %v, want it accepted", got)
			}
			if tt.want != "" && (got == nil || !strings.Contains(got.Error(), `"`+tt.want+`"`)) {
				t.Errorf("got %v, want it to name %q", got, tt.want)
			}
		})
	}
}

func TestAPromptWithoutTheNameOfTheClientIsRefused(t *testing.T) {
	w := sounds.Wording{Lang: "nb", Text: "Hei fra {callcenter}, ring {phone}."}
	if err := sounds.LintPrompt(sounds.Abandoned, w); err == nil || !strings.Contains(err.Error(), "{client}") {
		t.Errorf("got %v, want {client} to be named", err)
	}
}
