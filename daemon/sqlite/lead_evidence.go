package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Evidence is what calls on a lead rested on: the wish to be called, the word on the customer, the wash of the row. The
// trader must be able to prove it (4.2 b, 10, mfl. § 12) for longer than the number itself is kept, so it is kept
// apart from it, sealed under a key of its own and found by a keyed hash of the number.
type Evidence struct {
	Campaign dialer.CampaignID
	Client   dialer.ClientID
	Source   string
	Called   time.Time // when the last call that rested on it was booked
	Customer dialer.Customer
	Request  dialer.Request
	Wash     dialer.Wash
}

// evidenceDoc is what is sealed. It has neither number nor name.
type evidenceDoc struct {
	Customer customerDoc `json:"customer,omitzero"`
	Request  requestDoc  `json:"request,omitzero"`
	Wash     washDoc     `json:"wash,omitzero"`
}

// rungLead is a lead on whose ground a number was rung.
type rungLead struct {
	campaign dialer.CampaignID
	client   dialer.ClientID
	source   string
	called   int64
	box      []byte
}

// keepEvidence keeps the evidence of a number's leads that were rung, before the number's key goes. A lead that was
// never rung needs none.
func (t *tx) keepEvidence(k numberKey) error {
	leads, err := collect(context.Background(), t.conn, func(r *sql.Rows) (l rungLead, err error) {
		return l, r.Scan(&l.campaign, &l.client, &l.source, &l.called, &l.box)
	}, `SELECT l.campaign, c.client, l.source, max(a.booked), l.box FROM attempt a
		JOIN lead l ON l.id = a.lead AND l.number = a.number JOIN campaign c ON c.id = l.campaign
		WHERE a.number = ? AND l.box IS NOT NULL GROUP BY l.id`, k.id)
	if err != nil {
		return err
	}
	for _, l := range leads {
		p, err := openPerson(k, l.box)
		if err == nil {
			err = t.putEvidence(l, t.keys.mark(t.keys.lookupOf(p.Number)), evidenceDoc{p.Customer, p.Request, p.Wash})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) putEvidence(l rungLead, mark []byte, doc evidenceDoc) error {
	if doc == (evidenceDoc{}) {
		return nil
	}
	clear, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	key := make([]byte, keySize)
	rand.Read(key)
	id, err := t.insert(`INSERT INTO evidence (mark, campaign, client, source, called, box) VALUES (?, ?, ?, ?, ?, ?)`,
		mark, string(l.campaign), string(l.client), l.source, l.called, newAEAD(key).Seal(nil, nil, clear, nil))
	if err != nil {
		return err
	}
	// The key is sealed together with the row's id, so that no row opens with the key of another.
	return t.exec(`UPDATE evidence SET wrapped = ? WHERE id = ?`, t.keys.wrap.Seal(nil, nil, key, evidenceLabel(id)),
		id)
}

// EvidenceOn gives what is kept of the grounds on which a number was rung, once its key was destroyed.
func (s *Store) EvidenceOn(ctx context.Context, n dialer.Number) ([]Evidence, error) {
	all, err := collect(ctx, s.read, s.scanEvidence, `SELECT id, campaign, client, source, called, wrapped, box
		FROM evidence
		WHERE mark = ? ORDER BY called, id`, s.keys.mark(s.keys.lookupOf(n)))
	if err != nil {
		return nil, fmt.Errorf("evidence for calls to %s: %w", n.Masked(), err)
	}
	return all, nil
}

func (s *Store) scanEvidence(r *sql.Rows) (e Evidence, err error) {
	var id, called int64
	var wrapped, box []byte
	if err := r.Scan(&id, &e.Campaign, &e.Client, &e.Source, &called, &wrapped, &box); err != nil {
		return e, err
	}
	key, err := s.keys.wrap.Open(nil, nil, wrapped, evidenceLabel(id))
	if err != nil {
		return e, fmt.Errorf("evidence %d does not open with this master key: %w", id, err)
	}
	clear, err := newAEAD(key).Open(nil, nil, box, nil)
	if err != nil {
		return e, fmt.Errorf("evidence %d: %w", id, err)
	}
	var doc evidenceDoc
	err = json.Unmarshal(clear, &doc)
	e.Called = timeOf(called)
	e.Customer, e.Request, e.Wash = dialer.Customer(doc.Customer), dialer.Request(doc.Request), dialer.Wash(doc.Wash)
	return e, err
}

// PurgeEvidence destroys the evidence whose last call was before. It runs at night, and Scrub comes after it.
func (s *Store) PurgeEvidence(ctx context.Context, before time.Time) (gone int, err error) {
	err = s.inSteps(ctx, func(t *tx) (bool, error) {
		n, err := t.change(`DELETE FROM evidence WHERE id IN (SELECT id FROM evidence WHERE called < ? LIMIT ?)`,
			before.UnixNano(), deleteStep)
		gone += int(n)
		if err == nil && n > 0 {
			err = t.countDestroyed()
		}
		return n == deleteStep, err
	})
	if err != nil {
		return gone, fmt.Errorf("forget evidence for calls before %s: %w", before.Format(time.DateOnly), err)
	}
	return gone, nil
}
