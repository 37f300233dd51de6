package oldbook

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// attempt gives all facts of one call that is booked at an instant, from a campaign's next lead.
func (w *world) attempt(at time.Time) ([]told, error) {
	c := w.campaigns[w.random.IntN(len(w.campaigns))]
	id, err := w.store.NextAttempt(w.ctx)
	if err != nil {
		return nil, err
	}
	w.booked++
	lead := c.first + dialer.LeadID(c.rung%c.leads)
	c.rung++
	k := &call{world: w, list: c, id: id, lead: lead, at: at}
	k.agent = c.Agents[w.random.IntN(len(c.Agents))]
	k.tell(0, dialer.Fact{
		Kind: dialer.FactBooked, Lead: lead, Agent: k.agent, Number: numberOf(lead), Visible: c.Visible,
		T: 2 * time.Second, Code: "ALLOW", Detail: c.detail, Registers: c.asked,
	})
	k.facts[0].lead = &dialer.LeadChange{Lead: lead, State: dialer.LeadDone, Code: "booked"}
	if w.percent(10) {
		no := dialer.Fact{At: at, Kind: dialer.FactBlocked, Campaign: c.ID, Client: c.Client.ID, Code: "BLOCK_OWN"}
		k.facts = append(k.facts, told{Fact: no})
	}
	k.fate()
	return k.facts, nil
}

// call is one attempt while its facts are made up.
type call struct {
	*world
	list  *list
	id    dialer.AttemptID
	lead  dialer.LeadID
	agent dialer.AgentID
	at    time.Time // of the booking
	facts []told
}

func (w *world) percent(p float64) bool { return w.random.Float64()*100 < p }

// between draws a time.
func (w *world) between(least, most time.Duration) time.Duration {
	return least + time.Duration(w.random.Int64N(int64(most-least)))
}

// fact fills in what every fact of the call has.
func (k *call) fact(after time.Duration, f dialer.Fact) dialer.Fact {
	f.At, f.Attempt, f.Campaign, f.Client = k.at.Add(after), k.id, k.list.ID, k.list.Client.ID
	if f.Kind != dialer.FactBooked {
		f.Lead = k.lead
	}
	return f
}

func (k *call) tell(after time.Duration, f dialer.Fact) {
	k.facts = append(k.facts, told{Fact: k.fact(after, f)})
}

// end tells the attempt's end, and what becomes of its lead.
func (k *call) end(after time.Duration, kind dialer.FactKind, o dialer.Outcome, by dialer.Party, cause, tech int) {
	k.tell(after, dialer.Fact{Kind: kind, Outcome: o, Party: by, Cause: cause, TechCause: tech})
	change := &dialer.LeadChange{Lead: k.lead, State: dialer.LeadDone, Code: string(o)}
	if o == dialer.NoAnswer || o == dialer.Busy {
		change.State, change.Due = dialer.LeadWaiting, k.at.AddDate(0, 0, 1)
	}
	k.facts[len(k.facts)-1].lead = change
}

// fate draws how the call goes; the shares are those of a common list.
func (k *call) fate() {
	if k.percent(0.4) {
		k.end(50*time.Millisecond, dialer.FactNotPlaced, dialer.NotPlaced, dialer.ByUs, 0, 0)
		return
	}
	k.tell(time.Second, dialer.Fact{Kind: dialer.FactDialed})
	if k.percent(3) {
		k.end(1300*time.Millisecond, dialer.FactEnded, dialer.TrunkFailed, dialer.ByNetwork, 34, 503)
		return
	}
	k.tell(2500*time.Millisecond, dialer.Fact{Kind: dialer.FactRinging})
	switch draw := k.random.Float64() * 100; {
	case draw < 0.1:
		k.lost()
	case draw < 1:
		k.tell(7*time.Second, dialer.Fact{Kind: dialer.FactCancelled, Detail: "the number was reserved meanwhile"})
		k.end(7200*time.Millisecond, dialer.FactEnded, dialer.CancelledRinging, dialer.ByUs, 16, 487)
	case draw < 9:
		k.end(k.between(4*time.Second, 15*time.Second), dialer.FactEnded, dialer.Busy, dialer.ByConsumer, 17, 486)
	case draw < 64:
		k.end(23*time.Second, dialer.FactEnded, dialer.NoAnswer, dialer.ByUs, 16, 487)
	default:
		k.answered(k.between(4*time.Second, 18*time.Second))
	}
}

// lost is a call whose end was not seen; for half of them it is told a day later.
func (k *call) lost() {
	k.end(30*time.Second, dialer.FactLost, dialer.Lost, "", 0, 0)
	if k.percent(50) {
		end := dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.NoAnswer, Party: dialer.ByNetwork}
		k.world.late = append(k.world.late, k.fact(0, end))
	}
}

func (k *call) answered(at time.Duration) {
	reserved := !k.percent(2)
	k.tell(at, dialer.Fact{Kind: dialer.FactAnswered, Reserved: reserved})
	switch {
	case reserved && k.percent(1):
		k.end(at+time.Second, dialer.FactEnded, dialer.Answered, dialer.ByConsumer, 16, 0)
	case !reserved && k.percent(60):
		k.tell(at+2*time.Second, dialer.Fact{Kind: dialer.FactMessage})
		k.end(at+12*time.Second, dialer.FactEnded, dialer.Answered, dialer.ByUs, 16, 0)
	default:
		k.talk(at)
	}
}

func (k *call) talk(at time.Duration) {
	bridged := at + k.between(50*time.Millisecond, 900*time.Millisecond)
	if k.percent(0.3) {
		bridged = at + 2400*time.Millisecond
	}
	k.tell(bridged, dialer.Fact{Kind: dialer.FactBridged, Agent: k.agent})
	if k.percent(3) {
		k.tell(bridged+5*time.Second, dialer.Fact{Kind: dialer.FactConsentAsked, Agent: k.agent})
		k.tell(bridged+12*time.Second, dialer.Fact{Kind: dialer.FactConsentRefused, Agent: k.agent, Code: "key"})
	}
	over := bridged + k.between(15*time.Second, 4*time.Minute)
	if k.percent(0.2) {
		k.tell(bridged+3*time.Second, dialer.Fact{Kind: dialer.FactAgentGone, Agent: k.agent})
		over = bridged + 4*time.Second
	}
	k.end(over, dialer.FactEnded, dialer.Answered, dialer.ByConsumer, 16, 0)
	if k.percent(98) {
		said := over + k.between(time.Second, 25*time.Second)
		k.tell(said, dialer.Fact{Kind: dialer.FactDisposed, Agent: k.agent, Disposition: k.word()})
	}
	if k.percent(0.3) {
		again := dialer.Fact{Kind: dialer.FactDisposed, Agent: k.agent, Disposition: k.word(), By: by}
		k.world.late = append(k.world.late, k.fact(over, again))
	}
}

func (k *call) word() dialer.Disposition {
	switch draw := k.random.IntN(100); {
	case draw < 15:
		return dialer.Machine
	case draw < 20:
		return dialer.WrongNumber
	case draw < 30:
		return dialer.CallLater
	}
	return dialer.Person
}
