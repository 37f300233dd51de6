package config

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// textStep is how much of a file is read at a time, in bytes.
const textStep = 32 << 10

// utf8Text gives a file in UTF-8 as it comes in, without a byte order mark. A file whose first letter beyond ASCII is not UTF-8 is
// read as Latin-1, as older Excel writes. One that is UTF-8 first and then is not is refused: one of the two would be misread.
type utf8Text struct {
	from io.Reader
	most int // bytes that the file may have

	size   int    // read so far
	line   int    // in which the next byte stands, counted from 0
	in     []byte // read, and not yet judged: a character may be cut
	out    []byte // for the reader
	err    error  // what the file ended with, io.EOF with a whole one
	marked bool   // the beginning was looked at for a byte order mark
	wide   bool   // it has a letter beyond ASCII in UTF-8
	latin1 bool
}

// Read gives what has come, and an error only after all that came before it.
func (t *utf8Text) Read(p []byte) (int, error) {
	for len(t.out) == 0 {
		if t.err != nil {
			return 0, t.err
		}
		t.fill()
	}
	n := copy(p, t.out)
	t.out = t.out[n:]
	return n, nil
}

func (t *utf8Text) fill() {
	at := len(t.in)
	t.in = append(t.in, make([]byte, textStep)...)
	n, err := t.from.Read(t.in[at:])
	t.in, t.size, t.err = t.in[:at+n], t.size+n, err
	switch {
	case t.size > t.most:
		t.err = dialer.Invalid{Field: "leads", Value: "more than allowed", Why: fmt.Sprintf("at most %d MB in a file", t.most>>20)}
		return
	case bytes.IndexByte(t.in, 0) >= 0:
		t.err = dialer.Invalid{Field: "leads", Value: "UTF-16 or not text", Why: "CSV in UTF-8 or Latin-1; nothing imported"}
		return
	case err == nil && !t.marked && len(t.in) < len(byteOrderMark):
		return
	}
	if !t.marked {
		t.in, t.marked = bytes.TrimPrefix(t.in, []byte(byteOrderMark)), true
	}
	t.judge()
}

const byteOrderMark = "\ufeff"

// judge moves whole characters from in to out.
func (t *utf8Text) judge() {
	whole := 0
	for whole < len(t.in) && !t.latin1 {
		r, width := utf8.DecodeRune(t.in[whole:])
		if r == utf8.RuneError && width == 1 {
			if t.err == nil && !utf8.FullRune(t.in[whole:]) {
				break
			}
			t.latin1 = true
			continue
		}
		t.wide = t.wide || width > 1
		whole += width
	}
	t.line += bytes.Count(t.in[:whole], []byte{'\n'})
	t.out = append(t.out[:0], t.in[:whole]...)
	switch rest := t.in[whole:]; {
	case t.latin1 && t.wide:
		t.err = dialer.Invalid{
			Field: fmt.Sprintf("leads, line %d", t.line+1), Value: "not UTF-8",
			Why: "one way of writing letters in the whole file: it is UTF-8 before. Save it as CSV UTF-8; nothing imported",
		}
		t.in = nil
	case t.latin1:
		for _, b := range rest {
			t.out = utf8.AppendRune(t.out, rune(b))
		}
		t.in = t.in[:0]
	default:
		t.in = append(t.in[:0], rest...)
	}
}
