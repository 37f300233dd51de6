package display_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/ringevett/ringevett/daemon/display"
)

var day = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

func TestText(t *testing.T) {
	strom := display.Card{
		Client: "Fjellvann Strøm", Purpose: "spørre om strømmen er tilbake", Source: "kundelisten til Fjellvann Strøm",
		Person: "Åse Ødegård",
	}
	long := strings.Repeat("Ærø ", 50)
	for _, c := range []struct {
		name, language string
		card           display.Card
		want           string
	}{
		{"the four parts in the norm's order", "nb", strom,
			"Fjellvann Strøm / spørre om strømmen er tilbake / kundelisten til Fjellvann Strøm / Åse Ødegård"},
		{"nothing is known", "nb", display.Card{}, ""},
		{"empty parts are left out", "nb", display.Card{Client: "Bø Kraft", Person: "Kari"}, "Bø Kraft / Kari"},
		{"the next calls", "nb", display.Card{Next: true, Client: "Bø Kraft"}, "Neste / Bø Kraft"},
		{"a person rings back", "nn", display.Card{Returned: true, Client: "Bø Kraft"}, "Ringjer tilbake / Bø Kraft"},
		{"a survey, abandoned before", "nb", display.Card{Survey: true, Before: true, Client: "Bø"},
			"Undersøkelse, tidligere avbrutt / Bø"},
		{"asked to be called", "en", display.Card{Asked: day, Client: "Bø"}, "asked to be called 3 Nov / Bø"},
		{"asked to be called, in Norwegian", "nb", display.Card{Asked: day, Client: "Bø"}, "ba om samtale 3.11. / Bø"},
		{"a long name is cut at a word", "nb", display.Card{Person: long}, "Ærø Ærø Ærø Ærø Ærø Ærø Ærø Ærø"},
		{"a name of one long word is cut within it", "nb", display.Card{Person: strings.Repeat("å", 200)},
			strings.Repeat("å", 32)},
		{"a long client does not hide the person", "nb", display.Card{Client: long, Person: "Kari Nordmann"},
			"Ærø Ærø Ærø Ærø Ærø Ærø Ærø Ærø / Kari Nordmann"},
		{"a header cannot be added", "nb", display.Card{Client: "A\"\r\nX-Evil: 1\r\n\\"}, "A X-Evil: 1"},
		{"markup is taken out", "nb", display.Card{Client: "<b onclick='x'>Berg</b> & Sønn &lt;"},
			"b onclick x Berg b Sønn lt"},
		{"an apostrophe between letters stays", "nb", display.Card{Person: "O'Hara 'Kari'"}, "O'Hara Kari"},
		{"a number within a name is not shown", "nb", display.Card{Person: "Kari 90 00 00 01, Oslo"}, "Kari , Oslo"},
		{"a decomposed letter is put together", "nb", display.Card{Person: "A\u030Ase"}, "Åse"},
		{"directions and zero-width characters go", "nb", display.Card{Person: "Ka\u202Eri\u200B N\u0000\u2028x"},
			"Ka ri N x"},
		{"no UTF-8", "nb", display.Card{Person: "K\xffari\xc3"}, "K ari"},
		{"a slash within a part is no separator", "nb", display.Card{Client: "A/S Bø"}, "A S Bø"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := display.Text(c.card, c.language, display.Row); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add("Bø Kraft", "\r\nVia: x", "<&\">", "Kari 90000001", "nb", true)
	f.Add("\xff\xfe", "e\u0301\u0301\u0301", strings.Repeat("'", 300), "\u202e", "", false)
	f.Fuzz(func(t *testing.T, client, purpose, source, person, language string, mark bool) {
		card := display.Card{
			Next: mark, Returned: mark, Survey: mark, Before: mark,
			Client: client, Purpose: purpose, Source: source, Person: person,
		}
		for most, whole := range map[display.Part]int{display.Row: 172, display.Window: 412} {
			got := display.Text(card, language, most)
			if !utf8.ValidString(got) || strings.ContainsAny(got, "\r\n\x00\"<>&\\;@=%") {
				t.Errorf("%q may not be sent", got)
			}
			if n := utf8.RuneCountInString(got); n > whole {
				t.Errorf("%d characters, at most %d: %q", n, whole, got)
			}
			if strings.TrimSpace(got) != got || strings.Contains(got, "  ") {
				t.Errorf("%q has spaces at an end, or two together", got)
			}
		}
		if got := display.Text(display.Card{Person: person}, language, display.Window); strings.ContainsAny(got,
			"0123456789") {
			t.Errorf("%q shows digits of a person's name", got)
		}
	})
}
