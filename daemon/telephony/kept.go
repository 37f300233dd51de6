package telephony

import (
	"context"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// kept reads what the PBX kept of a call whose end no event told; nil: nothing.
func (p *PBX) kept(context.Context, dialer.AttemptID) *call.Kept { return nil }

// dropKept drops it: the call's end is on the disk.
func (p *PBX) dropKept(context.Context, dialer.AttemptID) error { return nil }
