package app

import (
	"context"
	"fmt"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
)

// mayPredict tells why a campaign in predictive mode is not started (4.6.1). One that runs goes on, in power mode.
func (h *House) mayPredict(c dialer.Campaign) error {
	if c.Mode != dialer.Predictive {
		return nil
	}
	if why := gate.Acknowledged(h.now(), h.cfg().Ack(), configs.Fingerprint(configs.Predictive)); why != "" {
		return fmt.Errorf("%w: predictive mode: %s", dialer.ErrRefused, why)
	}
	return nil
}

// RestartPredictive lets a campaign dial predictively again after an alarm, for a reason that the journal keeps
// (4.6.2).
func (h *House) RestartPredictive(ctx context.Context, id, why, by string) error {
	if h.engine == nil {
		return fmt.Errorf("%w: %s", dialer.ErrRefused, verb.NoDaemon)
	}
	return h.engine.RestartPredictive(ctx, dialer.CampaignID(id), why, by)
}
