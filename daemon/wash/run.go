package wash

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// Options say how a list is laid out and how hard to work; the zero value does for a list of leads.
type Options struct {
	// a heading, or "#2" in a file without headings; empty: the one that is known as the number's
	NumberColumn  string
	VerdictColumn string           // the heading that is added; empty: verdict
	Workers       int              // 0: one for each processor
	Progress      func(read int64) // after each block, with the bytes read so far; from one goroutine

	blockSize int // for tests
}

// Run washes a list: every row of in goes to out in its place, with its verdict as one more column. What it wrote
// before an error is worth nothing.
func Run(ctx context.Context, in io.Reader, out io.Writer, sets Sets, o Options) (Summary, error) {
	if err := sets.check(); err != nil {
		return Summary{}, err
	}
	in, err := sheet.Open(in)
	if err != nil {
		return Summary{}, err
	}
	l := &line{belt: newBelt[washed](ctx, in, o.blockSize, o.Workers), out: out, options: o}
	defer l.end()
	first, column, err := l.begin()
	if err != nil {
		return Summary{}, err
	}
	f := newFilter(sets.Small)
	l.start(first.rows, func() func(*block[washed]) { return newWasher(sets, f, l.head, column).wash })
	c, err := l.deliver(first.head)
	if err != nil {
		return Summary{}, err
	}
	sum := c.summary(sets)
	sum.Column = l.head.title(column)
	return sum, nil
}

// washed is what a worker makes of a block of a list.
type washed struct {
	out    []byte
	counts counts
}

// line is the way of a list from the reader to the writer.
type line struct {
	*belt[washed]
	out     io.Writer
	options Options
	head    head
}

// opening is the file's first block, behind its headings.
type opening struct{ head, rows []byte }

// begin reads the headings and writes them with one more.
func (l *line) begin() (opening, int, error) {
	b, err := l.cutter.fill(l.ctx, nil)
	if err != nil {
		return opening{}, 0, err
	}
	if l.head, err = readHead(b, !placed(l.options.NumberColumn)); err != nil {
		return opening{}, 0, err
	}
	column, err := l.head.column(l.options.NumberColumn)
	if err != nil {
		return opening{}, 0, err
	}
	first := opening{b[:l.head.length], b[l.head.length:]}
	return first, column, l.writeHead(first.head)
}

func (l *line) writeHead(text []byte) error {
	h := l.head
	if h.names == nil { // no headings, at most a byte order mark
		_, err := l.out.Write(text)
		return wrote(err)
	}
	name := cmp.Or(l.options.VerdictColumn, "verdict")
	for _, n := range h.names {
		if n == name {
			return dialer.Invalid{
				Field: "verdict column", Value: name, Why: "the list has it already: give another name",
			}
		}
	}
	end := lineEnd(text)
	_, err := fmt.Fprintf(l.out, "%s%c%s%s", text[:end], h.delimiter, cell(name, h.delimiter), h.lineEnd)
	return wrote(err)
}

func wrote(err error) error {
	if err != nil {
		return fmt.Errorf("write the washed list: %w", err)
	}
	return nil
}

// deliver writes the blocks in order.
func (l *line) deliver(head []byte) (counts, error) {
	all, done := newCounts(), int64(len(head))
	err := l.each(bytes.Count(head, []byte{'\n'}), func(b *block[washed], _ int) error {
		if _, err := l.out.Write(b.of.out); err != nil {
			return wrote(err)
		}
		all.add(b.of.counts)
		if done += int64(len(b.in)); l.options.Progress != nil {
			l.options.Progress(done)
		}
		return nil
	})
	return all, err
}
