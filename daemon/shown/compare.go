// Package shown compares the number that left with a call with the number that the consumer should see (4.4.2, mfl. §
// 14).
//
// A PBX may replace the number, by a rule of its outbound route or by from_user of its trunk. Telephony reads the
// number of the leg that leaves; the engine asks this package before each dial whether the number may be used.
package shown

import (
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Look is what one look at a call's way out of the PBX saw.
type Look struct {
	Read   bool   // the From of the leg that left could be read
	From   string // its user part; "" where it has none
	Leg    string // that leg's channel, as the PBX names it
	Handed string // the caller id that the route had last, where no From could be read
	Gone   bool   // the call was over before it could be looked at
	Why    string // why no From could be read, in plain words
}

// Verdict is what a look says of the number shown.
type Verdict uint8

// The verdicts.
const (
	Unknown Verdict = iota // the look says nothing
	Same
	Other
)

// Compare judges a look. A route's own caller id can show that the number was replaced, never that it was not: a trunk
// may still replace it.
func Compare(want dialer.Number, l Look) Verdict {
	switch {
	case l.Read && same(want, l.From):
		return Same
	case l.Read:
		return Other
	case l.Handed != "" && !same(want, l.Handed):
		return Other
	}
	return Unknown
}

// Sent is the number that a look saw in place of the right one, for people.
func (l Look) Sent() string {
	sent := l.From
	if !l.Read {
		sent = l.Handed
	}
	switch strings.ToLower(sent) {
	case "":
		return "no number"
	case "anonymous", "unknown", "restricted", "unavailable":
		return "no number (" + sent + ")"
	}
	return sent
}

// same compares a number with the text that a trunk takes for it: international with + or 00, or national. A Norwegian
// number is written in all of these ways.
func same(want dialer.Number, text string) bool {
	digits, plus := strings.CutPrefix(strings.TrimSpace(text), "+")
	if !plus {
		digits, plus = strings.CutPrefix(digits, "00")
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return false
	}
	whole := strings.TrimPrefix(string(want), "+")
	return digits == whole || !plus && digits == want.National()
}
