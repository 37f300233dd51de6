// Package tryout decides what a try may ring: one phone of this PBX, and never a number. A try is a call from the floor
// that an admin makes to see and hear that all works, at any hour. It passes no gate, because it rings no consumer; so
// it must not be able to. It is dialed as a device, past every dialplan and route.
//
// Everything is a function of its arguments. What is not known is no phone.
package tryout

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The times of a try.
const (
	Waits = 2 * time.Minute  // for its agent to be on the line, and free
	Rings = 30 * time.Second // at the extension
	Lasts = 5 * time.Minute  // from the ringing on
)

// Extension is one of this PBX, as Read has let it pass.
type Extension string

const technology = "PJSIP/"

// The digits of an extension. Seven and more may be a subscriber's number, here or abroad.
const (
	fewest = 2
	most   = 6
)

// Read reads what a person wrote. It refuses what a trunk could take for a number: a subscriber's has eight digits
// here and at least seven abroad; short ones begin with 0 or 1 (02000-09999, 110-119, 116xxx, 18xx).
func Read(text string) (Extension, error) {
	if why := noExtension(text); why != "" {
		return "", fmt.Errorf("%q is no extension that can be tried: %s; allowed are %d to %d digits, as in "+
			"PJSIP/102, that no number of the plan has", text, why, fewest, most)
	}
	return Extension(text), nil
}

func noExtension(text string) string {
	if text != "" && !digits(text) {
		return "it has a character that is no digit"
	}
	switch n := len(text); {
	case n < fewest:
		return "it is too short"
	case n > most:
		return "it is as long as a number"
	case text[0] == '0':
		return "it begins with 0, as numbers abroad and five-digit numbers do"
	case n == 3 && text[:2] == "11":
		return "110 to 119 are emergency numbers"
	case n == 4 && text[:2] == "18", n > 4 && text[0] == '1':
		return "short numbers begin so (18xx, 116xxx)"
	}
	return ""
}

// Device is what is dialed: the phone itself. It is read once more, whatever allowed it.
func (e Extension) Device() (string, error) {
	read, err := Read(string(e))
	return technology + string(read), err
}

// Phone is what the PBX says of the device. The zero Phone is one that it does not know.
type Phone struct {
	Fields map[string]string // of its endpoint in pjsip.conf; nil: the PBX knows none
	Fixed  []string          // contacts that the configuration fixes, as SIP addresses
	Online bool
}

// House is what the configuration says of ways out, and which phone the agent sits at.
type House struct {
	Dial   string   // asterisk.dial
	Trunks []string // endpoints that it names as trunks, as "PJSIP/trunk"
	Agent  string   // the agent's own phone; "": any
}

// accounts are fields of an endpoint that is a customer of another PBX or operator, and of no phone.
var accounts = [...]string{"outbound_auth", "from_user", "from_domain", "outbound_proxy"}

// Refuse says why the extension may not be rung; "" where it may.
func Refuse(e Extension, p Phone, h House) string {
	device, err := e.Device()
	if err != nil {
		return err.Error()
	}
	switch {
	case p.Fields["aors"] == "":
		return "the PBX has no phone " + device
	case slices.Contains(h.Trunks, device) || leavesBy(h.Dial, string(e)):
		return device + " is a trunk: the configuration names it as one"
	case device == h.Agent:
		return device + " is the agent's own phone: name another"
	}
	for _, key := range accounts {
		if p.Fields[key] != "" {
			return fmt.Sprintf("%s is a trunk and no phone: it has %s", device, key)
		}
	}
	switch method := p.Fields["redirect_method"]; method {
	case "user", "uri_core": // Asterisk leaves it to us to follow, and we do not
	default:
		return fmt.Sprintf("%s may send the call on to a number by itself: redirect_method is %q, allowed are user "+
			"and uri_core", device, method)
	}
	for _, contact := range p.Fixed {
		if !Loopback(contact) {
			return fmt.Sprintf("%s is no phone that registers: its address is fixed, as a trunk's is", device)
		}
	}
	if !p.Online {
		return device + " is not registered now: look at the phone (pjsip show contacts)"
	}
	return ""
}

// leavesBy reports whether asterisk.dial goes out by the endpoint of this name.
func leavesBy(dial, name string) bool {
	_, by, has := strings.Cut(dial, "@")
	by, _, _ = strings.Cut(by, "/")
	return has && by == name
}

// Loopback reports whether a SIP address is on this machine. One that cannot be read is not.
func Loopback(contact string) bool {
	rest, is := strings.CutPrefix(strings.TrimSpace(contact), "sip:")
	if !is {
		return false
	}
	rest, _, _ = strings.Cut(rest, ";") // parameters may name anything
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	host, port, _ := strings.Cut(rest, ":")
	if strings.HasPrefix(rest, "[") {
		return rest == "[::1]" || strings.HasPrefix(rest, "[::1]:") && digits(rest[len("[::1]:"):])
	}
	parts := strings.Split(host, ".")
	return len(parts) == 4 && parts[0] == "127" && digits(parts[1]) && digits(parts[2]) && digits(parts[3]) &&
		(port == "" || digits(port))
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
