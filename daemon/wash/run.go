package wash

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// Options say how a list is laid out and how hard to work; the zero value does for a list of leads.
type Options struct {
	NumberColumn  string           // a heading, or "#2" in a file without headings; empty: the one that is known as the number's
	VerdictColumn string           // the heading that is added; empty: verdict
	Workers       int              // 0: one for each processor
	Progress      func(read int64) // after each block, with the bytes read so far; from one goroutine

	blockSize int // for tests
}

// Run washes a list: every row of in goes to out in its place, with its verdict as one more column. What it wrote before
// an error is worth nothing.
func Run(ctx context.Context, in io.Reader, out io.Writer, sets Sets, o Options) (Summary, error) {
	if err := sets.check(); err != nil {
		return Summary{}, err
	}
	in, err := sheet.Open(in)
	if err != nil {
		return Summary{}, err
	}
	ctx, stop := context.WithCancel(ctx)
	l := &line{ctx: ctx, cutter: cutter{from: in, size: cmp.Or(o.blockSize, blockSize)}, out: out, options: o}
	defer l.crew.Wait()
	defer stop()
	first, column, err := l.begin()
	if err != nil {
		return Summary{}, err
	}
	l.start(sets, column, first)
	c, err := l.deliver(first.head)
	if err != nil {
		return Summary{}, err
	}
	sum := c.summary(sets)
	sum.Column = l.head.title(column)
	return sum, nil
}

// line is the way of the blocks: cutter, workers, and back in order to the one who writes.
type line struct {
	ctx     context.Context
	cutter  cutter
	out     io.Writer
	options Options
	head    head

	crew    sync.WaitGroup
	free    chan *block // as many as there are at all: they bound the memory
	work    chan *block
	ordered chan *block
	cutErr  error // after ordered is closed
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
			return dialer.Invalid{Field: "verdict column", Value: name, Why: "the list has it already: give another name"}
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

// start sets the cutter and the workers going.
func (l *line) start(sets Sets, column int, first opening) {
	workers := l.options.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	blocks := 2*workers + 2
	l.free, l.work, l.ordered = make(chan *block, blocks), make(chan *block, blocks), make(chan *block, blocks)
	for range blocks {
		l.free <- &block{done: make(chan struct{}, 1)}
	}
	l.crew.Go(func() { l.cut(first.rows) })
	f := newFilter(sets.Small)
	for range workers {
		w := newWasher(sets, f, l.head, column)
		l.crew.Go(func() {
			for b := range l.work {
				w.wash(b)
				b.done <- struct{}{}
			}
		})
	}
}

// cut makes blocks as long as there are free ones.
func (l *line) cut(rows []byte) {
	defer close(l.ordered)
	defer close(l.work)
	for given := true; ; given = false {
		var b *block
		select {
		case b = <-l.free:
		case <-l.ctx.Done():
			l.cutErr = l.ctx.Err()
			return
		}
		var err error
		if b.cutErr = nil; given {
			b.in = rows
		} else if b.in, err = l.cutter.fill(l.ctx, b.in); errors.Is(err, errLong) {
			b.cutErr = err
		} else if err != nil || len(b.in) == 0 {
			l.cutErr = err
			return
		}
		l.work <- b
		l.ordered <- b
		if b.cutErr != nil {
			return
		}
	}
}

// deliver writes the blocks in order. lines counts those before a block, for who must be told where a fault is.
func (l *line) deliver(head []byte) (counts, error) {
	all, done, lines := newCounts(), int64(len(head)), bytes.Count(head, []byte{'\n'})
	for b := range l.ordered {
		<-b.done
		if b.err != nil {
			return all, inFile(b.err, lines)
		}
		if _, err := l.out.Write(b.out); err != nil {
			return all, wrote(err)
		}
		all.add(b.counts)
		lines += bytes.Count(b.in, []byte{'\n'})
		if done += int64(len(b.in)); l.options.Progress != nil {
			l.options.Progress(done)
		}
		l.free <- b
	}
	return all, l.cutErr
}

// inFile counts a fault's line from the file's beginning, from 1.
func inFile(err error, before int) error {
	if f, ok := errors.AsType[*lineFault](err); ok {
		return &lineFault{before + f.line + 1, f.err}
	}
	return err
}
