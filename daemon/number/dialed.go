package number

import (
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Kind is what a text that a person dialed reads as.
type Kind uint8

// The kinds. The zero Kind is Unreadable, and unreadable is a no.
const (
	Unreadable Kind = iota
	Subscriber      // a number of the Norwegian plan, in Dialed.Number
	Foreign         // a number of another country's plan, in Dialed.Number
	Service         // rings no person: a five-digit or machine's number, or a code of the network such as *21#
	Short           // an emergency, directory or other short number: never in anybody's way
	Extension       // one of this PBX
)

// String gives the word used in logs.
func (k Kind) String() string {
	return [...]string{"unreadable", "subscriber", "foreign", "service", "short", "extension"}[k]
}

// Dialed is how a text reads.
type Dialed struct {
	Kind   Kind
	Number dialer.Number // of Subscriber and Foreign
	Why    string        // of Unreadable
}

// Dialing is what the PBX puts around numbers.
type Dialing struct {
	Outside    []string // prefixes for an outside line, such as "0"; one of them may stand before a number
	Extensions []string // patterns of this PBX's own extensions, digits and X, such as "2XXX"
}

// ReadDialed tells what a person dialed, as the trunk would take it: a service prefix (*31*, #31#) and trailing keys
// are left out, a prefix for an outside line is, where the text reads as nothing with it. It never guesses: what has
// a character that is no key of a phone, a number within keys, too many digits, or two readings, is Unreadable.
func ReadDialed(text string, d Dialing) Dialed {
	keys, why := pressedKeys(text)
	if why != "" {
		return Dialed{Why: why}
	}
	all := []Dialed{d.read(keys)}
	for _, prefix := range d.Outside {
		if rest, ok := strings.CutPrefix(keys, prefix); ok && prefix != "" && rest != "" {
			all = append(all, d.read(rest))
		}
	}
	return oneOf(all)
}

// oneOf is the reading where there is one; of several it is Unreadable, unless they are the same.
func oneOf(all []Dialed) Dialed {
	read := Dialed{Why: all[0].Why}
	for _, r := range all {
		switch {
		case r.Kind == Unreadable || r == read:
		case read.Kind == Unreadable:
			read = r
		default:
			return Dialed{Why: "it can be read with and without the prefix for an outside line"}
		}
	}
	return read
}

// pressedKeys leaves the keys of a phone, and says why where there is something else.
func pressedKeys(text string) (keys, why string) {
	const most = 40
	if why := arithmetic(strings.Map(typed, text)); why != "" {
		return "", why
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case i >= most:
			return "", "too long"
		case separator(r) || Invisible(r):
		case r == '+' && b.Len() > 0:
			return "", "a plus sign within it"
		case r == '+' || r == '*' || r == '#' || r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			return "", "a character that is no key of a phone"
		}
	}
	return b.String(), ""
}

// read reads keys without a prefix for an outside line.
func (d Dialing) read(keys string) Dialed {
	rest := withoutService(keys)
	rest = strings.TrimRight(rest, "*#")
	if rest == "" || networkCode(keys) {
		return Dialed{Kind: Service}
	}
	if strings.ContainsAny(rest, "*#") {
		return Dialed{Why: "digits before and after a key * or #"}
	}
	if slices.ContainsFunc(d.Extensions, func(p string) bool { return fits(p, rest) }) && !mayRing(rest) {
		return Dialed{Kind: Extension}
	}
	return readNumber(rest)
}

// mayRing reports whether digits read as a number that a trunk would ring: no extension takes that away.
func mayRing(digits string) bool {
	k := readNumber(digits).Kind
	return k == Subscriber || k == Foreign
}

// readNumber reads digits with or without a plus sign.
func readNumber(text string) Dialed {
	bare := strings.TrimPrefix(text, "+")
	if Emergency(dialer.Number(text)) && len(bare) <= len("00471XXXXX") && short(text) {
		return Dialed{Kind: Short}
	}
	if national(text) != "" && rungByNobody(national(text)) {
		return Dialed{Kind: Service}
	}
	n, err := Parse(text)
	switch {
	case err != nil:
		return Dialed{Why: dialer.Reason(err)}
	case strings.HasPrefix(string(n), "+47"):
		return Dialed{Kind: Subscriber, Number: n}
	case !foreignValid(n):
		return Dialed{Why: "no such range in its country"}
	}
	return Dialed{Kind: Foreign, Number: n}
}

// national are the digits after the country's prefix, where they are Norwegian or have none.
func national(text string) string {
	for _, prefix := range []string{"+47", "0047"} {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			return rest
		}
	}
	if strings.HasPrefix(text, "+") || strings.HasPrefix(text, "00") {
		return ""
	}
	return text
}

// short reports at most three digits, or at most six of which the first is 1 (100–199, 116xxx, 18xx).
func short(text string) bool {
	n := national(text)
	return n != "" && (len(n) <= 3 || n[0] == '1' && len(n) <= 6)
}

// rungByNoPerson reports a number that is no subscriber's: 02000–09999 and machines'.
func rungByNobody(n string) bool {
	return len(n) == 5 && n[0] == '0' && n[1] >= '2' || len(n) == 12 && strings.HasPrefix(n, "58")
}

// foreignValid asks the library whether its country has given out the range: a number of ours behind a stray plus
// sign or 00, which a trunk could ring all the same, is none.
func foreignValid(n dialer.Number) bool {
	parsed, err := phonenumbers.Parse(string(n), "NO")
	return err == nil && phonenumbers.IsValidNumber(parsed)
}

// withoutService leaves out service prefixes of the network: one or two of * and #, two or three digits, and one of *
// and #.
func withoutService(keys string) string {
	for {
		rest := strings.TrimLeft(keys, "*#")
		lead := len(keys) - len(rest)
		code := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if lead < 1 || lead > 2 || code < 2 || code > 3 || code == len(rest) || len(rest) == code+1 {
			return keys
		}
		keys = rest[code+1:]
	}
}

// networkCode reports a code of the network that rings no number: *21#, #31#, *#06#, **62.
func networkCode(keys string) bool {
	rest := strings.TrimLeft(keys, "*#")
	digits := strings.TrimRight(rest, "*#")
	return len(rest) < len(keys) && len(digits) <= 3 && onlyDigits(digits)
}

// fits reports whether digits fit a pattern of digits and X.
func fits(pattern, digits string) bool {
	if len(pattern) != len(digits) {
		return false
	}
	for i := range len(pattern) {
		if p := pattern[i]; digits[i] < '0' || digits[i] > '9' || p != 'X' && p != 'x' && p != digits[i] {
			return false
		}
	}
	return true
}
