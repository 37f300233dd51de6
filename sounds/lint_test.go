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

func TestAFaultyPromptIsRefused(t *testing.T) {
	ask, err := sounds.Text("nb", sounds.ConsentAsk)
	if err != nil {
		t.Fatal(err)
	}
	change := func(old, new string) string { return strings.Replace(ask.Text, old, new, 1) }
	tests := []struct {
		name         string
		prompt       sounds.Prompt
		lang, text   string
		want         string
		mayBeShipped bool
	}{
		{"the shipped one is good", sounds.ConsentAsk, "nb", ask.Text, "", true},
		{"without the client's name", sounds.Abandoned, "nb", "Hei fra {callcenter}, ring {phone}.",
			"{client} is missing", false},
		{"with an unknown placeholder", sounds.ConsentAsk, "nb", change("{days}", "{days} og {weeks}"),
			"{weeks} is not known here", false},
		{"a misspelt placeholder is both", sounds.ConsentAsk, "nb", change("{website}", "{web-site}"),
			"{website} is missing", false},
		{"a brace without its other", sounds.ConsentAsk, "nb", change("{days}", "{days}}"), "a bracket has no other",
			false},
		{"a square bracket without its other", sounds.Abandoned, "nb", "[{callcenter} {client} {phone}",
			"a bracket has no other", false},
		{"perhaps it is recorded", sounds.ConsentAsk, "nb", change("blir tatt opp", "kan bli tatt opp"), "kan bli",
			false},
		{"perhaps, in other words", sounds.ConsentAsk, "nb", change("blir tatt opp", "kanskje blir tatt opp"),
			"kanskje", false},
		{"perhaps, in nynorsk", sounds.ConsentInform, "nn",
			"Samtalen kan bli teken opp hos {callcenter}, {days}, {website}.", "kan bli", false},
		{"perhaps, in English", sounds.ConsentInform, "en",
			"This call might be recorded by {callcenter}, {days}, {website}.", "might be", false},
		{"nothing of being recorded", sounds.ConsentInform, "nb", "Hei fra {callcenter}, {days}, {website}.",
			`does not say "blir tatt opp"`, false},
		{"a marketing word", sounds.ConsentAsk, "nb", change("Les mer", "Se våre tilbud og les mer"), `"tilbud"`,
			false},
		{"praise of a price", sounds.DeskThrough, "nb", "Vent litt, prisen er billig.", `"prisen"`, false},
		{"an advantage", sounds.DeskThrough, "en", "One moment, think of your advantages.", `"advantages"`, false},
		{"the tone, before the words that end in it", sounds.DeskClosed, "nb",
			"Vi er her {hours}. Snakk etter tonen, eller skriv til {email}.", `it says "tonen"`, false},
		{"the same in English", sounds.ReservedFailed, "en", "Leave a message after the tone.", `it says "tone"`,
			false},
		{"no word of the tone that comes", sounds.LeaveMessage, "nn", "Sei kva det gjeld.", `does not say "tonen"`,
			false},
		{"too long", sounds.Abandoned, "nb", "{callcenter} {client} {phone} " + strings.Repeat("lang ", 60),
			"letters, at most 270", false},
		{"a prompt that is none", "nonsense", "nb", "Hei.", "not in the table", false},
		{"a script may tell the price", sounds.ScriptPriceOnly, "nb", "Prisen er {price}.", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sounds.LintPrompt(tt.prompt, sounds.Wording{Lang: tt.lang, Text: tt.text})
			if tt.mayBeShipped != (got == nil) || got != nil && !strings.Contains(got.Error(), tt.want) {
				t.Errorf("got %v, want %q", got, tt.want)
			}
		})
	}
}

func TestLanguagesThatDifferAreSeen(t *testing.T) {
	tests := []struct{ name, nb, en, want string }{
		{"one key more", "Vil du ikke, tast 2.", "If not, press 2, or press star.", "keys [2] in nb, [* 2] in en"},
		{"the same keys", "For {client}, tast 1. Ellers tast stjerne.", "For {client}, press 1. Else press star.", ""},
		{"one placeholder more", "Hei fra {client}.", "Hello from {client} at {callcenter}.",
			"{client} in nb, {callcenter}, {client} in en"},
		{"another key", "For å slippe, tast 2.", "To get no more, press 1.", "keys [2] in nb, [1] in en"},
		{"an optional part that is not", "Hei[ fra {client}].", "Hello from {client}.", "parts in brackets"},
		{"half the text is gone", "Hei, dette er oss, og vi ringte deg i går.", "Hello, it is us.", "letters"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sounds.LintLanguages("x", []sounds.Wording{{Lang: "nb", Text: tt.nb}, {Lang: "en", Text: tt.en}})
			if (tt.want == "") != (got == nil) || got != nil && !strings.Contains(got.Error(), tt.want) {
				t.Errorf("got %v, want %q", got, tt.want)
			}
		})
	}
}
