package config

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// columns tells at which place in a row a column stands. A column without a name keeps its place under "#<place>".
type columns map[string]int

func (c columns) width() int { return len(c) }

func (c columns) cell(cells []string, name string) string {
	i, ok := c[name]
	if !ok {
		return ""
	}
	return strings.TrimSpace(cells[i])
}

func (c columns) unnamed(i int) bool {
	_, ok := c[blankColumn(i)]
	return ok
}

func blankColumn(i int) string { return fmt.Sprintf("#%d", i+1) }

// ignored begins the name of a column that the importer leaves alone.
const ignored = "x_"

// columnName gives our name for a heading. Excel's users write Norwegian ones.
func columnName(heading string) (string, bool) {
	h := strings.ToLower(strings.TrimSpace(heading))
	switch h {
	case "number", "telefon", "phone":
		return "number", true
	case "name", "navn":
		return "name", true
	case "birth_date", "fødselsdato":
		return "birth_date", true
	case "source", "kilde":
		return "source", true
	case "address", "adresse":
		return "address", true
	case "postcode", "postnr":
		return "postcode", true
	case "ref", "customer_since", "product_ref", "contact_data_from_sale", "customer_status", "requested_to_orgno", "requested_at",
		"request_channel", "request_evidence", "washed_by", "washed_at", "wash_scope":
		return h, true
	}
	return h, strings.HasPrefix(h, ignored)
}

const allowedColumns = "number (telefon, phone), name (navn), birth_date (fødselsdato), source (kilde), ref, " +
	"address (adresse), postcode (postnr), customer_status, customer_since, product_ref, contact_data_from_sale, " +
	"requested_to_orgno, requested_at, request_channel, request_evidence, washed_by, washed_at, wash_scope; " +
	"begin a heading with " + ignored + " to leave its column out"

// openRows reads the header and stops before the first row.
func openRows(text io.Reader) (*csv.Reader, columns, error) {
	in := bufio.NewReaderSize(text, 2*textStep)
	first, err := firstLine(in)
	if err != nil {
		return nil, nil, err
	}
	rows := csv.NewReader(in)
	rows.FieldsPerRecord = -1 // a short row is that row's fault, not the file's
	rows.ReuseRecord = true
	rows.Comma = delimiter(first)
	headings, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil, dialer.Invalid{Field: "header", Why: "columns: " + allowedColumns}
	}
	if err != nil {
		return nil, nil, malformed(err)
	}
	head, err := header(headings)
	return rows, head, err
}

// firstLine looks ahead at the first line that is not blank, or at as much as is read at a time.
func firstLine(in *bufio.Reader) ([]byte, error) {
	for n := 1; ; n = in.Buffered() + 1 {
		_, err := in.Peek(min(n, in.Size()))
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, malformed(err)
		}
		text, _ := in.Peek(in.Buffered())
		line, _, whole := bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte("\n"))
		if whole || err != nil || n > in.Size() {
			return line, nil
		}
	}
}

// delimiter is the mark that the header has most of.
func delimiter(header []byte) rune {
	best, most := ';', 0
	for _, mark := range []rune{';', '\t', ','} {
		if n := bytes.Count(header, []byte(string(mark))); n > most {
			best, most = mark, n
		}
	}
	return best
}

// header refuses the whole file when a heading is not known: a misspelt birth_date would let minors through.
func header(headings []string) (columns, error) {
	head := columns{}
	for i, heading := range headings {
		name, known := columnName(heading)
		if name == "" {
			name, known = blankColumn(i), true
		}
		if !known {
			return nil, dialer.Invalid{Field: "header", Value: heading, Why: "columns: " + allowedColumns + "; nothing imported"}
		}
		if _, twice := head[name]; twice {
			return nil, dialer.Invalid{Field: "header", Value: heading, Why: "each column once; nothing imported"}
		}
		head[name] = i
	}
	if _, ok := head["number"]; !ok {
		return nil, dialer.Invalid{Field: "header", Value: strings.Join(headings, " "), Why: "a column number (telefon, phone); nothing imported"}
	}
	return head, nil
}
