package sounds_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/sounds"
)

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

func TestAddressesAreSpoken(t *testing.T) {
	email, spelled, site := sounds.SpokenEmail, sounds.SpelledEmail, sounds.SpokenSite
	tests := []struct {
		name          string
		say           func(lang, value string) string
		lang, address string
		want          string
	}{
		{"an e-mail address", email, "nb", "kontakt@example.no", "kontakt krøllalfa example punktum no"},
		{"in nynorsk", email, "nn", "kontakt@example.no", "kontakt krøllalfa example punktum no"},
		{"in English", email, "en", "kontakt@example.no", "kontakt at example dot no"},
		{"with every sign and digits", email, "nb", "Ola.N-2_b+x@a-b.co.no",
			"ola punktum n bindestrek to understrek b pluss x krøllalfa a bindestrek b punktum co punktum no"},
		{"with Norwegian letters", email, "nb", "post@blåbær.no", "post krøllalfa blåbær punktum no"},
		{"no address: no at", email, "nb", "example.no", ""},
		{"no address: two ats", email, "nb", "a@b@example.no", ""},
		{"no address: a blank", email, "nb", "a b@example.no", ""},
		{"no address: no dot", email, "nb", "a@example", ""},
		{"an unknown language", email, "de", "a@example.no", ""},
		{"letter by letter", spelled, "nb", "jo7@ab.no", "jodd, O, sju, krøllalfa, A, B, punktum, N, O"},
		{"letter by letter in English", spelled, "en", "jo7@ab.no", "J, O, seven, at, A, B, dot, N, O"},
		{"nothing to spell", spelled, "nb", "22000001", ""},
		{"a web address", site, "nb", "https://www.example.no/", "W W W punktum example punktum no"},
		{"with a page", site, "en", "example.no/opptak-2", "example dot no slash opptak hyphen two"},
		{"no web address", site, "nb", "example", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.say(tt.lang, tt.address); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNumbersDaysAndHoursAreSpoken(t *testing.T) {
	numbers := []struct {
		n          int
		nb, nn, en string
	}{
		{0, "null", "null", "zero"}, {1, "en", "ein", "one"}, {7, "sju", "sju", "seven"},
		{19, "nitten", "nitten", "nineteen"},
		{20, "tjue", "tjue", "twenty"}, {21, "tjueen", "tjueein", "twenty-one"},
		{47, "førtisju", "førtisju", "forty-seven"},
		{90, "nitti", "nitti", "ninety"}, {99, "nittini", "nittini", "ninety-nine"}, {100, "", "", ""},
		{-1, "", "", ""},
	}
	for _, tt := range numbers {
		got := [3]string{
			sounds.SpokenNumber("nb", tt.n), sounds.SpokenNumber("nn", tt.n), sounds.SpokenNumber("en", tt.n),
		}
		if want := [3]string{tt.nb, tt.nn, tt.en}; got != want {
			t.Errorf("%d: got %q, want %q", tt.n, got, want)
		}
	}
	dates := []struct {
		n          int
		nb, nn, en string
	}{
		{1, "første", "første", "first"}, {7, "sjuende", "sjuande", "seventh"}, {12, "tolvte", "tolvte", "twelfth"},
		{20, "tjuende", "tjuande", "twentieth"},
		{23, "tjuetredje", "tjuetredje", "twenty-third"}, {28, "tjueåttende", "tjueåttande", "twenty-eighth"},
		{30, "trettiende", "trettiande", "thirtieth"},
		{31, "trettiførste", "trettiførste", "thirty-first"}, {0, "", "", ""}, {32, "", "", ""},
	}
	for _, tt := range dates {
		got := [3]string{
			sounds.SpokenOrdinal("nb", tt.n), sounds.SpokenOrdinal("nn", tt.n), sounds.SpokenOrdinal("en", tt.n),
		}
		if want := [3]string{tt.nb, tt.nn, tt.en}; got != want {
			t.Errorf("the %d.: got %q, want %q", tt.n, got, want)
		}
	}
	for _, tt := range []struct{ lang, days, want string }{
		{"nb", "3", "tre dager"}, {"nn", "3", "tre dagar"}, {"en", "3", "three days"}, {"nb", "1", "én dag"},
		{"nn", "1", "éin dag"},
		{"en", "1", "one day"}, {"nb", "30", "tretti dager"}, {"nb", "0", ""}, {"nb", "100", ""}, {"nb", "tre", ""},
		{"de", "3", ""},
	} {
		if got := sounds.SpokenDays(tt.lang, tt.days); got != tt.want {
			t.Errorf("%s days in %s: got %q, want %q", tt.days, tt.lang, got, tt.want)
		}
	}
	for lang, want := range map[string]string{
		"nb": "mandag til fredag fra ni til fire", "nn": "måndag til fredag frå ni til fire",
		"en": "Monday to Friday from nine to four",
	} {
		if got := sounds.SpokenHours(lang, time.Monday, time.Friday, 9, 16); got != want {
			t.Errorf("hours in %s: got %q, want %q", lang, got, want)
		}
	}
}

func TestMomentsAreSpokenAsPeopleDo(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) // a Tuesday
	tests := []struct {
		name       string
		at         time.Time
		nb, nn, en string
	}{
		{"on the hour", day(23, 10, 0), "mandag klokken ti", "måndag klokka ti", "on Monday at ten"},
		{"some minutes are not told", day(23, 10, 4), "mandag klokken ti", "måndag klokka ti", "on Monday at ten"},
		{"a quarter", day(20, 14, 15), "fredag klokken kvart over to", "fredag klokka kvart over to",
			"on Friday at a quarter past two"},
		{"twenty past is before the half", day(20, 10, 20), "fredag klokken ti på halv elleve",
			"fredag klokka ti på halv elleve", "on Friday at twenty past ten"},
		{"the half hour", day(19, 14, 30), "torsdag klokken halv tre", "torsdag klokka halv tre",
			"on Thursday at half past two"},
		{"after the half", day(19, 12, 35), "torsdag klokken fem over halv ett", "torsdag klokka fem over halv eitt",
			"on Thursday at twenty-five to one"},
		{"the evening is told", day(18, 20, 45), "onsdag klokken kvart på ni om kvelden",
			"onsdag klokka kvart på ni om kvelden", "on Wednesday at a quarter to nine in the evening"},
		{"the morning's nine is not", day(18, 9, 0), "onsdag klokken ni", "onsdag klokka ni", "on Wednesday at nine"},
		{"a week ago, with the date", day(17, 11, 0), "tirsdag den syttende november klokken elleve",
			"tysdag den syttande november klokka elleve", "on Tuesday the seventeenth of November at eleven"},
		{"six days ago, without", day(18, 0, 0), "onsdag klokken tolv om natten", "onsdag klokka tolv om natta",
			"on Wednesday at twelve at night"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := []string{
				join(sounds.When("nb", tt.at, now)), join(sounds.When("nn", tt.at, now)),
				join(sounds.When("en", tt.at, now)),
			}
			if diff := cmp.Diff([]string{tt.nb, tt.nn, tt.en}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if got := sounds.When("de", now, now); got != nil {
		t.Errorf("in an unknown language: %v", got)
	}
}

func day(d, h, m int) time.Time { return time.Date(2026, 11, d, h, m, 0, 0, time.UTC) }

func join(list []sounds.Fragment) string {
	var said []string
	for _, f := range list {
		said = append(said, f.Text)
	}
	return strings.Join(said, " ")
}

func TestEveryFragmentThatCanBeSaidIsThereOnce(t *testing.T) {
	for _, lang := range sounds.Languages() {
		there := map[string]string{}
		for _, f := range sounds.Fragments(lang) {
			if _, twice := there[f.Name]; twice || strings.TrimSpace(f.Text) == "" {
				t.Errorf("%s %s: %q, twice %v", lang, f.Name, f.Text, twice)
			}
			there[f.Name] = f.Text
		}
		now := time.Date(2026, 12, 31, 23, 59, 0, 0, time.UTC)
		for at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(now); at = at.Add(35 * time.Minute) {
			for _, f := range sounds.When(lang, at, now) {
				if there[f.Name] != f.Text || f.Text == "" {
					t.Fatalf("%s at %v: %+v is not among the fragments", lang, at, f)
				}
			}
		}
		for _, f := range sounds.Digits(lang, "0123456789") {
			if there[f.Name] != f.Text {
				t.Errorf("%s: %+v is not among the fragments", lang, f)
			}
		}
	}
}

func TestAPromptIsPutTogetherFromItsSounds(t *testing.T) {
	live := map[string][]sounds.Fragment{
		"when":    sounds.When("nb", day(23, 10, 0), day(24, 10, 0)),
		"last3":   sounds.Digits("nb", "001"),
		"clients": sounds.Clients("nb", "fjellvann", "b", "c"),
	}
	tests := []struct {
		name, owner string
		prompt      sounds.Prompt
		want        []string
	}{
		{"one sound of the house", "", sounds.DeskBusy, []string{"nb/desk-busy"}},
		{"one of a visible number", "+4722000001", sounds.DeskUnknown, []string{"nb/desk-unknown.4722000001"}},
		{"one of a visible number that the PBX finds", "+4722000001", sounds.DeskAway, []string{"away/4722000001"}},
		{"one for unknown numbers", "", sounds.DeskAwayHouse, []string{"away/house"}},
		{"with a moment in it", "fjellvann-service", sounds.DeskCalled,
			[]string{
				"nb/desk-called.fjellvann-service.1", "nb/say/day-1", "nb/say/clock-00", "nb/say/hour-10",
				"nb/desk-called.fjellvann-service.2",
			}},
		{"that ends with digits", "", sounds.ReservedNumber,
			[]string{"nb/reserved-number.1", "nb/say/digit-0", "nb/say/digit-0", "nb/say/digit-1"}},
		{"with names", "", sounds.DeskMenu,
			[]string{
				"nb/desk-menu.1", "nb/name-client.fjellvann", "nb/name-client.b", "nb/say/and", "nb/name-client.c",
				"nb/desk-menu.2",
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.prompt.Say("nb", tt.owner, live)
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
	if got, err := sounds.DeskCalled.Say("nb", "x", nil); err == nil {
		t.Errorf("without its moment: got %q, want an error", got)
	}
}

// What is rendered and what is played have the same parts, with a client and without.
func TestAPromptHasTheSamePartsWhenItIsMadeAndWhenItIsSaid(t *testing.T) {
	for _, p := range sounds.Prompts() {
		for _, lang := range sounds.Languages() {
			for _, client := range []string{"Fjellvann Strøm", ""} {
				w, err := sounds.Text(lang, p)
				if err != nil || client == "" && !strings.Contains(w.Text, "[") {
					continue
				}
				values, live := sounds.ExampleIn(lang), map[string][]sounds.Fragment{}
				if values["client"] = client; client == "" {
					values["email"], values["email_spelled"] = "", ""
				}
				for _, hole := range p.Entry().Live {
					live[hole] = sounds.Digits(lang, "1")
				}
				pieces, err1 := w.Pieces(values, p.Entry().Live)
				said, err2 := p.Say(lang, "x", live)
				if len(pieces) != len(said) || err1 != nil || err2 != nil {
					t.Errorf("%s in %s: %d parts made, %d said (%v, %v)", p, lang, len(pieces), len(said), err1, err2)
				}
			}
		}
	}
}
