package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// row is one line's cells by name.
type row struct {
	head  columns
	cells []string
	line  int
}

func (r row) cell(name string) string { return r.head.cell(r.cells, name) }

func (r row) fault(name, why string) error {
	return dialer.Invalid{Field: fmt.Sprintf("row %d, %s", r.line, name), Value: r.cell(name), Why: why}
}

// any reports whether one of the columns holds something.
func (r row) any(names ...string) bool {
	for _, n := range names {
		if r.cell(n) != "" {
			return true
		}
	}
	return false
}

// instant reads a time that is not to come; zero where the cell is empty.
func (r row) instant(name string, now time.Time) (time.Time, error) {
	text := r.cell(name)
	if text == "" {
		return time.Time{}, nil
	}
	t, err := instant(text)
	switch {
	case err != nil:
		return t, r.fault(name, instantForms)
	case t.After(now):
		return t, r.fault(name, "a time that has been")
	}
	return t, nil
}

// evidence reads what may lift a reservation, and the wash; all faults of the row's evidence at once.
func (im importer) evidence(lead *dialer.Lead, r row) error {
	source, _ := reservation.SourceOf(im.o.Campaign, *lead)
	var errs [3]error
	lead.Customer, errs[0] = im.customer(r, source)
	lead.Request, errs[1] = im.request(r, source)
	lead.Wash, errs[2] = im.wash(r)
	return errors.Join(errs[:]...)
}

// customer reads the client's word. What it lacks is for the gate to judge: then it lifts nothing.
func (im importer) customer(r row, s dialer.Source) (c dialer.Customer, err error) {
	if !r.any("customer_status", "customer_since", "product_ref", "contact_data_from_sale") {
		return c, nil
	}
	c = dialer.Customer{
		Status: dialer.CustomerStatus(r.cell("customer_status")), ProductRef: r.cell("product_ref"),
		ListDate: s.ObtainedAt,
	}
	if known := texts(dialer.CustomerStatuses()); !slices.Contains(known, string(c.Status)) {
		return c, r.fault("customer_status", "one of "+strings.Join(known, ", ")+" (mfl. § 12)")
	}
	if c.Since, err = r.instant("customer_since", im.o.Now); err != nil {
		return c, err
	}
	switch strings.ToLower(r.cell("contact_data_from_sale")) {
	case "yes", "ja", "true", "1":
		c.ContactFromSale = true
	case "no", "nei", "false", "0", "":
	default:
		return c, r.fault("contact_data_from_sale",
			"yes or no: did the number come with a sale to this customer (mfl. § 12)")
	}
	return c, nil
}

// request reads a wish to be called. A row of a list of wishes that holds none, or one to somebody else, has no
// lawful source.
func (im importer) request(r row, s dialer.Source) (w dialer.Request, err error) {
	given := r.any("requested_to_orgno", "requested_at", "request_channel", "request_evidence")
	if s.Kind != dialer.ExplicitRequest {
		if given {
			err = r.fault("source",
				"a source of the kind "+string(dialer.ExplicitRequest)+
					", where a row holds a wish to be called (4.2 b)")
		}
		return w, err
	}
	w = dialer.Request{
		OrgNo: orgNo(r.cell("requested_to_orgno"), s.RequestedTo), Channel: r.cell("request_channel"),
		EvidenceRef: r.cell("request_evidence"),
	}
	if w.At, err = r.instant("requested_at", im.o.Now); err != nil {
		return w, err
	}
	lead := dialer.Lead{Source: s.Name, Request: w}
	if g := reservation.Requested(im.o.Now, im.o.Campaign, lead); g.Code == "" {
		return w, r.fault("requested_to_orgno", g.Why)
	}
	return w, nil
}

// orgNo is the cell's, or the whole list's where the cell is empty. Two traders in one cell are none.
func orgNo(cell, list string) string {
	if cell = strings.ReplaceAll(cell, " ", ""); cell != "" {
		return cell
	}
	return list
}

func (im importer) wash(r row) (w dialer.Wash, err error) {
	if !r.any("washed_by", "washed_at", "wash_scope") {
		return w, nil
	}
	w = dialer.Wash{By: r.cell("washed_by"), Scope: dialer.WashScope(r.cell("wash_scope"))}
	if w.At, err = r.instant("washed_at", im.o.Now); err != nil {
		return dialer.Wash{}, err
	}
	known := texts(dialer.WashScopes())
	switch {
	case w.By == "":
		err = r.fault("washed_by", "who held the row against the register (10)")
	case w.At.IsZero():
		err = r.fault("washed_at", instantForms)
	case !slices.Contains(known, string(w.Scope)):
		err = r.fault("wash_scope", "one of "+strings.Join(known, ", ")+" (10)")
	}
	return w, err
}
