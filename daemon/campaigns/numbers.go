package campaigns

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/verb"
)

// WithdrawRequest takes back a person's wish to be called by a client: the next dial does not rest on it, and what
// rings on that ground stops (4.2 b).
func (m *Manager) WithdrawRequest(ctx context.Context, client, text, by string) (verb.Withdrawn, error) {
	n, err := number.Parse(text)
	if err != nil {
		return verb.Withdrawn{}, err
	}
	c, err := m.p.Book.Client(ctx, dialer.ClientID(client))
	if err != nil {
		return verb.Withdrawn{}, err
	}
	leads, err := m.p.Book.WithdrawRequest(ctx, n, c.OrgNo, m.p.Now(), by)
	if floor := m.p.Floor(); err == nil && leads > 0 && floor != nil {
		floor.Tell(engine.NumberReserved{
			Number: n, Client: c.ID, Why: "the wish to be called was taken back meanwhile",
		})
	}
	return verb.Withdrawn{Leads: leads}, err
}

// LiftShown lets a number be dialed with again that is stopped because the PBX did not send it: the next call proves
// it, or, where confirmed, a person saw it on a phone (4.4.2, mfl. § 14).
func (m *Manager) LiftShown(ctx context.Context, text, why string, confirmed bool, by string) error {
	n, err := number.Parse(text)
	if err != nil {
		return err
	}
	floor, err := m.running()
	if err != nil {
		return err
	}
	if confirmed {
		return floor.ConfirmShown(ctx, n, why, by)
	}
	return floor.ShowAgain(ctx, n, why, by)
}
