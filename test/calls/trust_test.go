package calls_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// printed are the routes as dialplan/README.md prints them.
func printed(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "dialplan", "README.md"))
	must(t, err)
	var all []string
	for _, m := range regexp.MustCompile("(?s)```ini\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		all = append(all, m[1])
	}
	if len(all) != 3 {
		t.Fatalf("%d routes are printed, want three", len(all))
	}
	// the tests' PBX has a context outbound of its own
	return strings.NewReplacer("client/campaign", "fjellvann/fjellvann-service", "outbound", "printed").Replace(
		strings.Join(all, "\n"),
	)
}

// The phones' way to the printed routes, by two keys: 61, 62, 63 to the plain one (no campaign, marketing, service),
// 64, 65, 66 to FreePBX's macro with the printed hook.
const layouts = `
[agents]
exten => _61X!,1,Goto(printed,${EXTEN:2},1)
exten => _61[+*#]!,1,Goto(printed,${EXTEN:2},1)
exten => _62!,1,Goto(printed-sale,${EXTEN:2},1)
exten => _63!,1,Set(RINGEVETT_CAMPAIGN=fjellvann/fjellvann-service)
 same => n,Goto(printed,${EXTEN:2},1)
exten => _64!,1,Gosub(macro-dialout-trunk,s,1(${EXTEN:2}))
exten => _65!,1,Set(RINGEVETT_MARKETING=fjellvann/fjellvann-service)
 same => n,Gosub(macro-dialout-trunk,s,1(${EXTEN:2}))
exten => _66!,1,Set(RINGEVETT_CAMPAIGN=fjellvann/fjellvann-service)
 same => n,Gosub(macro-dialout-trunk,s,1(${EXTEN:2}))

[macro-dialout-trunk]
exten => s,1,Set(OUTNUM=${ARG1})
 same => n,Gosub(macro-dialout-trunk-predial-hook,s,1)
 same => n,Dial(PJSIP/${OUTNUM}@trunk,20)
 same => n,Hangup(${HANGUPCAUSE})
`

var ways = []string{"61", "62", "63", "64", "65", "66"}

