package wash

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

const (
	blockSize = 256 << 10 // fits, with what comes of it, in a core's own cache
	maxRow    = 4 << 20   // a row that is longer has an open quotation mark
)

// lineFault is what is wrong in a line.
type lineFault struct {
	line int // counted from 0 where the block begins, later from 1 where the file does
	err  error
}

func (f *lineFault) Error() string { return fmt.Sprintf("line %d: %v", f.line, f.err) }
func (f *lineFault) Unwrap() error { return f.err }

// cutter reads a file into blocks that end where a row ends.
type cutter struct {
	from io.Reader
	size int    // of a block, unless a row is longer
	rest []byte // read, and behind the last row end
	end  bool
}

// fill reads the next block into in, using its space; an empty one is the end of the file.
func (c *cutter) fill(ctx context.Context, in []byte) ([]byte, error) {
	in = append(in[:0], c.rest...)
	c.rest = c.rest[:0]
	for want := max(c.size, len(in)+1); ; want *= 2 {
		var err error
		if in, err = c.read(ctx, in, want); err != nil || c.end {
			return in, err
		}
		if n := lastRowEnd(in); n > 0 {
			c.rest = append(c.rest, in[n:]...)
			return in[:n], nil
		}
		if want > maxRow {
			return in, errLong
		}
	}
}

// read goes on until in has the wanted length or the file ends.
func (c *cutter) read(ctx context.Context, in []byte, want int) ([]byte, error) {
	for len(in) < want && !c.end {
		if err := ctx.Err(); err != nil {
			return in, err
		}
		in = grown(in, want)
		n, err := c.from.Read(in[len(in):want])
		in = in[:len(in)+n]
		if errors.Is(err, io.EOF) {
			c.end = true
		} else if err != nil {
			return in, fmt.Errorf("read the list: %w", err)
		}
	}
	return in, nil
}

func grown(in []byte, want int) []byte {
	if cap(in) >= want {
		return in
	}
	return append(make([]byte, 0, want), in...)
}

// lastRowEnd gives how much of b are whole rows. A line end within quotation marks ends no row: before it stands an odd
// number of them. Where a mark stands amiss the count errs, but then the scanner, which comes to it first, says so.
func lastRowEnd(b []byte) int {
	n := bytes.LastIndexByte(b, '\n') + 1
	odd := bytes.Count(b[:n], []byte{'"'})%2 == 1
	for odd && n > 0 {
		before := bytes.LastIndexByte(b[:n-1], '\n') + 1
		odd = bytes.Count(b[before:n], []byte{'"'})%2 == 0
		n = before
	}
	return n
}
