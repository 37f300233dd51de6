package telephony_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/call"
)

func TestBlindTransfersOfBothLegsAreRefused(t *testing.T) {
	onFloor(t, func(f *floor) {
		f.rings(1, "leg1")
		for channel, name := range map[string]string{"leg1": "TRANSFER_CONTEXT", channel(1): "__TRANSFER_CONTEXT"} {
			if got := f.ast.Variable(channel, name); got != "ringevett-no-transfer" {
				t.Errorf("%s: %s is %q", channel, name, got)
			}
		}
		f.do(1, call.Hangup{})
	})
}
