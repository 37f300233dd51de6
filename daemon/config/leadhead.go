package config

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"unicode/utf8"

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

// utf8Of gives the text in UTF-8 without a byte order mark. What is not UTF-8 is read as Latin-1, as older Excel writes.
func utf8Of(text []byte) ([]byte, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, dialer.Invalid{Field: "leads", Value: "UTF-16 or not text", Why: "CSV in UTF-8 or Latin-1; nothing imported"}
	}
	if utf8.Valid(text) {
		return text, nil
	}
	out := make([]byte, 0, len(text)+len(text)/8)
	for _, b := range text {
		out = utf8.AppendRune(out, rune(b))
	}
	return out, nil
}

// openRows reads the header and stops before the first row.
func openRows(text []byte) (*csv.Reader, columns, error) {
	rows := csv.NewReader(bytes.NewReader(text))
	rows.FieldsPerRecord = -1 // a short row is that row's fault, not the file's
	rows.Comma = delimiter(text)
	headings, err := rows.Read()
	if err != nil {
		if len(bytes.TrimSpace(text)) == 0 {
			return nil, nil, dialer.Invalid{Field: "header", Why: "columns: " + allowedColumns}
		}
		return nil, nil, malformed(err)
	}
	head, err := header(headings)
	return rows, head, err
}

// delimiter is the mark that the header has most of.
func delimiter(text []byte) rune {
	first, _, _ := bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte("\n"))
	best, most := ';', 0
	for _, mark := range []rune{';', '\t', ','} {
		if n := bytes.Count(first, []byte(string(mark))); n > most {
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
