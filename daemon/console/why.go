package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// What an answer can lack, in the words that people read.
const (
	lackConfig   = "the configuration: the defaults stand for it"
	lackBook     = "the book, the journal and the registers: no daemon runs, and there is no data folder"
	lackCampaign = "a campaign: name one with --campaign"
)

// Explainer tells why a number may be dialed, or not.
type Explainer struct{ WhyPorts }

// NewExplainer gives one; it may be made before the engine runs.
func NewExplainer(p WhyPorts) *Explainer { return &Explainer{p} }

// Why asks the gate as a dial would, and tells every rule's answer.
func (e *Explainer) Why(ctx context.Context, q verb.WhyQuery) (verb.Why, error) {
	a := asked{set: e.Rules(), at: q.At, number: q.Number}
	if a.at.IsZero() {
		a.at = e.Floor.Now()
	}
	if err := e.learn(ctx, q, &a); err != nil {
		return verb.Why{}, err
	}
	out := a.answer()
	if n := a.facts.Lead.Number; n != "" {
		err := e.Matched(ctx, n, out.Sets)
		if err != nil {
			return verb.Why{}, err
		}
		if out.Abandoned, err = e.Abandoned(ctx, n); err != nil {
			return verb.Why{}, err
		}
	}
	out.Demo = e.Floor.Settings().DemoClock
	if s, err := e.Floor.Snapshot(ctx); err == nil {
		out.Halted = s.Halted
	}
	if out.Halted == "" {
		out.Halted = e.Floor.cannotDial(ctx)
	}
	return out, nil
}

// WhyFromRules answers without a book, at now where the question names no time: from the configuration's rules where
// there is one, else from the defaults.
func WhyFromRules(now time.Time, rules WhyRules, configured bool, q verb.WhyQuery) (verb.Why, error) {
	a := asked{set: rules, at: q.At, number: q.Number, lacked: []string{lackBook}}
	if a.at.IsZero() {
		a.at = now
	}
	if !configured {
		a.lacked = append(a.lacked, lackConfig)
	}
	if q.Campaign != "" {
		return verb.Why{}, fmt.Errorf("campaign %s: %w: there is no book", q.Campaign, dialer.ErrNotFound)
	}
	a.facts.Lead.Number, a.unread = parsed(q.Number)
	return a.answer(), nil
}

// asked is one question, with what is known for its answer.
type asked struct {
	set    WhyRules
	at     time.Time
	number string // as written
	unread string // why it is no number
	facts  gate.Facts
	book   sqlite.LeadStatus // of the lead; zero where there is none
	lacked []string
}

func parsed(text string) (dialer.Number, string) {
	n, err := number.Parse(text)
	if err != nil {
		return "", dialer.Reason(err)
	}
	return n, ""
}

// learn looks up what the dial path looks up. What cannot be learnt is a no there, and here.
func (e *Explainer) learn(ctx context.Context, q verb.WhyQuery, a *asked) error {
	var campaign dialer.Campaign
	var err error
	if q.Campaign != "" {
		if campaign, err = e.Book.Campaign(ctx, dialer.CampaignID(q.Campaign)); err != nil {
			return err
		}
	}
	n, unread := parsed(q.Number)
	lead := dialer.Lead{Campaign: campaign.ID, Number: n}
	if n != "" && campaign.ID != "" {
		if l, err := e.Book.LeadOf(ctx, campaign.ID, n); err == nil {
			lead = l
			if a.book, err = e.Book.LeadStatus(ctx, l.ID); err != nil {
				return err
			}
		} else if !errors.Is(err, dialer.ErrNotFound) {
			return err
		}
	}
	f := gate.Facts{}
	if n != "" {
		f, err = e.Look(ctx, campaign, lead, a.at)
		if err == nil {
			f.InFlight, err = e.InUse(ctx, n)
		}
		if f.Flagged == gate.Yes {
			f.Dedicated = e.Floor.TwoFree(ctx, campaign)
		}
		if err != nil {
			a.lacked = append(a.lacked, "what is looked up at the dial: "+err.Error())
		}
	}
	a.facts, a.unread = e.Facts(f, campaign, lead), unread
	return nil
}

// PathOf is how the number would be dialed: by hand where the campaign has no such lead.
func PathOf(l dialer.Lead, f gate.Facts) gate.Path {
	switch {
	case l.ID == 0:
		return gate.PathByHand
	case f.CampaignAttempts > 0:
		return gate.PathRetry
	}
	return gate.PathCampaign
}

