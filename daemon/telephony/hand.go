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

// HandAttempt gives the attempt that a phone's channel carries since the guard let its call by; "" where it carries
// none any more, or has gone.
func (p *PBX) HandAttempt(ctx context.Context, channel string) (string, error) {
	const carried = "RINGEVETT_ATTEMPT"
	k, known, err := p.Channels().Know(ctx, channel, carried)
	if err != nil || !known {
		return "", err
	}
	return k.Vars[carried], nil
}
