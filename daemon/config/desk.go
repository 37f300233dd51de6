package config

import (
	"fmt"
	"regexp"
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/number"
)

// Desk is when agents answer those who ring a visible number and ask for somebody (4.4.3). At other times they leave
// a message. The hours are full ones, and the days follow each other, because they are spoken.
type Desk struct {
	From        string `yaml:"from"`
	To          string `yaml:"to"`
	Opens       int    `yaml:"opens"`
	Closes      int    `yaml:"closes"`
	WaitSeconds int    `yaml:"wait_seconds"`

	Vouched Vouched `yaml:"vouched"`
}

// Vouched says on whose word the desk believes a caller's number. By default it believes no one.
type Vouched struct {
	Trunks []string `yaml:"trunks"`
	Header string   `yaml:"header"`
	Says   string   `yaml:"says"`
}

var (
	endpointName = regexp.MustCompile(`^[A-Za-z0-9]+/[^\s,&()]{1,79}$`)
	headerName   = regexp.MustCompile(`^[A-Za-z0-9-]{1,60}$`)
	headerWord   = regexp.MustCompile(`^[A-Za-z0-9=._-]{1,80}$`)
)

func (v Vouched) check(d *document) {
	for i, t := range v.Trunks {
		if !endpointName.MatchString(t) {
			d.add(item("desk.vouched.trunks", i), t, "an endpoint as Asterisk names it: PJSIP/trunk")
		}
	}
	switch {
	case v.Header == "" && v.Says == "":
	case len(v.Trunks) == 0:
		d.add("desk.vouched.header", v.Header,
			"empty while desk.vouched.trunks is: over any other trunk the caller may write it")
	case !headerName.MatchString(v.Header):
		d.add("desk.vouched.header", v.Header, "the name of a SIP header, such as P-Asserted-Identity")
	case !headerWord.MatchString(v.Says):
		d.add("desk.vouched.says", v.Says,
			"what the header says of a verified caller: one parameter or word, such as verstat=TN-Validation-Passed")
	}
}

// Rule is the setting as the desk applies it.
func (v Vouched) Rule() number.Vouched {
	return number.Vouched{Trunks: v.Trunks, Header: v.Header, Says: v.Says}
}

const (
	minDeskWait = 5
	maxDeskWait = 60
)

func usualDesk() Desk {
	return Desk{From: "mon", To: "fri", Opens: 9, Closes: 16, WaitSeconds: 20, Vouched: Vouched{Trunks: []string{}}}
}

func (k Desk) check(d *document) {
	first, last := k.Days()
	switch {
	case first < 0:
		d.add("desk.from", k.From, "a day as mon")
	case last < 0:
		d.add("desk.to", k.To, "a day as fri")
	case nth(last) < nth(first):
		d.add("desk.to", k.To, "not before "+k.From+" in the week")
	}
	within(d, "desk.opens", k.Opens, 0, 23, "a full hour, Oslo time")
	within(d, "desk.closes", k.Closes, k.Opens+1, 24, fmt.Sprintf("a full hour after %d, Oslo time", k.Opens))
	within(d, "desk.wait_seconds", k.WaitSeconds, minDeskWait, maxDeskWait, "for an agent to become free")
	k.Vouched.check(d)
}

// Days are the first and the last day; -1 where the word is none.
func (k Desk) Days() (first, last time.Weekday) {
	first, ok := weekday(k.From)
	if !ok {
		first = -1
	}
	if last, ok = weekday(k.To); !ok {
		last = -1
	}
	return first, last
}

// Open reports whether agents answer callers at now.
func (k Desk) Open(now time.Time) bool {
	first, last := k.Days()
	t := now.In(hours.Oslo())
	if n := nth(t.Weekday()); n < nth(first) || n > nth(last) || t.Hour() < k.Opens || t.Hour() >= k.Closes {
		return false
	}
	return hours.Holiday(t) == ""
}

// Wait is how long a caller waits for an agent.
func (k Desk) Wait() time.Duration { return time.Duration(k.WaitSeconds) * time.Second }

// nth counts the days of the week from Monday.
func nth(d time.Weekday) int { return (int(d) + 6) % 7 }
