package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Persons keeps the people who use the program, and what they ask a second person for.
type Persons struct{ ports PersonPorts }

// NewPersons makes the keeper of people.
func NewPersons(p PersonPorts) *Persons { return &Persons{p} }

// Staff are all people in the book, those who have left among them.
func (p *Persons) Staff(ctx context.Context) ([]dialer.User, error) { return p.ports.Book.People(ctx) }

// Note writes one fact, with the house's own time.
func (p *Persons) Note(ctx context.Context, f dialer.Fact) error {
	f.At = p.ports.Now()
	return p.ports.Book.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}})
}

// People lists all who use the program.
func (p *Persons) People(ctx context.Context) ([]verb.Person, error) {
	all, err := p.Staff(ctx)
	return verb.Each(all, verb.PersonOf), err
}

// PutPerson adds a person or changes one.
func (p *Persons) PutPerson(ctx context.Context, e verb.PersonEntry, by string) (verb.Person, error) {
	all, err := p.Staff(ctx)
	if err != nil {
		return verb.Person{}, err
	}
	u := dialer.User{ID: dialer.UserID(e.ID), Kind: dialer.KindPerson}
	i := slices.IndexFunc(all, func(o dialer.User) bool { return o.ID == u.ID && o.Ended.IsZero() })
	switch {
	case e.Add && i >= 0:
		return verb.Person{}, fmt.Errorf("person %s: %w: ringevett person change %s", e.ID, dialer.ErrExists, e.ID)
	case !e.Add && i < 0:
		return verb.Person{}, fmt.Errorf("person %s: %w", e.ID, dialer.ErrNotFound)
	case i >= 0:
		u = all[i]
	}
	if err := entered(&u, e); err != nil {
		return verb.Person{}, err
	}
	if err := p.ports.Book.PutPerson(ctx, u, by); err != nil {
		return verb.Person{}, err
	}
	return p.person(ctx, u.ID)
}

// person is one of the book.
func (p *Persons) person(ctx context.Context, id dialer.UserID) (verb.Person, error) {
	all, err := p.Staff(ctx)
	for _, u := range all {
		if u.ID == id {
			return verb.PersonOf(u), nil
		}
	}
	return verb.Person{}, errors.Join(err, fmt.Errorf("person %s: %w", id, dialer.ErrNotFound))
}

// entered puts what an entry names into a person.
func entered(p *dialer.User, e verb.PersonEntry) (err error) {
	p.Name = cmp.Or(strings.Join(strings.Fields(e.Name), " "), p.Name)
	p.Kind = cmp.Or(dialer.UserKind(e.Kind), p.Kind)
	if len(e.Roles) > 0 {
		p.Roles, p.Client = nil, ""
		for _, r := range e.Roles {
			if !slices.Contains(p.Roles, dialer.Role(r)) {
				p.Roles = append(p.Roles, dialer.Role(r))
			}
		}
	}
	p.Client = cmp.Or(dialer.ClientID(e.Client), p.Client)
	if e.Login != "" || p.Login.Name == "" {
		p.Login, err = loginOf(e.Login)
	}
	return err
}

// loginOf looks up an account or a group of this host, by its name or number.
func loginOf(text string) (dialer.Login, error) {
	name, group := strings.CutPrefix(text, "group:")
	id, called := "", ""
	if group {
		g, err := user.LookupGroup(name)
		if err != nil {
			g, err = user.LookupGroupId(name)
		}
		if err == nil {
			id, called = g.Gid, g.Name
		}
	} else {
		u, err := user.Lookup(name)
		if err != nil {
			u, err = user.LookupId(name)
		}
		if err == nil {
			id, called = u.Uid, u.Username
		}
	}
	n, err := strconv.ParseUint(id, 10, 32)
	if err != nil {
		return dialer.Login{}, dialer.Invalid{Field: "person.login", Value: text,
			Why: "an account of this host, or group: and a group of it"}
	}
	return dialer.Login{Group: group, ID: uint32(n), Name: called}, nil
}

// EndPerson has somebody use the program no more.
func (p *Persons) EndPerson(ctx context.Context, id, why, by string) error {
	return p.ports.Book.EndPerson(ctx, dialer.UserID(id), why, by)
}

// Named holds a name that a person gives for who did something against who asks. The person's own name needs none.
// Another one may be given by a supervisor or an operator, and both are kept.
func (p *Persons) Named(ctx context.Context, name, by string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	all, err := p.Staff(ctx)
	if err != nil || len(people.Active(all)) == 0 {
		return name, err
	}
	asker, _ := people.Named(all, by)
	switch {
	case name == "", strings.EqualFold(name, asker.Name):
		return asker.Name, nil
	case asker.Kind == dialer.KindPerson && asker.Has(dialer.Operator, dialer.Supervisor):
		return name, nil
	}
	return "", fmt.Errorf("%w: %s cannot enter it in the name of another; only an operator or a supervisor can",
		dialer.ErrRefused, cmp.Or(string(asker.ID), by))
}

// EnteredAndWaiting tells how many people use the program, and what waits for a second one.
func (p *Persons) EnteredAndWaiting(ctx context.Context) (entered int, waiting []verb.Request, err error) {
	all, err := p.Staff(ctx)
	if err != nil {
		return 0, nil, err
	}
	waiting, err = p.WaitingFor(ctx, all)
	return len(people.Active(all)), waiting, err
}
