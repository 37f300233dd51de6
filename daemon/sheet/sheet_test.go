package sheet_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/ringevett/ringevett/daemon/sheet"
)

func TestATextIsReadInItsAlphabet(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"UTF-8":                {"Åse\nŠimon\n", "Åse\nŠimon\n"},
		"a byte order mark":    {"\ufeffÅse\n", "Åse\n"},
		"Windows-1252":         {"\xc5se \x8aimon \x8ei\x9eek O\x92Hara\n", "Åse Šimon Žižek O’Hara\n"},
		"both, line by line":   {"Åse\n\xd8y\nØy\n", "Åse\nØy\nØy\n"},
		"an old Mac's lines":   {"a\rÅse\rb", "a\nÅse\nb"},
		"Windows' lines":       {"a\r\nb\r\n", "a\r\nb\r\n"},
		"no last line end":     {"a\n\xc5", "a\nÅ"},
		"nothing":              {"", ""},
		"a line beyond a step": {strings.Repeat("å", 100_000) + "\n\xe5\n", strings.Repeat("å", 100_000) + "\nå\n"},
	} {
		for way, r := range map[string]io.Reader{
			"whole": strings.NewReader(tt.text), "bytewise": iotest.OneByteReader(strings.NewReader(tt.text)),
		} {
			in, err := sheet.Open(r)
			if err != nil {
				t.Errorf("%s, %s: %v", name, way, err)
				continue
			}
			got, err := io.ReadAll(sheet.UTF8(in))
			if err != nil || string(got) != tt.want {
				t.Errorf("%s, %s: got %.60q, %v; want %.60q", name, way, got, err, tt.want)
			}
		}
	}
}

func TestWhatIsNoTextIsToldWhatToDo(t *testing.T) {
	for name, text := range map[string]string{
		"UTF-16": "\xff\xfen\x00", "UTF-16 without a mark": "n\x00u\x00", "a workbook": "PK\x03\x04xx",
		"an old workbook": "\xd0\xcf\x11\xe0xx",
		"a PDF":           "%PDF-1.7", "a page of the web": "\n <html><table>",
		"an old Mac's alphabet": "navn\rK\x8cre\r",
	} {
		if _, err := sheet.Open(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "CSV UTF-8") {
			t.Errorf("%s: got %v, want it told to save as CSV UTF-8", name, err)
		}
	}
	late := "a\n" + strings.Repeat("x", 100_000) + "\x00\n"
	in, err := sheet.Open(strings.NewReader(late))
	if err == nil {
		_, err = io.ReadAll(sheet.UTF8(in))
	}
	if err == nil || !strings.Contains(err.Error(), "CSV UTF-8") {
		t.Errorf("no text further on: got %v", err)
	}
	if _, err := io.ReadAll(sheet.UTF8(strings.NewReader(strings.Repeat("x", 5<<20)))); err == nil ||
		!strings.Contains(err.Error(), "4 MB") {
		t.Errorf("a line without an end: got %v", err)
	}
	broken := iotest.ErrReader(io.ErrUnexpectedEOF)
	in, err = sheet.Open(io.MultiReader(strings.NewReader("a\nb"), broken))
	if err == nil {
		_, err = io.ReadAll(sheet.UTF8(in))
	}
	if err != io.ErrUnexpectedEOF {
		t.Errorf("a file that breaks off: got %v", err)
	}
}

func TestTheDelimiterIsFound(t *testing.T) {
	for text, want := range map[string]sheet.Layout{
		"a;b\n": {';', 0}, "a,b\n": {',', 0}, "a\tb\n": {'\t', 0}, "a\n": {';', 0}, "\n\na,b\n": {',', 0},
		"\"x, y, z\";b\n": {';', 0}, "sep=;\r\na,b,c\n": {';', 7}, "SEP=,\na;b\n": {',', 6},
		"\"sep=\t\"\na;b\n":  {'\t', 8},
		"\ufeffsep=|\na|b\n": {'|', 9}, "\ufeffa;b\n": {';', 3}, "sep=\na;b\n": {';', 0}, "sep=\"\na;b\n": {';', 0},
	} {
		if got := sheet.LayoutOf([]byte(text)); got != want {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}

func TestHeadingsAreWholeWords(t *testing.T) {
	for heading, want := range map[string]sheet.Role{
		"number": sheet.Number, "Tlf.": sheet.Number, "TLF. NR": sheet.Number, "Mobil": sheet.Number,
		"Mobilnr.": sheet.Number, "phone_number": sheet.Number,
		" Telefon ": sheet.Number, "telefon nr:": sheet.Number, "Navn": sheet.Name, "Fødselsdato": sheet.Birth,
		"Fo\u0308dselsdato": "", "Født": sheet.Birth,
		"postnr.": sheet.Postcode, "Poststed": sheet.Town, "For navn": sheet.First, "Etternavn": sheet.Last,
		"\ufefftlf": sheet.Number,
		"n":         "", "er": "", "on": "", "efon": "", "ber": "", "": "", "number 2": "", "telefon jobb": "",
		"kundenummer": "", "name, phone": "",
	} {
		if got := sheet.RoleOf(heading); got != want {
			t.Errorf("%q: got %q, want %q", heading, got, want)
		}
	}
}

func TestLostLettersAreSeen(t *testing.T) {
	for _, text := range []string{"K?re", "K\ufffdre", "KÃ¥re", "K†re", "N‘ss", "Ã\u0085se", "H›yer", "BjÃ¶rn", "â‚¬"} {
		if sheet.Lost(text) == "" {
			t.Errorf("%q: nothing amiss was seen", text)
		}
	}
	for _, text := range []string{
		"", "Kåre Øy", "Šimon O’Hara", "Anne–Marie", "A\u030ase", "Nguyễn", "Storgata 1, 0155 Oslo",
		"Bø/Hansen (tidl. Øy)", "Kari\u200b", "Åse\u00a0Bø",
	} {
		if mark := sheet.Lost(text); mark != "" {
			t.Errorf("%q: %q was taken for a lost letter", text, mark)
		}
	}
}
