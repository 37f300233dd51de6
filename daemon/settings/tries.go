package settings

import (
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/tryout"
)

// Tries are the ways out that a try must not ring.
func Tries(c config.Config) tryout.House {
	return tryout.House{Dial: c.Asterisk.Dial, Trunks: c.Desk.Vouched.Trunks}
}
