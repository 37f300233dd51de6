package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// guardGlobal is the global variable of the shipped dialplan that says where its guard asks.
const guardGlobal = "RINGEVETT_AGI"

// keyGlobal is the one by which Asterisk shows the daemon that it asks.
const keyGlobal = "RINGEVETT_AGI_KEY"

// keys holds the key in the loaded dialplan against ours; neither is shown.
func (f *inspection) keys(ctx context.Context, c config.Config, set telephony.Settings) bool {
	const print = ": the guard and the desk answer nothing, marketing calls by hand are refused, all others pass. Paste what `ringevett dialplan` prints"
	have, err := telephony.Global(ctx, set, keyGlobal)
	if err != nil {
		return false // that the PBX does not answer is told already
	}
	want, err := c.AGIKey()
	switch {
	case errors.Is(err, os.ErrNotExist):
		f.say("guard", telephony.Warn, "there is no "+c.AGIKeyFile()+" yet"+print)
	case err != nil:
		f.say("guard", telephony.Fail, err.Error())
	case have == "":
		f.say("guard", telephony.Warn, "the loaded dialplan shows no key ("+keyGlobal+")"+print)
	case have != want:
		f.say("guard", telephony.Warn, "the loaded dialplan shows another key than "+c.AGIKeyFile()+" holds"+print)
	}
	return err == nil && have == want
}

// guard looks at the way from the dialplan's guard to the daemon. Nothing here keeps the floor from dialing.
func (f *inspection) guard(ctx context.Context, c config.Config, set telephony.Settings) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	asks, err := telephony.Global(ctx, set, guardGlobal)
	switch {
	case err != nil:
		return // that the PBX does not answer is told already
	case asks == "":
		f.say("guard", telephony.Warn, "its contexts are not loaded, so calls dialed by hand meet no gate: paste what `ringevett dialplan` prints, and take the outbound route of dialplan/README.md")
		return
	case asks != c.AGI.Listen:
		f.say("guard", telephony.Warn, fmt.Sprintf("the dialplan asks at %s, agi.listen is %s: paste what `ringevett dialplan` prints", asks, c.AGI.Listen))
		return
	}
	if !f.keys(ctx, c, set) {
		return
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", c.AGI.Listen)
	if err != nil {
		f.say("guard", telephony.Warn, fmt.Sprintf("its contexts are loaded, and nobody answers them at %s: marketing calls by hand are refused, all others pass (%v)", c.AGI.Listen, err))
		return
	}
	conn.Close()
	for _, context := range c.Guard.Unreadable.Allow {
		f.say("guard", telephony.Warn, fmt.Sprintf("guard.unreadable.allow: in the context %s a text that reads as no number is dialed without being judged", context))
	}
	f.say("guard", telephony.OK, "its contexts are loaded, and answered at "+c.AGI.Listen)
}
