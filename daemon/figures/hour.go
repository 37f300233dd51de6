package figures

import (
	"cmp"
	"slices"
	"time"
)

// lately is the rolling interval (norm 2.4, H).
const lately = time.Hour

// hour is what was answered in a campaign lately and counts in the strict rate, oldest first: 16 bytes a call.
type hour []answer

// answer is a call's share with the time of its answer.
type answer struct {
	at              int64 // Unix time, ns
	abandoned, live int8
}

func answerOf(s share) answer {
	return answer{s.at.UnixNano(), int8(s.Abandoned), int8(s.Live)} //nolint:gosec // a share is of one call
}

func (a answer) counts() bool { return a.abandoned != 0 || a.live != 0 }

func (h hour) place(a answer) (int, bool) { return slices.BinarySearchFunc(h, a, answer.compare) }

func (a answer) compare(b answer) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.abandoned, b.abandoned), cmp.Compare(a.live, b.live))
}

// plus puts a share in, and forgets what is an hour older than the newest.
func (h *hour) plus(s share) {
	a := answerOf(s)
	if s.at.IsZero() || !a.counts() {
		return
	}
	i, _ := h.place(a)
	*h = slices.Insert(*h, i, a)
	h.until(time.Unix(0, (*h)[len(*h)-1].at))
}

// minus takes a share out, where it was not forgotten.
func (h *hour) minus(s share) {
	if i, there := h.place(answerOf(s)); there {
		*h = slices.Delete(*h, i, i+1)
	}
}

// until forgets what is older than an hour.
func (h *hour) until(now time.Time) {
	first := answer{at: now.Add(-lately).UnixNano() + 1}
	n, _ := h.place(first)
	*h = (*h)[n:]
}

// ledger is the sum of what it holds.
func (h hour) ledger() (l Ledger) {
	for _, a := range h {
		l.Abandoned, l.Live = l.Abandoned+int(a.abandoned), l.Live+int(a.live)
	}
	return l
}

// Recent is a call of the last hour as a State keeps it: when it was answered, Unix time in ns, and its share.
type Recent [3]int64

func (h hour) state() (all []Recent) {
	for _, a := range h {
		all = append(all, Recent{a.at, int64(a.abandoned), int64(a.live)})
	}
	return all
}

func resumeHour(all []Recent) (h hour) {
	for _, r := range all {
		h = append(h, answer{r[0], int8(r[1]), int8(r[2])}) //nolint:gosec // sealed; written by state
	}
	return h
}
