package reservation

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"time"
	"unicode"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Keys are all that is known of who a person is: by birth date, by address, or both. Registers and leads are keyed by the
// same secret; two spellings meet only where Name or Address makes them one text.
func Keys(secret []byte, name string, birth time.Time, address string) []dialer.PersonKey {
	var keys []dialer.PersonKey
	for _, k := range []dialer.PersonKey{ByBirth(secret, name, birth), ByAddress(secret, name, address)} {
		if k != 0 {
			keys = append(keys, k)
		}
	}
	return keys
}

// ByBirth keys a person by name and birth date; 0 where one of them is missing. The date is that of birth's own location.
func ByBirth(secret []byte, name string, birth time.Time) dialer.PersonKey {
	if birth.IsZero() {
		return 0
	}
	return key(secret, "birth", Name(name), birth.Format(time.DateOnly))
}

// ByAddress keys a person by name and address, see Address; 0 where one of them is missing.
func ByAddress(secret []byte, name, address string) dialer.PersonKey {
	return key(secret, "address", Name(name), Address(address, ""))
}

func key(secret []byte, how, name, what string) dialer.PersonKey {
	if name == "" || what == "" {
		return 0
	}
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(how + "\n" + name + "\n" + what))
	k := dialer.PersonKey(binary.BigEndian.Uint64(m.Sum(nil)))
	return max(k, 1) // 0 is none
}

// Name gives the one spelling that persons are matched by: small letters, accents dropped, hyphens and dots as spaces, words
// in the order written. Å, æ and ø are letters of their own, and Swedish ä and ö are æ and ø.
func Name(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range compose(text) {
		r = fold(unicode.ToLower(r))
		switch {
		case r == '\'' || r == '’' || r == '`' || unicode.Is(unicode.Mn, r): // O'Brien is Obrien
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = true
			continue
		case gap && b.Len() > 0:
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// Address gives the one spelling of a street address with its postcode: as Name, and a house's letter stands at its number.
func Address(street, postcode string) string {
	words := strings.Fields(Name(street + " " + postcode))
	for i := len(words) - 1; i > 0; i-- {
		if len(words[i]) == 1 && words[i][0] >= 'a' && words[i][0] <= 'z' && endsInDigit(words[i-1]) {
			words[i-1] += words[i]
			words = append(words[:i], words[i+1:]...)
		}
	}
	return strings.Join(words, " ")
}

func endsInDigit(s string) bool { return s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// compose joins the two-part forms of the Norwegian letters, as macOS writes them, before other marks are dropped.
func compose(text string) string {
	return strings.NewReplacer("a\u030a", "å", "A\u030a", "å", "a\u0308", "æ", "A\u0308", "æ", "o\u0308", "ø", "O\u0308", "ø").Replace(text)
}

// fold takes accents from a small letter. What has no base letter in Norwegian is left as it is.
func fold(r rune) rune {
	switch {
	case r < 0x80, r == 'å', r == 'æ', r == 'ø':
		return r
	case r == 'ä':
		return 'æ'
	case r == 'ö' || r == 'œ':
		return 'ø'
	}
	for _, class := range []string{"aáàâãāăą", "cçćč", "dđďð", "eéèêëēėęě", "gğ", "iíìîïīı", "lłľ", "nñńňŋ", "oóòôõōő", "rř", "sśšş", "tťŧţ", "uúùûüūůű", "yýÿ", "zžźż"} {
		if strings.ContainsRune(class, r) {
			return rune(class[0])
		}
	}
	return r
}
