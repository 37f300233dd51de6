package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// clientDoc is a client as stored.
type clientDoc struct {
	Name     string          `json:"name"`
	Spoken   string          `json:"spoken,omitzero"`
	Internal bool            `json:"internal,omitzero"`
	OrgNo    string          `json:"orgno,omitzero"`
	Phone    string          `json:"phone,omitzero"`
	Visible  []dialer.Number `json:"visible,omitempty"`
	Checked  []checkDoc      `json:"directory_checked,omitempty"`
}

type checkDoc struct {
	Number dialer.Number `json:"number"`
	At     time.Time     `json:"at"`
	Ref    string        `json:"ref,omitzero"`
}

func newClientDoc(c dialer.Client) clientDoc {
	d := clientDoc{Name: c.Name, Spoken: c.Spoken, Internal: c.Internal, OrgNo: c.OrgNo, Phone: c.Phone,
		Visible: c.Visible}
	for _, check := range c.Checked {
		d.Checked = append(d.Checked, checkDoc(check))
	}
	return d
}

func (d clientDoc) client(id dialer.ClientID) dialer.Client {
	c := dialer.Client{ID: id, Name: d.Name, Spoken: d.Spoken, Internal: d.Internal, OrgNo: d.OrgNo, Phone: d.Phone,
		Visible: d.Visible}
	for _, check := range d.Checked {
		c.Checked = append(c.Checked, dialer.DirectoryCheck(check))
	}
	return c
}

// PutClient adds or changes a client, and journals the change.
func (s *Store) PutClient(ctx context.Context, c dialer.Client, by string) error {
	err := needBy(by)
	if c.ID == "" || c.ID == OwnRegister {
		err = errors.Join(err, dialer.Invalid{Field: "client.id", Value: string(c.ID),
			Why: `a short name, and not "own", which names the call centre's register`})
	}
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.putClient(c, by) })
	}
	if err != nil {
		return fmt.Errorf("put client %s: %w", c.ID, err)
	}
	return nil
}

func (t *tx) putClient(c dialer.Client, by string) error {
	doc, err := json.Marshal(newClientDoc(c))
	if err != nil {
		return err
	}
	var before []byte
	var archived bool
	err = t.row(`SELECT doc, archived > 0 FROM client WHERE id = ?`, string(c.ID)).Scan(&before, &archived)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	detail, err := changeWords("client "+string(c.ID), before, doc)
	if archived {
		detail = strings.TrimSuffix("client "+string(c.ID)+" is back in the book; "+detail, "; ")
	}
	if err != nil || detail == "" {
		return err
	}
	if err := t.oneOwner(c); err != nil {
		return err
	}
	if err := t.leaveVisible(c.ID, c.Visible); err != nil {
		return err
	}
	t.registers = t.registers || before == nil // a new client has a register
	if err := t.exec(`INSERT INTO client (id, doc) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE
		SET doc = ?2, archived = 0`, string(c.ID), doc); err != nil {
		return err
	}
	return t.appendFact(dialer.Fact{Kind: dialer.FactChanged, Client: c.ID, Code: "client", Detail: detail, By: by})
}

// changeWords is the detail of a change, "" where nothing changes.
func changeWords(what string, before, after []byte) (string, error) {
	if before == nil {
		return fmt.Sprintf("%s added: %s", what, after), nil
	}
	words, err := changed(before, after)
	if err != nil || words == "" {
		return "", err
	}
	return what + ": " + words, nil
}

// Client gives one client.
func (s *Store) Client(ctx context.Context, id dialer.ClientID) (dialer.Client, error) {
	all, err := s.clients(ctx, `WHERE id = ?`, string(id))
	if err == nil && len(all) == 0 {
		err = dialer.ErrNotFound
	}
	if err != nil {
		return dialer.Client{}, fmt.Errorf("client %s: %w", id, err)
	}
	return all[0], nil
}

// Clients lists all by id, those that are archived among them.
func (s *Store) Clients(ctx context.Context) ([]dialer.Client, error) {
	all, err := s.clients(ctx, ``)
	if err != nil {
		return nil, fmt.Errorf("clients: %w", err)
	}
	return all, nil
}

func (s *Store) clients(ctx context.Context, where string, args ...any) ([]dialer.Client, error) {
	return collect(ctx, s.read, func(r *sql.Rows) (dialer.Client, error) {
		var id dialer.ClientID
		var text []byte
		var archived int64
		if err := r.Scan(&id, &text, &archived); err != nil {
			return dialer.Client{}, err
		}
		var d clientDoc
		err := json.Unmarshal(text, &d)
		c := d.client(id)
		c.Archived = timeOf(archived)
		return c, err
	}, `SELECT id, doc, archived FROM client `+where+` ORDER BY id`, args...)
}
