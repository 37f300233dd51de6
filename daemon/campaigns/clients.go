package campaigns

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Clients lists all.
func (m *Manager) Clients(ctx context.Context) ([]verb.Client, error) {
	all, err := m.p.Book.Clients(ctx)
	if err != nil {
		return nil, err
	}
	return verb.Each(all, verb.ClientOf), nil
}

// AddClients adds or changes the clients of a file. Campaigns whose sounds no longer fit, and cannot be spoken again,
// are paused.
func (m *Manager) AddClients(ctx context.Context, file []byte, by string) ([]verb.Client, error) {
	clients, err := m.p.Files.Clients(bytes.NewReader(file), m.p.Now())
	if err != nil {
		return nil, err
	}
	m.change.Lock()
	defer m.change.Unlock()
	for _, c := range clients {
		if err := m.p.Book.PutClient(ctx, c, by); err != nil {
			return nil, err
		}
	}
	m.p.AwaitSets(ctx)
	m.p.Speak(ctx)
	all, err := m.p.Book.Campaigns(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if !slices.ContainsFunc(clients, func(changed dialer.Client) bool { return changed.ID == c.Client.ID }) {
			continue
		}
		if err := m.Refresh(ctx, c); err != nil {
			return nil, err
		}
	}
	return verb.Each(clients, verb.ClientOf), nil
}

// Agents lists all.
func (m *Manager) Agents(ctx context.Context) ([]verb.Agent, error) {
	all, err := m.p.Book.Agents(ctx)
	if err != nil {
		return nil, err
	}
	trials, err := m.p.Book.PINTrials(ctx)
	if err != nil {
		return nil, err
	}
	of, err := m.p.Book.Campaigns(ctx)
	if err != nil {
		return nil, err
	}
	out := verb.Each(all, verb.AgentOf)
	for i, a := range all {
		out[i].Choices = verb.Each(roster.Choices(a.ID, of), verb.Text)
	}
	for _, one := range trials {
		if i := slices.IndexFunc(out, func(a verb.Agent) bool { return a.Endpoint == one.Endpoint }); i >= 0 {
			t := verb.TrialOf(one)
			out[i].LogIn = &t
		}
	}
	return out, nil
}

// AddAgents adds or changes the agents of a file, with their PINs.
func (m *Manager) AddAgents(ctx context.Context, file []byte, by string) ([]verb.Agent, error) {
	entries, err := m.p.Files.Agents(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	m.change.Lock()
	defer m.change.Unlock()
	for _, e := range entries {
		if err := m.p.Book.PutAgent(ctx, e.Agent, e.PIN, by); err != nil {
			return nil, err
		}
	}
	return verb.Each(entries, func(e AgentEntry) verb.Agent { return verb.AgentOf(e.Agent) }), nil
}

// RemoveAgent removes an agent. It is refused while the agent is on the line, or a campaign names the
// agent.
func (m *Manager) RemoveAgent(ctx context.Context, id, why, by string) error {
	m.change.Lock()
	defer m.change.Unlock()
	if floor := m.p.Floor(); floor != nil {
		s, err := floor.Snapshot(ctx)
		if err != nil {
			return err
		}
		for _, seat := range s.Seats {
			if string(seat.Agent) == id {
				return fmt.Errorf("remove agent %s: %w: logged in at %s", id, dialer.ErrRefused, seat.Endpoint)
			}
		}
	}
	return m.p.Book.RemoveAgent(ctx, dialer.AgentID(id), why, by)
}

// RemoveClient removes a client. It is refused while a campaign of the client's is not archived, or an
// inquiry about it is open.
func (m *Manager) RemoveClient(ctx context.Context, id, why, by string) error {
	m.change.Lock()
	defer m.change.Unlock()
	return m.p.Book.RemoveClient(ctx, dialer.ClientID(id), why, by)
}
