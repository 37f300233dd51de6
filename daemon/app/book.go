package app

import (
	"bytes"
	"context"
	"slices"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Clients lists all.
func (h *House) Clients(ctx context.Context) ([]verb.Client, error) {
	all, err := h.store.Clients(ctx)
	if err != nil {
		return nil, err
	}
	return verb.Each(all, verb.ClientOf), nil
}

// AddClients adds or changes the clients of a file. Campaigns whose sounds no longer fit, and cannot be spoken again,
// are paused.
func (h *House) AddClients(ctx context.Context, text []byte, by string) ([]verb.Client, error) {
	clients, err := config.ReadClients(bytes.NewReader(text), h.now())
	if err != nil {
		return nil, err
	}
	h.change.Lock()
	defer h.change.Unlock()
	for _, c := range clients {
		if err := h.store.PutClient(ctx, c, by); err != nil {
			return nil, err
		}
	}
	h.awaitSets(ctx)
	h.speech.Refresh(ctx)
	all, err := h.store.Campaigns(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		for _, changed := range clients {
			if c.Client.ID == changed.ID {
				err = h.toFloor(ctx, c)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return verb.Each(clients, verb.ClientOf), nil
}

// Agents lists all.
func (h *House) Agents(ctx context.Context) ([]verb.Agent, error) {
	all, err := h.store.Agents(ctx)
	if err != nil {
		return nil, err
	}
	trials, err := h.store.PINTrials(ctx)
	if err != nil {
		return nil, err
	}
	out := verb.Each(all, verb.AgentOf)
	for _, one := range trials {
		if i := slices.IndexFunc(out, func(a verb.Agent) bool { return a.Endpoint == one.Endpoint }); i >= 0 {
			t := trialOut(one)
			out[i].LogIn = &t
		}
	}
	return out, nil
}

// AddAgents adds or changes the agents of a file, with their PINs.
func (h *House) AddAgents(ctx context.Context, text []byte, by string) ([]verb.Agent, error) {
	entries, err := config.ReadAgents(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	h.change.Lock()
	defer h.change.Unlock()
	for _, e := range entries {
		if err := h.store.PutAgent(ctx, e.Agent, e.PIN, by); err != nil {
			return nil, err
		}
	}
	return verb.Each(entries, func(e config.AgentEntry) verb.Agent { return verb.AgentOf(e.Agent) }), nil
}
