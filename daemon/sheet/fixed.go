package sheet

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Span is a stretch of a line: the characters From to To, both included, counted from 1.
type Span struct{ From, To int }

// Fixed is how a file of lines with fixed columns is laid out, such as a register's keeper delivers. A name or an
// address may stand in several columns.
type Fixed struct {
	Number  []Span // one, or none where the file has persons alone
	Name    []Span
	Birth   []Span
	Address []Span // street, postcode and town
	Other   []Span // what is not read; only needed where its digits stand right beside the number's

	BirthForm string // one of BirthForms; "" is BirthDate
}

// The forms of a birth date. Two digits of a year would leave the century to a guess.
const (
	BirthDate = "date"     // 2001-12-31 or 31.12.2001
	BirthYMD  = "yyyymmdd" // 20011231
	BirthDMY  = "ddmmyyyy" // 31122001
)

// BirthForms lists them.
func BirthForms() []string { return []string{BirthDate, BirthYMD, BirthDMY} }

// widest bounds a line; one that is longer is none of a list.
const widest = 10_000

// Spans reads "9-28", or several joined by plus signs, "9-28+29-48". A single character is "9". All faults come at
// once.
func Spans(field, text string) (all []Span, faults []error) {
	if text == "" {
		return nil, nil
	}
	for _, part := range strings.Split(text, "+") {
		from, to, two := strings.Cut(strings.TrimSpace(part), "-")
		if !two {
			to = from
		}
		s := Span{}
		var bad1, bad2 error
		s.From, bad1 = strconv.Atoi(strings.TrimSpace(from))
		s.To, bad2 = strconv.Atoi(strings.TrimSpace(to))
		if bad1 != nil || bad2 != nil || s.From < 1 || s.To < s.From || s.To > widest {
			faults = append(faults, dialer.Invalid{Field: field, Value: part, Why: fmt.Sprintf(
				"the first and the last character of a column, counted from 1 to %d: 9-48; several: 9-28+29-48",
				widest)})
			continue
		}
		all = append(all, s)
	}
	return all, faults
}

// Check tells all faults of a layout; field is what it is called where it was written.
func (f Fixed) Check(field string) (faults []error) {
	add := func(name, value, why string) {
		faults = append(faults, dialer.Invalid{Field: field + "." + name, Value: value, Why: why})
	}
	switch {
	case len(f.Number)+len(f.Name) == 0:
		add("number", "", "the column of the telephone number, or that of the name with the birth date or the address")
	case len(f.Number) > 1:
		add("number", spansText(f.Number), "one column; bring another column's numbers as a file of their own")
	}
	if len(f.Name) == 0 && len(f.Birth)+len(f.Address) > 0 {
		add("name", "", "a person is known by the name with the birth date or the address")
	}
	if len(f.Name) > 0 && len(f.Birth)+len(f.Address) == 0 {
		add("birth", "", "a birth date or an address: a name alone identifies no person (norm 2.7)")
	}
	if len(f.Birth) > 1 {
		add("birth", spansText(f.Birth), "one column")
	}
	if f.BirthForm != "" && !slices.Contains(BirthForms(), f.BirthForm) {
		add("birth_form", f.BirthForm, "one of "+strings.Join(BirthForms(), ", ")+": a year of four digits")
	}
	for _, pair := range f.overlaps() {
		add(pair[1].name, pair[1].text(), "no character in two columns; "+pair[0].name+" has "+pair[0].text())
	}
	return faults
}

// place is a span with the name of its column.
type place struct {
	name string
	Span
}

func (p place) text() string { return spansText([]Span{p.Span}) }

func (f Fixed) places() (all []place) {
	for _, c := range []struct {
		name  string
		spans []Span
	}{{"number", f.Number}, {"name", f.Name}, {"birth", f.Birth}, {"address", f.Address}, {"other", f.Other}} {
		for _, s := range c.spans {
			all = append(all, place{c.name, s})
		}
	}
	return all
}

func (f Fixed) overlaps() (pairs [][2]place) {
	all := f.places()
	for i, b := range all {
		for _, a := range all[:i] {
			if a.From <= b.To && b.From <= a.To {
				pairs = append(pairs, [2]place{a, b})
			}
		}
	}
	return pairs
}