// answer asks every rule, and tells those apart whose facts are lacking.
func (a *asked) answer() verb.Why {
	bare := a.facts.Campaign.ID == ""
	if bare {
		a.lacked = append(a.lacked, lackCampaign)
		a.facts.Campaign.Ring, a.facts.Campaign.Attempts = a.set.Ring, a.set.Attempts
		a.facts.Hours, a.facts.Responsible = a.set.Hours, a.set.Responsible
	}
	out := verb.Why{
		Number: a.masked(), Campaign: string(a.facts.Campaign.ID), At: a.at.In(hours.Oslo()), Lacked: a.lacked,
		Sets: setsOut(a.facts.Registers), Steps: []verb.WhyStep{},
	}
	for _, s := range gate.Explain(a.at, a.facts) {
		step := verb.WhyStep{Rule: s.Rule, Verdict: verb.StepYes, Code: s.Code, Why: s.Why, Next: s.Next}
		switch {
		case bare && !a.knownWithout(s.Rule):
			step = verb.WhyStep{Rule: s.Rule, Verdict: verb.StepUnknown, Why: "needs what is lacking"}
		case s.Code != "":
			step.Verdict = verb.StepNo
		}
		if s.Rule == "number" && a.unread != "" {
			step.Why = a.unread
		}
		out.Steps = append(out.Steps, step)
	}
	out.Steps = append(out.Steps, a.inBook()...)
	conclude(&out)
	return out
}

// leadDone is the code of a lead that the campaign dials no more, whatever the gate says of its number.
const leadDone = "LEAD_DONE"

// inBook tells whether the campaign has done with its lead. A call by hand asks the gate alone.
func (a *asked) inBook() []verb.WhyStep {
	switch a.book.State {
	case dialer.LeadDone:
		why := fmt.Sprintf("the campaign has done with this lead (%s) and dials it no more; ringevett lead reopen "+
			"has such leads wait again",
			cmp.Or(a.book.Code, "no code"))
		if a.book.Code == sqlite.ServedCode {
			why = "the person was rung in vain, rang back and was served by an agent: the campaign dials this lead " +
				"no more"
		}
		return []verb.WhyStep{{Rule: "lead", Verdict: verb.StepNo, Code: leadDone, Why: why}}
	case dialer.LeadWaiting:
		return []verb.WhyStep{{Rule: "lead", Verdict: verb.StepYes, Why: "it waits"}}
	}
	return nil
}

// knownWithout says which rules can be asked without a campaign: those of the call centre and of the number. The others
// would say no because no campaign was named.
func (a *asked) knownWithout(rule string) bool {
	switch rule {
	case "number", "hours":
		return true
	case "configuration":
		return !a.lacks(lackConfig)
	case "own register":
		return !a.lacks(lackBook)
	}
	return false
}

func (a *asked) lacks(what string) bool {
	for _, l := range a.lacked {
		if l == what {
			return true
		}
	}
	return false
}

func (a *asked) masked() string {
	if n := a.facts.Lead.Number; n != "" {
		return n.Masked()
	}
	return strings.ToValidUTF8(fmt.Sprintf("%.20q", a.number), "")
}

// conclude gives the first no, as a dial would. Where rules could not be asked, nothing is allowed.
func conclude(w *verb.Why) {
	unknown := 0
	for _, s := range w.Steps {
		switch s.Verdict {
		case verb.StepNo:
			if w.Code == "" {
				w.Code, w.Why, w.Next = s.Code, s.Why, s.Next
			}
		case verb.StepUnknown:
			unknown++
		}
	}
	switch {
	case w.Code != "":
	case unknown > 0:
		w.Why = fmt.Sprintf("nothing that is known is against it; %d of %d rules could not be asked", unknown,
			len(w.Steps))
	default:
		w.Allowed, w.Code, w.Why = true, gate.Allow, "no rule is against it"
	}
}

func setsOut(answers []dialer.RegisterAnswer) []verb.WhySet {
	return verb.Each(answers, func(a dialer.RegisterAnswer) verb.WhySet {
		return verb.WhySet{
			Register: string(a.Register), Answer: a.Answer.String(), By: a.By, Version: a.Version, Seq: a.Seq,
			Count: a.Count, LoadedAt: a.LoadedAt,
		}
	})
}
