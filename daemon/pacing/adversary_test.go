package pacing_test

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/pacing"
)

// field is a floor in virtual time on which everything goes as badly as it can. It steps a second at a time.
type field struct {
	rnd     *rand.Rand
	set     pacing.Settings
	decide  func(*pacing.Observation) pacing.Decision
	event   func(pacing.Event)
	plan    plan
	o       pacing.Observation
	books   []*book // of the calls under way and of all before, for breaches at any instant
	home    map[int][]*book
	talk    map[int]conversation // by agent
	patient time.Duration        // that a consumer waits at most
	nextID  int
	worst   float64 // highest share abandoned, once 20 are established
	bad     int     // instants at which a ledger was over its limit
	bank    int     // most in surplus
}

// plan is what the adversary does this day.
type plan struct {
	agents   int
	quiet    float64 // chance in a second that a ringing call is answered, else
	pounce   int     // everything is answered as soon as so many are in surplus; 0: when the guard is full
	machines float64 // share of conversations with machines: are not counted
	talk     int     // seconds, at most
	atAnswer bool    // a person is booked at the answer, not by the agent
	vanish   float64 // chance in a second that an agent's phone dies
	rule     bool    // calls that the guard no longer covers are cancelled
	spans    []pacing.Ledger
}

type book struct {
	pacing.Ledger
}

type conversation struct {
	until  time.Duration
	person bool
	books  []*book
}

func newField(rnd *rand.Rand, set pacing.Settings, p plan) *field {
	f := &field{
		rnd: rnd, set: set, plan: p, home: map[int][]*book{}, talk: map[int]conversation{},
		event: func(pacing.Event) {},
	}
	f.o.Lines = -1
	for i := range p.agents {
		f.o.Agents = append(f.o.Agents, pacing.Agent{ID: i + 1, State: pacing.Free})
	}
	for _, l := range p.spans {
		f.books = append(f.books, &book{l})
	}
	return f
}

// day runs for so many seconds.
func (f *field) day(seconds int) {
	for range seconds {
		f.turnPages()
		f.finish()
		f.lose()
		f.answer()
		f.giveUp()
		f.place()
		f.o.Now += time.Second
	}
}

// open are the books of now.
func (f *field) open() (now []*book) {
	for _, b := range f.books {
		if b.End == 0 || f.o.Now < b.End {
			now = append(now, b)
		}
	}
	return now
}

// turnPages opens a new book of a span whose last one is full.
func (f *field) turnPages() {
	for _, b := range f.books {
		if b.End > 0 && f.o.Now == b.End {
			f.books = append(f.books, &book{pacing.Ledger{Span: b.Span, Start: b.End, End: b.End + b.End - b.Start}})
		}
	}
}

func (f *field) tell(kind pacing.EventKind, call, agent int) {
	f.event(pacing.Event{Kind: kind, At: f.o.Now, Call: call, Agent: agent, Person: true})
}

// finish ends conversations: the agent is free at once.
func (f *field) finish() {
	for i := range f.o.Agents {
		a := &f.o.Agents[i]
		c, talks := f.talk[a.ID]
		if !talks || f.o.Now < c.until {
			continue
		}
		delete(f.talk, a.ID)
		for _, b := range c.books {
			b.Talking--
			if c.person && !f.plan.atAnswer {
				b.Established++
			}
		}
		a.State, a.Since = pacing.Free, f.o.Now
		f.tell(pacing.Ended, 0, a.ID)
		f.tell(pacing.Ready, 0, a.ID)
	}
}

// lose breaks phones, of free agents first: they are counted on. A minute later they are back.
func (f *field) lose() {
	for i := range f.o.Agents {
		a := &f.o.Agents[i]
		switch {
		case a.State == pacing.Away && f.o.Now-a.Since > time.Minute:
			a.State, a.Since = pacing.Free, f.o.Now
			f.tell(pacing.Ready, 0, a.ID)
		case a.State == pacing.Free && f.rnd.Float64() < f.plan.vanish:
			a.State, a.Since = pacing.Away, f.o.Now
			f.tell(pacing.Left, 0, a.ID)
		case a.State == pacing.Held && f.rnd.Float64() < f.plan.vanish: // power: the call is cancelled
			f.tell(pacing.Left, 0, a.ID)
			a.State, a.Since = pacing.Away, f.o.Now
			f.cancelReserved()
		}
	}
	if f.plan.rule {
		for _, id := range f.set.Uncovered(&f.o, nil) {
			f.cancel(id)
		}
	}
}

// cancelReserved hangs up the call of an agent held who is gone: they are all alike here.
func (f *field) cancelReserved() {
	for i, c := range f.o.Calls {
		if c.Reserved && c.Answered == 0 {
			f.o.Calls = append(f.o.Calls[:i], f.o.Calls[i+1:]...)
			f.tell(pacing.Failed, c.ID, 0)
			return
		}
	}
}

