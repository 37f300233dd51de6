package number

import (
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Vouched says on whose word a caller's number is taken to be the caller's own. A caller id can be forged; an
// operator may know better. The zero value believes no one.
type Vouched struct {
	// endpoints as Asterisk names them: "PJSIP/trunk". A call that came over any other is never vouched for
	Trunks []string
	// a SIP header in which the operator says so call by call; "": it vouches for every call of these trunks
	Header string
	Says   string // what the header says then, one parameter or the whole of it: "verstat=TN-Validation-Passed"
}

// Covers reports whether a call over the endpoint can be vouched for at all. Only then is its header worth reading.
func (v Vouched) Covers(endpoint string) bool { return slices.Contains(v.Trunks, endpoint) }

// For reports whether the number of a caller is vouched for. The header is its text as it came, and counts only where
// v names one. A name in front of the address is the caller's own text and says nothing; an address that is not the
// caller's number vouches for another.
func (v Vouched) For(endpoint string, caller dialer.Number, header string) bool {
	if caller == "" || !v.Covers(endpoint) {
		return false
	}
	if v.Header == "" {
		return true
	}
	text, ok := addressOf(header)
	if !ok || v.Says == "" {
		return false
	}
	if user, is := userOf(text); is {
		if n, err := Parse(user); err != nil || n != caller {
			return false
		}
	}
	says := func(word string) bool { return strings.EqualFold(word, v.Says) }
	return says(strings.TrimSpace(text)) || slices.ContainsFunc(parameters(text), says)
}

// addressOf is a header's first value without the name in front of it; ok is false where its quotes do not match.
func addressOf(header string) (text string, ok bool) {
	var b strings.Builder
	quoted, escaped := false, false
	for _, r := range header {
		switch {
		case escaped:
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '"':
			quoted = !quoted
		case quoted:
		default:
			b.WriteRune(r)
		}
	}
	text, _, _ = strings.Cut(b.String(), ",")
	if i := strings.IndexByte(text, '<'); i >= 0 {
		text = text[i:]
	}
	return text, !quoted
}

// userOf is the number in a SIP or tel address, without its parameters.
func userOf(text string) (user string, is bool) {
	for _, scheme := range []string{"sip:", "sips:", "tel:"} {
		if _, rest, found := strings.Cut(strings.ToLower(text), scheme); found {
			end := strings.IndexAny(rest, ";@>")
			if end < 0 {
				end = len(rest)
			}
			return rest[:end], true
		}
	}
	return "", false
}

// parameters are what stands behind a semicolon.
func parameters(text string) (list []string) {
	_, text, _ = strings.Cut(text, ";")
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";<>@ ", r) })
}
