// Package handout hands things out of the house: an event to a receiver over HTTPS, a letter to a mail relay. Both are
// signed or encrypted as they leave, have a deadline, and say whether the other side really took them.
package handout
