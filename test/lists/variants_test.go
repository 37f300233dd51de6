// Package lists_test holds what offices send: every way of writing one list means the same, or is refused in words
// that an office knows.
package lists_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/wash"
)

var (
	secret = []byte("a secret of this test")
	today  = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
)

// The verdicts that a lead can get.
const (
	reserved = "reserved"
	free     = "clear"
	refused  = "refused"
)

// register reads a register's file as the daemon does.
func register(t *testing.T, text []byte) (*sets.Set, wash.Reading, error) {
	t.Helper()
	var b sets.Builder
	k := reservation.NewKeyer(secret)
	read, err := wash.ReadRegister(t.Context(), bytes.NewReader(text), wash.RegisterFile{Persons: true},
		func(e wash.Entry) error {
			if e.Number != 0 {
				b.Number(e.Number)
			}
			for _, p := range k.Keys(nil, e.Name, e.Birth, e.Address) {
				b.Person(p)
			}
			return nil
		})
	if err != nil {
		return nil, read, err
	}
	return &sets.Set{Loaded: true, Base: b.Base()}, read, nil
}

// verdicts reads a list of leads as the daemon does, and asks the register for each row.
func verdicts(t *testing.T, text []byte, in *sets.Set) ([]string, error) {
	t.Helper()
	o := config.LeadOptions{
		Campaign: dialer.Campaign{ID: "c", Sources: []dialer.Source{{Name: "kunder"}}}, Source: "kunder", Now: today,
	}
	leads, rows, err := config.ReadLeads(bytes.NewReader(text), o)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range rows {
		if r.Err != nil {
			out = append(out, refused)
			continue
		}
		l := leads[0]
		leads = leads[1:]
		who, err := sets.Members(nil, dialer.Subject{
			Number: l.Number, Persons: reservation.Keys(secret, l.Name, l.Birth, l.Address),
		})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, in.Answer(who).Answer.String())
	}
	return out, nil
}

// person is somebody in a register: as the register spells the name, and as the list does.
type person struct{ first, last, asFirst, asLast string }

var letters = map[string]person{
	"plain":        {"Kari", "Eksempel", "KARI", "EKSEMPEL"},
	"norwegian":    {"Åse", "Øyværn", "ÅSE", "ØYVÆRN"},
	"windows-1252": {"Šimon", "Žižek", "Simon", "Zizek"},
	"apostrophe":   {"Anne", "O’Hara", "Anne", "O'Hara"},
	"swedish":      {"Björn", "Ängström", "Bjørn", "Ængstrøm"},
	"vietnamese":   {"An", "Nguyễn", "An", "Nguyen"},
	"romanian":     {"Ionuț", "Mureșan", "Ionut", "Muresan"},
	"latvian":      {"Jānis", "Bērziņš", "Janis", "Berzins"},
	"æ alone":      {"Kari", "Næss", "KARI", "Næss"},
	"double":       {"Anne-Marie", "Bø", "Anne Marie", "Bø"},
}

var orders = map[string]func(p person) string{
	"first last":       func(p person) string { return p.first + " " + p.last },
	"LAST FIRST":       func(p person) string { return strings.ToUpper(p.last + " " + p.first) },
	"last, first":      func(p person) string { return p.last + ", " + p.first },
	"with a middle":    func(p person) string { return p.first + " Marie Louise " + p.last },
	"two last names":   func(p person) string { return p.first + " Hansen " + p.last },
	"in two columns":   nil,
	"marks not to see": func(p person) string { return p.first + "\u200b \u200e" + p.last },
}

// encode writes text as a program would; ok is false where the alphabet lacks a letter. right is false where the file
// is to be refused.
type encoding struct {
	encode func(text string) (out []byte, ok bool)
	right  bool
}

func from(f func(string) (string, error)) func(string) ([]byte, bool) {
	return func(text string) ([]byte, bool) {
		out, err := f(text)
		return []byte(out), err == nil
	}
}

func plainly(text string) (string, error) { return text, nil }

var encodings = map[string]encoding{
	"UTF-8":            {from(plainly), true},
	"UTF-8, marked":    {from(func(s string) (string, error) { return "\ufeff" + s, nil }), true},
	"UTF-8, two parts": {from(func(s string) (string, error) { return norm.NFD.String(s), nil }), true},
	"Windows-1252":     {from(charmap.Windows1252.NewEncoder().String), true},
	"UTF-16":           {from(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String), false},
	"old Macintosh": {from(func(s string) (string, error) {
		return charmap.Macintosh.NewEncoder().String(strings.ReplaceAll(s, "\n", "\r"))
	}), false},
	"MS-DOS":      {from(charmap.CodePage865.NewEncoder().String), false},
	"twice UTF-8": {from(charmap.Windows1252.NewDecoder().String), false},
}

var separators = map[string]func(rows [][]string) string{
	"semicolons":      func(r [][]string) string { return joined(r, ";", "\n") },
	"commas":          func(r [][]string) string { return joined(r, ",", "\n") },
	"tabs, Windows":   func(r [][]string) string { return joined(r, "\t", "\r\n") },
	"sep= line":       func(r [][]string) string { return "sep=;\r\n" + joined(r, ";", "\r\n") },
	"old Mac's lines": func(r [][]string) string { return joined(r, ";", "\r") },
	"empty rows below": func(r [][]string) string {
		return joined(r, ";", "\n") + strings.Repeat(strings.Repeat(";", len(r[0])-1)+"\n", 3)
	},
}

