// Package training says which training a person lacks (clause 5), and what the person is kept from meanwhile: being
// ready for calls, a campaign, being recorded, being monitored.
//
// A Ledger is read from the book and judged at an instant; it holds who was taught what, when, and by which trainer.
// What is not in it was not taught. Everything is a function of its arguments; the engine and the rooms ask it.
package training

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Item is something that staff are taught. The words are stored: they never change meaning.
type Item string

// The items, by their clauses.
const (
	Norm         Item = "norm"         // 5 a, of one version of the code
	Conversation Item = "conversation" // 5 b: conversation, service, sales technique
	Statute      Item = "statute"      // 5 c, as the statutes stood on a date
	Product      Item = "product"      // 5 d, of one campaign
	Routines     Item = "routines"     // 5 e: how agents are monitored and recorded
	Privacy      Item = "privacy"      // 5 f
	Expectations Item = "expectations" // 5, end: what is expected, and what it takes
)

// Items are all, in the order of the clauses.
func Items() []Item {
	return []Item{Norm, Conversation, Statute, Product, Routines, Privacy, Expectations}
}

// Clause is the clause of the norm that asks for the item.
func (i Item) Clause() string {
	return map[Item]string{
		Norm: "5 a", Conversation: "5 b", Statute: "5 c", Product: "5 d", Routines: "5 e", Privacy: "5 f",
		Expectations: "5",
	}[i]
}

// Basic are those without which an agent does not go ready.
func Basic() []Item { return []Item{Norm, Conversation, Statute, Routines, Privacy} }

// Grace is how long training in the version before counts, once there is a new one (our figure).
const Grace = 30 * 24 * time.Hour

// Kind tells the two books that people stand in. The words are stored.
type Kind string

// The kinds.
const (
	Agent  Kind = "agent"
	Leader Kind = "person" // has a role in the program
)

// Person is somebody of the staff.
type Person struct {
	Kind Kind
	ID   string
}

// OfAgent is an agent of the book.
func OfAgent(id dialer.AgentID) Person { return Person{Agent, string(id)} }

// OfUser is a person with roles.
func OfUser(id dialer.UserID) Person { return Person{Leader, string(id)} }

// Staff are those people of the book whose training the call centre answers for: neither programs, nor an outside
// auditor or client.
func Staff(all []dialer.User) []dialer.User {
	return slices.DeleteFunc(slices.Clone(all), func(p dialer.User) bool {
		return !p.Ended.IsZero() || p.Kind != dialer.KindPerson ||
			!p.Has(dialer.Operator, dialer.Supervisor, dialer.Quality, dialer.Privacy)
	})
}

// Entry is one item taught to one person on one day.
type Entry struct {
	Person   Person
	Item     Item
	Campaign dialer.CampaignID // of Product, else empty
	Version  string            // of Norm and Statute: what was current on the day; else empty
	Day      time.Time         // midnight in Oslo
	Months   int               // valid so many calendar months from the end of Day
	Trainer  string
}

// Until is when the entry's time is over.
func (e Entry) Until() time.Time { return e.Day.AddDate(0, 0, 1).AddDate(0, e.Months, 0) }

// Pin is a version of what Norm or Statute teaches, and since when it is the current one.
type Pin struct {
	Item    Item
	Version string
	Since   time.Time
}

// Ledger is what is known of everybody's training. The zero value knows of none, and lets no agent go ready.
type Ledger struct {
	Waived  bool  // training.require is off: nothing asks for training
	Pins    []Pin // by item, oldest first
	Entries map[Person][]Entry
}

// Standing is how a person stands with one item at an instant.
type Standing struct {
	Item     Item
	Campaign dialer.CampaignID
	OK       bool
	Until    time.Time // OK: when it ends; not OK: when it ended, zero where it was never taught
	Old      bool      // the version taught is not the current one
}

// Why says in words what is wrong, or until when it is well.
func (s Standing) Why() string {
	day := hours.InOslo(s.Until).Format(time.DateOnly)
	switch {
	case s.OK && s.Old:
		return "another version is current; counts until " + day
	case s.OK:
		return "until " + day
	case s.Until.IsZero():
		return "never taught"
	case s.Old:
		return "of a version that counted until " + day
	}
	return "was valid until " + day
}

// String names the item, and the campaign of a product.
func (s Standing) String() string {
	if s.Campaign != "" {
		return string(s.Item) + " of " + string(s.Campaign)
	}
	return string(s.Item)
}

