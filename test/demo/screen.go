package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// screen shows a table that is drawn again in its place on a terminal; elsewhere it shows nothing and lines are
// printed.
type screen struct {
	out   io.Writer
	live  bool
	drawn int // lines of the table
}

func newScreen(out io.Writer) *screen {
	f, ok := out.(*os.File)
	if !ok {
		return &screen{out: out}
	}
	info, err := f.Stat()
	term := os.Getenv("TERM")
	return &screen{out: out, live: err == nil && info.Mode()&os.ModeCharDevice != 0 && term != "" && term != "dumb"}
}

// The terminal's orders. Lines are not wrapped while the table is drawn: it would lose count of them.
const (
	noWrap   = "\x1b[?7l"
	wrap     = "\x1b[?7h"
	noCursor = "\x1b[?25l"
	cursor   = "\x1b[?25h"
	clearEnd = "\x1b[K"
	clearAll = "\x1b[J"
)

func (s *screen) draw(lines []string) {
	if !s.live {
		return
	}
	var b strings.Builder
	b.WriteString(noCursor + noWrap)
	if s.drawn > 0 {
		fmt.Fprintf(&b, "\x1b[%dA", s.drawn)
	}
	for _, l := range lines {
		b.WriteString("\r" + l + clearEnd + "\n")
	}
	b.WriteString(clearAll + wrap + cursor)
	s.drawn = len(lines)
	io.WriteString(s.out, b.String())
}

// leave lets the table stand where it is; what is printed next comes below it.
func (s *screen) leave() { s.drawn = 0 }
