package figures

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// inherits is how long a campaign's ledger is handed on to the next one for the same client, of the same kind, with the
// same visible number: a limit is not escaped by splitting or cloning (norm 2.4).
const inherits = 30 * 24 * time.Hour

// Tally counts the ledgers of all campaigns fact by fact. Told the journal's facts in their order it always comes to
// the same: to recount after a restart is to make a new one, or to Resume one from a State and tell it what came
// after.
//
// A closed attempt moves a ledger only by a correction. With Forget it is dropped some time after its end; a fact that
// comes later is Missing its attempt, whose earlier facts are then told by Recall before the fact is applied.
type Tally struct {
	oslo     *time.Location
	kinds    map[dialer.CampaignID]dialer.Kind
	attempts map[dialer.AttemptID]*counted
	days     map[key]Ledger
	totals   map[dialer.CampaignID]*total
	newest   map[kin]*chain
	off      map[dialer.CampaignID]string // predictive switched off by an alarm: why

	keep   time.Duration // how long a closed attempt is held; 0: for ever
	closed []closed      // attempts that are held for corrections, in the order of their end
}

// counted is an attempt with what it counts for now.
type counted struct {
	Attempt
	share  share
	queued bool // to be dropped
}

// closed is when an attempt was found to be over.
type closed struct {
	id dialer.AttemptID
	at time.Time
}

// total is one campaign from its first call on.
type total struct {
	Ledger
	chain *chain
	hour  Hour
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
		off: map[dialer.CampaignID]string{},
	}
}

// Forget has closed attempts dropped so long after their end, by the facts' own times. Its caller asks Missing before
// every Apply.
func (t *Tally) Forget(after time.Duration) { t.keep = after }

// Missing reports whether the fact is of an attempt whose earlier facts must be recalled first. Only a booking begins
// an attempt.
func (t *Tally) Missing(f dialer.Fact) bool {
	return t.keep > 0 && f.Attempt != 0 && f.Kind != dialer.FactBooked && t.attempts[f.Attempt] == nil
}

// Recall tells all facts of an attempt that are counted already, in the journal's order. The ledgers stay as they are.
func (t *Tally) Recall(facts []dialer.Fact) {
	if len(facts) == 0 || t.attempts[facts[0].Attempt] != nil {
		return
	}
	a := new(counted)
	for _, f := range facts {
		a.Apply(f)
	}
	a.share = shareOf(a.Attempt)
	t.attempts[a.ID] = a
	t.over(a, facts[len(facts)-1].At)
}

// over puts an attempt that has ended in the row of those to be dropped.
func (t *Tally) over(a *counted, at time.Time) {
	if t.keep > 0 && !a.queued && a.Attempt.closed() {
		a.queued = true
		t.closed = append(t.closed, closed{a.ID, at})
	}
}

// drop forgets the attempts that ended long before an instant.
func (t *Tally) drop(now time.Time) {
	n := 0
	for ; n < len(t.closed) && now.Sub(t.closed[n].at) > t.keep; n++ {
		delete(t.attempts, t.closed[n].id)
	}
	t.closed = slices.Delete(t.closed, 0, n)
}

// Held is how many attempts are held in memory.
func (t *Tally) Held() int { return len(t.attempts) }

// Off gives the campaigns whose predictive dialing an alarm has switched off, and why. The caller must not change it.
func (t *Tally) Off() map[dialer.CampaignID]string { return t.off }

// Know tells a campaign's kind, which no fact does. It comes before the campaign's facts.
func (t *Tally) Know(c dialer.CampaignID, k dialer.Kind) { t.kinds[c] = k }

// Knows reports whether the campaign's kind was told.
func (t *Tally) Knows(c dialer.CampaignID) bool { _, yes := t.kinds[c]; return yes }

// Apply counts one fact. It reports whether a rate got worse by it: an abandoned call more, or an established one less.
func (t *Tally) Apply(f dialer.Fact) (worse bool) {
	if f.Attempt == 0 {
		t.switched(f)
		return false
	}
	worse = t.apply(f)
	t.drop(f.At)
	return worse
}

func (t *Tally) apply(f dialer.Fact) (worse bool) {
	a := t.attempts[f.Attempt]
	if a == nil {
		a = new(counted)
		t.attempts[f.Attempt] = a
	}
	a.Apply(f)
	if f.Kind == dialer.FactBooked {
		t.booked(f)
	}
	t.over(a, f.At)
	now := shareOf(a.Attempt)
	if now == a.share {
		t.forget(a)
		return false
	}
	was := a.share
	t.move(a, now)
	return now.Abandoned > was.Abandoned || now.Live < was.Live
}

// switched follows which campaigns an alarm has put back to power.
func (t *Tally) switched(f dialer.Fact) {
	if f.Kind != dialer.FactCampaign {
		return
	}
	switch f.Code {
	case dialer.PredictiveOff:
		t.off[f.Campaign] = f.Detail
	case dialer.PredictiveOn:
		delete(t.off, f.Campaign)
	}
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
	total.hour.minus(a.share)
	total.hour.plus(now)
	a.share = now
}

// forget drops an attempt that was not answered: it never counts. One that was lost may turn out to have been answered.
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
func (t *Tally) Hour(c dialer.CampaignID, now time.Time) Ledger {
	of := t.totals[c]
	if of == nil {
		return Ledger{}
	}
	of.hour.until(now)
	return of.hour.ledger()
}

// AgentCut reports whether the attempt ended without any agent having spoken, although one was in the bridge (norm
// 2.3 no. 8).
func (t *Tally) AgentCut(id dialer.AttemptID) bool {
	a := t.attempts[id]
	return a != nil && Classify(a.Attempt).AgentCut
}

// Abandoned reports whether the attempt counts as abandoned by what is known of it.
func (t *Tally) Abandoned(id dialer.AttemptID) bool {
	a := t.attempts[id]
	return a != nil && a.share.Abandoned > 0
}
