package telephony

import (
	"context"
	"fmt"
	"strings"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// A blind transfer of a leg looks its target up in the context that the leg's TRANSFER_CONTEXT names. Ours has no
// extension, so Asterisk answers the REFER with 404 and moves nothing (res_pjsip_refer). That also holds where our
// dialplan is not loaded: a context that does not exist has no extension either. On a consumer's leg the variable is
// inherited, for the channels behind a Local one. An attended transfer, which names a call and no extension, passes by
// it.
const (
	transferVar       = "TRANSFER_CONTEXT"
	contextNoTransfer = "ringevett-no-transfer"
)

// bar refuses blind transfers of a leg from now on.
func (p *PBX) bar(ctx context.Context, channel string) error {
	if err := p.client.SetChannelVar(ctx, channel, transferVar, contextNoTransfer); err != nil {
		return fmt.Errorf("refuse blind transfers of the leg: %w", err)
	}
	return nil
}

// mixMonitorVar is what MixMonitor() sets on a channel that it records.
const mixMonitorVar = "MIXMONITOR_FILENAME"

// recordsItself reports whether the PBX records a channel by itself. It fails where the PBX does not say.
func (p *PBX) recordsItself(ctx context.Context, channel string) (bool, error) {
	file, err := p.client.ChannelVar(ctx, channel, mixMonitorVar)
	if err = ignore(err, ari.ErrNotFound); err != nil {
		return false, fmt.Errorf("ask whether the PBX records the leg: %w", err)
	}
	return file != "", nil
}

// checkRouteRecords looks whether the PBX's own route records a consumer's leg. Only a Local channel has such a route
// behind it: its second half runs it, from the dialing on.
func (p *PBX) checkRouteRecords(id dialer.AttemptID, name string) {
	if !strings.HasPrefix(name, "Local/") {
		return
	}
	p.lookAt(func() error {
		for _, half := range []string{p.names.channel(id), p.names.other(id)} {
			records, err := p.recordsItself(p.ctx, half)
			if err != nil {
				return err
			}
			if records {
				_, dialed, _ := strings.Cut(name, "@")
				context, _, _ := strings.Cut(dialed, "-")
				p.tell(engine.RouteRecords{ID: id, Where: "Local/…@" + context})
				return nil
			}
		}
		return nil
	})
}
