package reservation

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Keyer works out who a person is to the registers, for many persons one after the other. It may be used by one
// goroutine at a time.
//
// A person has several keys, and is in a register where one of them is. Registers and leads are keyed by the same
// secret and the same code, so what either has more of only blocks more. There are two recipes:
//
//   - the first (recipe1.go): the whole name in the order written, with the birth date, or with the address as written;
//   - the second: each two words of the name, in any order, with the birth date, or with the street address and its
//     postcode. So "HANSEN KARI", "Hansen, Kari Marie" and "Kari Hansen" meet. Two persons born on one day who share
//     two names meet as well, and both are blocked.
//
// A register keeps keys, not names, until its next delivery; both recipes are made on both sides, so that a change of
// the recipe frees no one, also where an older daemon asks a shared Redis. Never change a recipe: add another.
type Keyer struct {
	mac   mac
	text  []byte
	day   []byte
	words []word
}

// NewKeyer gives one for the secret.
func NewKeyer(secret []byte) *Keyer { return &Keyer{mac: newMAC(secret)} }

// Keys are all that is known of who a person is. The date is that of birth's own location; what is missing is left out.
func Keys(secret []byte, name string, birth time.Time, address string) []dialer.PersonKey {
	return NewKeyer(secret).Keys(nil, name, birth, address)
}

// Keys appends a person's keys to all, each once.
func (k *Keyer) Keys(all []dialer.PersonKey, name string, birth time.Time, address string) []dialer.PersonKey {
	all, _ = k.Person(all, name, birth, address)
	return all
}

// Person is Keys, and reports whether the person is Matchable.
func (k *Keyer) Person(
	all []dialer.PersonKey, name string, birth time.Time, address string,
) (keys []dialer.PersonKey, matchable bool) {
	k.day = appendDay(k.day[:0], birth)
	text, isPlain := plain(name)
	day, whole, street := string(k.day), text, ""
	if !isPlain {
		whole = name1(name)
	}
	all = k.add(all, "birth", whole, "", day)
	if address != "" {
		all = k.add(all, "address", whole, "", address1(address))
		street = Street(address)
	}
	if day == "" && street == "" {
		return all, false
	}
	k.words = appendWords(k.words[:0], name, text)
	for a, b := range pairs(k.words) {
		all = k.add(all, "birth 2", a, b, day)
		all = k.add(all, "address 2", a, b, street)
		matchable = true
	}
	return all, matchable
}

// Told is one of a person's keys, with what it is made of.
type Told struct {
	Key dialer.PersonKey
	How string
}

// Told gives a person's keys as Keys does, each with what it is made of, without the name.
func (k *Keyer) Told(name string, birth time.Time, address string) (all []Told) {
	for _, part := range []struct {
		how     string
		birth   time.Time
		address string
	}{{"the name and the birth date", birth, ""}, {"the name and the address", time.Time{}, address}} {
		for _, key := range k.Keys(nil, name, part.birth, part.address) {
			all = append(all, Told{key, part.how})
		}
	}
	return all
}

// Matchable reports whether a person can be known again in a register however the name is written: by birth date, or
// by an address with its postcode. Of who is not, a register's silence says nothing.
func Matchable(name string, birth time.Time, address string) bool {
	if birth.IsZero() && Street(address) == "" {
		return false
	}
	for range pairs(wordsOf(name)) {
		return true
	}
	return false
}

// SameName reports whether two names may be one person's: they share two words, or, where one has but one, that.
func SameName(a, b string) bool {
	one := map[[2]string]bool{}
	single := false
	for x, y := range pairs(wordsOf(a)) {
		one[[2]string{x, y}], single = true, single || y == ""
	}
	for x, y := range pairs(wordsOf(b)) {
		if one[[2]string{x, y}] {
			return true
		}
		single = single || y == ""
	}
	if !single {
		return false
	}
	words := map[string]bool{}
	for _, w := range wordsOf(a) {
		words[w.text] = true
	}
	for _, w := range wordsOf(b) {
		if words[w.text] {
			return true
		}
	}
	return false
}

// appendDay appends 1970-01-31, or nothing where the birth date is not known.
func appendDay(b []byte, birth time.Time) []byte {
	if birth.IsZero() {
		return b
	}
	return birth.AppendFormat(b, time.DateOnly)
}

// add appends one key, unless it is there or there is nothing to make it of.
func (k *Keyer) add(all []dialer.PersonKey, how, a, b, what string) []dialer.PersonKey {
	if a == "" || what == "" {
		return all
	}
	k.text = append(append(append(k.text[:0], how...), '\n'), a...)
	if b != "" {
		k.text = append(append(k.text, ' '), b...)
	}
	k.text = append(append(k.text, '\n'), what...)
	return append(all, max(k.mac.key(k.text), 1)) // 0 is none
}
