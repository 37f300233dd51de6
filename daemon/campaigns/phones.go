package campaigns

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// UnlockPhone lifts the lock, or the wait, that wrong PINs at log-in brought a phone. The phone is named by its
// agent's id or as Asterisk names it; a phone that is no agent's can be lifted too.
func (m *Manager) UnlockPhone(ctx context.Context, phone, why, by string) (string, error) {
	m.change.Lock()
	defer m.change.Unlock()
	endpoint, err := m.phoneOf(ctx, phone)
	if err != nil {
		return "", err
	}
	if err := m.p.Book.UnlockPhone(ctx, endpoint, why, by); err != nil {
		return "", err
	}
	floor := m.p.Floor()
	if floor == nil {
		return endpoint, nil
	}
	ctx, cancel := outliving(ctx) // what the disk has holds on the floor too
	defer cancel()
	if err := floor.PhoneUnlocked(ctx, endpoint); err != nil {
		return "", fmt.Errorf("unlock phone %s on the floor: %w", endpoint, err)
	}
	m.p.Log.WithField("endpoint", endpoint).WithField("by", by).Info("a phone may log in again")
	return endpoint, nil
}

// phoneOf is the phone of an agent; what names no agent is taken for a phone.
func (m *Manager) phoneOf(ctx context.Context, name string) (string, error) {
	all, err := m.p.Book.Agents(ctx)
	if err != nil {
		return "", err
	}
	if i := slices.IndexFunc(all, func(a dialer.Agent) bool { return string(a.ID) == name }); i >= 0 {
		return all[i].Endpoint, nil
	}
	return name, nil
}

// LogOutAgent ends an agent's leg for a reason that the journal keeps: after the call, or at once.
func (m *Manager) LogOutAgent(ctx context.Context, id dialer.AgentID, why, by string, atOnce bool) error {
	floor := m.p.Floor()
	if floor == nil {
		return fmt.Errorf("log out agent %s: %w: no daemon runs", id, dialer.ErrRefused)
	}
	if strings.TrimSpace(why) == "" {
		return dialer.Invalid{Field: "why", Why: "the reason, kept in the journal"}
	}
	if err := floor.LogOutAgent(ctx, id, why, by, atOnce); err != nil {
		return fmt.Errorf("log out: %w", err)
	}
	return nil
}
