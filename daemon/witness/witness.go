// Package witness sends each day's head of the journal to others: the system's log, a mailbox, an authority that stamps
// the time. Their copies expose a journal that was rewritten, which no check on this machine can do.
package witness

import (
	"fmt"
	"net"
	"time"
)

// Head is where the journal's chain stood at an instant. It names no person.
type Head struct {
	Day   string // Oslo's, 2026-11-28
	Head  string // the entry's number, a colon and its hash
	Key   string // the public key that signed the day, or that begins a row of keys
	First string // the first key of its row
}

// String is one line.
func (h Head) String() string {
	return fmt.Sprintf("journal head: day=%s head=%s key=%s first_key=%s", h.Day, h.Head, h.Key, h.First)
}

// Within bounds each telling, from the first connection to the last answer.
const Within = 30 * time.Second

// Loopback reports whether a host is this machine.
func Loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
