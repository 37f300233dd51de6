package config

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
)

// Desk is when agents answer those who ring a visible number and ask for somebody (4.4.3). At other times they leave a message.
// The hours are full ones, and the days follow each other, because they are spoken.
type Desk struct {
	From        string `yaml:"from"`
	To          string `yaml:"to"`
	Opens       int    `yaml:"opens"`
	Closes      int    `yaml:"closes"`
	WaitSeconds int    `yaml:"wait_seconds"`
}

const (
	minDeskWait = 5
	maxDeskWait = 60
)

func usualDesk() Desk { return Desk{From: "mon", To: "fri", Opens: 9, Closes: 16, WaitSeconds: 20} }

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
