package figures

import (
	"slices"
	"time"
)

// lately is the rolling interval (norm 2.4, H).
const lately = time.Hour

// Hour is what was answered in a campaign lately and counts in the strict rate, oldest first: 8 bytes a call.
type Hour []Recent

// Recent is a call's share with the time of its answer: Unix time in µs, then a bit for abandoned and one for live.
type Recent int64

const (
	liveBit Recent = 1 << iota
	abandonedBit
	shareBits = iota
)

func recent(s share) Recent {
	r := Recent(s.at.UnixMicro()) << shareBits
	if s.Abandoned > 0 {
		r |= abandonedBit
	}
	if s.Live > 0 {
		r |= liveBit
	}
	return r
}

// plus puts a share in, and forgets what is an hour older than the newest.
func (h *Hour) plus(s share) {
	if s.at.IsZero() || s.Ledger == (Ledger{}) {
		return
	}
	r := recent(s)
	i, _ := slices.BinarySearch(*h, r)
	*h = slices.Insert(*h, i, r)
	h.until(time.UnixMicro(int64((*h)[len(*h)-1] >> shareBits)))
}

// minus takes a share out, where it was not forgotten.
func (h *Hour) minus(s share) {
	if i, there := slices.BinarySearch(*h, recent(s)); there {
		*h = slices.Delete(*h, i, i+1)
	}
}

// until forgets what is older than an hour.
func (h *Hour) until(now time.Time) {
	n, _ := slices.BinarySearch(*h, recent(share{at: now.Add(-lately + time.Microsecond)}))
	*h = (*h)[n:]
}

// ledger is the sum of what it holds.
func (h Hour) ledger() (l Ledger) {
	for _, r := range h {
		count(&l.Abandoned, r&abandonedBit != 0)
		count(&l.Live, r&liveBit != 0)
	}
	return l
}
