package wash_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/wash"
)

var sample = sync.OnceValue(makeSample)

// makeSample gives three registers: a big one, a client's and our own; a number of another country is in the big
// one too.
func makeSample() wash.Sets {
	s := wash.NewSets([]dialer.RegisterVersion{
		{Register: dialer.National, Version: 7}, {Register: "client/fjellvann"}, {Register: dialer.Own},
	},
		func(r dialer.RegisterID) bool { return r == dialer.National })
	for register, numbers := range [][]uint64{
		{4790000001, 4790000002, 4722000001, 4790000063, 4790000064, 4700000000, 46700000001},
		{4790000002, 4790000003}, {4790000004, 4790000002, 33100000001},
	} {
		for _, n := range numbers {
			s.Add(register, n)
		}
	}
	return s
}

// naive washes as anybody would: encoding/csv, number.Parse, and each register by itself. It gives each row's verdict.
func naive(text string, comma rune, column int, sets wash.Sets) (verdicts []string, err error) {
	rows := csv.NewReader(strings.NewReader(text))
	rows.Comma, rows.FieldsPerRecord = comma, -1
	all, err := rows.ReadAll()
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		verdicts = append(verdicts, naiveVerdict(r, len(all[0]), column, sets))
	}
	return verdicts, nil
}

func naiveVerdict(row []string, columns, column int, sets wash.Sets) string {
	if len(row) > columns {
		return wash.WordRefused + "more columns than the first row has"
	}
	field := ""
	if column < len(row) {
		field = strings.TrimSpace(utf8Of(row[column]))
	}
	n, err := number.Parse(field)
	if bad, ok := errors.AsType[dialer.Invalid](err); ok {
		return wash.WordRefused + bad.Why
	}
	digits, _ := strconv.ParseUint(strings.TrimPrefix(string(n), "+"), 10, 64)
	var in []string
	for i, r := range sets.Registers {
		if sets.Of(digits)>>i&1 == 1 {
			in = append(in, string(r.Register))
		}
	}
	if len(in) > 0 {
		return wash.WordReserved + strings.Join(in, "+")
	}
	if bad, ok := errors.AsType[dialer.Invalid](number.MayDial(n)); ok {
		return wash.WordRefused + bad.Why
	}
	return wash.WordClear
}

func utf8Of(field string) string {
	if utf8.ValidString(field) {
		return field
	}
	out, _ := charmap.Windows1252.NewDecoder().String(field)
	return out
}

// washed gives the list and the last field of each of its rows.
func washed(
	t *testing.T, text string, comma rune, o wash.Options, in io.Reader,
) (out string, verdicts []string, sum wash.Summary, err error) {
	t.Helper()
	var b bytes.Buffer
	sum, err = wash.Run(t.Context(), in, &b, sample(), o)
	if err != nil {
		return "", nil, sum, err
	}
	rows := csv.NewReader(bytes.NewReader(b.Bytes()))
	rows.Comma, rows.FieldsPerRecord = comma, -1
	all, err := rows.ReadAll()
	if err != nil {
		t.Fatalf("what was written is no CSV: %v\n%q\nof\n%q", err, b.String(), text)
	}
	for _, r := range all {
		verdicts = append(verdicts, r[len(r)-1])
	}
	return b.String(), verdicts, sum, nil
}

// FuzzWash holds the promise that no row is lost, moved, or judged otherwise than the naive way would: in one block,
// and in many, read a byte at a time.
func FuzzWash(f *testing.F) {
	for _, s := range []string{
		"1;Kari;900 00 001\n2;Ola;+47 90000002\n", "a;b;90000003", "\"x;y\";\"900 00 001\";z\r\n\r\n;;\r\n",
		"\ufeff1;2;3\n1;2\n1;2;3;4\n",
		"1;\"a\"\"b\";90000001\n", "1;a\"b;90000001\n", "\"1;2\n;3\n", "x;\xe5;900\xa000001\n", "\r", "\n\n1;2;3",
		"a;b;\t90000001 \n", "1;2;+46700000001\n1;2;0033100000001\n",
		"\"\n\";1;90000001\r\n", "1;2;\"90000001\"x\n", "1;2;90000001\r\r\n", ";;\n", "a,b,c;d;90000064",
		"1;;\"90\"\"\"\n", "0\r", "1;2;900 00 001\r\n", "1;2;\"90000001\"\r",
	} {
		f.Add(s, uint8(0), uint8(2))
		f.Add(s, uint8(1), uint8(1))
	}
	f.Fuzz(func(t *testing.T, text string, mark, column uint8) {
		text = strings.ReplaceAll(text, "\x00", "")
		comma := []rune{';', ',', '\t'}[mark%3]
		columns := 2 + int(column%4) // both see the same mark
		text = "one" + strings.Repeat(string(comma)+"x", columns-1) + "\n" + text
		o := wash.Options{NumberColumn: "#" + strconv.Itoa(columns-1), Workers: 2}
		compare(t, text, comma, o, strings.NewReader(text))
		o.Workers = 3
		compare(t, text, comma, wash.InBlocks(o, 2*columns+2), iotest.OneByteReader(strings.NewReader(text)))
	})
}

func compare(t *testing.T, text string, comma rune, o wash.Options, in io.Reader) {
	t.Helper()
	column, _ := strconv.Atoi(o.NumberColumn[1:])
	want, wantErr := naive(text, comma, column-1, sample())
	out, got, sum, err := washed(t, text, comma, o, in)
	if (err != nil) != (wantErr != nil) {
		t.Fatalf("%q: got error %v, encoding/csv says %v", text, err, wantErr)
	}
	if err != nil {
		return
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%q: verdicts\ngot  %q\nwant %q", text, got, want)
	}
	if sum.Rows != len(want) || sum.Clear+sum.Reserved+sum.Refused != sum.Rows {
		t.Fatalf("%q: the summary %+v does not tell %d rows", text, sum, len(want))
	}
	if strings.Count(out, "\n") != strings.Count(text, "\n") {
		t.Fatalf("%q: lines were lost or made: %q", text, out)
	}
}
