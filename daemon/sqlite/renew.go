package sqlite

import (
	"github.com/ringevett/ringevett/daemon/dialer"
)

// renew takes what a list that comes again knows better of a lead: a later wash, a later word on the customer, a later wish to
// be called. A lead that was blocked for want of it is asked about again; one that is done stays done.
func (t *tx) renew(k numberKey, l dialer.Lead) (*Known, error) {
	var id int64
	known := &Known{}
	var box []byte
	var state LeadState
	err := t.row(`SELECT id, source, state, box FROM lead WHERE campaign = ? AND number = ?`, string(l.Campaign), k.id).
		Scan(&id, &known.Source, &state, &box)
	if err != nil || box == nil || state == leadLoading { // erased, or twice in one list: the first row holds
		return known, err
	}
	p, err := openPerson(k, box)
	if err != nil {
		return nil, err
	}
	if known.Renewed = p.renew(l); !known.Renewed {
		return known, nil
	}
	if err := t.putBox(id, k, p); err != nil {
		return nil, err
	}
	return known, t.exec(`UPDATE lead SET source = ?1, code = '', state = ?2, due = ?3 WHERE id = ?4 AND code LIKE 'BLOCK\_%' ESCAPE '\' AND state IN (?2, ?5)`,
		l.Source, string(LeadWaiting), unixNano(l.Due), id, string(LeadBlocked))
}

// renew reports whether the list's evidence was newer in anything. A wish that was withdrawn only comes back by a later one.
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
