// Package gate decides whether a number may be dialed now. Every path to a phone asks it: campaign, retry, call-back,
// and the call by hand.
//
// Decide asks the rules in the order of norm 2.7. The first rule that says no gives the reason; a fact that is missing
// counts as no. The caller fetches the facts: the book, the registers, the day's attempts. The pacing guard comes after
// the gate: the gate says which numbers, the guard says how many.
package gate

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// finding is what one rule says: a no where it has a code, else what it found.
type finding struct {
	code, why string
	next      time.Time
}

// rule is one question, with the name it has in Verdict.Checked. whole marks those that concern the whole campaign.
type rule struct {
	name  string
	whole bool
	ask   func(*inquiry) finding
}

// inquiry is what the rules look at: the facts, the time, and what rules leave for the verdict.
type inquiry struct {
	Facts
	now             time.Time
	nationalMissing bool
	window          hours.Window
	asked           []dialer.RegisterVersion
	exempt          string
}

// order is that of norm 2.7.
func order() [20]rule {
	return [...]rule{
		{"configuration", true, config},
		{"campaign", true, campaign},
		{"path", false, path},
		{"lead", false, leadOfCampaign},
		{"survey before", false, surveyedBefore},
		{"number", false, dialable},
		{"age", false, age},
		{"hours", true, ringingHours},
		{"own register", false, ownRegister},
		{"client's register", false, clientRegister},
		{"national register connected", true, nationalConnected},
		{"national register", false, nationalRegister},
		{"wash", false, wash},
		{"source", false, source},
		{"abandoned again", false, suppressed},
		{"ended with care", false, cared},
		{"abandoned before", false, flagged},
		{"rest", false, rested},
		{"attempts", false, attempts},
		{"visible number", true, visible},
	}
}

// Rules are the names of the rules in the order in which they are asked.
func Rules() []string {
	all := order()
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = r.name
	}
	return names
}

// Decide tells whether the lead may be dialed now.
func Decide(now time.Time, f Facts) Verdict {
	return decide(&inquiry{Facts: f, now: now}, false)
}

// Campaign tells whether the campaign may dial anybody now, so that a closed one uses up no leads. It asks the same
// rules as Decide, leaving out those about the lead.
func Campaign(now time.Time, f CampaignFacts) Verdict {
	facts := Facts{Campaign: f.Campaign, Responsible: f.Responsible, Hours: f.Hours}
	return decide(&inquiry{Facts: facts, now: now, nationalMissing: f.NationalMissing}, true)
}

// Explain asks the same rules as Decide in the same order, and goes on after a no. The first step with a code is
// Decide's.
func Explain(now time.Time, f Facts) []Step {
	q := &inquiry{Facts: f, now: now}
	var steps []Step
	for _, r := range order() {
		found := r.ask(q)
		steps = append(steps, Step{Rule: r.name, Code: found.code, Why: found.why, Next: found.next})
	}
	return steps
}

func decide(q *inquiry, whole bool) Verdict {
	v := Verdict{At: q.now}
	for _, r := range order() {
		if whole && !r.whole {
			continue
		}
		found := r.ask(q)
		v.Checked = append(v.Checked, r.name+": "+found.why)
		if found.code != "" {
			v.Code, v.Why, v.Next, v.Registers = found.code, found.why, found.next, q.asked
			return v
		}
	}
	v.Allowed, v.Code, v.Until, v.Registers, v.Exempt = true, Allow, q.window.Until, q.asked, q.exempt
	return v
}

// no is a rule's refusal that does not end by itself.
func no(code, why string) finding { return finding{code: code, why: why} }

// unknown is a rule's refusal for want of an answer; it is asked again soon.
func (q *inquiry) unknown(why string) finding {
	return finding{BlockUnknown, why, q.now.Add(askAgain)}
}

// yes is a rule's consent, with what it found.
func yes(found string) finding { return finding{why: found} }

// until is a rule's consent that ends by itself.
func until(found string, end time.Time) finding { return finding{why: found, next: end} }
