package wash

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// Columns name the columns of a register's file by their headings: the number's, or the name's with the birth date's or the
// address's, or all. A name or an address that stands in several is named by all of them, "fornavn+etternavn".
type Columns struct{ Number, Name, Birth, Address string }

// NoPersons in Columns.Name says that a file's names are not to be read.
const NoPersons = "-"

// Entry is one row of a register's file: a number, a person, or both.
type Entry struct {
	Number        uint64 // 0: none
	Name, Address string
	Birth         time.Time
}

// RegisterFile says how a register's file is read.
type RegisterFile struct {
	Columns Columns
	Persons bool // read persons by known headings too, where no name is named
	Expect  int  // rows; 0: it is not known, and then the last row must have a line end
}

// maxTold is how many faulty rows are told one by one.
const maxTold = 10

// A few rows that protect no one are left out of a delivery. More than so many, and more than that share of all rows,
// mean that something else is wrong with the file.
const (
	fewLeftOut   = 20
	leftOutShare = 50   // one row in so many
	lostShare    = 1000 // names that lost letters; none is too few to tell
)

// Reading is what came out of reading a register's file.
type Reading struct {
	Columns []string // which were read, as `number: "Tlf"`
	Rows    int      // empty ones are not among them
	Empty   int      // rows with nothing in any column
	LeftOut int      // rows whose number is nobody's, such as 113 or 02000
	Lost    int      // rows whose name or address lost letters: they find nobody
}

// ReadRegister reads a register's file. It reads on after a fault, to tell them together; with any fault at all the
// register must stay as it was.
func ReadRegister(ctx context.Context, in io.Reader, f RegisterFile, each func(Entry) error) (Reading, error) {
	in, err := sheet.Open(in)
	if err != nil {
		return Reading{}, err
	}
	r := &registerReader{cutter: cutter{from: in, size: blockSize}, each: each}
	b, err := r.open(ctx, f)
	for err == nil && len(b) > 0 {
		if err = r.block(b); err != nil {
			break
		}
		r.whole = b[len(b)-1] == '\n'
		b, err = r.cutter.fill(ctx, b)
	}
	if errors.Is(err, errLong) {
		err = &lineFault{r.lines + 1, err}
	}
	if err != nil {
		return r.Reading, err
	}
	return r.Reading, r.verdict(f.Expect)
}

type registerReader struct {
	cutter cutter
	scan   *scanner
	wanted []wanted // columns, in the order of the scanner's fields
	person bool     // a name is among them
	each   func(Entry) error

	Reading
	columns int // of the first row
	lines   int
	whole   bool   // the last row has a line end
	lost    string // the first name that lost letters, with its line
	faults  []error
	faulty  int
}

// open reads the headings, and gives what of the first block is behind them.
func (r *registerReader) open(ctx context.Context, f RegisterFile) ([]byte, error) {
	b, err := r.cutter.fill(ctx, nil)
	if err != nil {
		return nil, err
	}
	h, err := readHead(b, !placed(f.Columns.Number) && !placed(f.Columns.Name))
	if err != nil {
		return nil, err
	}
	if err := h.letters(); err != nil {
		return nil, err
	}
	r.wanted, err = h.wanted(f)
	places := make([]int, len(r.wanted))
	for i, w := range r.wanted {
		places[i] = w.place
		r.person = r.person || w.role == atName
		r.Columns = append(r.Columns, atNames[w.role]+": "+h.title(w.place))
	}
	r.scan, r.columns = newScanner(h.delimiter, places...), h.columns
	r.lines = bytes.Count(b[:h.length], []byte{'\n'})
	r.whole = true
	return b[h.length:], err
}

func (r *registerReader) block(b []byte) error {
	for p := 0; p < len(b); {
		next, err := r.scan.row(b, p)
		if err != nil {
			return &lineFault{r.lines + 1, err}
		}
		switch {
		case r.scan.columns == 0:
		case r.empty(b, b[p:next]):
			r.Empty++
		default:
			if err := r.row(b); err != nil {
				return err
			}
		}
		r.lines += bytes.Count(b[p:next], []byte{'\n'})
		p = next
	}
	return nil
}

// empty reports a row with nothing in any column, such as a spreadsheet writes below its last row.
func (r *registerReader) empty(b, row []byte) bool {
	if len(bytes.TrimSpace(r.field(b, atNumber))) > 0 {
		return false
	}
	return len(bytes.Trim(row, " \t\r\n\""+string(r.scan.delimiter))) == 0
}

func (r *registerReader) row(b []byte) error {
	r.Rows++
	e, at, fault := r.entry(b)
	if fault == "" {
		return r.each(e)
	}
	if r.faulty++; r.faulty <= maxTold {
		r.faults = append(r.faults, dialer.Invalid{Field: fmt.Sprintf("line %d, %s", r.lines+1, atNames[at]), Value: r.text(b, at), Why: fault})
	}
	return nil
}

