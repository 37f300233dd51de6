package wash

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sheet"
)

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
	l := sheet.LayoutOf(b)
	h := head{delimiter: l.Delimiter, length: l.Skip, lineEnd: "\n"}
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
func bareNumber(names []string) bool { return len(names) == 1 && number.Reads(names[0]) }

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

// textOf reads a field; doubled quotation marks are one.
func textOf(field []byte) string {
	if bytes.IndexByte(field, '"') >= 0 {
		field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
	}
	return sheet.Text(field)
}

// column finds a column by its heading, or by "#2" in a file without headings. An empty name asks for the number's
// column.
func (h head) column(name string) (int, error) {
	if h.names == nil {
		return h.place(name)
	}
	found := -1
	for i, n := range h.names {
		is := name != "" && sameHeading(n, name) || name == "" && sheet.IsNumber(n)
		switch {
		case is && found >= 0:
			return 0, dialer.Invalid{
				Field: "column", Value: n,
				Why: fmt.Sprintf("two columns could be meant, %q and %q: name the one to read; a number in the other "+
					"is not looked at", h.names[found], n),
			}
		case is:
			found = i
		}
	}
	if found < 0 {
		return 0, h.noColumn(name)
	}
	return found, nil
}

func sameHeading(a, b string) bool {
	return strings.EqualFold(a, b) || sheet.Heading(a) != "" && sheet.Heading(a) == sheet.Heading(b)
}

// noColumn says what a file lacks: the column, or headings at all.
func (h head) noColumn(name string) error {
	if at := slices.IndexFunc(h.names, number.Reads); at >= 0 {
		return dialer.Invalid{
			Field: "column", Value: h.names[at],
			Why: fmt.Sprintf(`the first row has a telephone number, so the file has no headings: put a row of `+
				`headings on top (number;name), or say the column's place, "#%d"`, at+1),
		}
	}
	if name == "" {
		return dialer.Invalid{
			Field: "column",
			Why: "no heading is known as the telephone number's (" + sheet.Known +
				"): name its column; the headings are " + h.list(),
		}
	}
	return dialer.Invalid{Field: "column", Value: name, Why: "no such heading; the headings are " + h.list()}
}

// title tells which column was read, for summaries: its heading, or its place where there are none.
func (h head) title(column int) string {
	if h.names == nil {
		return fmt.Sprintf("#%d", column+1)
	}
	return fmt.Sprintf("%q", h.names[column])
}

func (h head) place(name string) (int, error) {
	if name == "" && h.columns == 1 {
		return 0, nil
	}
	n, err := strconv.Atoi(strings.TrimPrefix(name, "#"))
	if !placed(name) || err != nil || n < 1 || n > h.columns {
		return 0, dialer.Invalid{
			Field: "column", Value: name, Why: fmt.Sprintf("the file has no headings: #1 to #%d", h.columns),
		}
	}
	return n - 1, nil
}

// placed tells a column that is given by its place, which says that the file has no headings.
func placed(name string) bool { return strings.HasPrefix(name, "#") }

func (h head) list() string { return `"` + strings.Join(h.names, `", "`) + `"` }
