package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// adult is the age from which a person may be rung: no agreement with minors (4.2 e).
const adult = 18

// importer holds what rows are judged by: each other, and today.
type importer struct {
	o     LeadOptions
	head  columns
	first map[uint64]uint32 // by a number's digits, the line on which it stood first
	today time.Time         // in Oslo
}

// row gives the lead, or the first reason why it is refused. The number is set as soon as it is known.
func (im importer) row(line int, cells []string) (dialer.Lead, error) {
	lead := dialer.Lead{Campaign: im.o.Campaign.ID, Due: im.o.Now}
	field := func(name string) string { return fmt.Sprintf("row %d, %s", line, name) }
	if err := im.shape(field("row"), cells); err != nil {
		return lead, err
	}
	var err error
	if lead.Number, err = im.number(field("number"), line, im.head.cell(cells, "number")); err != nil {
		return lead, err
	}
	if lead.Source, err = im.source(field("source"), cells); err != nil {
		return lead, err
	}
	if lead.Birth, err = im.birth(field("birth_date"), im.head.cell(cells, "birth_date")); err != nil {
		return lead, err
	}
	lead.Name, lead.Ref, lead.Address = im.name(cells), im.head.cell(cells, "ref"), im.address(cells)
	for _, text := range []string{lead.Name, lead.Address} {
		if sheet.Lost(text) != "" {
			return lead, dialer.Invalid{
				Field: field("name and address"), Value: text, Why: sheet.LostWhy + ": it matches no one in a register",
			}
		}
	}
	return lead, im.evidence(&lead, row{im.head, cells, line})
}

// refusedPerson is what a refused row says of who is on its number: a second row with the number is often the spouse,
// and one that says "born 2012" makes no lead.
func (im importer) refusedPerson(lead dialer.Lead, cells []string, refused error) dialer.Lead {
	if refused == nil || lead.Number == "" || number.MayDial(lead.Number) != nil {
		return dialer.Lead{}
	}
	p := dialer.Lead{Number: lead.Number, Name: im.name(cells), Address: im.address(cells)}
	p.Birth, _ = reservation.ReadBirth(im.head.cell(cells, "birth_date"))
	if p.Birth.After(im.today) || sheet.Lost(p.Name) != "" || sheet.Lost(p.Address) != "" ||
		p.Name == "" && p.Address == "" && p.Birth.IsZero() {
		return dialer.Lead{}
	}
	return p
}

func (im importer) address(cells []string) string {
	return reservation.FullAddress(im.head.cell(cells, "address"), im.head.cell(cells, "postcode"),
		im.head.cell(cells, "town"))
}

// name joins what the name's columns have: the whole, or the first and the last, or one of those behind the whole.
func (im importer) name(cells []string) string {
	var words []string
	for _, column := range []string{"first_name", "name", "last_name"} {
		words = append(words, strings.Fields(im.head.cell(cells, column))...)
	}
	return strings.Join(words, " ")
}

// shape refuses a row that does not fit under the header: its cells may stand in wrong columns.
func (im importer) shape(field string, cells []string) error {
	if want := im.head.width(); len(cells) != want {
		return dialer.Invalid{
			Field: field, Value: fmt.Sprintf("%d cells", len(cells)),
			Why: fmt.Sprintf("%d, as in the headings: a cell with the delimiter in it needs quotation marks", want),
		}
	}
	for i, cell := range cells {
		if strings.ContainsFunc(cell, unicode.IsControl) {
			return dialer.Invalid{Field: field, Value: cell, Why: "no line breaks or control characters in a cell"}
		}
		if im.head.unnamed(i) && cell != "" {
			return dialer.Invalid{Field: field, Value: cell, Why: "nothing in a column without a name"}
		}
	}
	return nil
}

// number also refuses a second row with the same number, by then in one form ("+47 900 00 001" and "90000001" are one).
func (im importer) number(field string, line int, cell string) (dialer.Number, error) {
	if cell == "" {
		return "", dialer.Invalid{Field: field, Why: "a Norwegian telephone number"}
	}
	n, err := number.Parse(cell)
	if err == nil {
		err = number.MayDial(n)
	}
	if err != nil {
		return n, dialer.Invalid{Field: field, Value: cell, Why: reason(err)}
	}
	digits, err := strconv.ParseUint(strings.TrimPrefix(string(n), "+"), 10, 64)
	if err != nil {
		return n, dialer.Invalid{Field: field, Value: cell, Why: "a Norwegian telephone number"}
	}
	if at, twice := im.first[digits]; twice {
		return n, dialer.Invalid{
			Field: field, Value: cell, Why: fmt.Sprintf("a number once; it stands on line %d already", at),
		}
	}
	im.first[digits] = uint32(line)
	return n, nil
}

func (im importer) source(field string, cells []string) (string, error) {
	if !im.head.has("source") {
		return im.o.Source, nil
	}
	name := im.head.cell(cells, "source")
	return name, sourceOf(im.o.Campaign, field, name)
}

func sourceOf(c dialer.Campaign, field, name string) error {
	var names []string
	for _, s := range c.Sources {
		if s.Name == name && name != "" {
			return nil
		}
		names = append(names, s.Name)
	}
	return dialer.Invalid{
		Field: field, Value: name, Why: "one of the campaign's sources: " + strings.Join(names, ", ") + " (4.2 a)",
	}
}

// birth reads 2001-12-31 or 31.12.2001. A date that cannot be read is refused: it could be a minor's.
func (im importer) birth(field, cell string) (time.Time, error) {
	if cell == "" {
		return time.Time{}, nil
	}
	born, ok := reservation.ReadBirth(cell)
	if !ok {
		return time.Time{}, dialer.Invalid{Field: field, Value: cell, Why: reservation.BirthForms}
	}
	return born, im.age(field, cell, born)
}

func (im importer) age(field, cell string, born time.Time) error {
	switch {
	case born.After(im.today) || born.Year() < 1900:
		return dialer.Invalid{Field: field, Value: cell, Why: "a date of birth since 1900"}
	case born.AddDate(adult, 0, 0).After(im.today):
		return dialer.Invalid{Field: field, Value: cell, Why: "no one under 18 on the day (4.2 e)"}
	}
	return nil
}