// entry reads a row; fault says why the column at cannot be read.
func (r *registerReader) entry(b []byte) (e Entry, at int, fault string) {
	if r.scan.columns > r.columns {
		return e, atNumber, "the row has more columns than the first: the number may be another's"
	}
	if r.person {
		e.Name, e.Address = r.text(b, atName), r.text(b, atAddress)
		if e.Birth, fault = birth(r.text(b, atBirth)); fault != "" {
			return e, atBirth, fault
		}
		r.lostLetters(e)
	}
	e.Number, fault = r.number(b, e)
	return e, atNumber, fault
}

// number reads the row's number: 0 where it has none and e is a person all the same, and where it is nobody's.
func (r *registerReader) number(b []byte, e Entry) (n uint64, fault string) {
	field := r.field(b, atNumber)
	if n, ok := number.Fast(field); ok {
		return n, ""
	}
	if known := e.Name != "" && (!e.Birth.IsZero() || e.Address != ""); known && len(bytes.TrimSpace(field)) == 0 {
		return 0, ""
	}
	if len(bytes.TrimSpace(field)) == 0 && !r.person {
		return 0, "a telephone number; the row has none, and the file's names are not read. If they are to be, say in which columns they stand"
	}
	if len(bytes.TrimSpace(field)) == 0 {
		return 0, "a telephone number, or a name with a birth date or an address; the row has neither"
	}
	if n, fault = parse(field); fault != "" && number.Nobody(textOf(field)) {
		r.LeftOut++
		fault = ""
	}
	return n, fault
}

func (r *registerReader) lostLetters(e Entry) {
	if sheet.Lost(e.Name) == "" && sheet.Lost(e.Address) == "" {
		return
	}
	if r.Lost++; r.Lost == 1 {
		r.lost = fmt.Sprintf("line %d: %s", r.lines+1, strings.TrimSpace(e.Name+" "+e.Address))
	}
}

// birth reads 2001-12-31 or 31.12.2001.
func birth(text string) (time.Time, string) {
	if text == "" {
		return time.Time{}, ""
	}
	for _, layout := range []string{time.DateOnly, "02.01.2006"} {
		if day, err := time.Parse(layout, text); err == nil {
			return day, ""
		}
	}
	return time.Time{}, "a date as 2001-12-31 or 31.12.2001"
}

// field is the first column of that role in the last row.
func (r *registerReader) field(b []byte, role int) []byte {
	for i, w := range r.wanted {
		if w.role == role {
			return r.scan.field(b, i)
		}
	}
	return nil
}

// text is what the last row has in all columns of that role.
func (r *registerReader) text(b []byte, role int) string {
	var all string
	for i, w := range r.wanted {
		if w.role != role {
			continue
		}
		if part := strings.TrimSpace(textOf(r.scan.field(b, i))); all == "" {
			all = part
		} else if part != "" {
			all += " " + part
		}
	}
	return all
}

// verdict says what is wrong with the file as a whole.
func (r *registerReader) verdict(expect int) error {
	err := errors.Join(r.faults...)
	if r.faulty > maxTold {
		err = errors.Join(err, fmt.Errorf("and %d more rows like these", r.faulty-maxTold))
	}
	if r.LeftOut > max(fewLeftOut, r.Rows/leftOutShare) {
		err = errors.Join(err, dialer.Invalid{Field: "rows that are nobody's", Value: strconv.Itoa(r.LeftOut),
			Why: fmt.Sprintf("of %d rows so many have a number that nobody can be rung on: is it the right column? Read was %s", r.Rows, strings.Join(r.Columns, ", "))})
	}
	if r.Lost > r.Rows/lostShare {
		err = errors.Join(err, dialer.Invalid{Field: "names", Value: r.lost, Why: fmt.Sprintf("in %d of %d rows %s", r.Lost, r.Rows, sheet.LostWhy)})
	}
	switch {
	case expect > 0 && r.Rows != expect:
		err = errors.Join(err, dialer.Invalid{Field: "rows", Value: strconv.Itoa(r.Rows), Why: fmt.Sprintf("%d were expected", expect)})
	case r.Rows == r.LeftOut && r.Rows > 0 && !r.person:
		err = errors.Join(err, dialer.Invalid{Field: "rows", Value: strconv.Itoa(r.Rows), Why: "each has a number that nobody can be rung on: a register without anybody in it is none"})
	case r.Rows == 0:
		err = errors.Join(err, dialer.Invalid{Field: "rows", Value: "0", Why: "a register without anybody in it is none"})
	case expect == 0 && !r.whole:
		err = errors.Join(err, dialer.Invalid{Field: "last row", Value: "without a line end", Why: "the file may be cut short; if it is whole, say how many rows to expect"})
	}
	return err
}