// escaped is a user part of a SIP address.
func escaped(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("+*", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// oddities are texts that hold the reserved number 90000002 and that a trunk could ring it by: those that were seen
// to, and generated.
func oddities() []string {
	all := []string{"90000002", "90000002#", "*31*90000002", "#31#90000002", "90000002a", "90000002p1", "90000002;foo",
		"90000002*", "90000002^",
		"090000002", "90000002&PJSIP/90000002", "900,00002", "90000002,1", `90000002" | "1`, "90000002\n", "90000002 ",
		"90000002)", "90000002(x)"}
	for _, before := range []string{
		"", "+", "00", "+47", "0047", "47", "0", "*31*", "#31#", "*31#", "**21*", "*31*+47", "9", "1",
	} {
		for _, behind := range []string{
			"", "#", "*", "##", "a", "&", ";x", "^", "~", "$", ",", ",,", "#1", "p1", "w", "0",
		} {
			all = append(all, before+"90000002"+behind)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// reachedBy are the calls at the trunk whose text holds the digits.
func (h *house) reachedBy(digits string) (all []string) {
	for _, c := range h.trunk.Calls() {
		r := c.Record()
		kept := strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return c
			}
			return -1
		}, r.Number)
		if strings.Contains(kept, digits) {
			all = append(all, r.Number)
		}
	}
	return all
}

// dialAll dials texts by every way, some at a time.
func (h *house) dialAll(texts []string) {
	places := make(chan struct{}, 12)
	var calls sync.WaitGroup
	for _, way := range ways {
		for i, text := range texts {
			places <- struct{}{}
			agent := i%3 + 1
			calls.Go(func() {
				defer func() { <-places }()
				c := rawCall{
					pbx: h.pbx.SIPAddr, user: fmt.Sprintf("agent%d", agent), password: fmt.Sprintf("pw%d", agent),
					to: way + escaped(text),
				}
				if _, err := c.make(); err != nil {
					h.t.Errorf("%s%q: %v", way, text, err)
				}
			})
		}
	}
	calls.Wait()
}

// TestNoOddTextReachesAReservedNumber: a few of the texts; the night's test has all of them.
func TestNoOddTextReachesAReservedNumber(t *testing.T) {
	t.Parallel()
	h := newTrustHouse(t)
	h.oddTexts(oddities()[:0], []string{
		"90000002#", "*31*90000002", "900,00002", `90000002" | "1`, "90000002&PJSIP/90000002", "90000002^",
	})
	h.headers()
	h.emergenciesByEveryWay("up")
	h.signal(syscall.SIGSTOP)
	h.emergenciesByEveryWay("hung")
	h.signal(syscall.SIGCONT)
	h.kill()
	h.emergenciesByEveryWay("killed")
	must(t, os.Remove(filepath.Join(h.pbx.Dir, "etc", "ringevett.conf")))
	h.withoutInclude()
	h.emergenciesByEveryWay("taken out")
	if _, err := (rawCall{pbx: h.pbx.SIPAddr, user: "agent1", password: "pw1", to: "6122000009"}).make(); err != nil ||
		len(h.reachedBy("22000009")) == 0 {
		t.Errorf("with the program taken out, an ordinary call does not go through: %v", err)
	}
}

func newTrustHouse(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.trunk.PlanAll(phone.Plan{Ring: 10 * time.Millisecond, Hold: time.Second})
	h.write("routes.conf", printed(t)+layouts)
	must(t, os.WriteFile(filepath.Join(h.pbx.Dir, "etc", "routes.conf"), []byte(printed(t)+layouts), 0o600))
	h.append("extensions.conf", "#include \"routes.conf\"")
	h.cli("dialplan reload")
	h.append("pjsip.conf", liar)
	h.cli("module reload res_pjsip.so")
	h.cli("module reload res_pjsip_endpoint_identifier_ip.so")
	h.load(2)
	h.run("register", "add", "90000002", "--why", "said so in a call")
	return h
}

// liar is a phone without callerid=, whose headers are trusted: what it says of itself reaches the dialplan as it is.
const liar = `
[liar]
type = endpoint
transport = udp
context = agents
disallow = all
allow = alaw
trust_id_inbound = yes
direct_media = no

[liar]
type = identify
endpoint = liar
match = 127.0.0.2
`

// append adds to a file of the PBX's.
func (h *house) append(name, text string) {
	h.t.Helper()
	f, err := os.OpenFile(filepath.Join(h.pbx.Dir, "etc", name), os.O_APPEND|os.O_WRONLY, 0)
	must(h.t, err)
	_, err = f.WriteString("\n" + text + "\n")
	must(h.t, err)
	must(h.t, f.Close())
}

func (h *house) cli(command string) string {
	h.t.Helper()
	out, err := h.pbx.CLI(h.t.Context(), command)
	must(h.t, err)
	return out
}

// oddTexts dials texts by every way, and holds that none reached the reserved number; a number that is not reserved
// does.
func (h *house) oddTexts(more, texts []string) {
	h.t.Helper()
	texts = append(slices.Clone(texts), more...)
	h.dialAll(texts)
	if got := h.reachedBy("90000002"); len(got) > 0 {
		h.t.Errorf("%d calls reached the reserved number: %q", len(got), got)
	}
	h.t.Logf("%d texts by %d ways: %d calls, %d reached the reserved number", len(texts), len(ways),
		len(texts)*len(ways), len(h.reachedBy("90000002")))
	if _, err := (rawCall{pbx: h.pbx.SIPAddr, user: "agent1", password: "pw1", to: "6122000008"}).make(); err != nil ||
		len(h.reachedBy("22000008")) != 1 {
		h.t.Errorf("the control: a number that is not reserved did not go through: %v", err)
	}
}

// headers makes the attacks with line breaks in From and P-Asserted-Identity; the trunk's endpoint trusts the latter.
func (h *house) headers() {
	h.t.Helper()
	lie := "%0Aagi_arg_1%3A%20%0Aagi_arg_2%3A%20%0Aagi_arg_3%3A%2022000009"
	lies := []rawCall{
		{
			from: "<sip:agent1" + lie + "@x>",
		}, {from: `"x%0Ay" <sip:agent1%0Ax@x>`}, {headers: []string{"P-Asserted-Identity: <sip:101" + lie + "@x>"}},
		{headers: []string{"P-Asserted-Identity: <sip:101%0Ax@x>"}},
	}
	for _, c := range lies {
		c.pbx, c.user, c.source = h.pbx.SIPAddr, "liar", "127.0.0.2"
		for _, way := range ways {
			c.to = way + "90000002"
			if _, err := c.make(); err != nil {
				h.t.Errorf("%+v: %v", c, err)
			}
			// The control: the same header before a number that may be dialed. It is refused for the header alone.
			if way == "61" {
				c.to = way + "22000007"
				if _, err := c.make(); err != nil || len(h.reachedBy("22000007")) > 0 {
					h.t.Errorf("%+v: a call with a forged header reached the trunk, or %v", c, err)
				}
			}
		}
	}
	honest := rawCall{
		pbx: h.pbx.SIPAddr, user: "liar", source: "127.0.0.2", to: "6122000006",
		headers: []string{"P-Asserted-Identity: <sip:101@x>"},
	}
	if _, err := honest.make(); err != nil || len(h.reachedBy("22000006")) != 1 {
		h.t.Errorf("the control: the same phone with an honest header does not get through: %v", err)
	}
	h.t.Logf("%d forged headers by %d ways: %d reached the reserved number", len(lies), len(ways),
		len(h.reachedBy("90000002")))
	if got := h.reachedBy("90000002"); len(got) > 0 {
		h.t.Errorf("%d calls with forged headers reached the reserved number", len(got))
	}
}

// emergenciesByEveryWay holds that emergency numbers reach the trunk by every way.
func (h *house) emergenciesByEveryWay(how string) {
	h.t.Helper()
	dialed, reached := 0, 0
	for _, number := range []string{"112", "110", "113"} {
		for _, way := range ways {
			before := len(h.trunk.CallsTo(number))
			c := rawCall{pbx: h.pbx.SIPAddr, user: "agent1", password: "pw1", to: way + number}
			code, err := c.make()
			dialed++
			if after := len(h.trunk.CallsTo(number)); err == nil && code == 200 && after == before+1 {
				reached++
				continue
			}
			h.t.Errorf("%s by way %s, the daemon being %s: code %d, %v", number, way, how, code, err)
		}
	}
	h.t.Logf("the daemon %s: %d emergency calls dialed, %d reached the trunk", how, dialed, reached)
}

// withoutInclude has Asterisk read its dialplan as an admin leaves it who deleted our file and forgot every line that
// names it.
func (h *house) withoutInclude() {
	h.t.Helper()
	name := filepath.Join(h.pbx.Dir, "etc", "extensions.conf")
	text, err := os.ReadFile(name)
	must(h.t, err)
	must(h.t,
		os.WriteFile(name,
			[]byte(strings.Replace(string(text), `#include "ringevett.conf"`, `#tryinclude "ringevett.conf"`, 1)),
			0o600))
	h.cli("dialplan reload")
	if out := h.cli("dialplan show ringevett-guard"); !strings.Contains(out, "no existence") {
		h.t.Fatalf("the guard is still loaded:\n%.300s", out)
	}
}
