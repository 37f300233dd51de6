package sounds_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/sounds"
)

func TestEveryShippedTextKeepsTheRulesAndCanBeFilled(t *testing.T) {
	for _, p := range sounds.Prompts() {
		for _, lang := range sounds.Languages() {
			w, err := sounds.Text(lang, p)
			if err != nil {
				t.Error(err)
				continue
			}
			if err := sounds.LintPrompt(p, w); err != nil {
				t.Error(err)
			}
			if got, err := w.Fill(sounds.Example()); err != nil || strings.ContainsAny(got, "{}") {
				t.Errorf("%s in %s: got %q, %v", p, lang, got, err)
			}
		}
	}
}

func TestEveryShippedTextIsAPrompt(t *testing.T) {
	known := map[string]bool{}
	for _, p := range sounds.Prompts() {
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

func TestAnAbandonedCallSaysWhoWhyAndWhere(t *testing.T) {
	tests := []struct{ lang, want string }{
		{"nb", "Hei, dette er Eksempel Kundesenter på vegne av Fjellvann Strøm. Vi beklager at ingen er ledig nå. Vil du vite hvorfor vi ringte, eller slippe flere anrop, ring to to, null null, null null, null en."},
		{"nn", "Hei, dette er Eksempel Kundesenter på vegner av Fjellvann Strøm. Vi beklagar at ingen er ledig no. Vil du vite kvifor vi ringde, eller sleppe fleire anrop, ring to to, null null, null null, null ein."},
		{"en", "Hello, this is Eksempel Kundesenter on behalf of Fjellvann Strøm. We are sorry that nobody is free now. To hear why we called, or to get no more calls, ring two two, zero zero, zero zero, zero one."},
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
		{"a missing value is named", "{callcenter} for {client}", map[string]string{"client": "A"}, []string{"{callcenter} has no value"}},
		{"blanks are no value", "{client}", map[string]string{"client": " \n"}, []string{"{client} has no value"}},
		{"all missing values are named", "{a} {b}", nil, []string{"{a} has no value", "{b} has no value"}},
		{"a number must be one", "{phone}", map[string]string{"phone": "ring us"}, []string{`{phone}: "ring us" is not a Norwegian number`}},
		{"a foreign number is not read out", "{phone}", map[string]string{"phone": "+4620000001"}, []string{`{phone}: "+4620000001"`}},
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
	if got, err := (sounds.Wording{Lang: "nb", Text: "{client}"}).Fill(map[string]string{"client": "{phone}"}); got != "{phone}" || err != nil {
		t.Errorf("a value in braces: got %q, %v, want it said as it stands", got, err)
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

func TestNumbersAreSpokenDigitByDigit(t *testing.T) {
	tests := []struct{ name, lang, phone, want string }{
		{"a landline in pairs", "nb", "22000001", "to to, null null, null null, null en"},
		{"the same from its international form", "nn", "+47 22 00 00 01", "to to, null null, null null, null ein"},
		{"a mobile 3-2-3", "nb", "90000001", "ni null null, null null, null null en"},
		{"an 800 number 3-2-3", "en", "800 00 001", "eight zero zero, zero zero, zero zero one"},
		{"five digits", "nb", "02000", "null, to null, null null"},
		{"no digits, no words", "nb", "-", ""},
		{"letters, no words", "nb", "22 00 00 0x", ""},
		{"an unknown language, no words", "de", "22000001", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sounds.SpokenPhone(tt.lang, tt.phone); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
