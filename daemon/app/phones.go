package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
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
		Endpoint: t.Endpoint, Agent: string(t.Agent), Wrong: t.Wrong, Last: inOslo(t.Last), Locked: inOslo(t.Locked),
	}
}

// lookDesk tells which callers hear from the desk who rang their number.
func lookDesk(_ context.Context, s *scene, r *probe.Report) {
	switch v := s.cfg.Desk.Vouched; {
	case v.Header != "":
		r.OK("who rings over %s hears by whom they were rung, where the header %s says %s",
			strings.Join(v.Trunks, ", "), v.Header, v.Says)
	case len(v.Trunks) > 0:
		r.OK("who rings over %s hears by whom their number was rung: its operator vouches for it",
			strings.Join(v.Trunks, ", "))
	default:
		r.OK("callers hear for whom the dialed number is used; by whom they were rung nobody is told: no trunk is " +
			"named in desk.vouched")
	}
}

// lookLocked warns of phones that wrong PINs have locked.
func lookLocked(ctx context.Context, s *scene, r *probe.Report) {
	if s.closed != nil {
		return
	}
	all, err := s.house.store.PINTrials(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	for _, one := range all {
		if !one.Locked.IsZero() {
			r.Warn("%s", trialOut(one).Sentence())
		}
	}
	r.Clean("none is locked for wrong PINs")
}
