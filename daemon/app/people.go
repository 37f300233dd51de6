package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

var _ rest.House = (*House)(nil)

// Staff are all people in the book, those who have left among them.
func (h *House) Staff(ctx context.Context) ([]dialer.User, error) { return h.store.People(ctx) }

// Note writes one fact, with the house's own time.
func (h *House) Note(ctx context.Context, f dialer.Fact) error {
	f.At = h.now()
	return h.store.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}})
}

// People lists everybody who uses the program.
func (h *House) People(ctx context.Context) ([]verb.Person, error) {
	all, err := h.Staff(ctx)
	return verb.Each(all, verb.PersonOf), err
}

// Me is answered by what serves the house.
func (h *House) Me(context.Context) (verb.Caller, error) { return verb.Caller{}, dialer.ErrNotFound }

// PutPerson adds a person or changes one.
func (h *House) PutPerson(ctx context.Context, e verb.PersonEntry, by string) (verb.Person, error) {
	all, err := h.Staff(ctx)
	if err != nil {
		return verb.Person{}, err
	}
	p := dialer.User{ID: dialer.UserID(e.ID), Kind: dialer.KindPerson}
	i := slices.IndexFunc(all, func(o dialer.User) bool { return o.ID == p.ID && o.Ended.IsZero() })
	switch {
	case e.Add && i >= 0:
		return verb.Person{}, fmt.Errorf("person %s: %w: ringevett person change %s", e.ID, dialer.ErrExists, e.ID)
	case !e.Add && i < 0:
		return verb.Person{}, fmt.Errorf("person %s: %w", e.ID, dialer.ErrNotFound)
	case i >= 0:
		p = all[i]
	}
	if err := entered(&p, e); err != nil {
		return verb.Person{}, err
	}
	if err := h.store.PutPerson(ctx, p, by); err != nil {
		return verb.Person{}, err
	}
	return h.person(ctx, p.ID)
}

// person is one of the book.
func (h *House) person(ctx context.Context, id dialer.UserID) (verb.Person, error) {
	all, err := h.Staff(ctx)
	for _, p := range all {
		if p.ID == id {
			return verb.PersonOf(p), nil
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

// NoteCopy leaves the note to what serves the house, which knows who asks.
func (h *House) NoteCopy(context.Context) error { return nil }

// LocalBy decides whether this process's account may carry out a verb on the files themselves, and gives how the
// journal names it. Where the book cannot be read, nothing says who the people are: the verb is let through by the
// account's name, and says itself what is wrong.
func LocalBy(ctx context.Context, c config.Config, verb string) (string, error) {
	options, err := storeOptions(c, nil)
	if err != nil {
		return "", err
	}
	s, err := sqlite.OpenReadOnly(ctx, options)
	if err != nil {
		return rest.By(rest.Self().UID), nil
	}
	all, err := s.People(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return "", err
	}
	return rest.Local(all, verb)
}

// EndPerson has somebody use the program no more.
func (h *House) EndPerson(ctx context.Context, id, why, by string) error {
	return h.store.EndPerson(ctx, dialer.UserID(id), why, by)
}

// firstPerson is entered by Init: who made the journal, operator and supervisor.
func firstPerson(name string) (dialer.User, error) {
	self := rest.Self()
	account := self.Account(self.UID)
	u, err := user.LookupId(strconv.FormatUint(uint64(account), 10))
	if err != nil {
		return dialer.User{}, fmt.Errorf("the first person: %w", err)
	}
	gecos, _, _ := strings.Cut(u.Name, ",")
	return dialer.User{
		ID: dialer.UserID(shortNameOf(u.Username)), Name: cmp.Or(name, gecos, u.Username), Kind: dialer.KindPerson,
		Login: dialer.Login{ID: account, Name: u.Username}, Roles: []dialer.Role{dialer.Operator, dialer.Supervisor},
	}, nil
}

// shortNameOf makes an id of an account's name.
func shortNameOf(account string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(account))
	id = strings.Trim(id, "-")
	return cmp.Or(id[:min(40, len(id))], "first")
}

// named holds a name that a person gives for who did something against who asks. The person's own name needs none.
// Another one may be given by a supervisor or an operator, and both are kept.
func (h *House) named(ctx context.Context, name, by string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	all, err := h.Staff(ctx)
	if err != nil || len(people.Active(all)) == 0 {
		return name, err
	}
	p, _ := people.Named(all, by)
	switch {
	case name == "", strings.EqualFold(name, p.Name):
		return p.Name, nil
	case p.Kind == dialer.KindPerson && p.Has(dialer.Operator, dialer.Supervisor):
		return name, nil
	}
	return "", fmt.Errorf("%w: %s cannot enter it in the name of another; only an operator or a supervisor can",
		dialer.ErrRefused, cmp.Or(string(p.ID), by))
}

// statusPeople tells whether people are entered, and what waits for a second one.
func (h *House) statusPeople(ctx context.Context, out *verb.Status) error {
	all, err := h.Staff(ctx)
	if err == nil {
		out.People = len(people.Active(all))
		out.Waiting, err = h.waitingFor(ctx, all)
	}
	return err
}