// Standing judges one item; campaign is asked for Product only.
func (l Ledger) Standing(now time.Time, who Person, item Item, campaign dialer.CampaignID) Standing {
	s := Standing{Item: item}
	if item == Product {
		s.Campaign = campaign
	}
	for _, e := range l.Entries[who] {
		if e.Item != item || e.Campaign != s.Campaign || now.Before(e.Day) {
			continue
		}
		until, old := l.counts(e)
		if until.After(s.Until) {
			s.Until, s.Old = until, old
		}
	}
	s.OK = s.Until.After(now)
	return s
}

// counts is until when an entry counts, and whether its version has been replaced. A version that was never current
// counts at no time after its day.
func (l Ledger) counts(e Entry) (until time.Time, old bool) {
	until = e.Until()
	if e.Item != Norm && e.Item != Statute {
		return until, false
	}
	pins := l.pins(e.Item)
	at := slices.IndexFunc(pins, func(p Pin) bool { return p.Version == e.Version })
	switch {
	case e.Version != "" && e.Version == l.Current(e.Item):
		return until, false
	case at < 0:
		return e.Day, true
	}
	if graced := pins[at+1].Since.Add(Grace); graced.Before(until) {
		until = graced
	}
	return until, true
}

func (l Ledger) pins(item Item) (of []Pin) {
	for _, p := range l.Pins {
		if p.Item == item {
			of = append(of, p)
		}
	}
	return of
}

// Current is the version of an item that is taught now; "" where it is not known.
func (l Ledger) Current(item Item) string {
	pins := l.pins(item)
	if len(pins) == 0 {
		return ""
	}
	return pins[len(pins)-1].Version
}

// VersionOn is the version of an item that was current on a day: the first one that is known, for earlier days.
func (l Ledger) VersionOn(item Item, day time.Time) (version string) {
	for i, p := range l.pins(item) {
		if i == 0 || p.Since.Before(day.AddDate(0, 0, 1)) {
			version = p.Version
		}
	}
	return version
}

// Lacks are the basic items that a person lacks, whether or not they are required.
func (l Ledger) Lacks(now time.Time, who Person) (lacks []Standing) {
	for _, item := range Basic() {
		if s := l.Standing(now, who, item, ""); !s.OK {
			lacks = append(lacks, s)
		}
	}
	return lacks
}

// Bars are what keeps an agent from being ready: none where training is waived.
func (l Ledger) Bars(now time.Time, a dialer.AgentID) []Standing {
	if l.Waived {
		return nil
	}
	return l.Lacks(now, OfAgent(a))
}

// Cleared says which agents may get calls, and of which campaigns, at one instant. It is made once for all, since a
// floor asks for each agent of each campaign. The zero value lets no one have any.
type Cleared struct {
	waived bool
	of     map[dialer.AgentID]map[dialer.CampaignID]bool
}

// Cleared judges all agents.
func (l Ledger) Cleared(now time.Time) Cleared {
	c := Cleared{waived: l.Waived, of: map[dialer.AgentID]map[dialer.CampaignID]bool{}}
	for who, entries := range l.Entries {
		if who.Kind != Agent || len(l.Lacks(now, who)) > 0 {
			continue
		}
		products := map[dialer.CampaignID]bool{}
		for _, e := range entries {
			if e.Item == Product && !products[e.Campaign] && !now.Before(e.Day) && e.Until().After(now) {
				products[e.Campaign] = true
			}
		}
		c.of[dialer.AgentID(who.ID)] = products
	}
	return c
}

// Serves reports whether an agent may get calls of a campaign (5 a-f).
func (c Cleared) Serves(a dialer.AgentID, id dialer.CampaignID) bool { return c.waived || c.of[a][id] }

// Next is the first instant after now at which a standing can change; zero: none.
func (l Ledger) Next(now time.Time) (next time.Time) {
	sooner := func(t time.Time) {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, entries := range l.Entries {
		for _, e := range entries {
			until, _ := l.counts(e)
			sooner(until)
			sooner(e.Day)
		}
	}
	return next
}

// Named lists standings in one sentence: "norm (never taught), privacy (was valid until 2026-10-31)".
func Named(all []Standing) string {
	var words []string
	for _, s := range all {
		words = append(words, fmt.Sprintf("%s (%s)", s, s.Why()))
	}
	return strings.Join(words, ", ")
}
