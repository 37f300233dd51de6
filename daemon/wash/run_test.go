package wash_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/wash"
)

func TestAListIsWashed(t *testing.T) {
	for _, tt := range []struct {
		name, list string
		options    wash.Options
		want       string
	}{
		{"each register by its name, several joined",
			"phone\n90000009\n900 00 001\n+47 90000003\n0047 90000004\n90000002\n", wash.Options{},
			"phone;verdict\n90000009;clear\n900 00 001;reserved:national\n+47 " +
				"90000003;reserved:client/fjellvann\n0047 " +
				"90000004;reserved:own\n90000002;reserved:national+client/fjellvann+own\n"},
		{"other countries", "phone\n+46 70 000 00 01\n+33 1 00 00 00 01\n+45 20000001\n", wash.Options{},
			"phone;verdict\n+46 70 000 00 01;reserved:national\n+33 1 00 00 00 01;reserved:own\n+45 " +
				"20000001;\"refused:a foreign number; never dialed\"\n"},
		{"quoted fields, a delimiter and a line end in them",
			"name,phone\n\"Bø, \"\"Per\"\"\r\nAS\",\"900 00 001\"\r\n", wash.Options{},
			"name,phone,verdict\n\"Bø, \"\"Per\"\"\r\nAS\",\"900 00 001\",reserved:national\r\n"},
		{"tabs, Windows' line ends, a byte order mark, no last line end",
			"\ufeffTelefon\tnavn\r\n90000001\tPer\r\n90000009\tKari", wash.Options{},
			"\ufeffTelefon\tnavn\tverdict\r\n90000001\tPer\treserved:national\r\n90000009\tKari\tclear"},
		{"a number before a carriage return, and one before the last", "phone\r\n90000001\r\n90000002\r",
			wash.Options{},
			"phone;verdict\r\n90000001;reserved:national\r\n90000002;reserved:national+client/fjellvann+own\r"},
		{"Latin-1 and its no-break space", "navn;telefon\n\xc5se;900\xa000\xa0001\n", wash.Options{},
			"navn;telefon;verdict\n\xc5se;900\xa000\xa0001;reserved:national\n"},
		{"short rows are filled up, so that verdicts stand in one column", "phone;a;b\n90000001\n90000009;;\n",
			wash.Options{}, "phone;a;b;verdict\n90000001;;;reserved:national\n90000009;;;clear\n"},
		{"long rows may be shifted", "a,phone\n90000009,90000009,1\n", wash.Options{},
			"a,phone,verdict\n90000009,90000009,1,refused:more columns than the first row has\n"},
		{"the reason has a comma", "phone,a\nx,\n", wash.Options{},
			"phone,a,verdict\nx,,\"refused:only digits, with +, spaces, dots, hyphens and parentheses; no letters, " +
				"no extension\"\n"},
		{"blank lines stay", "phone\n\n90000001\n\n", wash.Options{},
			"phone;verdict\n\n90000001;reserved:national\n\n"},
		{"numbers only, no headings", "90000001\n90000009\n", wash.Options{},
			"90000001;reserved:national\n90000009;clear\n"},
		{"a place, no headings", "a;90000001\nb;90000009\n", wash.Options{NumberColumn: "#2"},
			"a;90000001;reserved:national\nb;90000009;clear\n"},
		{"a named column, a named verdict", "phone;mobil\n90000009;90000001\n",
			wash.Options{NumberColumn: "MOBIL", VerdictColumn: "a;b"},
			"phone;mobil;\"a;b\"\n90000009;90000001;reserved:national\n"},
		{"what the gate would not dial is not clear", "phone\n80000001\n59000001\n90000009\n", wash.Options{},
			"phone;verdict\n80000001;\"refused:8xx xx xxx is a special number; never dialed\"\n59000001;\"refused:58 " +
				"and 59 are for machines; never dialed\"\n90000009;clear\n"},
		{"Excel's line about the delimiter", "\ufeffsep=,\r\nnavn;x,phone\r\nKari,90000001\r\n", wash.Options{},
			"\ufeffsep=,\r\nnavn;x,phone,verdict\r\nKari,90000001,reserved:national\r\n"},
		{"an old Mac's line ends", "navn;tlf\rKari;90000001\rOla;90000009\r", wash.Options{},
			"navn;tlf;verdict\nKari;90000001;reserved:national\nOla;90000009;clear\n"},
		{"a heading with an end of the word number", "n;on;er;Mobilnr.\n90000009;90000009;90000009;90000001\n",
			wash.Options{}, "n;on;er;Mobilnr.;verdict\n90000009;90000009;90000009;90000001;reserved:national\n"},
		{"headings and no row", "phone", wash.Options{}, "phone;verdict\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			if _, err := wash.Run(t.Context(), strings.NewReader(tt.list), &out, sample(), tt.options); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestABadListIsRefused(t *testing.T) {
	rows := "phone;name\n" + strings.Repeat("90000009;\"Per\"\n", 50_000)
	for _, tt := range []struct {
		name, list string
		options    wash.Options
		want       string
	}{
		{"nothing in it", "", wash.Options{}, "no row"},
		{"no number's column", "a;b\n1;2\n", wash.Options{}, `the headings are "a", "b"`},
		{"two of them", "phone;telefon\n1;2\n", wash.Options{}, "two columns"},
		{"a column that is not there", "phone\n1\n", wash.Options{NumberColumn: "mobil"}, "no such heading"},
		{"washed before", "phone;verdict\n1;clear\n", wash.Options{}, "has it already"},
		{"UTF-16", "\xff\xfep\x00h\x00", wash.Options{}, "UTF-16"},
		{"a workbook", "PK\x03\x04abc", wash.Options{}, "CSV UTF-8"},
		{"ends of the word number only", "n;er;on\n1;2;3\n", wash.Options{}, "no heading is known"},
		{"no headings", "20000001;Kari\n90000001;Ola\n", wash.Options{}, "has no headings"},
		{"a quotation mark within a field, far down", rows + "90000009;Per \"Pelle\" Bø\n" + rows, wash.Options{},
			"line 50002: a quotation mark within"},
		{"one that is never closed, far down", rows + "90000009;\"Per\n" + rows, wash.Options{}, "line 50002: "},
		{"text behind a closing one", rows + "90000009;\"Per\"x\n", wash.Options{}, "line 50002: text between"},
		{"no list at all", "phone\n" + strings.Repeat("x", 9<<20), wash.Options{}, "line 2: a row of more than 4 MB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := wash.Run(t.Context(), strings.NewReader(tt.list), io.Discard, sample(), tt.options)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want it to tell %q", err, tt.want)
			}
		})
	}
}

