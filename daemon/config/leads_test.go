package config_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Noon of 23 November 2026 in Oslo.
var today = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

func options() config.LeadOptions {
	return config.LeadOptions{
		Campaign: dialer.Campaign{ID: "c", Sources: []dialer.Source{{Name: "kunder"}, {Name: "katalog"}}},
		Now:      today,
	}
}

// told gives one line for each lead and each verdict.
func told(leads []dialer.Lead, verdicts []config.RowVerdict) (out []string) {
	for _, l := range leads {
		born := ""
		if !l.Birth.IsZero() {
			born = l.Birth.Format(time.DateOnly)
		}
		out = append(out,
			strings.Join([]string{string(l.Campaign), string(l.Number), l.Name, born, l.Source, l.Ref}, "|"))
	}
	for _, v := range verdicts {
		out = append(out, fmt.Sprintf("%d %s %v", v.Line, v.Number, v.Err))
	}
	return out
}

func TestLeadsInEveryGuiseAreTheSame(t *testing.T) {
	const text = "number;name;birth_date;source;ref\n90000001;Åse Øy;1970-01-31;kunder;7\n+47 900 00 002;\"Bø; " +
		"Per\";31.12.1985;katalog;\n"
	latin1 := func(s string) string {
		var b bytes.Buffer
		for _, r := range s {
			b.WriteByte(byte(r))
		}
		return b.String()
	}
	norwegian := strings.NewReplacer("number", "Telefon", "name", "NAVN", "birth_date", "Fødselsdato", "source",
		" kilde ").Replace
	tests := []struct{ name, text string }{
		{"semicolons", text},
		{"commas", strings.NewReplacer("Bø; Per", "Bø# Per", ";", ",").Replace(text)},
		{"tabs", strings.NewReplacer("Bø; Per", "Bø# Per", ";", "\t").Replace(text)},
		{"a byte order mark", "\ufeff" + text},
		{"lines from Windows", strings.ReplaceAll(text, "\n", "\r\n")},
		{"Latin-1", latin1(text)},
		{"Norwegian headings", norwegian(text)},
		{"Norwegian headings in Latin-1", latin1(norwegian(text))},
		{"no last line end", strings.TrimSuffix(text, "\n")},
		{"a column left out",
			strings.NewReplacer("ref\n", "ref;x_note\n", "7\n", "7;vip\n", "katalog;\n", "katalog;;\n").Replace(text)},
		{"an empty column at the end",
			strings.NewReplacer("ref\n", "ref;\n", "7\n", "7;\n", "katalog;\n", "katalog;;\n").Replace(text)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			leads, verdicts, err := config.ReadLeads(strings.NewReader(tt.text), options())
			if err != nil {
				t.Fatal(err)
			}
			slowly, _, err := config.ReadLeads(iotest.OneByteReader(strings.NewReader(tt.text)), options())
			if diff := cmp.Diff(leads, slowly); diff != "" || err != nil {
				t.Errorf("a byte at a time: %v (-whole +bytewise):\n%s", err, diff)
			}
			for i := range leads {
				leads[i].Name = strings.ReplaceAll(leads[i].Name, "#", ";")
			}
			want := []string{
				"c|+4790000001|Åse Øy|1970-01-31|kunder|7", "c|+4790000002|Bø; Per|1985-12-31|katalog|",
				"2 +4790000001 <nil>", "3 +4790000002 <nil>",
			}
			if diff := cmp.Diff(want, told(leads, verdicts)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestABadRowIsRefusedAndTheRestKept(t *testing.T) {
	tests := []struct{ name, row, field, why string }{ // field "" when it must pass
		{"a good row", "90000009;1970-01-31;kunder", "", ""},
		{"no date of birth", "90000009;;kunder", "", ""},
		{"eighteen today", "90000009;2008-11-23;kunder", "", ""},
		{"eighteen tomorrow", "90000009;2008-11-24;kunder", "birth_date", "4.2 e"},
		{"a child", "90000009;24.12.2020;kunder", "birth_date", "4.2 e"},
		{"born tomorrow", "90000009;2026-11-24;kunder", "birth_date", "since 1900"},
		{"born in another form", "90000009;12/31/1985;kunder", "birth_date", "2001-12-31"},
		{"born on no day", "90000009;1985-02-30;kunder", "birth_date", "2001-12-31"},
		{"no source", "90000009;;", "source", "4.2 a"},
		{"an unknown source", "90000009;;noen", "source", "kunder, katalog (4.2 a)"},
		{"no number", ";;kunder", "number", "telephone number"},
		{"a number that is none", "ring meg;;kunder", "number", ""},
		{"a short number", "9000009;;kunder", "number", ""},
		{"an emergency number", "112;;kunder", "number", ""},
		{"a premium number", "82000009;;kunder", "number", ""},
		{"a foreign number", "+46 8 000 00 00;;kunder", "number", ""},
		{"a number that stood before", "+47 900 00 001;;kunder", "number", "on line 2"},
		{"a cell too few", "90000009;kunder", "row", "3, as in the headings"},
		{"a cell too many", "90000009;;kunder;x", "row", "3, as in the headings"},
		{"a line break in a cell", "90000009;;\"kun\nder\"", "row", "line breaks"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := "number;birth_date;source\n90000001;;kunder\n" + tt.row + "\n90000002;;katalog\n"
			leads, verdicts, err := config.ReadLeads(strings.NewReader(text), options())
			if err != nil || len(verdicts) != 3 {
				t.Fatalf("got %v, %v; want 3 verdicts", verdicts, err)
			}
			if verdicts[0].Err != nil || verdicts[2].Err != nil || verdicts[1].Line != 3 {
				t.Errorf("the rows beside it: %v", told(nil, verdicts))
			}
			if tt.field == "" {
				if verdicts[1].Err != nil || len(leads) != 3 {
					t.Errorf("got %v, want it taken", verdicts[1].Err)
				}
				return
			}
			if len(leads) != 2 {
				t.Errorf("got %d leads, want 2", len(leads))
			}
			wantFault(t, verdicts[1].Err, "row 3, "+tt.field, tt.why)
		})
	}
}

// A file that breaks off, and one of which a late part is no text, end in an error after all their rows.
func TestAFileThatEndsBadlyIsToldLast(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("number;name;source\n90000001;Åse;kunder\n")
	for i := range 20_000 {
		fmt.Fprintf(&rows, "4%07d;Kari Nordmann;kunder\n", i)
	}
	for _, tt := range []struct {
		name, want string
		end        io.Reader
	}{
		{"cut off", "unexpected EOF", iotest.ErrReader(io.ErrUnexpectedEOF)},
		{"no text at the end", "UTF-16", strings.NewReader("90000002;\x00y;kunder\n")},
	} {
		leads, verdicts, err := config.ReadLeads(io.MultiReader(strings.NewReader(rows.String()), tt.end), options())
		if err == nil || !strings.Contains(err.Error(), tt.want) || leads != nil || verdicts != nil {
			t.Errorf("%s: got %d leads, %v; want %q", tt.name, len(leads), err, tt.want)
		}
	}
}

// At 23:30 UTC it is the next day in Oslo: who is 18 there may be rung.
func TestTheDayIsOslos(t *testing.T) {
	o := options()
	o.Now = time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)
	leads, _, err := config.ReadLeads(strings.NewReader("number;birth_date;source\n90000001;2008-11-23;kunder\n"), o)
	if err != nil || len(leads) != 1 {
		t.Fatalf("got %v, %v; want one lead", leads, err)
	}
	if got, want := leads[0].Birth, time.Date(2008, 11, 23, 0, 0, 0, 0, hours.Oslo()); !got.Equal(want) ||
		!leads[0].Due.Equal(o.Now) {
		t.Errorf("born %v, due %v; want %v, %v", got, leads[0].Due, want, o.Now)
	}
}

func TestAFileThatCannotBeTrustedIsRefusedWhole(t *testing.T) {
	tests := []struct{ name, source, text, want string }{
		{"nothing", "", "", "headings: missing"},
		{"blank lines", "", "\n\n", "headings: missing"},
		{"no rows", "", "number;source\n", "at least one row"},
		{"no header", "", "90000001;kunder\n90000002;kunder\n", `has no headings`},
		{"no number column", "", "name;source\nPer;kunder\n", "none is known as the telephone number's"},
		{"a misspelt date of birth", "", "number;brthdate;source\n90000001;2020-01-01;kunder\n",
			`headings: "brthdate"`},
		{"a column twice", "", "number;telefon;source\n90000001;90000002;kunder\n", `headings: "telefon"`},
		{"no source at all", "", "number\n90000001\n", "source: missing"},
		{"a source that the campaign has not", "noen", "number\n90000001\n", `source: "noen"`},
		{"an open quote", "", "number;source\n90000001;kunder\n\"90000002;kunder\n", "leads, line 3"},
		{"a quote within a cell", "", "number;source\n90000001;kun\"der\n", "leads, line 2"},
		{"UTF-16", "", "n\x00u\x00m\x00", "CSV UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options()
			o.Source = tt.source
			leads, verdicts, err := config.ReadLeads(strings.NewReader(tt.text), o)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
			if leads != nil || verdicts != nil {
				t.Errorf("got %v beside the fault", told(leads, verdicts))
			}
		})
	}
}

func TestOneSourceForTheWholeFile(t *testing.T) {
	o := options()
	o.Source = "katalog"
	leads, verdicts, err := config.ReadLeads(strings.NewReader("number\n90000001\n"), o)
	want := []string{"c|+4790000001|||katalog|", "2 +4790000001 <nil>"}
	if diff := cmp.Diff(want, told(leads, verdicts)); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	_, verdicts, err = config.ReadLeads(strings.NewReader("number;source\n90000001;\n"), o)
	if err != nil || len(verdicts) != 1 {
		t.Fatal(verdicts, err)
	}
	wantFault(t, verdicts[0].Err, "row 2, source", "4.2 a") // a blank cell is not filled by the option
}

func TestABlankNeverNamesASource(t *testing.T) {
	o := options()
	o.Campaign.Sources = append(o.Campaign.Sources, dialer.Source{})
	_, verdicts, err := config.ReadLeads(strings.NewReader("number;source\n90000001;\n"), o)
	if err != nil || len(verdicts) != 1 || verdicts[0].Err == nil {
		t.Errorf("got %v, %v; want the row refused", verdicts, err)
	}
}

func TestAValueWithoutAHeadingIsNotLostInSilence(t *testing.T) {
	_, verdicts, err := config.ReadLeads(strings.NewReader("number;source;\n90000001;kunder;2020-01-01\n"), options())
	if err != nil || len(verdicts) != 1 {
		t.Fatal(verdicts, err)
	}
	wantFault(t, verdicts[0].Err, "row 2, row", "without a name")
}

func TestAWrongPathIsNotReadWhole(t *testing.T) {
	_, err := config.ReadClients(strings.NewReader(strings.Repeat("#", 5<<20)), today)
	wantFault(t, err, "clients", "at most 4 MB")
}

// What is taken has a verdict, a source of the campaign and a number of its own.
func FuzzReadLeads(f *testing.F) {
	f.Add([]byte("number;birth_date;source\n90000001;1970-01-31;kunder\n90000001;;katalog\n"))
	f.Add([]byte("\ufefftelefon,f\xf8dselsdato,kilde\n\"90000001\",31.12.1985,kunder\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		leads, verdicts, err := config.ReadLeads(bytes.NewReader(text), options())
		taken, seen := 0, map[dialer.Number]bool{}
		for _, v := range verdicts {
			if v.Err == nil {
				taken++
			}
		}
		if taken != len(leads) || err != nil && len(verdicts) > 0 {
			t.Errorf("%d leads, %d verdicts that say so, %v", len(leads), taken, err)
		}
		for _, l := range leads {
			if seen[l.Number] || l.Source != "kunder" && l.Source != "katalog" {
				t.Errorf("taken: %v", l)
			}
			seen[l.Number] = true
		}
	})
}
