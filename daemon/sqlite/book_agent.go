package sqlite

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// PutAgent adds or changes an agent. An empty PIN keeps the one that is there; a new agent needs one.
func (s *Store) PutAgent(ctx context.Context, a dialer.Agent, pin, by string) error {
	err := errors.Join(needBy(by), checkAgent(a, pin))
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.putAgent(a, pin, by) })
	}
	if err != nil {
		return fmt.Errorf("put agent %s: %w", a.ID, err)
	}
	return nil
}

func checkAgent(a dialer.Agent, pin string) error {
	var errs []error
	if a.ID == "" {
		errs = append(errs, dialer.Invalid{Field: "agent.id", Why: "a short name"})
	}
	if a.Endpoint == "" {
		errs = append(errs, dialer.Invalid{Field: "agent.endpoint", Why: "the phone as Asterisk names it, PJSIP/name"})
	}
	if pin != "" && (len(pin) < 4 || len(pin) > 8 || strings.Trim(pin, "0123456789") != "") {
		errs = append(errs, dialer.Invalid{
			Field: "agent.pin", Value: strings.Repeat("*", len(pin)), Why: "4 to 8 digits",
		})
	}
	return errors.Join(errs...)
}

func (t *tx) putAgent(a dialer.Agent, pin, by string) error {
	was, hash, err := t.agentBefore(a.ID)
	if err != nil {
		return err
	}
	if pin == "" && hash == nil {
		return dialer.Invalid{Field: "agent.pin", Why: "a new agent needs one: 4 to 8 digits"}
	}
	if err := t.endpointFree(a); err != nil {
		return err
	}
	detail := agentChange(was, a, hash == nil, pin != "")
	if pin != "" {
		hash = t.keys.pinOf(a.ID, pin)
	}
	if detail == "" {
		return nil
	}
	err = t.exec(`INSERT INTO agent (id, endpoint, name, pin) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET endpoint = ?2, name = ?3, pin = ?4`, string(a.ID), a.Endpoint, a.FullName, hash)
	if err != nil {
		return err
	}
	return t.appendFact(dialer.Fact{Kind: dialer.FactChanged, Agent: a.ID, Code: "agent", Detail: detail, By: by})
}

func (t *tx) agentBefore(id dialer.AgentID) (a dialer.Agent, pin []byte, err error) {
	a.ID = id
	err = t.row(`SELECT endpoint, name, pin FROM agent WHERE id = ?`, string(id)).Scan(&a.Endpoint, &a.FullName, &pin)
	if errors.Is(err, sql.ErrNoRows) {
		return a, nil, nil
	}
	return a, pin, err
}

// endpointFree refuses one phone for two agents: the login would be ambiguous.
func (t *tx) endpointFree(a dialer.Agent) error {
	var other string
	err := t.row(`SELECT id FROM agent WHERE endpoint = ? AND id <> ?`, a.Endpoint, string(a.ID)).Scan(&other)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = fmt.Errorf("endpoint %s belongs to agent %s: %w", a.Endpoint, other, dialer.ErrExists)
	}
	return err
}

// agentChange tells what changed. The name itself stays out of the journal, where it could not be erased.
func agentChange(was, is dialer.Agent, added, pin bool) string {
	if added {
		return "added, " + is.Endpoint
	}
	var words []string
	if was.Endpoint != is.Endpoint {
		words = append(words, "endpoint: "+was.Endpoint+" → "+is.Endpoint)
	}
	if was.FullName != is.FullName {
		words = append(words, "full name changed")
	}
	if pin {
		words = append(words, "PIN set")
	}
	return strings.Join(words, "; ")
}

// pinOf binds the PIN to its agent, so that equal PINs do not look equal.
func (k *keys) pinOf(id dialer.AgentID, pin string) []byte {
	return k.veiled(mac(k.pin, []byte(id), []byte{0}, []byte(pin)))
}

// Agents lists all by id.
func (s *Store) Agents(ctx context.Context) ([]dialer.Agent, error) {
	all, err := collect(ctx, s.read, func(r *sql.Rows) (a dialer.Agent, err error) {
		return a, r.Scan(&a.ID, &a.FullName, &a.Endpoint)
	}, `SELECT id, name, endpoint FROM agent ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("agents: %w", err)
	}
	return all, nil
}

// AgentByEndpoint gives the agent whose phone it is.
func (s *Store) AgentByEndpoint(ctx context.Context, endpoint string) (dialer.Agent, error) {
	a, _, err := s.agentAt(ctx, endpoint)
	return a, err
}

// CheckPIN gives the agent whose phone and PIN these are. A wrong PIN is ErrRefused, beside which the agent's id
// alone is given; a phone that is no agent's is ErrNotFound. It counts no tries.
func (s *Store) CheckPIN(ctx context.Context, endpoint, pin string) (dialer.Agent, error) {
	a, hash, err := s.agentAt(ctx, endpoint)
	if err != nil {
		return dialer.Agent{}, err
	}
	if !hmac.Equal(hash, s.keys.pinOf(a.ID, pin)) {
		return dialer.Agent{ID: a.ID}, fmt.Errorf("agent at %s: wrong PIN: %w", endpoint, dialer.ErrRefused)
	}
	return a, nil
}

func (s *Store) agentAt(ctx context.Context, endpoint string) (a dialer.Agent, pin []byte, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT id, name, endpoint, pin FROM agent WHERE endpoint = ?`, endpoint).
		Scan(&a.ID, &a.FullName, &a.Endpoint, &pin)
	if errors.Is(err, sql.ErrNoRows) {
		err = dialer.ErrNotFound
	}
	if err != nil {
		return dialer.Agent{}, nil, fmt.Errorf("agent at %s: %w", endpoint, err)
	}
	return a, pin, nil
}
