package figures

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// inherits is how long a campaign's ledger is handed on to the next one for the same client, of the same kind, with the
// same visible number: a limit is not escaped by splitting or cloning (norm 2.4).
const inherits = 30 * 24 * time.Hour

// lately is the rolling interval (norm 2.4, H).
const lately = time.Hour

// Tally counts the ledgers of all campaigns fact by fact. Told the journal's facts in their order it always comes to the
// same: to recount after a restart is to make a new one.
type Tally struct {
	oslo     *time.Location
	kinds    map[dialer.CampaignID]dialer.Kind
	attempts map[dialer.AttemptID]*counted
	days     map[key]Ledger
	totals   map[dialer.CampaignID]*total
	newest   map[kin]*chain
}

// counted is an attempt with what it counts for now.
type counted struct {
	Attempt
	share share
}

// total is one campaign from its first call on.
type total struct {
	Ledger
	chain  *chain
	recent []*counted // answered lately, oldest first
}

// kin are campaigns that are one campaign to the code (norm 5, 4).
type kin struct {
	client  dialer.ClientID
	kind    dialer.Kind
	visible dialer.Number
}

// chain is kin that followed on one another without a break of more than 30 days.
type chain struct {
	Ledger
	last time.Time // booking in any of them
}

// NewTally makes one that has counted nothing.
func NewTally(oslo *time.Location) *Tally {
	return &Tally{
		oslo: oslo, kinds: map[dialer.CampaignID]dialer.Kind{}, attempts: map[dialer.AttemptID]*counted{},
		days: map[key]Ledger{}, totals: map[dialer.CampaignID]*total{}, newest: map[kin]*chain{},
	}
}

// Know tells a campaign's kind, which no fact does. It comes before the campaign's facts.
func (t *Tally) Know(c dialer.CampaignID, k dialer.Kind) { t.kinds[c] = k }

// Apply counts one fact. It reports whether a rate got worse by it: an abandoned call more, or an established one less.
func (t *Tally) Apply(f dialer.Fact) (worse bool) {
	if f.Attempt == 0 {
		return false
	}
	a := t.attempts[f.Attempt]
	if a == nil {
		a = new(counted)
		t.attempts[f.Attempt] = a
	}
	a.Apply(f)
	if f.Kind == dialer.FactBooked {
		t.booked(f)
	}
	now := shareOf(a.Attempt)
	if now == a.share {
		t.forget(a)
		return false
	}
	was := a.share
	t.move(a, now)
	return now.Abandoned > was.Abandoned || now.Live < was.Live
}

// booked puts a campaign's first call in the chain of its kin.
func (t *Tally) booked(f dialer.Fact) {
	total := t.total(f.Campaign)
	k := kin{f.Client, t.kinds[f.Campaign], f.Visible}
	if total.chain == nil {
		total.chain = t.inherited(k, f.At)
	}
	if total.chain == nil {
		total.chain = new(chain)
		t.newest[k] = total.chain
	}
	total.chain.last = f.At
}

// inherited is the chain that a campaign which begins now goes on with; nil: none.
func (t *Tally) inherited(k kin, now time.Time) *chain {
	if c := t.newest[k]; c != nil && now.Sub(c.last) <= inherits {
		return c
	}
	return nil
}

func (t *Tally) total(c dialer.CampaignID) *total {
	of := t.totals[c]
	if of == nil {
		of = new(total)
		t.totals[c] = of
	}
	return of
}

// move takes an attempt's old share out of its ledgers, and puts the new one in.
func (t *Tally) move(a *counted, now share) {
	total := t.total(a.Campaign)
	book := func(change func(*Ledger, share), s share) {
		if s.at.IsZero() {
			return
		}
		k := key{dialer.DayOf(s.at, t.oslo), a.Campaign}
		day := t.days[k]
		change(&day, s)
		t.days[k] = day
		change(&total.Ledger, s)
		if total.chain != nil {
			change(&total.chain.Ledger, s)
		}
	}
	book((*Ledger).minus, a.share)
	book((*Ledger).plus, now)
	if a.share.at.IsZero() {
		total.recent = append(total.since(now.at.Add(-lately)), a)
	}
	a.share = now
}

// forget drops an attempt that nobody answered: it never counts. One that was lost may turn out to have been answered.
func (t *Tally) forget(a *counted) {
	if a.closed() && !a.up() && !a.vanished() {
		delete(t.attempts, a.ID)
	}
}

// Day is the campaign's ledger of an Oslo day (D).
func (t *Tally) Day(c dialer.CampaignID, d dialer.Day) Ledger { return t.days[key{d, c}] }

// Total is the campaign's ledger to date (C).
func (t *Tally) Total(c dialer.CampaignID) Ledger {
	if of := t.totals[c]; of != nil {
		return of.Ledger
	}
	return Ledger{}
}

// Inherited is the ledger to date of the campaign and the kin before it.
func (t *Tally) Inherited(c dialer.Campaign, now time.Time) Ledger {
	if of := t.totals[c.ID]; of != nil && of.chain != nil {
		return of.chain.Ledger
	}
	if before := t.inherited(kin{c.Client.ID, c.Kind, c.Visible}, now); before != nil {
		return before.Ledger
	}
	return Ledger{}
}

// Hour is the campaign's ledger of the answers in the hour that ends now (H).
func (t *Tally) Hour(c dialer.CampaignID, now time.Time) (l Ledger) {
	of := t.totals[c]
	if of == nil {
		return Ledger{}
	}
	of.recent = of.since(now.Add(-lately))
	for _, a := range of.recent {
		l.plus(a.share)
	}
	return l
}

// since gives what was answered after an instant, and forgets the rest.
func (of *total) since(after time.Time) []*counted {
	return slices.DeleteFunc(of.recent, func(a *counted) bool { return !a.share.at.After(after) })
}

// Abandoned reports whether the attempt counts as abandoned by what is known of it.
func (t *Tally) Abandoned(id dialer.AttemptID) bool {
	a := t.attempts[id]
	return a != nil && a.share.Abandoned > 0
}
