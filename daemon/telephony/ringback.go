package telephony

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/ari"
)

// wordBack is the word with which an agent's phone that was rung back comes to the application.
const wordBack = "back"

// RingBack rings an agent's phone, whose line died with the PBX. Its id is the PBX's, as of every leg of an agent.
func (p *PBX) RingBack(ctx context.Context, endpoint string, ring time.Duration) error {
	_, err := p.client.Originate(ctx, ari.OriginateParams{
		Endpoint: endpoint, AppArgs: wordBack, CallerID: "Ringevett <ringevett>", Timeout: ring,
	})
	if err != nil {
		return fmt.Errorf("ring %s: %w", endpoint, err)
	}
	return nil
}
