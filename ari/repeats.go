package ari

import "hash/maphash"

// repeats knows the last messages of a connection. Asterisk sends an event once for each way in which the application
// is subscribed to its subject (channel, endpoint, bridge): byte for byte the same, timestamp and all.
type repeats struct {
	seed maphash.Seed
	ring [64]uint64
	next int
}

func newRepeats() *repeats { return &repeats{seed: maphash.MakeSeed()} }

func (r *repeats) seen(kind string, raw []byte) bool {
	if kind == "ChannelUserevent" { // somebody may well say the same twice in a millisecond
		return false
	}
	sum := maphash.Bytes(r.seed, raw) | 1 // never an empty place's zero
	for _, have := range r.ring {
		if have == sum {
			return true
		}
	}
	r.ring[r.next%len(r.ring)] = sum
	r.next++
	return false
}