func spansText(spans []Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, fmt.Sprintf("%d-%d", s.From, s.To))
	}
	return strings.Join(all, "+")
}

// Titles tell which columns are read, and as what.
func (f Fixed) Titles() (all []string) {
	for _, p := range f.places() {
		if p.name != "other" {
			all = append(all, p.name+": characters "+p.text())
		}
	}
	return all
}

// Columns name the columns of Rows by their places, "#2+#3" where several belong together.
func (f Fixed) Columns() (number, name, birth, address string) {
	at := 0
	of := func(spans []Span) string {
		var all []string
		for range spans {
			at++
			all = append(all, "#"+strconv.Itoa(at))
		}
		return strings.Join(all, "+")
	}
	return of(f.Number), of(f.Name), of(f.Birth), of(f.Address)
}

// Rows gives the file with its columns parted by tabs, each in quotation marks, line by line: what reads delimited
// files reads it from there, and tells faults by the file's own lines. Characters are counted, not bytes. A number
// with a digit right beside its column is given with it, parted by a bar, so that it cannot be read: its column may be
// too narrow, and half a number is somebody else's.
func (f Fixed) Rows(r io.Reader) (io.Reader, error) {
	in, err := Open(r)
	if err != nil {
		return nil, err
	}
	return &fixedRows{columns: f.places(), form: f.BirthForm, in: bufio.NewReader(UTF8(in))}, nil
}

type fixedRows struct {
	columns []place
	form    string // of birth dates
	in      *bufio.Reader
	row     []byte // what is left of the last one
}

func (r *fixedRows) Read(p []byte) (int, error) {
	for len(r.row) == 0 {
		line, err := r.in.ReadString('\n')
		if err != nil && (line == "" || !errors.Is(err, io.EOF)) {
			return 0, err
		}
		r.row = r.rowOf(line)
	}
	n := copy(p, r.row)
	r.row = r.row[n:]
	return n, nil
}

// row is one line's row, with a line end where the line has one.
func (r *fixedRows) rowOf(line string) (to []byte) {
	text := strings.TrimRight(line, "\r\n")
	letters := []rune(text)
	if strings.TrimSpace(text) != "" {
		for i, p := range r.columns {
			if p.name == "other" {
				continue
			}
			if i > 0 {
				to = append(to, '\t')
			}
			to = append(to, '"')
			to = append(to, strings.ReplaceAll(r.cell(p, letters), `"`, `""`)...)
			to = append(to, '"')
		}
	}
	if len(text) < len(line) {
		to = append(to, '\n')
	}
	return to
}

func (r *fixedRows) cell(p place, line []rune) string {
	text := strings.TrimSpace(string(cut(line, p.Span)))
	switch p.name {
	case "number":
		return r.besides(p.Span, line, -1) + text + r.besides(p.Span, line, +1)
	case "birth":
		return isoDate(text, r.form)
	}
	return text
}

func cut(line []rune, s Span) []rune {
	if s.From > len(line) {
		return nil
	}
	return line[s.From-1 : min(s.To, len(line))]
}

// besides is the digit right before or behind the number's column, with a bar, where no other column has it.
func (r *fixedRows) besides(s Span, line []rune, side int) string {
	edge, at := s.From, s.From-1
	if side > 0 {
		edge, at = s.To, s.To+1
	}
	if at < 1 || at > len(line) || !unicode.IsDigit(line[at-1]) || !unicode.IsDigit(line[edge-1]) {
		return ""
	}
	taken := func(p place) bool { return p.From <= at && at <= p.To }
	if slices.ContainsFunc(r.columns, taken) {
		return ""
	}
	if side > 0 {
		return "|" + string(line[at-1])
	}
	return string(line[at-1]) + "|"
}

// isoDate gives a date of eight digits as 2001-12-31; zeros are none. What is no such date stays as it is, to be told.
func isoDate(text, form string) string {
	if form == "" || form == BirthDate {
		return text
	}
	if strings.Trim(text, "0") == "" {
		return ""
	}
	if len(text) != 8 || strings.Trim(text, "0123456789") != "" {
		return text
	}
	if form == BirthDMY {
		text = text[4:] + text[2:4] + text[:2]
	}
	return text[:4] + "-" + text[4:6] + "-" + text[6:]
}
