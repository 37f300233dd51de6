package wash

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// form is how a register's rows are laid out.
type form struct {
	delimiter byte
	columns   int // of the first row
	wanted    []wanted
}

func (f form) persons() bool {
	return slices.ContainsFunc(f.wanted, func(w wanted) bool { return w.role == atName })
}

// titles tell which columns are read, and as what.
func (f form) titles(h head) (all []string) {
	for _, w := range f.wanted {
		all = append(all, atNames[w.role]+": "+h.title(w.place))
	}
	return all
}

// rows is what a worker makes of a block of a register's file.
type rows[T any] struct {
	entries T
	found   found
}

// found counts a block's rows. Its lines are counted from 0 where the block begins.
type found struct {
	Reading
	lost   string // the first name that lost letters
	lostAt int    // its line
	faults []rowFault
	faulty int
}

// rowFault is a cell that cannot be read.
type rowFault struct {
	line, role int
	value, why string
}

// rowReader reads the rows of blocks, one block at a time; there is one for each worker.
type rowReader struct {
	form
	person bool // names are read
	scan   *scanner
	places [len(atNames)][]int // of each role, in the scanner's fields

	found found
	block []byte
	from  int // where the row begins
}

func newRowReader(f form) *rowReader {
	r := &rowReader{form: f, person: f.persons()}
	columns := make([]int, len(f.wanted))
	for i, w := range f.wanted {
		columns[i] = w.place
		r.places[w.role] = append(r.places[w.role], i)
	}
	r.scan = newScanner(f.delimiter, columns...)
	return r
}

// read gives a block's entries to put. An error says where the block is no CSV.
func read[T any](r *rowReader, b *block[rows[T]], put func(*T, Entry)) error {
	defer func() { b.of.found = r.found }()
	r.found, r.block = found{}, b.in
	for p := 0; p < len(b.in); {
		r.from = p
		next, err := r.scan.row(b.in, p)
		if err != nil {
			return &lineFault{r.line(), err}
		}
		switch {
		case r.scan.columns == 0:
		case r.empty(b.in[p:next]):
			r.found.Empty++
		default:
			if e, ok := r.row(); ok {
				put(&b.of.entries, e)
			}
		}
		p = next
	}
	if b.cutErr != nil {
		return &lineFault{0, b.cutErr}
	}
	return nil
}

// line is the row's, counted only where it is to be told.
func (r *rowReader) line() int { return bytes.Count(r.block[:r.from], []byte{'\n'}) }

// empty reports a row with nothing in any column, such as a spreadsheet writes below its last row.
func (r *rowReader) empty(row []byte) bool {
	if len(bytes.TrimSpace(r.field(atNumber))) > 0 {
		return false
	}
	for _, c := range row {
		if c != r.delimiter && c != ' ' && c != '"' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

func (r *rowReader) row() (Entry, bool) {
	r.found.Rows++
	e, role, why := r.entry()
	if why == "" {
		return e, true
	}
	if r.found.faulty++; r.found.faulty <= maxTold {
		r.found.faults = append(r.found.faults, rowFault{r.line(), role, r.text(role), why})
	}
	return e, false
}

// entry reads a row; why says what is wrong with the column of that role.
func (r *rowReader) entry() (e Entry, role int, why string) {
	if r.scan.columns > r.columns {
		return e, atNumber, "the row has more columns than the first: the number may be another's"
	}
	if r.person {
		e.Name, e.Address = r.text(atName), r.text(atAddress)
		if e.Birth, why = birth(r.text(atBirth)); why != "" {
			return e, atBirth, why
		}
		r.lostLetters(e)
	}
	e.Number, why = r.number(e)
	return e, atNumber, why
}

// number reads the row's number: 0 where it has none and e is a person all the same, or where it is not a person's.
func (r *rowReader) number(e Entry) (n uint64, why string) {
	field := r.field(atNumber)
	if n, ok := number.Fast(field); ok {
		return n, ""
	}
	none := len(bytes.TrimSpace(field)) == 0
	switch {
	case none && e.Name != "" && (!e.Birth.IsZero() || e.Address != ""):
		return 0, ""
	case none && !r.person:
		return 0, "a telephone number; the row has none, and the file's names are not read. " +
			"If they are to be, say in which columns they stand"
	case none:
		return 0, "a telephone number, or a name with a birth date or an address; the row has neither"
	}
	if n, why = parse(field); why != "" && number.NoPerson(textOf(field)) {
		r.found.LeftOut++
		why = ""
	}
	return n, why
}

func (r *rowReader) lostLetters(e Entry) {
	if sheet.Lost(e.Name) == "" && sheet.Lost(e.Address) == "" {
		return
	}
	if r.found.Lost++; r.found.Lost == 1 {
		r.found.lost, r.found.lostAt = strings.TrimSpace(e.Name+" "+e.Address), r.line()
	}
}

// birth reads 2001-12-31 or 31.12.2001.
func birth(text string) (day time.Time, why string) {
	if text == "" {
		return time.Time{}, ""
	}
	layout := time.DateOnly
	if len(text) > 2 && text[2] == '.' {
		layout = "02.01.2006"
	}
	day, err := time.Parse(layout, text)
	if err != nil {
		return time.Time{}, "a date as 2001-12-31 or 31.12.2001"
	}
	return day, ""
}

// field is the first column of that role in the last row.
func (r *rowReader) field(role int) []byte {
	if len(r.places[role]) == 0 {
		return nil
	}
	return r.scan.field(r.block, r.places[role][0])
}

// text is what the last row has in all columns of that role.
func (r *rowReader) text(role int) string {
	var all string
	for _, i := range r.places[role] {
		if part := strings.TrimSpace(textOf(r.scan.field(r.block, i))); all == "" {
			all = part
		} else if part != "" {
			all += " " + part
		}
	}
	return all
}
