package config

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// LeadOptions is where the leads of one file go and come from.
type LeadOptions struct {
	Campaign dialer.Campaign
	Source   string       // of every row, when the file has no source column; one of the campaign's
	Now      time.Time    // decides who is under 18 today in Oslo; zero means the clock
	Reading  *LeadReading // filled as the file is read, for the summary; nil: not wanted
}

// LeadReading is what a summary tells of a file besides its rows' verdicts.
type LeadReading struct {
	Columns []string // which were read, as `number: "Tlf"`
	Empty   int      // rows with nothing in any column; they have no verdict
	// rows taken that have neither birth date nor an address with a postcode: no register can be asked by person
	Unmatched int
	Marks     int // rows with marks that cannot be seen (zero width, writing direction), which were dropped
}

// RowVerdict is what became of one row. It is for the person who imports, never for a log: Err shows what stood there.
type RowVerdict struct {
	Line   int           // in the file, the header included
	Number dialer.Number // empty when it could not be read
	Err    error         // why the row was refused, a dialer.Invalid; nil when it was taken
	// of a refused row: what it says of a person on a number that may be dialed; zero where it says nothing
	Person dialer.Lead
}

// ReadLeads reads a list of leads: CSV with headings, in UTF-8 or Windows-1252, parted by semicolon, comma or tab.
// A bad row is refused and the others kept; every row has its verdict. An error means that nothing may be imported.
func ReadLeads(r io.Reader, o LeadOptions) (leads []dialer.Lead, verdicts []RowVerdict, err error) {
	for lead, err := range EachLead(r, o, func(v RowVerdict) { verdicts = append(verdicts, v) }) {
		if err != nil {
			return nil, nil, err
		}
		leads = append(leads, lead)
	}
	return leads, verdicts, nil
}

// EachLead is ReadLeads for long lists: it reads the file as it comes in, gives the good leads one by one, and tells
// of every row as it comes to it. Of each row it keeps its number and its line only. An error comes last, and then
// nothing may be imported.
func EachLead(r io.Reader, o LeadOptions, told func(RowVerdict)) iter.Seq2[dialer.Lead, error] {
	return func(yield func(dialer.Lead, error) bool) {
		rows, head, err := openLeads(r, &o)
		if err != nil {
			yield(dialer.Lead{}, err)
			return
		}
		im := importer{o: o, head: head, first: map[uint64]uint32{}, today: o.Now.In(hours.Oslo())}
		im.rows(rows, told, yield)
	}
}

func openLeads(r io.Reader, o *LeadOptions) (*csv.Reader, columns, error) {
	text, err := sheet.Open(&capped{from: r, most: maxLeadFile})
	if err != nil {
		return nil, columns{}, err
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	if o.Reading == nil {
		o.Reading = &LeadReading{}
	}
	rows, head, err := openRows(sheet.UTF8(text))
	if err != nil {
		return nil, columns{}, err
	}
	o.Reading.Columns = head.titles()
	return rows, head, sourceKnown(head, *o)
}

func (im importer) rows(rows *csv.Reader, told func(RowVerdict), yield func(dialer.Lead, error) bool) {
	for n := 0; ; {
		cells, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF) && n == 0:
			yield(dialer.Lead{},
				dialer.Invalid{Field: "leads",
					Why: "at least one row under the headings: the file has headings and nothing else. " +
						"If there are rows on the screen, save the list as \"CSV UTF-8\" and try again"})
			return
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			yield(dialer.Lead{}, malformed(err))
			return
		}
		if im.seen(cells) == "" {
			im.o.Reading.Empty++
			continue
		}
		n++
		line, _ := rows.FieldPos(0)
		lead, err := im.row(line, cells)
		if err == nil && !reservation.Matchable(lead.Name, lead.Birth, lead.Address) {
			im.o.Reading.Unmatched++
		}
		told(RowVerdict{Line: line, Number: lead.Number, Err: err, Person: im.refusedPerson(lead, cells, err)})
		if err == nil && !yield(lead, nil) {
			return
		}
	}
}

// seen drops the marks that cannot be seen from a row's cells, and gives all that is left.
func (im importer) seen(cells []string) (all string) {
	marked := false
	for i, cell := range cells {
		if strings.ContainsFunc(cell, number.Invisible) {
			cells[i], marked = strings.Map(visible, cell), true
		}
		all += strings.TrimSpace(cells[i])
	}
	if marked && all != "" {
		im.o.Reading.Marks++
	}
	return all
}

func visible(r rune) rune {
	if number.Invisible(r) {
		return -1
	}
	return r
}

func malformed(err error) error {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return fmt.Errorf("leads, line %d, column %d: not CSV, nothing imported: %w", bad.Line, bad.Column, bad.Err)
	}
	if _, is := errors.AsType[dialer.Invalid](err); is {
		return err
	}
	return fmt.Errorf("read leads: %w", err)
}

// sourceKnown refuses a file of which no row could have a source, and one whose source the campaign has not (4.2 a).
func sourceKnown(head columns, o LeadOptions) error {
	if head.has("source") {
		return nil
	}
	return sourceOf(o.Campaign, "source", o.Source)
}
