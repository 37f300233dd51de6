package training

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// All names everybody, or everything, in a Session.
const All = "all"

// MaxMonths bounds how long one training counts.
const MaxMonths = 36

// Session is a training as a person reports it: each of the people was taught each of the items.
type Session struct {
	Agents    []string // or All
	People    []string // with roles; or All
	Items     []string // none, or All: each item, Product where campaigns are named
	Campaigns []string // of Product
	Day       string   // 2026-11-23; empty: today
	Months    int      // 0: as configured
	Trainer   string
}

// Book is who and what a session may name.
type Book struct {
	Agents    []string
	People    []string
	Campaigns []string
}

// reading collects the faults of a session.
type reading struct {
	Session
	faults []error
}

func (r *reading) fault(field, value, why string) {
	r.faults = append(r.faults, dialer.Invalid{Field: field, Value: value, Why: why})
}

// named checks a list against the book's, and gives it with All resolved.
func (r *reading) named(field string, list, book []string) []string {
	if slices.Contains(list, All) {
		return book
	}
	for _, id := range list {
		if !slices.Contains(book, id) {
			r.fault(field, id, "one of: "+strings.Join(book, ", ")+"; or all")
		}
	}
	return list
}

func (r *reading) items() (items []Item) {
	if len(r.Items) == 0 || slices.Contains(r.Items, All) {
		return slices.DeleteFunc(Items(), func(i Item) bool { return i == Product && len(r.Campaigns) == 0 })
	}
	for _, text := range r.Items {
		if !slices.Contains(Items(), Item(text)) {
			r.fault("items", text, "one of: "+words(Items())+"; or all")
		}
		items = append(items, Item(text))
	}
	switch has := slices.Contains(items, Product); {
	case has && len(r.Campaigns) == 0:
		r.fault("campaigns", "", "product training is of a campaign (5 d): name it")
	case !has && len(r.Campaigns) > 0:
		r.fault("campaigns", strings.Join(r.Campaigns, ", "), "only the item product is of a campaign")
	}
	return items
}

func (r *reading) day(now time.Time) time.Time {
	if r.Day == "" {
		r.Day = hours.InOslo(now).Format(time.DateOnly)
	}
	day, err := time.ParseInLocation(time.DateOnly, r.Day, hours.Oslo())
	switch {
	case err != nil:
		r.fault("on", r.Day, "a day, as in 2026-11-23")
	case day.After(now):
		r.fault("on", r.Day, "today or earlier: what is to come was not taught")
	case r.Months >= 1 && !day.AddDate(0, r.Months, 1).After(now):
		r.fault("on", r.Day, "valid "+strconv.Itoa(r.Months)+" months, it has ended already")
	}
	return day
}

// Read gives the entries of a session, or all its faults. months is how long a training counts where the session does
// not say. It reads Pins alone of the ledger.
func (l Ledger) Read(now time.Time, s Session, book Book, months int) ([]Entry, error) {
	r := &reading{Session: s}
	if r.Months == 0 {
		r.Months = months
	}
	if r.Months < 1 || r.Months > MaxMonths {
		r.fault("months", strconv.Itoa(r.Months), "1 to "+strconv.Itoa(MaxMonths))
	}
	var people []Person
	for _, id := range r.named("agents", s.Agents, book.Agents) {
		people = append(people, Person{Agent, id})
	}
	for _, id := range r.named("people", s.People, book.People) {
		people = append(people, Person{Leader, id})
	}
	if len(people) == 0 {
		r.fault("agents", "", "who was taught: agents, people with roles, or both")
	}
	campaigns := r.named("campaigns", s.Campaigns, book.Campaigns)
	if strings.TrimSpace(s.Trainer) == "" {
		r.fault("trainer", "", "who taught it")
	}
	items, day := r.items(), r.day(now)
	if len(r.faults) > 0 {
		return nil, errors.Join(r.faults...)
	}
	var all []Entry
	for _, who := range people {
		for _, item := range items {
			e := Entry{
				Person: who, Item: item, Version: l.VersionOn(item, day), Day: day, Months: r.Months,
				Trainer: strings.TrimSpace(s.Trainer),
			}
			if item != Product {
				all = append(all, e)
				continue
			}
			for _, c := range campaigns {
				e.Campaign = dialer.CampaignID(c)
				all = append(all, e)
			}
		}
	}
	return all, nil
}

func words(items []Item) string {
	var all []string
	for _, i := range items {
		all = append(all, string(i))
	}
	return strings.Join(all, ", ")
}
