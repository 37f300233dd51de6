package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// person is what a lead's box holds: all that is personal, so that it dies with the number's key.
type person struct {
	Number   dialer.Number `json:"number"`
	Name     string        `json:"name,omitzero"`
	Address  string        `json:"address,omitzero"`
	Ref      string        `json:"ref,omitzero"`
	Birth    time.Time     `json:"birth,omitzero"`
	Customer customerDoc   `json:"customer,omitzero"`
	Request  requestDoc    `json:"request,omitzero"`
	Wash     washDoc       `json:"wash,omitzero"`
}

type customerDoc struct {
	Status          dialer.CustomerStatus `json:"status,omitzero"`
	Since           time.Time             `json:"since,omitzero"`
	ProductRef      string                `json:"product,omitzero"`
	ContactFromSale bool                  `json:"contact_from_sale,omitzero"`
	ListDate        time.Time             `json:"listed,omitzero"`
}

type requestDoc struct {
	OrgNo       string    `json:"orgno,omitzero"`
	At          time.Time `json:"at,omitzero"`
	Channel     string    `json:"channel,omitzero"`
	EvidenceRef string    `json:"evidence,omitzero"`
	WithdrawnAt time.Time `json:"withdrawn,omitzero"`
}

func newPerson(l dialer.Lead) person {
	return person{
		Number: l.Number, Name: l.Name, Address: l.Address, Ref: l.Ref, Birth: l.Birth,
		Customer: customerDoc(l.Customer), Request: requestDoc(l.Request), Wash: washDoc(l.Wash),
	}
}

// into fills the lead, and derives its person's keys in the registers.
func (p person) into(l *dialer.Lead, secret []byte) {
	l.Number, l.Name, l.Address, l.Ref, l.Birth = p.Number, p.Name, p.Address, p.Ref, p.Birth
	l.Customer, l.Request, l.Wash = dialer.Customer(p.Customer), dialer.Request(p.Request), dialer.Wash(p.Wash)
	l.Persons = reservation.Keys(secret, p.Name, p.Birth, p.Address)
}

// PersonSecret is the secret that persons are hashed with, in leads and in registers alike.
func (s *Store) PersonSecret() []byte { return s.keys.person }

// Household gives every person that any list has on the number: one of them in the national register bars the number
// for all of them (10 first paragraph).
func (s *Store) Household(ctx context.Context, n dialer.Number) ([]dialer.PersonKey, error) {
	leads, err := s.leads(ctx, `k.lookup = ?`, s.keys.lookupOf(n))
	if err != nil {
		return nil, fmt.Errorf("persons on %s: %w", n.Masked(), err)
	}
	all, err := s.kin(ctx, n)
	if err != nil {
		return nil, fmt.Errorf("persons on %s: %w", n.Masked(), err)
	}
	for _, l := range leads {
		all = append(all, l.Persons...)
	}
	return all, nil
}

// WithdrawRequest takes back a person's wish to be called, in every list of the trader's; it holds for the next dial
// (4.2 b). It gives how many leads it was taken from.
func (s *Store) WithdrawRequest(
	ctx context.Context, n dialer.Number, orgNo string, at time.Time, by string,
) (leads int, err error) {
	err = needBy(by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			leads, err = t.withdraw(n, orgNo, at, by)
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("withdraw the request of %s: %w", n.Masked(), err)
	}
	return leads, nil
}

func (t *tx) withdraw(n dialer.Number, orgNo string, at time.Time, by string) (count int, err error) {
	look := t.keys.lookupOf(n)
	boxes, err := t.boxesOn(`SELECT l.id, l.box FROM lead l JOIN number_key k ON k.id = l.number
		WHERE k.lookup = ? AND l.box IS NOT NULL`, look)
	if err != nil || len(boxes) == 0 {
		return 0, err
	}
	k, err := t.findNumberKey(string(look))
	if err != nil {
		return 0, err
	}
	for _, b := range boxes {
		p, err := openPerson(k, b.box)
		if err != nil {
			return 0, err
		}
		if p.Request.OrgNo != orgNo || !p.Request.WithdrawnAt.IsZero() {
			continue
		}
		p.Request.WithdrawnAt = at.UTC()
		if err := t.putBox(b.id, k, p); err != nil {
			return 0, err
		}
		count++
	}
	err = t.exec(`INSERT INTO withdrawal (mark, orgno, at) VALUES (?1, ?2, ?3)
		ON CONFLICT (mark, orgno) DO UPDATE SET at = max(at, ?3)`, t.keys.mark(look), orgNo, at.UnixNano())
	if err != nil {
		return 0, err
	}
	return count, t.appendFact(dialer.Fact{
		Kind: dialer.FactChanged, Code: "request", By: by, Number: n,
		Detail: fmt.Sprintf("the wish to be called by %s was withdrawn, in %d leads", orgNo, count),
	})
}

// withdrawn removes the person's wish if a later withdrawal says so, whatever the lead's list says.
func (s *Store) withdrawn(ctx context.Context, l *dialer.Lead) error {
	if l.Request.OrgNo == "" || !l.Request.WithdrawnAt.IsZero() {
		return nil
	}
	var at sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT max(at) FROM withdrawal WHERE mark = ? AND orgno = ?`,
		s.keys.mark(s.keys.lookupOf(l.Number)), l.Request.OrgNo).Scan(&at)
	if err != nil {
		return fmt.Errorf("withdrawn wishes of %s: %w", l.Number.Masked(), err)
	}
	if at.Valid && at.Int64 >= l.Request.At.UnixNano() {
		l.Request.WithdrawnAt = time.Unix(0, at.Int64).UTC()
	}
	return nil
}

func openPerson(k numberKey, box []byte) (p person, err error) {
	clear, err := k.open(box)
	if err == nil {
		err = json.Unmarshal(clear, &p)
	}
	return p, err
}

func (t *tx) putBox(id int64, k numberKey, p person) error {
	clear, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE lead SET box = ? WHERE id = ?`, k.seal(clear), id)
}

type sealedLead struct {
	id  int64
	box []byte
}

func (t *tx) boxesOn(query string, args ...any) ([]sealedLead, error) {
	return collect(context.Background(), t.conn,
		func(r *sql.Rows) (l sealedLead, err error) { return l, r.Scan(&l.id, &l.box) }, query, args...)
}
