package telephony

import (
	"context"

	"github.com/ringevett/ringevett/ari"
)

// HandCall tells whether the channel of a phone, which is not ours, lives, and whether its call was answered.
func (p *PBX) HandCall(ctx context.Context, channel string) (lives, up bool, err error) {
	ch, err := p.client.Channel(ctx, channel)
	if err != nil {
		return false, false, ignore(err, ari.ErrNotFound)
	}
	return true, ch.State == "Up", nil
}

// StopRinging hangs a phone's call up unless it was answered.
func (p *PBX) StopRinging(ctx context.Context, channel string) error {
	lives, up, err := p.HandCall(ctx, channel)
	if err != nil || !lives || up {
		return err
	}
	return ignore(p.client.Hangup(ctx, channel, ari.ReasonNormal), ari.ErrNotFound)
}