func joined(rows [][]string, mark, end string) string {
	var b strings.Builder
	for _, r := range rows {
		for i, cell := range r {
			if i > 0 {
				b.WriteString(mark)
			}
			if strings.Contains(cell, mark) {
				cell = `"` + cell + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString(end)
	}
	return b.String()
}

// columns put the number's column in its place and name it.
var columns = map[string]func(number string, rest []string, head bool) []string{
	"number first": func(n string, rest []string, head bool) []string {
		return append([]string{title("number", n, head)}, rest...)
	},
	"Tlf. last": func(n string, rest []string, head bool) []string {
		return append(slices.Clone(rest), title("Tlf.", n, head))
	},
	"Mobilnr, and x_n with another": func(n string, rest []string, head bool) []string {
		return append([]string{title("x_n", "20000001", head), title("Mobilnr", n, head)}, rest...)
	},
	"TELEFON NR between": func(n string, rest []string, head bool) []string {
		return append([]string{rest[0], title("TELEFON NR", n, head)}, rest[1:]...)
	},
}

func title(heading, cell string, head bool) string {
	if head {
		return heading
	}
	return cell
}

// files are one register and one list that means the same people. The rows of the list, and what each is to get:
func files(
	p person, order func(person) string, sep func([][]string) string, column func(string, []string, bool) []string,
) (registerText, listText string, want []string) {
	in := [][]string{column("", heads(order), true)}
	for _, e := range []struct {
		number, birth string
		p             person
	}{{"", "1970-01-31", p}, {"900 00 031", "31.12.1980", person{first: "Ola", last: "Eksempel"}}} {
		in = append(in, column(e.number, append(names(e.p, order), e.birth), false))
	}
	list := [][]string{column("", []string{"Navn", "Fodselsdato"}, true)}
	for _, l := range []struct{ number, name, birth, want string }{
		{"90000001", p.asFirst + " " + p.asLast, "31.01.1970", reserved},
		{"+47 900 00 031", "Siri Eksempel", "1980-01-01", reserved},
		{"90000002", p.asFirst + " " + p.asLast, "1970-02-01", free}, // born on another day
		{"90000003", "Siri Andersen", "1970-01-31", free},            // of the same day
		{"-90000031", "Siri Andersen", "1970-01-31", refused},
	} {
		list = append(list, column(l.number, []string{l.name, l.birth}, false))
		want = append(want, l.want)
	}
	return sep(in), sep(list), want
}

func heads(order func(person) string) []string {
	if order == nil {
		return []string{"Fornavn", "Etternavn", "Født"}
	}
	if strings.ToUpper(order(person{first: "a"})) == order(person{first: "a"}) {
		return []string{"NAVN", "FODT"}
	}
	return []string{"Navn", "Født"}
}

func names(p person, order func(person) string) []string {
	if order == nil {
		return []string{p.first, p.last}
	}
	return []string{order(p)}
}

// every says that one in so many variants is tried.
const every = 7

// TestOneListMeansTheSameInEveryForm crosses letters, encodings, orders of names, separators and columns, and counts
// wrong verdicts.
func TestOneListMeansTheSameInEveryForm(t *testing.T) {
	variants, refusals, wrong, at := 0, 0, 0, 0
	for _, l := range slices.Sorted(maps.Keys(letters)) {
		for _, o := range slices.Sorted(maps.Keys(orders)) {
			for _, s := range slices.Sorted(maps.Keys(separators)) {
				for _, c := range slices.Sorted(maps.Keys(columns)) {
					if at++; at%every != 0 {
						continue
					}
					p, order, sep, column := letters[l], orders[o], separators[s], columns[c]
					inText, listText, want := files(p, order, sep, column)
					for e, enc := range encodings {
						in, ok := enc.encode(inText)
						list, fits := enc.encode(listText)
						if !ok || !fits {
							continue // this alphabet has no such letters
						}
						variants++
						name := strings.Join([]string{l, o, s, c, e}, " · ")
						// no program writes that one
						right := enc.right && !(s == "old Mac's lines" && e == "Windows-1252")
						set, _, err := register(t, in)
						if err != nil {
							refusals++
							if right || !told(err) {
								wrong++
								t.Errorf("%s: the register: %v", name, err)
							}
							continue
						}
						got, err := verdicts(t, list, set)
						if fault := judged(got, err, want, right || ascii(in)); fault != "" {
							wrong++
							t.Errorf("%s: %s\n%q\n%q", name, fault, in, list)
						}
					}
				}
			}
		}
	}
	t.Logf("%d variants: %d files refused in whole, wrong verdicts %d", variants, refusals, wrong)
	if variants < 500 || refusals == 0 {
		t.Errorf("%d variants and %d refusals are too few to prove anything", variants, refusals)
	}
}

// judged says what is wrong with a list's verdicts. A file in an alphabet that cannot be known may be refused, never
// misread.
func judged(got []string, err error, want []string, right bool) string {
	switch {
	case err != nil && right:
		return err.Error()
	case err != nil:
		return ""
	case slices.Equal(got, want):
		return ""
	case right || len(got) != len(want):
		return fmt.Sprintf("got %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] && got[i] != refused {
			return fmt.Sprintf("got %v, want %v or refused", got, want)
		}
	}
	return ""
}

func ascii(b []byte) bool {
	return bytes.IndexFunc(b, func(r rune) bool { return r >= 0x80 || r == 0 }) < 0 && !bytes.Contains(b, []byte{0xff})
}

// told reports a refusal in words that an office knows, with what to do.
func told(err error) bool {
	return strings.Contains(err.Error(), "CSV UTF-8") || strings.Contains(err.Error(), "name")
}
