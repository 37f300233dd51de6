package wash_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/wash"
)

func TestARegistersFileIsRead(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		file       wash.RegisterFile
		want       []string
	}{
		{"nothing but numbers", "90000001\n+47 900 00 002\n", wash.RegisterFile{}, []string{"4790000001   "}},
		{"a heading of ours", "Telefon;x\n90000001;\n90000002;\n", wash.RegisterFile{}, []string{"4790000001   "}},
		{"a heading that is named", "id,nr\n7,\"900 00 001\"\n8,90000002",
			wash.RegisterFile{Columns: wash.Columns{Number: "NR"}, Expect: 2}, []string{"4790000001   "}},
		{"by its place", "7;90000001\n8;90000002\n", wash.RegisterFile{Columns: wash.Columns{Number: "#2"}},
			[]string{"4790000001   "}},
		{"persons with numbers, in Latin-1",
			"tlf;navn;f\xf8dt;adr\n90000001;\xc5se \xd8y;31.12.1970;Vei 1\n;Per;1980-01-01;\n", wash.RegisterFile{
				Columns: wash.Columns{Number: "tlf", Name: "navn", Birth: "født", Address: "adr"},
			},
			[]string{"4790000001 Åse Øy 1970-12-31 Vei 1", "0 Per 1980-01-01 "}},
		{"persons alone", "navn;adr\n\"Per \"\"Pelle\"\" Bø\";Vei 1\n",
			wash.RegisterFile{Columns: wash.Columns{Name: "navn", Address: "adr"}},
			[]string{`0 Per "Pelle" Bø  Vei 1`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			_, err := wash.ReadRegister(t.Context(), strings.NewReader(tt.text), tt.file, func(e wash.Entry) error {
				born := ""
				if !e.Birth.IsZero() {
					born = e.Birth.Format("2006-01-02")
				}
				got = append(got, fmt.Sprintf("%d %s %s %s", e.Number, e.Name, born, e.Address))
				return nil
			})
			if len(tt.want) == 1 && strings.HasPrefix(tt.want[0], "4") {
				tt.want = append(tt.want, "4790000002   ")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestABadRegistersFileIsRefused(t *testing.T) {
	person := wash.Columns{Number: "nr", Name: "navn", Birth: "født"}
	for _, tt := range []struct {
		name, text string
		file       wash.RegisterFile
		want       []string
	}{
		{"cut off within a number", "number\n90000001\n9000", wash.RegisterFile{},
			[]string{"line 3", "8 digits", "cut short"}},
		{"cut off behind a number", "number\n90000001\n90000002", wash.RegisterFile{}, []string{"cut short"}},
		{"letters in numbers, each told", "number\n90000001\n9000000x\n\n90OO0001\n", wash.RegisterFile{},
			[]string{"line 3", "9000000x", "line 5", "90OO0001"}},
		{"many letters", "number\n" + strings.Repeat("x\n", 15), wash.RegisterFile{},
			[]string{"line 11", "and 5 more"}},
		{"a wrong count", "number\n90000001\n", wash.RegisterFile{Expect: 2}, []string{`"1"`, "2 were expected"}},
		{"no rows", "number\n", wash.RegisterFile{}, []string{"without anybody"}},
		{"nothing", "", wash.RegisterFile{}, []string{"no row"}},
		{"a heading that is not there", "nr;x\n1;2\n", wash.RegisterFile{},
			[]string{"telefon, telefonnr, tlf", `"nr", "x"`}},
		{"positions are not guessed", "90000001;7\n90000002;8\n", wash.RegisterFile{},
			[]string{"has no headings", "#1"}},
		{"a place that is not there", "90000001;7\n", wash.RegisterFile{Columns: wash.Columns{Number: "#3"}},
			[]string{"#1 to #2"}},
		{"an open quotation mark", "number;x\n90000001;\"y\n90000002;\n", wash.RegisterFile{},
			[]string{"line 2", "never closed"}},
		{"UTF-16", "\xff\xfen\x00u\x00", wash.RegisterFile{}, []string{"UTF-16"}},
		{"a name alone", "nr;navn\n90000001;Per\n",
			wash.RegisterFile{Columns: wash.Columns{Number: "nr", Name: "navn"}}, []string{"a name alone"}},
		{"born on no day", "nr;navn;født\n90000001;Per;1980-02-30\n", wash.RegisterFile{Columns: person},
			[]string{"line 2", "1980-02-30"}},
		{"neither number nor person", "nr;navn;født\n;Per;\n", wash.RegisterFile{Columns: person}, []string{"line 2"}},
		{"shifted columns", "number;x\n90000001;7;8\n", wash.RegisterFile{}, []string{"line 2", "more columns"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := wash.ReadRegister(t.Context(), strings.NewReader(tt.text), tt.file,
				func(wash.Entry) error { return nil })
			if err == nil {
				t.Fatal("it was taken")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want it to tell %q", err, want)
				}
			}
		})
	}
}

// TestWhatProtectsNobodyIsLeftOut: one row with 113 does not refuse a national delivery; many of them do.
func TestWhatProtectsNobodyIsLeftOut(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		file       wash.RegisterFile
		want       wash.Reading
		numbers    int
		fault      string
	}{
		{"junk", "number;x\n90000011;1\n02000;1\n113;1\n00000000;1\n580000000001;1\n", wash.RegisterFile{},
			wash.Reading{Columns: []string{`number: "number"`}, Rows: 5, LeftOut: 4}, 1, ""},
		{"empty rows", "number;x\n90000012;1\n;\n;\n\"\";\" \"\n", wash.RegisterFile{},
			wash.Reading{Columns: []string{`number: "number"`}, Rows: 1, Empty: 3}, 1, ""},
		{"a person with a service number stays", "tlf;navn;født\n113;Kari Eksempel;1970-01-31\n",
			wash.RegisterFile{Columns: wash.Columns{Number: "tlf", Name: "navn", Birth: "født"}},
			wash.Reading{Columns: []string{`number: "tlf"`, `name: "navn"`, `birth date: "født"`}, Rows: 1, LeftOut: 1},
			1, ""},
		{"twenty of them", "tlf\n90000011\n" + strings.Repeat("113\n", 20), wash.RegisterFile{},
			wash.Reading{Columns: []string{`number: "tlf"`}, Rows: 21, LeftOut: 20}, 1, ""},
		{"too many", "tlf\n90000011\n" + strings.Repeat("113\n", 21), wash.RegisterFile{}, wash.Reading{}, 0,
			"right column"},
		{"nothing else", "tlf\n113\n", wash.RegisterFile{}, wash.Reading{}, 0, "without anybody"},
		{"something without a number", "tlf;navn\n90000011;Kari\n;Ola\n", wash.RegisterFile{}, wash.Reading{}, 0,
			"line 3, number"},
		{"a value", "tlf\n90000011\n-90000012\n", wash.RegisterFile{}, wash.Reading{}, 0,
			`line 3, number: "-90000012": a minus sign`},
		{"letters lost", "tlf;navn;født\n90000001;K?re Eksempel;1970-01-31\n",
			wash.RegisterFile{Columns: wash.Columns{Number: "tlf", Name: "navn", Birth: "født"}}, wash.Reading{}, 0,
			"line 2: K?re"},
		{"an old Mac's line ends", "tlf\r90000011\r90000012\r", wash.RegisterFile{},
			wash.Reading{Columns: []string{`number: "tlf"`}, Rows: 2}, 2, ""},
		{"Excel's first line", "sep=;\r\ntlf;x,y,z,\r\n90000011;1\r\n", wash.RegisterFile{},
			wash.Reading{Columns: []string{`number: "tlf"`}, Rows: 1}, 1, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			entries := 0
			got, err := wash.ReadRegister(t.Context(), strings.NewReader(tt.text), tt.file, func(e wash.Entry) error {
				if e.Number != 0 || e.Name != "" {
					entries++
				}
				return nil
			})
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("got %v, want it to tell %q", err, tt.fault)
				}
				return
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil || entries != tt.numbers {
				t.Errorf("%d entries, %v (-want +got):\n%s", entries, err, diff)
			}
		})
	}
}
