package config

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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
func ReadLeads(r io.Reader, o LeadOptions) ([]dialer.Lead, []RowVerdict, error) {
	text, err := readAll(r, "leads", maxLeadFile)
	if err != nil {
		return nil, nil, err
	}
	if text, err = utf8Of(text); err != nil {
		return nil, nil, err
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	rows, head, err := openRows(text)
	if err != nil {
		return nil, nil, err
	}
	if err := sourceKnown(head, o); err != nil {
		return nil, nil, err
	}
	return readRows(rows, head, o)
}

func readRows(rows *csv.Reader, head columns, o LeadOptions) (leads []dialer.Lead, verdicts []RowVerdict, err error) {
	im := importer{o: o, head: head, first: map[dialer.Number]int{}, today: o.Now.In(hours.Oslo())}
	for {
		cells, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, malformed(err)
		}
		line, _ := rows.FieldPos(0)
		lead, err := im.row(line, cells)
		verdicts = append(verdicts, RowVerdict{Line: line, Number: lead.Number, Err: err})
		if err == nil {
			leads = append(leads, lead)
		}
	}
	if len(verdicts) == 0 {
		return nil, nil, dialer.Invalid{Field: "leads", Why: "at least one row under the header"}
	}
	return leads, verdicts, nil
}

func malformed(err error) error {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return fmt.Errorf("leads, line %d, column %d: not CSV, nothing imported: %w", bad.Line, bad.Column, bad.Err)
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
