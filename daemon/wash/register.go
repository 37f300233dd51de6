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
)

// Columns name the columns of a register's file by their headings: the number's, or the name's with the birth date's or the
// address's, or all. None named: the number's is called number, telefon or phone.
type Columns struct{ Number, Name, Birth, Address string }

// Entry is one row of a register's file: a number, a person, or both.
type Entry struct {
	Number        uint64 // 0: none
	Name, Address string
	Birth         time.Time
}

// RegisterFile says how a register's file is read.
type RegisterFile struct {
	Columns Columns
	Expect  int // rows; 0: it is not known, and then the last row must have a line end
}

// maxTold is how many faulty rows are told one by one.
const maxTold = 10

// ReadRegister reads a register's file and gives how many rows it has. It reads on after a fault, to tell them together;
// with any fault at all the register must stay as it was.
func ReadRegister(ctx context.Context, in io.Reader, f RegisterFile, each func(Entry) error) (rows int, err error) {
	r := &registerReader{cutter: cutter{from: in, size: blockSize}, each: each}
	b, err := r.open(ctx, f.Columns)
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
		return r.rows, err
	}
	return r.rows, r.verdict(f.Expect)
}

type registerReader struct {
	cutter cutter
	scan   *scanner
	person bool // name, birth date or address are wanted
	each   func(Entry) error

	columns     int
	rows, lines int
	whole       bool // the last row has a line end
	faults      []error
	faulty      int
}

// The places of the wanted columns in the scanner's fields.
const (
	atNumber = iota
	atName
	atBirth
	atAddress
)

// open reads the headings, and gives what of the first block is behind them.
func (r *registerReader) open(ctx context.Context, c Columns) ([]byte, error) {
	b, err := r.cutter.fill(ctx, nil)
	if err != nil {
		return nil, err
	}
	h, err := readHead(b, !placed(c.Number) && !placed(c.Name))
	if err != nil {
		return nil, err
	}
	wanted := []int{-1, -1, -1, -1}
	for i, name := range []string{c.Number, c.Name, c.Birth, c.Address} {
		if name == "" && (i != atNumber || c.Name != "") {
			continue
		}
		place, wrong := h.column(name)
		wanted[i], err = place, errors.Join(err, wrong)
	}
	r.scan, r.person, r.columns = newScanner(h.delimiter, wanted...), c.Name != "", h.columns
	r.lines = bytes.Count(b[:h.length], []byte{'\n'})
	r.whole = true
	return b[h.length:], errors.Join(err, needPerson(c))
}

func needPerson(c Columns) error {
	switch {
	case c.Name == "" && (c.Birth != "" || c.Address != ""):
		return dialer.Invalid{Field: "name column", Why: "a person is known by the name with the birth date or the address"}
	case c.Name != "" && c.Birth == "" && c.Address == "":
		return dialer.Invalid{Field: "birth or address column", Why: "a name alone is nobody's (norm 2.7)"}
	}
	return nil
}

func (r *registerReader) block(b []byte) error {
	for p := 0; p < len(b); {
		next, err := r.scan.row(b, p)
		if err != nil {
			return &lineFault{r.lines + 1, err}
		}
		if r.scan.columns > 0 {
			if err := r.row(b); err != nil {
				return err
			}
		}
		r.lines += bytes.Count(b[p:next], []byte{'\n'})
		p = next
	}
	return nil
}

func (r *registerReader) row(b []byte) error {
	r.rows++
	e, fault := r.entry(b)
	if fault == "" {
		return r.each(e)
	}
	if r.faulty++; r.faulty <= maxTold {
		value := strings.TrimSpace(textOf(r.scan.field(b, atNumber)))
		r.faults = append(r.faults, dialer.Invalid{Field: fmt.Sprintf("line %d, number", r.lines+1), Value: value, Why: fault})
	}
	return nil
}

// entry reads a row; fault says why it cannot be read.
func (r *registerReader) entry(b []byte) (e Entry, fault string) {
	if r.scan.columns > r.columns {
		return e, "the row has more columns than the first"
	}
	if r.person {
		e.Name, e.Address = r.text(b, atName), r.text(b, atAddress)
		if e.Birth, fault = birth(r.text(b, atBirth)); fault != "" {
			return e, fault
		}
	}
	field := r.scan.field(b, atNumber)
	if n, ok := number.Fast(field); ok {
		e.Number = n
		return e, ""
	}
	if known := e.Name != "" && (!e.Birth.IsZero() || e.Address != ""); known && len(bytes.TrimSpace(field)) == 0 {
		return e, ""
	}
	e.Number, fault = parse(field)
	return e, fault
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
	return time.Time{}, fmt.Sprintf("the birth date %q is none of the forms 2001-12-31 and 31.12.2001", text)
}

func (r *registerReader) text(b []byte, at int) string {
	return strings.TrimSpace(textOf(r.scan.field(b, at)))
}

// verdict says what is wrong with the file as a whole.
func (r *registerReader) verdict(expect int) error {
	err := errors.Join(r.faults...)
	if r.faulty > maxTold {
		err = errors.Join(err, fmt.Errorf("and %d more rows like these", r.faulty-maxTold))
	}
	switch {
	case expect > 0 && r.rows != expect:
		err = errors.Join(err, dialer.Invalid{Field: "rows", Value: strconv.Itoa(r.rows), Why: fmt.Sprintf("%d were expected", expect)})
	case r.rows == 0:
		err = errors.Join(err, dialer.Invalid{Field: "rows", Value: "0", Why: "a register without anybody in it is none"})
	case expect == 0 && !r.whole:
		err = errors.Join(err, dialer.Invalid{Field: "last row", Value: "without a line end", Why: "the file may be cut short; if it is whole, say how many rows to expect"})
	}
	return err
}
