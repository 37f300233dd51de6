package config

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// columns tells at which place in a row a column stands. A column without a name keeps its place under "#<place>".
type columns struct {
	at       map[string]int
	headings []string // as they stand in the file
}

func (c columns) width() int { return len(c.at) }

func (c columns) has(name string) bool {
	_, ok := c.at[name]
	return ok
}

func (c columns) cell(cells []string, name string) string {
	i, ok := c.at[name]
	if !ok {
		return ""
	}
	return strings.TrimSpace(cells[i])
}

func (c columns) unnamed(i int) bool { return c.has(blankColumn(i)) }

// titles tell which columns are read, and as what; the number's first.
func (c columns) titles() []string {
	all := []string{fmt.Sprintf("number: %q", c.headings[c.at["number"]])}
	for i, heading := range c.headings {
		if name, _ := columnName(heading); name != "" && name != "number" && !strings.HasPrefix(name, ignored) {
			all = append(all, fmt.Sprintf("%s: %q", name, c.headings[i]))
		}
	}
	return all
}

func blankColumn(i int) string { return fmt.Sprintf("#%d", i+1) }

// ignored begins the name of a column that the importer leaves alone.
const ignored = "x_"

// roleColumns are our names for the columns that a sheet's headings tell.
var roleColumns = map[sheet.Role]string{
	sheet.Number: "number", sheet.Name: "name", sheet.First: "first_name", sheet.Last: "last_name",
	sheet.Birth: "birth_date", sheet.Address: "address", sheet.Postcode: "postcode", sheet.Town: "town",
}

// columnName gives our name for a heading. Offices write Norwegian ones, each in its own way: "Tlf. nr.", "Mobil",
// "Fødselsdato".
func columnName(heading string) (string, bool) {
	if name, known := roleColumns[sheet.RoleOf(heading)]; known {
		return name, true
	}
	h := strings.ToLower(strings.TrimSpace(heading))
	switch h {
	case "source", "kilde":
		return "source", true
	case "ref", "customer_since", "product_ref", "contact_data_from_sale", "customer_status", "requested_to_orgno",
		"requested_at",
		"request_channel", "request_evidence", "washed_by", "washed_at", "wash_scope":
		return h, true
	}
	return h, strings.HasPrefix(h, ignored)
}

const allowedColumns = "number (nummer, telefon, tlf, mobil, phone), name (navn), or first_name (fornavn) and " +
	"last_name (etternavn), birth_date (fødselsdato), source (kilde), ref, " +
	"address (adresse), postcode (postnr), town (poststed), customer_status, customer_since, product_ref, " +
	"contact_data_from_sale, " +
	"requested_to_orgno, requested_at, request_channel, request_evidence, washed_by, washed_at, wash_scope; " +
	"begin a heading with " + ignored + " to leave its column out"

// openRows reads the headings and stops before the first row.
func openRows(text io.Reader) (*csv.Reader, columns, error) {
	text, layout, err := sheet.Begin(text)
	if err != nil {
		return nil, columns{}, malformed(err)
	}
	rows := csv.NewReader(text)
	rows.FieldsPerRecord = -1 // a short row is that row's fault, not the file's
	rows.ReuseRecord = true
	rows.Comma = rune(layout.Delimiter)
	headings, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, columns{}, dialer.Invalid{Field: "headings", Why: "columns: " + allowedColumns}
	}
	if err != nil {
		return nil, columns{}, malformed(err)
	}
	head, err := header(headings)
	return rows, head, err
}

// header refuses the whole file when a heading is not known: a misspelt birth_date would let minors through.
func header(headings []string) (columns, error) {
	head := columns{at: map[string]int{}}
	for i, heading := range headings {
		heading = strings.TrimSpace(strings.Map(visible, heading))
		head.headings = append(head.headings, heading)
		name, known := columnName(heading)
		if name == "" {
			name, known = blankColumn(i), true
		}
		switch at, twice := head.at[name]; {
		case !known && number.Reads(heading):
			return head, dialer.Invalid{Field: "headings", Value: heading,
				Why: "the first row has a telephone number, so the file has no headings: " +
					"put a row on top that names the columns, such as number;name;source; nothing imported"}
		case !known:
			return head, dialer.Invalid{
				Field: "headings", Value: heading, Why: "not known. Columns: " + allowedColumns + "; nothing imported",
			}
		case twice:
			return head, dialer.Invalid{Field: "headings", Value: heading, Why: fmt.Sprintf(
				"each column once; %q is read as %s already. Begin the heading of the one that is not meant with %s; "+
					"nothing imported", headings[at], name, ignored)}
		}
		head.at[name] = i
	}
	if !head.has("number") {
		return head, dialer.Invalid{
			Field: "headings", Value: strings.Join(headings, " "),
			Why: "none is known as the telephone number's (" + sheet.Known + "); nothing imported",
		}
	}
	if head.has("first_name") != head.has("last_name") && !head.has("name") {
		return head, dialer.Invalid{Field: "headings", Value: strings.Join(headings, " "),
			Why: "half a name matches no one in a register: " +
				"both first_name (fornavn) and last_name (etternavn), or name (navn); nothing imported"}
	}
	return head, nil
}
