package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// Person is what a row of a list says of who is on a number.
type Person struct {
	Number  dialer.Number
	Name    string
	Birth   time.Time
	Address string
}

// Says reports whether it says anything of a person.
func (w Person) Says() bool { return w.Name != "" || !w.Birth.IsZero() || w.Address != "" }

func whoIs(p person) Person { return Person{p.Number, p.Name, p.Birth, p.Address} }

// same reports whether both are said to be one person: they share two words of the name, or one of them has no name.
func (w Person) same(o Person) bool {
	return w.Name == "" || o.Name == "" || reservation.SameName(w.Name, o.Name)
}

// like reports whether o says nothing new of a person.
func (w Person) like(o Person) bool {
	return (o.Name == "" || o.Name == w.Name) && (o.Address == "" || o.Address == w.Address) &&
		(o.Birth.IsZero() || o.Birth.Equal(w.Birth))
}

// learn takes over what o says.
func (p *person) learn(o Person) {
	if o.Name != "" {
		p.Name = o.Name
	}
	if o.Address != "" {
		p.Address = o.Address
	}
	if !o.Birth.IsZero() {
		p.Birth = o.Birth
	}
}

// JoinHouseholds takes what rows say of persons that make no lead of their own: a second row with a number, or one
// that was refused. Where such a person has a lead on the number, in whichever campaign, the lead's birth date, name
// and address are renewed; else the person joins the number's household.
func (s *Store) JoinHouseholds(ctx context.Context, persons iter.Seq2[Person, error]) error {
	for step, err := range steps(persons) {
		if err == nil {
			err = s.writer.submit(ctx, func(t *tx) error { return t.joinAll(step) })
		}
		if err != nil {
			return fmt.Errorf("join households: %w", err)
		}
	}
	return nil
}

func (t *tx) joinAll(persons []Person) error {
	for _, w := range persons {
		if err := t.joinOne(w); err != nil {
			return fmt.Errorf("a person on %s: %w", w.Number.Masked(), err)
		}
	}
	return nil
}

func (t *tx) joinOne(w Person) error {
	erased, err := t.wasErased(w.Number)
	if err != nil || erased {
		return err
	}
	k, err := t.numberKeyOf(w.Number)
	if err != nil {
		return err
	}
	return t.join(k, w)
}

// moveHousehold takes a number's household along to its new key; one without a lead that lives goes with the old key.
func (t *tx) moveHousehold(old numberKey) error {
	boxes, err := t.boxesOn(`SELECT id, box FROM household WHERE number = ?1
		AND EXISTS (SELECT 1 FROM lead WHERE number = ?1 AND box IS NOT NULL)`, old.id)
	for _, b := range boxes {
		p, err := openPerson(old, b.box)
		if err != nil {
			return err
		}
		k, err := t.numberKeyOf(p.Number)
		if err == nil {
			err = t.house(k, whoIs(p))
		}
		if err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	return t.exec(`DELETE FROM household WHERE number = ?`, old.id)
}

// join renews the leads of the person, or adds the person to the household. What a lead said before stays in the
// household.
func (t *tx) join(k numberKey, w Person) error {
	leads, err := t.boxesOn(`SELECT id, box FROM lead WHERE number = ? AND box IS NOT NULL`, k.id)
	if err != nil {
		return err
	}
	had := false
	for _, l := range leads {
		p, err := openPerson(k, l.box)
		if err != nil {
			return err
		}
		before := whoIs(p)
		if !before.same(w) {
			continue
		}
		had = true
		if before.like(w) {
			continue
		}
		p.learn(w)
		if err := t.putBox(l.id, k, p); err != nil {
			return err
		}
		if err := t.house(k, before); err != nil {
			return err
		}
	}
	if had {
		return nil
	}
	return t.house(k, w)
}

// house adds a person to the household, once.
func (t *tx) house(k numberKey, w Person) error {
	if !w.Says() {
		return nil
	}
	all, err := t.household(k)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.like(w) {
			return nil
		}
	}
	clear, err := json.Marshal(person{Number: w.Number, Name: w.Name, Birth: w.Birth, Address: w.Address})
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO household (number, box) VALUES (?, ?)`, k.id, k.seal(clear))
}

// household gives the persons on a number who have no lead.
func (t *tx) household(k numberKey) ([]Person, error) {
	boxes, err := t.boxesOn(`SELECT id, box FROM household WHERE number = ?`, k.id)
	all := make([]Person, 0, len(boxes))
	for _, b := range boxes {
		p, err := openPerson(k, b.box)
		if err != nil {
			return nil, err
		}
		all = append(all, whoIs(p))
	}
	return all, err
}

// knownBefore completes a new lead with what an earlier row said of its person: one that said "born 2012" made no lead.
func (t *tx) knownBefore(k numberKey, l dialer.Lead) (dialer.Lead, error) {
	all, err := t.household(k)
	for _, w := range all {
		if l.Birth.IsZero() && w.same(Person{Name: l.Name}) {
			l.Birth = w.Birth
		}
	}
	return l, err
}

// kin gives the keys of persons on a number who have no lead.
func (s *Store) kin(ctx context.Context, n dialer.Number) (all []dialer.PersonKey, err error) {
	keys := reservation.NewKeyer(s.keys.person)
	err = s.eachKin(ctx, n, func(p person) { all = keys.Keys(all, p.Name, p.Birth, p.Address) })
	return all, err
}

func (s *Store) eachKin(ctx context.Context, n dialer.Number, tell func(person)) error {
	_, err := collect(ctx, s.read, func(r *sql.Rows) (none struct{}, err error) {
		var id int64
		var wrapped, box []byte
		if err = r.Scan(&id, &wrapped, &box); err != nil {
			return none, err
		}
		k, err := s.keys.unwrap(id, wrapped)
		if err != nil {
			return none, err
		}
		p, err := openPerson(k, box)
		if err == nil {
			tell(p)
		}
		return none, err
	}, `SELECT k.id, k.wrapped, h.box FROM household h JOIN number_key k ON k.id = h.number
		WHERE k.lookup = ?`, s.keys.lookupOf(n))
	return err
}
