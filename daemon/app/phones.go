package app

import (
	"context"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/verb"
)

// UnlockPhone lifts the lock, or the wait, that wrong PINs at log-in brought a phone. The phone is named by its
// agent's id or as Asterisk names it; a phone that is no agent's can be lifted too.
func (h *House) UnlockPhone(ctx context.Context, phone, why, by string) (string, error) {
	h.change.Lock()
	defer h.change.Unlock()
	endpoint, err := h.phoneOf(ctx, phone)
	if err != nil {
		return "", err
	}
	if err := h.store.UnlockPhone(ctx, endpoint, why, by); err != nil {
		return "", err
	}
	if h.engine == nil {
		return endpoint, nil
	}
	ctx, cancel := settled(ctx) // what the disk has holds on the floor too
	defer cancel()
	if err := h.engine.PhoneUnlocked(ctx, endpoint); err != nil {
		return "", fmt.Errorf("unlock phone %s on the floor: %w", endpoint, err)
	}
	h.log.WithField("endpoint", endpoint).WithField("by", by).Info("a phone may log in again")
	return endpoint, nil
}

// phoneOf is the phone of an agent; what names no agent is taken for a phone.
func (h *House) phoneOf(ctx context.Context, name string) (string, error) {
	all, err := h.store.Agents(ctx)
	if err != nil {
		return "", err
	}
	if i := slices.IndexFunc(all, func(a dialer.Agent) bool { return string(a.ID) == name }); i >= 0 {
		return all[i].Endpoint, nil
	}
	return name, nil
}

func trialOut(t dialer.PINTrial) verb.PINTrial {
	return verb.PINTrial{
		Endpoint: t.Endpoint, Agent: string(t.Agent), Wrong: t.Wrong, Last: hours.InOslo(t.Last), Locked: hours.InOslo(t.Locked),
	}
}