func TestTheSummaryCountsByRegisterAndReason(t *testing.T) {
	list := "phone\n" + strings.Repeat("90000002\n90000001\n90000009\nx\n112\n112\n", 20_000)
	sum, err := wash.Run(t.Context(), strings.NewReader(list), io.Discard, sample(), wash.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := []int{
		sum.Rows, sum.Clear, sum.Reserved, sum.Refused, sum.Registers[0].Rows, sum.Registers[1].Rows,
		sum.Registers[2].Rows, sum.Reasons[0].Rows, sum.Reasons[1].Rows,
	}
	if diff := cmp.Diff([]int{120_000, 20_000, 40_000, 60_000, 40_000, 20_000, 20_000, 40_000, 20_000},
		got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if sum.Column != `"phone"` {
		t.Errorf("the summary does not tell the column: %q", sum.Column)
	}
	if sum.Registers[0].Version != 7 || !strings.Contains(sum.Reasons[0].Why, "emergency") {
		t.Errorf("the summary does not tell versions and reasons: %+v", sum)
	}
}

// Every tenth of 100,000 numbers is reserved, in one small register or the other.
func TestASmallRegisterMissesNobody(t *testing.T) {
	s := wash.NewSets([]dialer.RegisterVersion{{Register: dialer.Own}, {Register: "client/fjellvann"}},
		func(dialer.RegisterID) bool { return false })
	var list, want strings.Builder
	list.WriteString("phone\n")
	want.WriteString("phone;verdict\n")
	for i := range 100_000 {
		n, verdict := uint64(4790000000+i*71%900_000), "clear"
		if i%10 == 0 {
			s.Add(i/10%2, n)
			verdict = []string{"reserved:own", "reserved:client/fjellvann"}[i/10%2]
		}
		fmt.Fprintf(&list, "+%d\n", n)
		fmt.Fprintf(&want, "+%d;%s\n", n, verdict)
	}
	var out bytes.Buffer
	if _, err := wash.Run(t.Context(), strings.NewReader(list.String()), &out, s,
		wash.Options{Workers: 3}); err != nil {
		t.Fatal(err)
	}
	if out.String() != want.String() {
		t.Error("rows were judged otherwise, lost or moved")
	}
}

func TestMemoryDoesNotGrowWithTheList(t *testing.T) {
	const rows = 400_000 // some 4 MB; blocks of 256 kB, six of them
	var most int
	out := writer(func(p []byte) (int, error) { most = max(most, len(p)); return len(p), nil })
	in := io.MultiReader(strings.NewReader("phone\n"), &repeat{line: "90000009\n", times: rows})
	sum, err := wash.Run(t.Context(), in, out, sample(), wash.Options{})
	if err != nil || sum.Rows != rows || most > 1<<20 {
		t.Errorf("got %d rows, %v, at most %d bytes at once; want %d rows in blocks", sum.Rows, err, most, rows)
	}
}

func TestAWashThatFailsEndsItsGoroutines(t *testing.T) {
	list := "phone\n" + strings.Repeat("90000009\n", 300_000)
	full := errors.New("no space left")
	failing := writer(func(p []byte) (int, error) {
		if len(p) < 100 {
			return len(p), nil // the headings
		}
		return 0, full
	})
	if _, err := wash.Run(t.Context(), strings.NewReader(list), failing, sample(),
		wash.Options{}); !errors.Is(err, full) {
		t.Errorf("a full disk: got %v", err)
	}
	broken := errors.New("broken")
	in := io.MultiReader(strings.NewReader(list), reader(func([]byte) (int, error) { return 0, broken }))
	if _, err := wash.Run(t.Context(), in, io.Discard, sample(), wash.Options{}); !errors.Is(err, broken) {
		t.Errorf("a broken file: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	o := wash.Options{Progress: func(int64) { cancel() }}
	if _, err := wash.Run(ctx, strings.NewReader(strings.Repeat(list, 10)), io.Discard, sample(),
		o); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestSetsThatAreNotWholeAreRefused(t *testing.T) {
	for name, s := range map[string]wash.Sets{
		"no register": {},
		"half a bitmap": {
			Registers: []dialer.RegisterVersion{{}}, Big: []wash.Big{{Numbers: make(wash.Bitmap, 7)}},
		},
		"a bitmap of no one": {
			Registers: []dialer.RegisterVersion{{}}, Big: []wash.Big{{Register: 1, Numbers: wash.NewBitmap()}},
		},
		"too many registers": {Registers: make([]dialer.RegisterVersion, 65)},
	} {
		if _, err := wash.Run(t.Context(), strings.NewReader("phone\n1\n"), io.Discard, s, wash.Options{}); err == nil {
			t.Errorf("%s: it was taken", name)
		}
	}
}

type (
	writer func([]byte) (int, error)
	reader func([]byte) (int, error)
)

func (w writer) Write(p []byte) (int, error) { return w(p) }
func (r reader) Read(p []byte) (int, error)  { return r(p) }

// repeat gives a line so many times.
type repeat struct {
	line  string
	times int
	at    int
}

func (r *repeat) Read(p []byte) (n int, err error) {
	for n < len(p) && r.times > 0 {
		k := copy(p[n:], r.line[r.at:])
		n += k
		if r.at += k; r.at == len(r.line) {
			r.at, r.times = 0, r.times-1
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}
