package wash

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"runtime"
	"sync"
)

// block is a number of whole rows, and what a worker makes of them.
type block[T any] struct {
	in     []byte
	of     T
	cutErr error // the file ends here, though it should not
	err    error
	done   chan struct{} // gets one when a worker is through with the block
}

// belt takes a file through workers in blocks, and back in the file's order. There are only so many blocks: a worker
// or a consumer that is slow slows the reading down, and memory does not grow with the file.
type belt[T any] struct {
	ctx     context.Context
	stop    context.CancelFunc
	cutter  cutter
	workers int

	crew    sync.WaitGroup
	free    chan *block[T] // as many as there are at all
	work    chan *block[T]
	ordered chan *block[T]
	cutErr  error // after ordered is closed
}

// newBelt reads from in, blocks of size bytes (0: blockSize) for so many workers (0: one for each processor).
func newBelt[T any](ctx context.Context, in io.Reader, size, workers int) *belt[T] {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	blocks := 2*workers + 2
	l := &belt[T]{
		cutter: cutter{from: in, size: cmp.Or(size, blockSize)}, workers: workers,
		free: make(chan *block[T], blocks), work: make(chan *block[T], blocks), ordered: make(chan *block[T], blocks),
	}
	l.ctx, l.stop = context.WithCancel(ctx)
	for range blocks {
		l.free <- &block[T]{done: make(chan struct{}, 1)}
	}
	return l
}

// end stops the cutter and the workers, and waits for them. It may be called at any time, twice too.
func (l *belt[T]) end() {
	l.stop()
	l.crew.Wait()
}

// start sets the cutter and the workers going. The first block is rows; the file goes on behind it. worker is called
// once for each worker, before they start, and gives what it does with a block.
func (l *belt[T]) start(rows []byte, worker func() func(*block[T])) {
	l.crew.Go(func() { l.cut(rows) })
	for range l.workers {
		do := worker()
		l.crew.Go(func() {
			for b := range l.work {
				do(b)
				b.done <- struct{}{}
			}
		})
	}
}

// cut makes blocks as long as there are free ones.
func (l *belt[T]) cut(rows []byte) {
	defer close(l.ordered)
	defer close(l.work)
	for given := true; ; given = false {
		var b *block[T]
		select {
		case b = <-l.free:
		case <-l.ctx.Done():
			l.cutErr = l.ctx.Err()
			return
		}
		var err error
		if b.cutErr, b.err = nil, nil; given {
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

// each takes the blocks in order, after the given number of lines. The line of a block's fault is counted from the
// file's beginning.
func (l *belt[T]) each(lines int, take func(b *block[T], lines int) error) error {
	for b := range l.ordered {
		<-b.done
		if b.err != nil {
			return inFile(b.err, lines)
		}
		if err := take(b, lines); err != nil {
			return err
		}
		lines += bytes.Count(b.in, []byte{'\n'})
		l.free <- b
	}
	return l.cutErr
}

// inFile counts a fault's line from the file's beginning, from 1.
func inFile(err error, before int) error {
	if f, ok := errors.AsType[*lineFault](err); ok {
		return &lineFault{before + f.line + 1, f.err}
	}
	return err
}
