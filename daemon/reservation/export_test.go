package reservation

import "github.com/ringevett/ringevett/daemon/dialer"

// FirstRecipe gives the texts of which the first recipe's keys are made.
func FirstRecipe(text string) (name, address string) { return name1(text), address1(text) }

// MAC gives the key of a text.
func MAC(secret, text []byte) dialer.PersonKey {
	m := newMAC(secret)
	return m.key(text)
}
