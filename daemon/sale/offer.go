package sale

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// field is one text of an offer: its key in the campaign's file and what it is for.
type field struct {
	key   string
	of    func(dialer.Offer) string
	none  bool // the word "none" is allowed
	about string
}

var offerFields = [...]field{
	{"nature", func(o dialer.Offer) string { return o.Nature }, false, "what is sold, as the written offer says it (9 b)"},
	{"price", func(o dialer.Offer) string { return o.Price }, false, "the price, as it is read aloud (6.1 b)"},
	{"other_costs", func(o dialer.Offer) string { return o.OtherCosts }, true, "other costs (6.1 b)"},
	{"total", func(o dialer.Offer) string { return o.Total }, false, "the cost in all, fees included (9 c)"},
	{"binding", func(o dialer.Offer) string { return o.Binding }, true, "the lock-in period (6.1 c)"},
	{"min_purchase", func(o dialer.Offer) string { return o.MinPurchase }, true, "the minimum purchase (6.1 c)"},
	{"delivery", func(o dialer.Offer) string { return o.Delivery }, false, "when it is delivered (6.1 d)"},
	{"withdrawal_text", func(o dialer.Offer) string { return o.Withdrawal }, false,
		"the right of withdrawal, or the ground on which there is none (6.1 e)"},
	{"other", func(o dialer.Offer) string { return o.Other }, true, "what else the buyer must know (6.1 f)"},
}

// longest is how many bytes a text of an offer may have: an agent reads it aloud.
const longest = 300

// Faults tells all that is wrong with an offer. Each is under the key of a campaign's file, after at.
func Faults(at string, o dialer.Offer) (all []dialer.Invalid) {
	for _, f := range offerFields {
		value, about := strings.TrimSpace(f.of(o)), f.about
		if f.none {
			about += `; "none" where there is none, a blank is not enough`
		}
		saysNone := strings.EqualFold(value, dialer.None)
		switch {
		case !says(value) || saysNone && !f.none:
		case strings.ContainsFunc(value, unicode.IsControl) || len(value) > longest:
			value, about = value[:min(len(value), 40)], "one line of at most 300 bytes: "+about
		default:
			continue
		}
		all = append(all, dialer.Invalid{Field: at + "." + f.key, Value: value, Why: about})
	}
	return all
}

// says reports whether a text has a word or a figure. A dash or a dot fills a blank and says nothing.
func says(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0x7f
	})
}

// Version names the offer's words: it changes with each of them. An offer without any has none.
func Version(o dialer.Offer) string {
	if o == (dialer.Offer{}) {
		return ""
	}
	h := sha256.New()
	for _, f := range offerFields {
		h.Write([]byte(f.key + "\x00" + strings.TrimSpace(f.of(o)) + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Heard is the offer as the facts name it.
func Heard(o dialer.Offer) dialer.Prompt { return dialer.Prompt{Name: "offer", SHA256: Version(o)} }

// Sells refuses a campaign that can have no sale: by its kind, or because its offer is not whole (4.2 k, 6.1).
func Sells(c dialer.Campaign) error {
	if !c.Kind.Marketing() {
		return refuse(WrongKind, "a %s campaign sells nothing", c.Kind)
	}
	if c.Offer == (dialer.Offer{}) {
		return refuse(NoOffer, "the campaign has no offer to read aloud")
	}
	if faults := Faults("offer", c.Offer); len(faults) > 0 {
		keys := make([]string, 0, len(faults))
		for _, f := range faults {
			keys = append(keys, f.Field)
		}
		return refuse(Blank, "blank in the offer: %s", strings.Join(keys, ", "))
	}
	return nil
}

// MayStart refuses a marketing campaign that has no approval of its content or no attestation of its lawfulness. It
// tells both.
func MayStart(c dialer.Campaign) error {
	if !c.Kind.Marketing() {
		return nil
	}
	var errs []error
	if c.Approval.By == "" || c.Approval.At.IsZero() {
		errs = append(errs, refuse(NoApproval, "no person has approved what the campaign offers: content_approval"))
	}
	if c.Lawful.By == "" || c.Lawful.At.IsZero() || c.Lawful.Ref == "" {
		errs = append(errs,
			refuse(NoAttestation, "no person attests that it may be sold in Norway: legality_attestation"))
	}
	return errors.Join(errs...)
}

// Exempt reports whether the campaign's sales bind without a written acceptance. An exemption that the act does not
// have, or that no one answers for, is refused.
func Exempt(u dialer.Unwritten) (bool, error) {
	switch {
	case u == (dialer.Unwritten{}):
		return false, nil
	case !slices.Contains(dialer.Exemptions(), u.Exemption):
		return false, refuse(NotExempt, "%q is no exemption of the act; it has %v", u.Exemption, dialer.Exemptions())
	case !says(u.Ground) || !says(u.AttestedBy):
		return false, refuse(NotExempt, "an exemption needs its ground and who attests it")
	}
	return true, nil
}