// cancel hangs up an open call.
func (f *field) cancel(id int) {
	i := slices.IndexFunc(f.o.Calls, func(c pacing.Call) bool { return c.ID == id })
	f.drop(i, pacing.Failed)
}

// drop takes a call off the floor.
func (f *field) drop(i int, kind pacing.EventKind) {
	f.tell(kind, f.o.Calls[i].ID, 0)
	if f.o.Calls[i].Reserved {
		f.release()
	}
	f.o.Calls = append(f.o.Calls[:i], f.o.Calls[i+1:]...)
}

// release frees an agent whose call came to nothing.
func (f *field) release() {
	for j := range f.o.Agents {
		if a := &f.o.Agents[j]; a.State == pacing.Held {
			a.State, a.Since = pacing.Free, f.o.Now
			return
		}
	}
}

// answer lets calls be answered: few, until the worst moment, when all are.
func (f *field) answer() {
	ready := 0
	for _, a := range f.o.Agents {
		if a.State == pacing.Free || a.State == pacing.Held {
			ready++
		}
	}
	surplus := len(f.o.Calls) - ready
	f.bank = max(f.bank, surplus)
	all := surplus > 0 && (f.plan.pounce > 0 && surplus >= f.plan.pounce || f.plan.pounce == 0 && f.set.Room(&f.o) <= 0)
	for i := 0; i < len(f.o.Calls); {
		c := &f.o.Calls[i]
		switch {
		case c.Answered > 0:
			if !f.meet(i) {
				i++
			}
		case all || f.rnd.Float64() < f.plan.quiet:
			c.Answered = f.o.Now + 1 // 0 is not yet
			f.tell(pacing.Answered, c.ID, 0)
			f.home[c.ID] = f.open()
			for _, b := range f.home[c.ID] {
				b.Waiting++
				if f.plan.atAnswer {
					b.Established++
				}
			}
			if !f.meet(i) {
				i++
			}
		case f.o.Now-c.Dialed > f.set.Ring:
			f.drop(i, pacing.Failed)
		default:
			i++
		}
	}
}

// meet brings an answered call to its agent, if there is one.
func (f *field) meet(i int) bool {
	c := f.o.Calls[i]
	want := pacing.Free
	if c.Reserved {
		want = pacing.Held
	}
	for j := range f.o.Agents {
		a := &f.o.Agents[j]
		if a.State != want {
			continue
		}
		a.State, a.Since = pacing.Talking, f.o.Now
		talk := conversation{until: f.o.Now + time.Duration(1+f.rnd.IntN(f.plan.talk))*time.Second,
			person: f.plan.atAnswer || f.rnd.Float64() >= f.plan.machines, books: f.home[c.ID]}
		f.talk[a.ID] = talk
		for _, b := range talk.books {
			b.Waiting--
			b.Talking++
		}
		f.tell(pacing.Connected, c.ID, a.ID)
		f.o.Calls = append(f.o.Calls[:i], f.o.Calls[i+1:]...)
		delete(f.home, c.ID)
		return true
	}
	return false
}

// giveUp abandons who has waited for too long; the worst instant is looked for after each.
func (f *field) giveUp() {
	for i := 0; i < len(f.o.Calls); {
		c := f.o.Calls[i]
		if c.Answered == 0 || f.o.Now-c.Answered < f.patient {
			i++
			continue
		}
		for _, b := range f.home[c.ID] {
			b.Waiting--
			b.Abandoned++
			if !f.plan.atAnswer {
				b.Established++
			}
			f.look(b)
		}
		delete(f.home, c.ID)
		f.drop(i, pacing.Abandoned)
	}
}

// look counts a breach: more abandoned than the limit at this instant.
func (f *field) look(b *book) {
	if b.Broken(f.set.Limit) {
		f.bad++
	}
	f.worst = max(f.worst, float64(b.Abandoned)/float64(b.Established))
}

// place does as the decision says.
func (f *field) place() {
	f.o.Ledgers = f.o.Ledgers[:0]
	for _, b := range f.open() {
		f.o.Ledgers = append(f.o.Ledgers, b.Ledger)
	}
	d := f.decide(&f.o)
	for i := range d.Reserved + d.Open {
		f.nextID++
		c := pacing.Call{ID: f.nextID, Dialed: f.o.Now, Ringing: f.o.Now + 1, Reserved: i < d.Reserved}
		if c.Reserved {
			for j := range f.o.Agents {
				if f.o.Agents[j].State == pacing.Free {
					f.o.Agents[j].State = pacing.Held
					break
				}
			}
		}
		f.o.Calls = append(f.o.Calls, c)
		f.tell(pacing.Dialed, c.ID, 0)
	}
}
