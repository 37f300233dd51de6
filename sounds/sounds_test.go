package sounds_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/sounds"
)

func everyPrompt() []sounds.Prompt { return append(sounds.Prompts(), sounds.Scripts()...) }

func TestEveryShippedTextKeepsTheRulesAndCanBeFilled(t *testing.T) {
	for _, p := range everyPrompt() {
		var texts []sounds.Wording
		for _, lang := range sounds.Languages() {
			w, err := sounds.Text(lang, p)
			if err != nil {
				t.Error(err)
				continue
			}
			texts = append(texts, w)
			if err := sounds.LintPrompt(p, w); err != nil {
				t.Error(err)
			}
			if p.Entry().Hears == sounds.ByAgent {
				continue
			}
			if got, err := w.Fill(sounds.ExampleIn(lang)); err != nil || got == "" || strings.ContainsAny(got, "{}[]") {
				t.Errorf("%s in %s: got %q, %v", p, lang, got, err)
			}
		}
		if len(texts) == 3 {
			if err := sounds.LintLanguages(p, texts); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestEveryShippedTextIsAPrompt(t *testing.T) {
	known := map[string]bool{}
	for _, p := range everyPrompt() {
		if known[p.File("nb")+".txt"] {
			t.Errorf("%s stands twice in the table", p)
		}
		for _, lang := range sounds.Languages() {
			known[p.File(lang)+".txt"] = true
		}
	}
	texts, err := fs.Glob(sounds.Shipped(), "*/*.txt")
	if err != nil || len(texts) == 0 {
		t.Fatalf("got %d texts, %v", len(texts), err)
	}
	for _, name := range texts {
		if !known[name] {
			t.Errorf("%s belongs to no prompt", name)
		}
	}
}

func TestTheTableSaysEverythingOfEachPrompt(t *testing.T) {
	for _, p := range everyPrompt() {
		e := p.Entry()
		if e.Prompt != p || e.Hears == "" || e.Clause == "" || e.Longest <= 0 || e.Longest > 60*time.Second {
			t.Errorf("%s: %+v", p, e)
		}
		for _, live := range e.Live {
			if !slices.Contains(e.Holes, live) {
				t.Errorf("%s: {%s} is live and no placeholder", p, live)
			}
		}
	}
	for _, p := range slices.Concat(sounds.OfTheGuard(), sounds.OfTheDesk(), sounds.OfConsent(sounds.ConsentAsk),
		sounds.OfConsent(sounds.ConsentInform), sounds.OfRecording()) {
		if !slices.Contains(sounds.Prompts(), p) {
			t.Errorf("%s has no sound", p)
		}
	}
	if got := sounds.Abandoned.Entry().Longest; got != 15*time.Second {
		t.Errorf("the abandoned-call message may last %v, want 15s (norm 4.8)", got)
	}
}

func TestAnAbandonedCallSaysWhoWhyAndWhere(t *testing.T) {
	tests := []struct{ lang, want string }{
		{"nb",
			"Hei, dette er Eksempel Kundesenter på vegne av Fjellvann Strøm. Vi beklager at ingen er ledig nå. Vil " +
				"du vite hvorfor vi ringte, eller slippe flere anrop, ring to to, null null, null null, null en."},
		{"nn",
			"Hei, dette er Eksempel Kundesenter på vegner av Fjellvann Strøm. Vi beklagar at ingen er ledig no. Vil " +
				"du vite kvifor vi ringde, eller sleppe fleire anrop, ring to to, null null, null null, null ein."},
		{"en",
			"Hello, this is Eksempel Kundesenter on behalf of Fjellvann Strøm. We are sorry that nobody is free now. " +
				"To hear why we called, or to get no more calls, ring two two, zero zero, zero zero, zero one."},
	}
	for _, tt := range tests {
		t.Run(tt.lang, func(t *testing.T) {
			w, err := sounds.Text(tt.lang, sounds.Abandoned)
			if err != nil {
				t.Fatal(err)
			}
			got, err := w.Fill(sounds.Example())
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestATextIsNotFilledByHalves(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		values map[string]string
		want   []string
	}{
		{"a missing value is named", "{callcenter} for {client}", map[string]string{"client": "A"},
			[]string{"{callcenter} has no value"}},
		{"blanks are no value", "{client}", map[string]string{"client": " \n"}, []string{"{client} has no value"}},
		{"all missing values are named", "{a} {b}", nil, []string{"{a} has no value", "{b} has no value"}},
		{"a number must be one", "{phone}", map[string]string{"phone": "ring us"},
			[]string{`{phone}: "ring us" is not a Norwegian number`}},
		{"brackets keep what has no value given", "{a}[ for {client}]", map[string]string{"a": "A"},
			[]string{"{client} has no value"}},
		{"a foreign number is not read out", "{phone}", map[string]string{"phone": "+4620000001"},
			[]string{`{phone}: "+4620000001"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := sounds.Wording{Lang: "nb", Text: tt.text}.Fill(tt.values)
			if err == nil {
				t.Fatalf("got %q, want an error", got)
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %q, want it to hold %q", err, want)
				}
			}
		})
	}
	if got, err := (sounds.Wording{
		Lang: "nb", Text: "{client}",
	}).Fill(map[string]string{"client": "{phone}"}); got != "{phone}" || err != nil {
		t.Errorf("a value in braces: got %q, %v, want it said as it stands", got, err)
	}
	if got, err := (sounds.Wording{
		Lang: "nb", Text: "{a}[ for {client}].",
	}).Fill(map[string]string{"a": "A", "client": ""}); got != "A." || err != nil {
		t.Errorf("a value given as empty: got %q, %v, want its brackets to fall away", got, err)
	}
}

func TestAnUnknownLanguageIsRefused(t *testing.T) {
	for _, lang := range []string{"", "de", "../nb", "agent"} {
		if w, err := sounds.Text(lang, sounds.Abandoned); err == nil {
			t.Errorf("language %q: got %q, want an error", lang, w.Text)
		}
		if err := sounds.Lint(lang, "hei"); err == nil {
			t.Errorf("language %q: lint accepts it", lang)
		}
	}
}
