package wash

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

const byteOrderMark = "\ufeff"

// head is how a file is laid out.
type head struct {
	delimiter byte
	names     []string // of the columns; nil where the file has no headings
	columns   int
	length    int    // bytes of the byte order mark and the headings
	lineEnd   string // of the first line
}

// readHead looks at a file's beginning. headings false: the first row is a person's.
func readHead(b []byte, headings bool) (head, error) {
	text := bytes.TrimPrefix(b, []byte(byteOrderMark))
	if bytes.IndexByte(text, 0) >= 0 {
		return head{}, dialer.Invalid{Field: "file", Value: "UTF-16, or not text", Why: "CSV in UTF-8 or Latin-1"}
	}
	h := head{delimiter: delimiterOf(text), length: len(b) - len(text), lineEnd: "\n"}
	s := newScanner(h.delimiter)
	at := h.length
	for s.columns == 0 && at < len(b) { // blank lines may come first
		next, err := s.row(b, at)
		if err != nil {
			return h, fmt.Errorf("the first row: %w", err)
		}
		if s.columns > 0 && headings {
			h.names = fieldsOf(b[at:next], h.delimiter, s.columns)
		}
		if at = next; bytes.HasSuffix(b[:at], []byte("\r\n")) {
			h.lineEnd = "\r\n"
		}
	}
	if s.columns == 0 {
		return h, dialer.Invalid{Field: "file", Why: "no row in it"}
	}
	h.columns = s.columns
	if headings && !bareNumber(h.names) {
		h.length = at
	} else {
		h.names = nil
	}
	return h, nil
}

// bareNumber tells a file of nothing but numbers, which needs no headings.
func bareNumber(names []string) bool {
	if len(names) != 1 {
		return false
	}
	_, err := number.Parse(names[0])
	return err == nil
}

// delimiterOf is the mark that the first line has most of.
func delimiterOf(text []byte) byte {
	first, _, _ := bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte("\n"))
	best, most := byte(';'), 0
	for _, mark := range []byte{';', '\t', ','} {
		if n := bytes.Count(first, []byte{mark}); n > most {
			best, most = mark, n
		}
	}
	return best
}

// fieldsOf reads all fields of one row.
func fieldsOf(row []byte, delimiter byte, columns int) []string {
	fields := make([]string, columns)
	for i := range fields {
		s := newScanner(delimiter, i)
		s.row(row, 0) // it was read before without a fault
		fields[i] = strings.TrimSpace(textOf(s.field(row, 0)))
	}
	return fields
}

// textOf reads a field: what is not UTF-8 is Latin-1, as older Excel writes; doubled quotation marks are one.
func textOf(field []byte) string {
	field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
	if utf8.Valid(field) {
		return string(field)
	}
	var text strings.Builder
	for _, b := range field {
		text.WriteRune(rune(b))
	}
	return text.String()
}

// numberHeadings are taken for the number's column where none is named: the same as in a list of leads.
const numberHeadings = "number, telefon, phone"

// column finds a column by its heading, or by "#2" in a file without headings. An empty name asks for the number's column.
func (h head) column(name string) (int, error) {
	if h.names == nil {
		return h.place(name)
	}
	found := -1
	for i, n := range h.names {
		is := strings.EqualFold(n, name)
		if name == "" {
			is = strings.Contains(numberHeadings+", ", strings.ToLower(n)+", ") && n != ""
		}
		switch {
		case is && found >= 0:
			return 0, dialer.Invalid{Field: "column", Value: n, Why: "two columns could be meant: name one that is there once; the headings are " + h.list()}
		case is:
			found = i
		}
	}
	if found < 0 && name == "" {
		return 0, dialer.Invalid{Field: "column", Why: "none is called " + numberHeadings + ": name the number's column; the headings are " + h.list()}
	}
	if found < 0 {
		return 0, dialer.Invalid{Field: "column", Value: name, Why: "no such heading; the headings are " + h.list()}
	}
	return found, nil
}

func (h head) place(name string) (int, error) {
	if name == "" && h.columns == 1 {
		return 0, nil
	}
	n, err := strconv.Atoi(strings.TrimPrefix(name, "#"))
	if !placed(name) || err != nil || n < 1 || n > h.columns {
		return 0, dialer.Invalid{Field: "column", Value: name, Why: fmt.Sprintf("the file has no headings: #1 to #%d", h.columns)}
	}
	return n - 1, nil
}

// placed tells a column that is given by its place, which says that the file has no headings.
func placed(name string) bool { return strings.HasPrefix(name, "#") }

func (h head) list() string { return `"` + strings.Join(h.names, `", "`) + `"` }
