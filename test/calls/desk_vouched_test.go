package calls_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// cheapLine is the line of an operator that lets callers' headers through as they come.
const cheapLine = `
[cheap]
type = endpoint
transport = udp
context = from-trunk
disallow = all
allow = alaw
trust_id_inbound = yes
direct_media = no
rtp_symmetric = yes
dtmf_mode = auto_info

[cheap]
type = identify
endpoint = cheap
match = 127.0.0.2
`

// TestAForgedCallerIDHearsNothingOfOthers: a caller who shows another's number is not told who rang that number, over
// a line without an operator that vouches for it, whatever its headers say, and over the vouched one where the
// operator has not verified the number. The control: a verified caller is told. The keys work for all.
func TestAForgedCallerIDHearsNothingOfOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t,
		`desk: {vouched: {trunks: ["PJSIP/trunk"], header: P-Asserted-Identity, says: "verstat=TN-Validation-Passed"}}`)
	h.append("pjsip.conf", cheapLine)
	h.cli("module reload res_pjsip.so")
	h.cli("module reload res_pjsip_endpoint_identifier_ip.so")
	cheap, err := phone.NewTrunk(phone.TrunkOptions{
		Addr: strings.Replace(freePort(t), "127.0.0.1", "127.0.0.2", 1), Keep: phone.Keep{Audio: time.Minute},
	})
	must(t, err)
	t.Cleanup(func() { cheap.Close() })

	leg := h.logIn(1, 1000)
	h.trunk.Plan(number(1).National(), phone.Plan{Ring: 200 * time.Millisecond, Hold: time.Second})
	h.load(1)
	h.await("the consumer has talked",
		func(r phone.Record) bool { return r.Number == number(1).National() && !r.Ended.IsZero() })
	must(t, leg.HangUp())

	verified := "<sip:" + string(number(1)) + ";verstat=TN-Validation-Passed@operator>"
	told := func(line *phone.Trunk, asserted, heard string) *phone.Call {
		c, err := line.CallAsserting(t.Context(), h.pbx.SIPAddr, string(number(1)), "22000001", asserted,
			phone.Plan{Send: phone.Tone(400)})
		must(t, err)
		h.hears(c, "nb/desk-hello", heard)
		return c
	}
	must(t, told(h.trunk, verified, "nb/desk-called.fjellvann-service.1").HangUp())
	must(t, told(h.trunk, "<sip:"+string(number(1))+"@operator>", "nb/desk-unknown.4722000001").HangUp())
	c := told(cheap, verified, "nb/desk-unknown.4722000001")
	must(t, c.Press(t.Context(), "2"))
	h.hears(c, "nb/reserved-all")
	must(t, c.HangUp())
	var said verb.NumberCheck
	h.ask(&said, "register", "check", string(number(1)))
	if said.Registers[1].Answer != "reserved" {
		t.Errorf("after key 2 the registers say %+v", said.Registers)
	}
	out := string(h.run("journal", "show", "--last", "400"))
	if n := strings.Count(out, "not vouched for: told of fjellvann"); n != 2 ||
		strings.Count(out, "named: fjellvann") != 1 {
		t.Errorf("%d visits are not vouched for in the journal, want 2, and one named:\n%s", n, out)
	}
}
