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
	"github.com/ringevett/ringevett/daemon/sheet"
)

// Columns name the columns of a register's file by their headings: the number's, or the name's with the birth date's
// or the address's, or all. A name or an address that is split over several columns is given by all of them,
// "fornavn+etternavn".
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

	blockSize int // for tests
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
	LeftOut int      // rows whose number is not a person's, such as 113 or 02000
	Lost    int      // rows whose name or address lost letters: they match no one
}

func (r *Reading) add(more Reading) {
	r.Rows += more.Rows
	r.Empty += more.Empty
	r.LeftOut += more.LeftOut
	r.Lost += more.Lost
}

// ReadRegister reads a register's file and gives its entries in order. It reads on after a fault, to tell them
// together; with any fault at all the register must stay as it was.
func ReadRegister(ctx context.Context, in io.Reader, f RegisterFile, each func(Entry) error) (Reading, error) {
	keep := func() func(*[]Entry, Entry) { return func(all *[]Entry, e Entry) { *all = append(*all, e) } }
	return ReadBlocks(ctx, in, f, keep, func(all *[]Entry) error {
		for _, e := range *all {
			if err := each(e); err != nil {
				return err
			}
		}
		*all = (*all)[:0]
		return nil
	})
}

// ReadBlocks is ReadRegister on all processors: blocks of some thousand rows are read side by side. worker is called
// once for each of them, and gives what puts an entry into a block's T. take gets the T of each block, in the file's
// order and from the caller's goroutine; it empties it for the next block.
func ReadBlocks[T any](
	ctx context.Context, in io.Reader, f RegisterFile, worker func() func(*T, Entry), take func(*T) error,
) (Reading, error) {
	in, err := sheet.Open(in)
	if err != nil {
		return Reading{}, err
	}
	l := newBelt[rows[T]](ctx, in, f.blockSize, 0)
	defer l.end()
	b, err := l.cutter.fill(l.ctx, nil)
	if err != nil {
		return Reading{}, atLine(err, 1)
	}
	h, form, err := openRegister(b, f)
	all := &register{Reading: Reading{Columns: form.titles(h)}, form: form, whole: true}
	if err != nil {
		return all.Reading, err
	}
	l.start(b[h.length:], func() func(*block[rows[T]]) {
		r, put := newRowReader(form), worker()
		return func(b *block[rows[T]]) { b.err = read(r, b, put) }
	})
	err = l.each(bytes.Count(b[:h.length], []byte{'\n'}), func(b *block[rows[T]], lines int) error {
		all.add(b.of.found, b.in, lines)
		return take(&b.of.entries)
	})
	if err != nil {
		return all.Reading, err
	}
	return all.Reading, all.verdict(f.Expect)
}

// atLine says where a row is too long.
func atLine(err error, line int) error {
	if errors.Is(err, errLong) {
		return &lineFault{line, err}
	}
	return err
}

// openRegister reads the headings and finds the columns.
func openRegister(b []byte, f RegisterFile) (head, form, error) {
	h, err := readHead(b, !placed(f.Columns.Number) && !placed(f.Columns.Name))
	if err != nil {
		return h, form{}, err
	}
	if err := h.letters(); err != nil {
		return h, form{}, err
	}
	out := form{delimiter: h.delimiter, columns: h.columns}
	out.wanted, err = h.wanted(f)
	return h, out, err
}

// register is what was read of a file so far.
type register struct {
	Reading
	form   form
	whole  bool   // the last row has a line end
	lost   string // the first name that lost letters, with its line
	faults []error
	faulty int
}

// add takes what was found in the next block, before which there are so many lines.
func (r *register) add(f found, block []byte, lines int) {
	if r.Lost == 0 && f.Lost > 0 {
		r.lost = fmt.Sprintf("line %d: %s", lines+f.lostAt+1, f.lost)
	}
	r.Reading.add(f.Reading)
	for _, bad := range f.faults[:min(len(f.faults), maxTold-len(r.faults))] {
		field := fmt.Sprintf("line %d, %s", lines+bad.line+1, atNames[bad.role])
		r.faults = append(r.faults, dialer.Invalid{Field: field, Value: bad.value, Why: bad.why})
	}
	r.faulty += f.faulty
	if len(block) > 0 {
		r.whole = block[len(block)-1] == '\n'
	}
}

// verdict says what is wrong with the file as a whole.
func (r *register) verdict(expect int) error {
	err := errors.Join(r.faults...)
	if r.faulty > maxTold {
		err = errors.Join(err, fmt.Errorf("and %d more rows like these", r.faulty-maxTold))
	}
	invalid := func(field, value, why string) {
		err = errors.Join(err, dialer.Invalid{Field: field, Value: value, Why: why})
	}
	if r.LeftOut > max(fewLeftOut, r.Rows/leftOutShare) {
		invalid("rows that belong to no person", strconv.Itoa(r.LeftOut), fmt.Sprintf(
			"of %d rows so many have a number that no one can be rung on: is it the right column? Read was %s",
			r.Rows, strings.Join(r.Columns, ", ")))
	}
	if r.Lost > r.Rows/lostShare {
		invalid("names", r.lost, fmt.Sprintf("in %d of %d rows %s", r.Lost, r.Rows, sheet.LostWhy))
	}
	switch rows := strconv.Itoa(r.Rows); {
	case expect > 0 && r.Rows != expect:
		invalid("rows", rows, fmt.Sprintf("%d were expected", expect))
	case r.Rows == r.LeftOut && r.Rows > 0 && !r.form.persons():
		invalid("rows", rows, "each has a number that no one can be rung on: a register without anybody in it is none")
	case r.Rows == 0:
		invalid("rows", rows, "a register without anybody in it is none")
	case expect == 0 && !r.whole:
		invalid("last row", "without a line end",
			"the file may be cut short; if it is whole, say how many rows to expect")
	}
	return err
}
