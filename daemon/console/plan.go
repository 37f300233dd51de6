package console

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/simulate"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Plan is what a campaign would do from now on. Nothing is dialed, booked or changed.
type Plan struct {
	Campaign string    `json:"campaign"`
	At       time.Time `json:"at" doc:"when the shift begins that the gate was asked for"`
	To       time.Time `json:"to" doc:"when it ends"`
	Agents   int       `json:"agents"`
	Mode     string    `json:"mode"`
	Notes    []string  `json:"notes" doc:"what is not as it will be"`

	Waiting int           `json:"waiting" doc:"leads that wait"`
	Asked   int           `json:"asked" doc:"of these, so many were asked about"`
	Today   int           `json:"today" doc:"may be dialed in the shift, as far as the rules go"`
	Later   int           `json:"later" doc:"not due before the shift ends"`
	Blocked []PlanBlocked `json:"blocked"`

	Own     []string        `json:"own" doc:"known from the campaign's own journal, with how many there were"`
	Usual   []string        `json:"usual" doc:"too few of it in the journal: an ordinary campaign's stands for it"`
	First   simulate.Result `json:"-"` // the shift
	Dialed  int             `json:"dialed" doc:"in the shift, simulated"`
	Talked  int             `json:"talked" doc:"conversations in it"`
	Ends    time.Time       `json:"ends,omitzero" doc:"expected end of the last call; none where leads are left"`
	Left    int             `json:"left" doc:"leads still to be rung after the days simulated"`
	Days    int             `json:"days" doc:"on which something would be dialed"`
	TalkPct float64         `json:"talk_pct" doc:"of the agents' time, in the shift"`
}

// PlanBlocked is one rule that has something against leads.
type PlanBlocked struct {
	Code  string `json:"code"`
	First int    `json:"first" doc:"leads for which it is the first rule to say no"`
	Any   int    `json:"any" doc:"leads for which it says no at all"`
	Until int    `json:"until" doc:"of the first, those for which it ends by itself"`
}

// PlanQuery asks for a plan. Zero agents are all of the campaign's.
type PlanQuery struct {
	Campaign string
	Agents   int
	From, To time.Duration // the shift, since midnight
}

const (
	mostPlanned = 20_000 // leads asked about: some ten seconds
	planDays    = 20
)

// Planner tells what a campaign would do.
type Planner struct{ p PlanPorts }

// NewPlanner makes a planner.
func NewPlanner(p PlanPorts) *Planner { return &Planner{p} }

// PlanPorts is what Planner needs of the rest of the program.
type PlanPorts struct {
	Leads PlannedLeads

	Look       func(ctx context.Context, c dialer.Campaign, l dialer.Lead, at time.Time) (gate.Facts, error)
	Facts      func(f gate.Facts, c dialer.Campaign, l dialer.Lead) gate.Facts // with what the configuration says
	MayPredict func(c dialer.Campaign) error

	Now      func() time.Time
	Settings func() PlanSettings
}

// PlanSettings is how the floor would dial by the configuration in force.
type PlanSettings struct {
	Hours               hours.Rules
	Pacing              pacing.Settings
	Connect, AfterWord  time.Duration
	MaxCalls, PerSecond int
	Responsible         string
}

// PlannedLeads are a campaign's leads and what became of earlier ones.
type PlannedLeads interface {
	Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error)
	LeadCounts(ctx context.Context, c dialer.CampaignID) (map[sqlite.LeadStatus]int, error)
	DueLeads(ctx context.Context, c dialer.CampaignID, before time.Time, most int) ([]dialer.Lead, error)
	LastAttempts(ctx context.Context, c dialer.CampaignID, most int) ([]dialer.AttemptID, error)
	EachAttempt(ctx context.Context, ids []dialer.AttemptID, yield func([]dialer.Fact) bool) error
}

// Plan asks the gate about every lead that waits, and simulates the campaign to its end.
func (pl *Planner) Plan(ctx context.Context, q PlanQuery) (Plan, error) {
	c, err := pl.p.Leads.Campaign(ctx, dialer.CampaignID(q.Campaign))
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Campaign: q.Campaign, Mode: string(c.Mode), Agents: q.Agents, Notes: []string{}, Blocked: []PlanBlocked{}}
	if p.Agents == 0 {
		p.Agents = len(c.Agents)
	}
	if !c.Running {
		p.Notes = append(p.Notes, "the campaign is paused; this is as if it were started")
		c.Running = true
	}
	s, err := pl.shiftOf(c, q, &p)
	if err != nil {
		return Plan{}, err
	}
	stock, err := pl.ask(ctx, c, s, &p)
	if err != nil {
		return Plan{}, err
	}
	s.Book, s.Registers = stock, stock
	past, err := pl.pastOf(ctx, c.ID)
	if err != nil {
		return Plan{}, err
	}
	p.Own, p.Usual = past.into(&s)
	return p, p.simulate(s, stock)
}

// rememberedDials is how many of a campaign's newest attempts a plan looks back on: enough for every hour of the day,
// and no more to read in an old campaign than in a young one.
const rememberedDials = 5000

// pastOf is the history of the campaign's newest attempts.
func (pl *Planner) pastOf(ctx context.Context, c dialer.CampaignID) (*history, error) {
	ids, err := pl.p.Leads.LastAttempts(ctx, c, rememberedDials)
	if err != nil {
		return nil, err
	}
	past := newHistory()
	return past, pl.p.Leads.EachAttempt(ctx, ids, func(facts []dialer.Fact) bool {
		for _, f := range facts {
			past.hear(f)
		}
		past.over()
		return true
	})
}

