package check

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Fault is something that a person must look at. Key tells it from others; Text may differ from one look to the next.
type Fault struct {
	Key  string `json:"key"`
	Text string `json:"text"`
	Do   string `json:"do,omitempty"`
}

// Watched looks as Check does, and adds what the running daemon says of itself: late inquiries, alarms of the guard of
// 4.6.2, faults of its own and of the PBX. It gives faults alone, each once.
func Watched(ctx context.Context, with Checking) []Fault {
	found := Check(ctx, with)
	var all []Fault
	for _, f := range found {
		if f.Level != probe.OK {
			all = append(all, Fault{"check " + f.Name, fmt.Sprintf("%s: %s", f.Level, f.Text), f.Do})
		}
	}
	c, err := with.Load()
	if err != nil {
		return distinct(all)
	}
	st, silent := askDaemon(ctx, c.API.Socket)
	switch {
	case silent != nil:
		all = append(all, Fault{"daemon", "it does not say how it does: " + silent.Error(), "journalctl -u ringevett"})
	case st == nil:
		all = append(all, Fault{"daemon", "no daemon answers at " + c.API.Socket, "systemctl status ringevett"})
	default:
		all = append(all, faultsOf(*st)...)
	}
	return distinct(all)
}

// distinct keeps the first of those with one key, sorted by key, with how many there are.
func distinct(all []Fault) []Fault {
	first, more := map[string]Fault{}, map[string]int{}
	for _, f := range all {
		if _, is := first[f.Key]; is {
			more[f.Key]++
			continue
		}
		first[f.Key] = f
	}
	out := make([]Fault, 0, len(first))
	for _, key := range slices.Sorted(maps.Keys(first)) {
		f := first[key]
		if n := more[key]; n > 0 {
			f.Text += fmt.Sprintf(" (and %d more)", n)
		}
		out = append(out, f)
	}
	return out
}

// faultsOf are those that a daemon tells of itself.
func faultsOf(st verb.Status) (all []Fault) {
	put := func(is bool, key, text, do string) {
		if is {
			all = append(all, Fault{key, text, do})
		}
	}
	put(st.Inquiries.Late > 0, "inquiries late",
		fmt.Sprintf("%d inquiries are without an answer after 24 hours (4.4.3)", st.Inquiries.Late),
		"ringevett inquiries list")
	for _, c := range st.Campaigns {
		put(c.Pace.Alarm != "", "alarm "+c.ID, c.ID+": predictive dialing is off: "+c.Pace.Alarm,
			"ringevett predictive restart "+c.ID+" --why REASON, once a person knows why")
	}
	put(st.Halted != "" && st.Hours.Open, "halted", "nothing is dialed: "+st.Halted, "ringevett status")
	put(st.SetAside != "", "set aside", st.SetAside, ".github/RECOVERY.md")
	for _, b := range st.Breaches {
		put(true, "breach "+b.Rule, "an invariant does not hold: "+b.Rule, "report it: it is a fault of the program")
	}
	for _, text := range st.Noticed {
		put(true, "pbx "+text, text, "dialplan/README.md")
	}
	for _, f := range st.Failing {
		put(true, "failing "+f.Part, f.Part+": "+f.Why, "ringevett status")
	}
	put(st.Trunk.Refuses != "", "trunk", "the trunk refuses: "+st.Trunk.Refuses, "ask the operator of the trunk")
	for _, s := range st.Shown {
		put(true, "shown "+s.Visible, s.Visible+": "+s.Why, "ringevett shown --help")
	}
	return all
}

// The bounds of what is mailed.
const (
	MailsADay  = 24  // in 24 hours; what comes after waits
	faultsKept = 200 // remembered; the others are told as a count
)

// Memory is what was told of earlier looks. The zero Memory has told nothing.
type Memory struct {
	Told  map[string]Standing `json:"told"`
	Mails []time.Time         `json:"mails,omitempty"` // of the last 24 hours
}

// Standing is a fault that was told and has not ended.
type Standing struct {
	Fault
	Since time.Time `json:"since"` // it was first seen
}

// News is what a look tells.
type News struct {
	Began []Fault    `json:"began"`
	Ended []Standing `json:"ended"`
	More  int        `json:"more,omitempty"`     // faults that began and are too many to name
	Last  time.Time  `json:"silence,omitzero"`   // no more is told until then: too many mails
	Held  bool       `json:"held_back,omitzero"` // there is news, and it waits for the bound
}

// None reports whether there is nothing to tell.
func (n News) None() bool { return n.Held || len(n.Began)+len(n.Ended) == 0 }

// Take compares a look with what was told. A fault is told once when it begins and once when it has ended. next is
// what to remember once the news was told; while it was not, the old memory holds.
func (m Memory) Take(now time.Time, seen []Fault) (news News, next Memory) {
	next = Memory{Told: map[string]Standing{}}
	for _, at := range m.Mails {
		if now.Sub(at) < 24*time.Hour {
			next.Mails = append(next.Mails, at)
		}
	}
	for _, f := range seen {
		was, is := m.Told[f.Key]
		switch {
		case is:
			next.Told[f.Key] = Standing{f, was.Since}
		case len(next.Told) >= faultsKept:
			news.More++
		default:
			next.Told[f.Key] = Standing{f, now}
			news.Began = append(news.Began, f)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(m.Told)) {
		if _, still := next.Told[key]; !still {
			news.Ended = append(news.Ended, m.Told[key])
		}
	}
	if len(news.Began)+len(news.Ended) == 0 {
		return news, next
	}
	if len(next.Mails) >= MailsADay {
		news.Held = true
		return news, m
	}
	if next.Mails = append(next.Mails, now); len(next.Mails) == MailsADay {
		news.Last = slices.MinFunc(next.Mails, func(a, b time.Time) int { return cmp.Compare(a.UnixNano(), b.UnixNano()) }).
			Add(24 * time.Hour)
	}
	return news, next
}
