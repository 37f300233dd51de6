package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// saveAs is what to do with a file that is no text, or in an unknown alphabet.
const saveAs = `open it in Excel, choose Save As, and pick "CSV UTF-8 (comma delimited)"; nothing was taken from it`

// looked is how far into a file Open looks before it decides what it is.
const looked = 64 << 10

// Open gives the text of a list with its line ends as \n or \r\n: those of an old Mac (\r alone) become \n. It
// refuses what is no text that can be read: a workbook, UTF-16, a page of the web, or an old Mac's alphabet.
func Open(r io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(r, looked)
	begin, err := in.Peek(looked)
	if err != nil && !errors.Is(err, io.EOF) && len(begin) == 0 {
		return nil, err
	}
	if what := noText(begin); what != "" {
		return nil, dialer.Invalid{Field: "file", Value: what, Why: saveAs}
	}
	if !oldMac(begin) {
		return in, nil
	}
	if !validStart(begin) {
		return nil, dialer.Invalid{Field: "file", Value: "text in an old Macintosh alphabet", Why: saveAs}
	}
	return &macLines{in}, nil
}

// noText names what the file is where it is no text; "" where it may be.
func noText(b []byte) string {
	start := bytes.ToLower(bytes.TrimSpace(b[:min(len(b), 200)]))
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return "a workbook or archive (.xlsx, .ods, .zip)"
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return "an Excel workbook (.xls)"
	case bytes.HasPrefix(b, []byte("%PDF")):
		return "a PDF"
	case bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) || bytes.IndexByte(b, 0) >= 0:
		return "text in UTF-16, or no text"
	case bytes.HasPrefix(start, []byte("<")):
		return "a web page or XML"
	}
	return ""
}

// oldMac reports text whose lines end in \r alone.
func oldMac(b []byte) bool {
	return bytes.IndexByte(b, '\r') >= 0 && bytes.IndexByte(b, '\n') < 0
}

// validStart reports UTF-8 whose last letter may be cut.
func validStart(b []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(b); cut++ {
		if utf8.Valid(b[:len(b)-cut]) {
			return true
		}
	}
	return false
}

type macLines struct{ in io.Reader }

func (m *macLines) Read(p []byte) (int, error) {
	n, err := m.in.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// UTF8 gives text in UTF-8, line by line: a line that is not UTF-8 is Windows-1252, as Excel in Norway writes it. A
// byte order mark is dropped. Lists that were joined from two sources mix both.
func UTF8(r io.Reader) io.Reader { return &utf8Lines{in: bufio.NewReader(r), first: true} }

type utf8Lines struct {
	in    *bufio.Reader
	line  []byte // what is left of the last line
	first bool
}

func (u *utf8Lines) Read(p []byte) (int, error) {
	for len(u.line) == 0 {
		line, err := u.next()
		if err != nil {
			return 0, err
		}
		if bytes.IndexByte(line, 0) >= 0 {
			return 0, dialer.Invalid{Field: "file", Value: "text in UTF-16, or no text", Why: saveAs}
		}
		if u.first {
			line, u.first = bytes.TrimPrefix(line, []byte(byteOrderMark)), false
		}
		u.line = []byte(Text(line))
	}
	n := copy(p, u.line)
	u.line = u.line[n:]
	return n, nil
}

// mostLine bounds a line: one that is longer is none of a list.
const mostLine = 4 << 20

// next gives a line with its end, or what is left of the file; io.EOF comes alone.
func (u *utf8Lines) next() (line []byte, err error) {
	for {
		part, err := u.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > mostLine:
			return nil, dialer.Invalid{
				Field: "file", Value: "a line of more than 4 MB", Why: "one row in each line; this is no list",
			}
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return line, err
		}
	}
}

const byteOrderMark = "\ufeff"

// Text gives a field, or a line, in UTF-8: what is not UTF-8 is read as Windows-1252.
func Text(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var text strings.Builder
	for _, c := range b {
		text.WriteRune(charmap.Windows1252.DecodeByte(c))
	}
	return text.String()
}
