package shown

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

const (
	// Unseen is how many calls whose number could not be read stop a number.
	Unseen = 3
	// A number that was right today is looked at again with every sampleCalls-th call, and with the first after
	// sampleAfter.
	sampleCalls = 20
	sampleAfter = 5 * time.Minute
)

// Kept is what outlasts a restart: a stop, or a person's word. Code is one of dialer.ShownOther, ShownUnseen and
// ShownConfirmed.
type Kept struct {
	Visible dialer.Number
	Code    string
	Route   string // the dial string with which it was seen
	Sent    string // what was seen in place of the number; "" where nothing could be read
	Why     string
	At      time.Time
	By      string
}

// Numbers is what is known of each number that campaigns show. It is told of every look, and asked before every dial.
type Numbers struct {
	route string
	all   map[dialer.Number]*number
}

// number is one of them. The zero value is a number of which nothing is known: one call at a time is placed with it.
type number struct {
	proved time.Time // when it was last seen to be right, or as a person confirmed it
	calls  int       // since then
	unseen int       // looks in a row that saw nothing
	stop   *Kept     // why nothing is dialed with it; nil: nothing stops it
	word   *Kept     // a person's, on what is sent in its place
}

// NewNumbers knows what outlasted the restart. What was seen with another dial string says nothing about this one.
func NewNumbers(route string, kept []Kept) *Numbers {
	n := &Numbers{route: route, all: map[dialer.Number]*number{}}
	for _, k := range kept {
		switch {
		case k.Route != route:
		case k.Code == dialer.ShownConfirmed:
			n.of(k.Visible).word = &k
		default:
			n.of(k.Visible).stop = &k
		}
	}
	return n
}

func (n *Numbers) of(visible dialer.Number) *number {
	x := n.all[visible]
	if x == nil {
		x = &number{}
		n.all[visible] = x
	}
	return x
}

// Stopped says in one sentence why nothing is dialed with a number; "" where it may be.
func (n *Numbers) Stopped(visible dialer.Number) string {
	if x := n.all[visible]; x != nil && x.stop != nil {
		return x.stop.Sentence()
	}
	return ""
}

// Proved reports whether the number was seen to be right on this Oslo day. Until then one call at a time is placed
// with it.
func (n *Numbers) Proved(now time.Time, visible dialer.Number) bool {
	x := n.all[visible]
	return x != nil && x.stop == nil && !x.proved.IsZero() && day(x.proved) == day(now)
}

// Due reports whether a call that is booked now is to be looked at. Ask once a call.
func (n *Numbers) Due(now time.Time, visible dialer.Number) bool {
	x := n.of(visible)
	x.calls++
	return !n.Proved(now, visible) || x.calls >= sampleCalls || now.Sub(x.proved) >= sampleAfter
}

// Saw takes a look. Where it changes what outlasts a restart, or proves the number for the first time today, it gives
// that, to be written down; else the zero Kept.
func (n *Numbers) Saw(now time.Time, visible dialer.Number, l Look) Kept {
	x, v := n.of(visible), Compare(visible, l)
	k := Kept{Visible: visible, Route: n.route, At: now}
	switch {
	case l.Gone:
		return Kept{}
	case v == Same, x.word != nil && (v == Unknown || v == Other && x.word.Sent == l.Sent()):
		return n.right(now, x, k, l)
	case v == Other:
		k.Code, k.Sent, k.Why = dialer.ShownOther, l.Sent(), where(l)
	default:
		if x.unseen++; x.unseen < Unseen {
			return Kept{}
		}
		k.Code, k.Why = dialer.ShownUnseen, l.Why
	}
	return x.stopBy(k)
}

// right notes that the number is shown as it should be. A stop is only lifted by a person: it may be one route of
// several that is wrong.
func (n *Numbers) right(now time.Time, x *number, k Kept, l Look) Kept {
	known := !x.proved.IsZero() && day(x.proved) == day(now)
	x.proved, x.calls, x.unseen = now, 0, 0
	if known || x.stop != nil {
		return Kept{}
	}
	k.Code, k.Why = dialer.ShownSame, where(l)
	return k
}

func (x *number) stopBy(k Kept) Kept {
	if x.stop != nil {
		return Kept{}
	}
	x.stop, x.proved = &k, time.Time{}
	return k
}

// Again has the next call prove a number that is stopped: its route was mended.
func (n *Numbers) Again(now time.Time, visible dialer.Number, why, by string) (Kept, error) {
	if n.Stopped(visible) == "" {
		return Kept{}, fmt.Errorf("%w: nothing stops %s", dialer.ErrRefused, visible)
	}
	n.all[visible] = &number{}
	return Kept{Visible: visible, Code: dialer.ShownAgain, Route: n.route, At: now, Why: why, By: by}, nil
}

// Confirm takes the word of a person who saw on a phone that the number is shown all the same: the operator takes it
// from elsewhere than the From. It holds for what was seen, and for nothing else that may be sent later.
func (n *Numbers) Confirm(now time.Time, visible dialer.Number, why, by string) (Kept, error) {
	x := n.all[visible]
	if x == nil || x.stop == nil {
		return Kept{}, fmt.Errorf("%w: nothing stops %s", dialer.ErrRefused, visible)
	}
	k := Kept{
		Visible: visible, Code: dialer.ShownConfirmed, Route: n.route, Sent: x.stop.Sent, At: now, Why: why, By: by,
	}
	n.all[visible] = &number{word: &k}
	return k, nil
}

// All gives what stops numbers, by number.
func (n *Numbers) All() (stops []Kept) {
	for _, x := range n.all {
		if x.stop != nil {
			stops = append(stops, *x.stop)
		}
	}
	slices.SortFunc(stops, func(a, b Kept) int { return strings.Compare(string(a.Visible), string(b.Visible)) })
	return stops
}

// Sentence says what is wrong and what to do.
func (k Kept) Sentence() string {
	and := fmt.Sprintf("; mend the route and run: ringevett shown again %s --why TEXT; or, where you saw on a phone "+
		"that "+
		"%s is shown: ringevett shown confirm %s --why TEXT (4.4.2, mfl. § 14)", k.Visible, k.Visible, k.Visible)
	if k.Code == dialer.ShownUnseen {
		return fmt.Sprintf("whether consumers see %s could not be read on %d calls: %s%s", k.Visible, Unseen, k.Why,
			and)
	}
	return fmt.Sprintf("consumers are to see %s, and the PBX sent %s%s%s", k.Visible, k.Sent, k.Why, and)
}

// where names the leg that was looked at.
func where(l Look) string {
	if l.Leg == "" {
		return " by its route"
	}
	return " on " + l.Leg
}

func day(t time.Time) dialer.Day { return dialer.DayOf(t, hours.Oslo()) }
