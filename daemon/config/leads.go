package config

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// LeadOptions is where the leads of one file go and come from.
type LeadOptions struct {
	Campaign dialer.Campaign
	Source   string    // of every row, when the file has no source column; one of the campaign's
	Now      time.Time // decides who is under 18 today in Oslo; zero means the clock
}

// RowVerdict is what became of one row. It is for the person who imports, never for a log: Err shows what stood there.
type RowVerdict struct {
	Line   int           // in the file, the header included
	Number dialer.Number // empty when it could not be read
	Err    error         // why the row was refused, a dialer.Invalid; nil when it was taken
}

// ReadLeads reads a list of leads: CSV with a header, in UTF-8 or Latin-1, parted by semicolon, comma or tab.
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

// EachLead is ReadLeads for long lists: it reads the file as it comes in, gives the good leads one by one, and tells of every row
// as it comes to it. Of each row it keeps its number and its line only. An error comes last, and then nothing may be imported.
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
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	rows, head, err := openRows(&utf8Text{from: r, most: maxLeadFile})
	if err != nil {
		return nil, nil, err
	}
	return rows, head, sourceKnown(head, *o)
}

func (im importer) rows(rows *csv.Reader, told func(RowVerdict), yield func(dialer.Lead, error) bool) {
	for n := 0; ; n++ {
		cells, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF) && n == 0:
			yield(dialer.Lead{}, dialer.Invalid{Field: "leads", Why: "at least one row under the header"})
			return
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			yield(dialer.Lead{}, malformed(err))
			return
		}
		line, _ := rows.FieldPos(0)
		lead, err := im.row(line, cells)
		told(RowVerdict{Line: line, Number: lead.Number, Err: err})
		if err == nil && !yield(lead, nil) {
			return
		}
	}
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
	if _, column := head["source"]; column {
		return nil
	}
	return sourceOf(o.Campaign, "source", o.Source)
}