// shiftOf is the world of the campaign's next shift: this day's, what is left of it, or that of the next day with
// calling hours.
func (pl *Planner) shiftOf(c dialer.Campaign, q PlanQuery, p *Plan) (simulate.Scenario, error) {
	now := pl.p.Now().In(hours.Oslo())
	y, m, d := now.Date()
	start := time.Date(y, m, d, 0, 0, 0, 0, hours.Oslo()).Add(q.From)
	s := simulate.Ordinary(start, c.Mode, p.Agents, ordinaryAnswer)
	set := pl.p.Settings()
	s.Name, s.Campaign, s.Hours, s.Length = string(c.ID), c, set.Hours, q.To-q.From
	s.Pacing, s.Connect, s.MaxCalls, s.PerSec = set.Pacing, set.Connect, set.MaxCalls, set.PerSecond
	s.AfterWord = set.AfterWord
	if set.Responsible == "" {
		p.Notes = append(p.Notes, "no responsible person is named: nothing is dialed before there is (4.1)")
	}
	if why := pl.p.MayPredict(c); why != nil {
		p.Notes = append(p.Notes, why.Error())
		s.Campaign.Mode, p.Mode = dialer.Power, string(dialer.Power)
	}
	s.Late = max(0, now.Sub(start).Truncate(time.Minute))
	if s.Late >= s.Length || !s.Hours.At(start.Add(s.Late), c.Ring).Open {
		s.Late = 0
		if start.Before(now) || !s.Hours.At(start, c.Ring).Open {
			s.Start = s.Next(start)
		}
	}
	p.At, p.To = s.Start.Add(s.Late), s.Start.Add(s.Length)
	if open := s.Hours.At(p.At, c.Ring); !open.Open {
		return s, dialer.Invalid{
			Field: "--from", Value: p.At.Format(time.DateTime),
			Why: "an hour at which persons may be rung: " + open.Why + " (4.2 j)",
		}
	}
	return s, nil
}

// ordinaryAnswer is the share of dials that are answered where a campaign has no history.
const ordinaryAnswer = 0.3

// ask has the gate look at every lead that waits, at the hour at which it would come up.
func (pl *Planner) ask(ctx context.Context, c dialer.Campaign, s simulate.Scenario, p *Plan) (*simulate.Stock, error) {
	counts, err := pl.p.Leads.LeadCounts(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for at, n := range counts {
		switch at.State {
		case dialer.LeadWaiting:
			p.Waiting += n
		case dialer.LeadBlocked:
			p.Blocked = against(p.Blocked, at.Code, n, 0, n)
		}
	}
	leads, err := pl.p.Leads.DueLeads(ctx, c.ID, p.At.AddDate(10, 0, 0), mostPlanned)
	if err != nil {
		return nil, err
	}
	if p.Asked = len(leads); p.Asked < p.Waiting {
		p.Notes = append(p.Notes,
			fmt.Sprintf("%d of %d leads that wait were asked about, those due first", p.Asked, p.Waiting))
	}
	stock := simulate.NewStock()
	for _, l := range leads {
		at := p.At
		if l.Due.After(at) {
			at = l.Due
		}
		f, err := pl.p.Look(ctx, c, l, at)
		if err != nil {
			return nil, fmt.Errorf("what is looked up at the dial: %w", err)
		}
		if stock.Add(l, f); l.Due.After(p.To) {
			p.Later++
			continue
		}
		p.judge(at, pl.p.Facts(f, c, l))
	}
	return stock, nil
}

// judge counts what the rules say of one lead. Its agents are there: how many there are is the pacing's matter.
func (p *Plan) judge(at time.Time, f gate.Facts) {
	f.Dedicated = f.Flagged == gate.Yes
	first := true
	for _, step := range gate.Explain(at, f) {
		if step.Code == "" {
			continue
		}
		one, ends := 0, 0
		if first {
			if one = 1; !step.Next.IsZero() {
				ends = 1
			}
		}
		p.Blocked = against(p.Blocked, step.Code, one, ends, 1)
		first = false
	}
	if first {
		p.Today++
	}
}

// against counts under a rule's code, in the order of the rules.
func against(all []PlanBlocked, code string, first, until, any int) []PlanBlocked {
	for i := range all {
		if all[i].Code == code {
			all[i].First, all[i].Until, all[i].Any = all[i].First+first, all[i].Until+until, all[i].Any+any
			return all
		}
	}
	return append(all, PlanBlocked{code, first, any, until})
}

// simulate runs the first shift, and all of them.
func (p *Plan) simulate(s simulate.Scenario, stock *simulate.Stock) error {
	again := stock.Copy()
	r, err := simulate.Run(s)
	if err != nil {
		return err
	}
	p.First, p.Dialed, p.Talked, p.TalkPct = r, r.Counts.Dials, r.Counts.Bridged, r.TalkShare()
	s.Days, s.Book, s.Registers = planDays, again, again
	if r, err = simulate.Run(s); err != nil {
		return err
	}
	for _, d := range r.Days {
		if d.Attempted > 0 {
			p.Days++
		}
	}
	if p.Left = r.Left; p.Left == 0 {
		p.Ends = r.Ended
	}
	return nil
}
