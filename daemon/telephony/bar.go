package telephony

import (
	"context"
	"fmt"
)

// A blind transfer of a leg looks its target up in the context that the leg's TRANSFER_CONTEXT names. Ours has no
// extension, so Asterisk answers the REFER with 404 and moves nothing (res_pjsip_refer). That also holds where our dialplan is
// not loaded: a context that does not exist has no extension either. On a consumer's leg the variable is inherited, for the
// channels behind a Local one. An attended transfer, which names a call and no extension, passes by it.
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
