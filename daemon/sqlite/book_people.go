package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/training"
)

// personDoc is a person as stored.
type personDoc struct {
	Name   string          `json:"name"`
	Group  bool            `json:"group,omitzero"`
	Login  uint32          `json:"login"`
	Called string          `json:"called"`
	Kind   dialer.UserKind `json:"kind"`
	Roles  []dialer.Role   `json:"roles"`
	Client dialer.ClientID `json:"client,omitzero"`
}

func newPersonDoc(p dialer.User) personDoc {
	return personDoc{p.Name, p.Login.Group, p.Login.ID, p.Login.Name, p.Kind, p.Roles, p.Client}
}

// People lists all by id, those who have left among them.
func (s *Store) People(ctx context.Context) ([]dialer.User, error) {
	all, err := readPeople(ctx, s.read)
	if err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	return all, nil
}

func readPeople(ctx context.Context, db querier) ([]dialer.User, error) {
	return collect(ctx, db, func(r *sql.Rows) (p dialer.User, err error) {
		var text []byte
		var added, ended int64
		if err := r.Scan(&p.ID, &text, &added, &ended); err != nil {
			return p, err
		}
		var d personDoc
		err = json.Unmarshal(text, &d)
		p.Name, p.Login, p.Kind = d.Name, dialer.Login{Group: d.Group, ID: d.Login, Name: d.Called}, d.Kind
		p.Roles, p.Client, p.Added, p.Ended = d.Roles, d.Client, timeOf(added), timeOf(ended)
		return p, err
	}, `SELECT id, doc, added, ended FROM person ORDER BY id`)
}

// PutPerson adds or changes a person and journals the change. The name stays out of the journal, where it could not be
// erased. The rules are those of people.Check, people.Keep and people.MayGive.
func (s *Store) PutPerson(ctx context.Context, p dialer.User, by string) error {
	return s.changePeople(ctx, "put person "+string(p.ID), by, func(t *tx, all []dialer.User) error {
		return t.putPerson(p, all, by)
	})
}

func (s *Store) changePeople(ctx context.Context, what, by string, do func(t *tx, all []dialer.User) error) error {
	err := needBy(by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			all, err := readPeople(context.Background(), t.conn)
			if err != nil {
				return err
			}
			return do(t, all)
		})
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func (t *tx) putPerson(p dialer.User, all []dialer.User, by string) error {
	p.Ended = time.Time{}
	if err := people.Check(p, all); err != nil {
		return err
	}
	was, is := dialer.User{}, append(slices.Clone(all), p)
	if i := slices.IndexFunc(all, func(o dialer.User) bool { return o.ID == p.ID }); i >= 0 {
		was, is = all[i], slices.Delete(is, i, i+1)
	}
	if err := errors.Join(people.Keep(is), people.MayGive(by, was, p, all)); err != nil {
		return err
	}
	if p.Client != "" {
		if err := t.row(`SELECT id FROM client WHERE id = ?`, string(p.Client)).Scan(&p.Client); err != nil {
			return dialer.Invalid{
				Field: "person.client", Value: string(p.Client), Why: "the id of a client in the book",
			}
		}
	}
	p.Added = was.Added
	if was.ID == "" || !was.Ended.IsZero() || !was.Login.Same(p.Login) || len(people.Gained(was, p)) > 0 {
		p.Added = t.now
	}
	return t.writePerson(was, p, by)
}

func (t *tx) writePerson(was, p dialer.User, by string) error {
	detail := personChange(was, p)
	if detail == "" {
		return nil
	}
	doc, err := json.Marshal(newPersonDoc(p))
	if err != nil {
		return err
	}
	ended := int64(0)
	if !p.Ended.IsZero() {
		ended = p.Ended.UnixNano()
	}
	err = t.exec(`INSERT INTO person (id, doc, added, ended) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET doc = ?2, added = ?3, ended = ?4`, string(p.ID), doc, p.Added.UnixNano(), ended)
	if err != nil {
		return err
	}
	return t.appendFact(dialer.Fact{
		Kind: dialer.FactPerson, Client: p.Client, Code: string(p.ID), Detail: detail, By: by,
	})
}

// personChange tells what changed; "" where nothing did.
func personChange(was, is dialer.User) string {
	if was.ID == "" || !was.Ended.IsZero() {
		return fmt.Sprintf("added: %s, login %s, roles %v", is.Kind, is.Login, is.Roles)
	}
	var words []string
	differs := func(what string, was, is any) {
		if a, b := fmt.Sprint(was), fmt.Sprint(is); a != b {
			words = append(words, fmt.Sprintf("%s: %s → %s", what, a, b))
		}
	}
	if was.Name != is.Name {
		words = append(words, "another name")
	}
	differs("login", was.Login, is.Login)
	differs("kind", was.Kind, is.Kind)
	differs("roles", was.Roles, is.Roles)
	differs("client", was.Client, is.Client)
	return strings.Join(words, "; ")
}

// EndPerson ends a person's access, with a reason, which the journal keeps. What they did stays theirs.
func (s *Store) EndPerson(ctx context.Context, id dialer.UserID, why, by string) error {
	why = dialer.WithoutNumbers(why)
	return s.changePeople(ctx, "end person "+string(id), by, func(t *tx, all []dialer.User) error {
		i := slices.IndexFunc(all, func(p dialer.User) bool { return p.ID == id && p.Ended.IsZero() })
		if i < 0 {
			return dialer.ErrNotFound
		}
		if strings.TrimSpace(why) == "" {
			return dialer.Invalid{Field: "why", Why: "a reason: the journal keeps it"}
		}
		is := slices.Clone(all)
		is[i].Ended = t.now
		if err := people.Keep(is); err != nil {
			return err
		}
		err := t.exec(`UPDATE person SET ended = ? WHERE id = ?`, t.now.UnixNano(), string(id))
		if err == nil {
			err = t.leaveTraining(training.OfUser(id))
		}
		if err != nil {
			return err
		}
		return t.appendFact(dialer.Fact{Kind: dialer.FactPerson, Code: string(id), Detail: "ended: " + why, By: by})
	})
}
