package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/pacing"
)

// greedy is the worst of pacers: it asks for every call that the guard allows, and forecasts nothing. What holds with
// it holds because of the guard and the engine.
type greedy struct {
	set   pacing.Settings
	f     *floor
	greed int // calls that it asks for beyond that
}

func (g *greedy) Event(ev pacing.Event) {
	if ev.Kind == 0 || ev.At < 0 {
		panic(fmt.Sprintf("an event that is none: %+v", ev))
	}
}

func (g *greedy) Decide(o *pacing.Observation) pacing.Decision {
	crew, free, open := 0, 0, 0
	for _, a := range o.Agents {
		if a.State != pacing.Away {
			crew++
		}
		if a.State == pacing.Free {
			free++
		}
	}
	for _, c := range o.Calls {
		if !c.Reserved {
			open++
		}
	}
	room := max(0, g.set.Room(o)+g.greed)
	if o.Lines >= 0 {
		room = min(room, o.Lines)
	}
	if crew < g.set.SmallCrew {
		return pacing.Decision{Reserved: min(room, max(0, free-open)), Why: pacing.ByAgents}
	}
	if g.f.most > 0 {
		room = max(0, min(room, g.f.most-len(o.Calls)))
	}
	return pacing.Decision{Open: room, Why: pacing.ByGuard}
}

// ack spoils the legal acknowledgement: "missing", "old", "of another text".
func (f *floor) ack(how string) {
	switch how {
	case "missing":
		f.set.Ack = gate.Ack{}
	case "old":
		f.set.Ack.Date = f.start.AddDate(-1, 0, -1)
	default:
		f.set.Ack.TextSHA256 = how
	}
}

// past puts calls of this morning in the journal: "ledger 40 2" are 40 conversations and 2 abandoned calls; "ledger
// 40 2 yesterday" and "ledger 40 2 month" are of earlier days, "ledger 40 2 hour" of half past nine.
func (j *fakeJournal) past(w []string) {
	var live, abandoned int
	fmt.Sscan(w[0], &live)
	fmt.Sscan(w[1], &abandoned)
	at := j.f.start.Add(30 * time.Minute)
	if len(w) > 2 && w[2] == "hour" {
		at = at.Add(9 * time.Hour)
	} else if len(w) > 2 {
		at = at.AddDate(0, 0, map[string]int{"yesterday": -1, "month": -29, "quarter": -60}[w[2]])
	}
	for n := range live + abandoned {
		id := j.f.first
		j.f.first++
		kinds := []dialer.Fact{
			{Kind: dialer.FactBooked, T: 2 * time.Second, Visible: "+4722000001"}, {Kind: dialer.FactDialed},
			{Kind: dialer.FactAnswered, Reserved: true},
		}
		if n < live {
			kinds = append(kinds, dialer.Fact{Kind: dialer.FactBridged},
				dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer},
				dialer.Fact{Kind: dialer.FactDisposed, Disposition: dialer.Person})
		} else {
			kinds = append(kinds, dialer.Fact{
				Kind: dialer.FactMessage,
			}, dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByUs})
		}
		for _, f := range kinds {
			f.At, f.Attempt, f.Campaign, f.Client = at, id, "c1", "fjellvann"
			j.facts = append(j.facts, f)
		}
	}
}

// abandoned tells when a call to the number was last abandoned, zero when a person has spoken with an agent since.
func (j *fakeJournal) abandoned(n dialer.Number) (at, again time.Time) {
	facts := j.all()
	var ids []dialer.AttemptID
	for _, f := range facts {
		if f.Kind == dialer.FactBooked && f.Number == n {
			ids = append(ids, f.Attempt)
		}
	}
	for _, id := range ids {
		var a figures.Attempt
		for _, f := range facts {
			if f.Attempt == id {
				a.Apply(f)
			}
		}
		switch c := figures.Classify(a); {
		case c.RedialFailed:
			again = a.Ended
		case c.Abandoned:
			at = a.Ended
		case c.Live:
			at = time.Time{}
		}
	}
	return at, again
}

// booked counts the attempts of the day itself, and those of them for which two agents were held.
func (j *fakeJournal) booked() (n, alone int) {
	for _, f := range j.all() {
		if f.Kind != dialer.FactBooked || f.Number == "" {
			continue
		}
		n++
		if strings.Contains(f.Detail, "another stands by") {
			alone++
		}
	}
	return n, alone
}

// isSlow reports whether facts may still be on their way.
func (j *fakeJournal) isSlow() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.slow > 0 || j.full
}

// recount counts the journal again, and gives day and campaign.
func (j *fakeJournal) recount(day dialer.Day) (figures.Ledger, figures.Ledger) {
	t := figures.NewTally(j.f.start.Location())
	for f := range slices.Values(j.all()) {
		t.Apply(f)
	}
	return t.Day("c1", day), t.Total("c1")
}
