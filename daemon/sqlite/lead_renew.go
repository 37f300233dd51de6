package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// renew keeps for later what a repeated list knows better of a lead: a later wash, a later word on the customer, a
// later wish to be called, and who is on the number. applyRenewals applies it once the list is complete.
func (t *tx) renew(k numberKey, l dialer.Lead) (*Known, error) {
	var id int64
	known := &Known{}
	var box []byte
	var state LeadState
	err := t.row(`SELECT id, source, state, box FROM lead WHERE campaign = ? AND number = ?`, string(l.Campaign), k.id).
		Scan(&id, &known.Source, &state, &box)
	who := Person{l.Number, l.Name, l.Birth, l.Address}
	switch {
	case err != nil || box == nil: // erased
		return known, err
	case state == leadLoading: // twice in one list: the first row holds
		return known, t.house(k, who)
	}
	p, err := openPerson(k, box)
	if err != nil {
		return known, err
	}
	if before := whoIs(p); !p.renew(l) && before.like(who) {
		return known, nil
	}
	evidence, err := json.Marshal(person{
		Number: l.Number, Name: l.Name, Birth: l.Birth, Address: l.Address,
		Customer: customerDoc(l.Customer), Request: requestDoc(l.Request), Wash: washDoc(l.Wash),
	})
	if err != nil {
		return nil, err
	}
	n, err := t.change(`INSERT INTO lead_renewal (lead, source, due, box) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		id, l.Source, unixNano(l.Due), k.seal(evidence))
	known.Renewed = n > 0
	return known, err
}

// renewStep is how many leads one transaction gives their newer evidence.
const renewStep = 100

// renewal is a row of lead_renewal with the lead as it is now.
type renewal struct {
	lead, due     int64
	source        string
	evidence, box []byte
	key           numberKey
}

// applyRenewals gives some existing leads the newer evidence of a complete list, and reports whether there are more. A
// lead that was blocked for lack of it is tried again; one that is done stays done, and an erased one stays erased.
func (t *tx) applyRenewals() (more bool, err error) {
	all, err := collect(context.Background(), t.conn, func(r *sql.Rows) (n renewal, err error) {
		var number int64
		var wrapped []byte
		if err = r.Scan(&n.lead, &n.due, &n.source, &n.evidence, &n.box, &number, &wrapped); err == nil {
			n.key, err = t.keys.unwrap(number, wrapped)
		}
		return n, err
	}, `SELECT r.lead, r.due, r.source, r.box, l.box, k.id, k.wrapped FROM lead_renewal r
		JOIN lead l ON l.id = r.lead JOIN number_key k ON k.id = l.number
		WHERE l.box IS NOT NULL AND k.wrapped IS NOT NULL ORDER BY r.lead LIMIT ?`, renewStep)
	if err != nil {
		return false, err
	}
	for _, r := range all {
		if err := t.applyRenewal(r); err != nil {
			return false, fmt.Errorf("renew lead %d: %w", r.lead, err)
		}
	}
	if len(all) < renewStep { // what is left was erased
		return false, t.exec(`DELETE FROM lead_renewal`)
	}
	return true, nil
}

func (t *tx) applyRenewal(r renewal) error {
	p, err := openPerson(r.key, r.box)
	if err != nil {
		return err
	}
	newer, err := openPerson(r.key, r.evidence)
	if err != nil {
		return err
	}
	p.renew(dialer.Lead{
		Customer: dialer.Customer(newer.Customer), Request: dialer.Request(newer.Request),
		Wash: dialer.Wash(newer.Wash),
	})
	if err := t.putBox(r.lead, r.key, p); err != nil {
		return err
	}
	if who := whoIs(newer); who.Says() {
		if err := t.join(r.key, who); err != nil {
			return err
		}
	}
	err = t.exec(`UPDATE lead SET source = ?1, code = '', state = ?2, due = ?3
		WHERE id = ?4 AND code LIKE 'BLOCK\_%' ESCAPE '\' AND state IN (?2, ?5)`,
		r.source, string(LeadWaiting), r.due, r.lead, string(LeadBlocked))
	if err != nil {
		return err
	}
	return t.exec(`DELETE FROM lead_renewal WHERE lead = ?`, r.lead)
}

// renew reports whether the list's evidence was newer in anything. A wish that was withdrawn only comes back by a
// later one.
func (p *person) renew(l dialer.Lead) (newer bool) {
	if l.Wash.At.After(p.Wash.At) {
		p.Wash, newer = washDoc(l.Wash), true
	}
	if l.Customer.ListDate.After(p.Customer.ListDate) {
		p.Customer, newer = customerDoc(l.Customer), true
	}
	if l.Request.At.After(p.Request.At) && l.Request.At.After(p.Request.WithdrawnAt) {
		p.Request, newer = requestDoc(l.Request), true
	}
	return newer
}
