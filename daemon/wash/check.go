package wash

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

// row is what the first pass finds of a row; its number is in numbers.
type row struct {
	end     int   // in the block
	missing int32 // columns that the row has too few
	text    int32 // the verdict as the first pass gives it: none yet, none at all, or a refusal
}

const (
	judged   = iota // by the sets
	blank           // a blank line: it stays one
	refusals        // and above: the refusal of that place
)

// washer goes over blocks, one at a time; there is one for each worker.
type washer struct {
	sets    Sets
	filter  filter
	scan    *scanner
	columns int

	rows    []row
	numbers []uint64 // E.164 digits; 0 is none
	in      []Bits

	verdicts map[Bits]*verdict
	plain    [256]*verdict // of the first eight registers
	refused  []*verdict
	places   map[string]int
	barred   [101]int32 // refusals of numbers that are never dialed, 0 where none was asked for yet
}

// verdict is what a row gets, and how often it was given in this block.
type verdict struct {
	in    Bits
	why   string
	line  string // what ends the row: delimiter, verdict, line end
	times int
}

func newWasher(sets Sets, f filter, h head, column int) *washer {
	return &washer{
		sets: sets, filter: f, scan: newScanner(h.delimiter, column), columns: h.columns,
		verdicts: map[Bits]*verdict{}, places: map[string]int{},
	}
}

// wash makes the block's rows with their verdicts.
func (w *washer) wash(b *block[washed]) {
	b.of.counts, b.of.out = newCounts(), b.of.out[:0]
	if b.err = w.read(b); b.err == nil && b.cutErr != nil {
		b.err = &lineFault{0, b.cutErr}
	}
	if b.err != nil {
		return
	}
	w.askBig()
	w.askSmall()
	w.write(b)
	w.count(&b.of.counts)
}

// read is the first pass: where each row ends, and its number.
func (w *washer) read(b *block[washed]) error {
	rows, numbers := w.rows[:0], w.numbers[:0]
	for p := 0; p < len(b.in); {
		next, err := w.scan.row(b.in, p)
		if err != nil {
			return &lineFault{bytes.Count(b.in[:p], []byte{'\n'}), err} // where the row begins
		}
		r := row{end: next}
		var n uint64
		if w.scan.columns == 0 {
			r.text = blank
		} else if n, r.text = w.number(b.in); w.scan.columns < w.columns {
			r.missing = int32(w.columns - w.scan.columns)
		}
		rows, numbers = append(rows, r), append(numbers, n)
		p = next
	}
	w.rows, w.numbers = rows, numbers
	return nil
}

// number reads the number of the scanner's row.
func (w *washer) number(b []byte) (uint64, int32) {
	field := w.scan.field(b, 0)
	if w.scan.columns > w.columns { // the columns may be shifted: this may be another's number
		return 0, w.refuse("more columns than the first row has")
	}
	n, ok := number.Fast(field)
	if !ok {
		var why string
		if n, why = parse(field); why != "" {
			return 0, w.refuse(why)
		}
	}
	if n-norway < numbers && number.Dials(n-norway) {
		return n, judged
	}
	return n, w.bar(n) // unless it is reserved
}

// bar refuses a number that was read and is never dialed. The reason is looked up once for each two first digits, and
// for abroad.
func (w *washer) bar(n uint64) int32 {
	of := &w.barred[len(w.barred)-1]
	if n-norway < numbers {
		of = &w.barred[(n-norway)/(numbers/100)]
	}
	if *of == 0 {
		*of = w.refuse(barred(n))
	}
	return *of
}

// barred says why the gate would not dial a number that was read.
func barred(n uint64) string {
	err := number.MayDial(dialer.Number("+" + strconv.FormatUint(n, 10)))
	if bad, ok := errors.AsType[dialer.Invalid](err); ok {
		return bad.Why
	}
	return "never dialed"
}

// parse is the slow way: other spellings and countries, and the reasons.
func parse(field []byte) (n uint64, why string) {
	e164, err := number.Parse(strings.TrimSpace(textOf(field)))
	if bad, ok := errors.AsType[dialer.Invalid](err); ok {
		return 0, bad.Why
	}
	n, err = strconv.ParseUint(strings.TrimPrefix(string(e164), "+"), 10, 64)
	if err != nil {
		return 0, err.Error()
	}
	return n, ""
}

// askBig is the second pass. The bitmaps do not fit in a cache: nothing in the loop waits for the row before.
func (w *washer) askBig() {
	w.in = append(w.in[:0], make([]Bits, len(w.numbers))...)
	for _, big := range w.sets.Big {
		bits, in := big.Numbers[:numbers/64], w.in
		for i, n := range w.numbers {
			at := n - norway
			if at >= numbers {
				at = 0
			}
			hit := bits[at/64] >> (at % 64) & 1
			if at == 0 {
				hit = 0
			}
			in[i] |= Bits(hit) << (big.Register & 63)
		}
	}
}

// askSmall is the third pass.
func (w *washer) askSmall() {
	if len(w.sets.Small) == 0 {
		return
	}
	for i, n := range w.numbers {
		if w.filter.mayHave(n) {
			w.in[i] |= w.sets.Small[n]
		}
	}
}
