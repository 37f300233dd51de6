package simulate

import (
	"container/heap"
	"context"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Stock is a campaign's own leads over several days: those still to be rung, and when.
type Stock struct {
	leads map[dialer.LeadID]*stocked
	of    map[dialer.AttemptID]*stocked
	due   dueLeads
	Left  int // not done, not blocked
}

type stocked struct {
	dialer.Lead
	facts gate.Facts
	day   dialer.Day // of facts.ClientToday
	gone  bool       // done or blocked
}

// NewStock makes one. The facts are what the gate will be shown of each lead, as they are now.
func NewStock() *Stock {
	return &Stock{leads: map[dialer.LeadID]*stocked{}, of: map[dialer.AttemptID]*stocked{}}
}

// Copy is the same stock once more, to be dialed on another run.
func (s *Stock) Copy() *Stock {
	to := &Stock{
		leads: map[dialer.LeadID]*stocked{}, of: map[dialer.AttemptID]*stocked{}, due: slices.Clone(s.due),
		Left: s.Left,
	}
	for id, l := range s.leads {
		one := *l
		to.leads[id] = &one
	}
	return to
}

// Add puts in a lead with what is known of it.
func (s *Stock) Add(l dialer.Lead, f gate.Facts) {
	s.leads[l.ID] = &stocked{Lead: l, facts: f}
	heap.Push(&s.due, dueLead{l.Due, l.ID})
	s.Left++
}

// Due gives those due, and when the next one is.
func (s *Stock) Due(
	_ context.Context, _ dialer.CampaignID, now time.Time, limit int,
) (due []dialer.Lead, next time.Time, err error) {
	for len(s.due) > 0 && len(due) < limit && !s.due[0].at.After(now) {
		d := heap.Pop(&s.due).(dueLead)
		due = append(due, s.leads[d.id].Lead)
	}
	if len(s.due) > 0 {
		next = s.due[0].at
	}
	if len(due) > 0 {
		next = now
	}
	return due, next, nil
}

// Look gives what is known of the lead, its simulated attempts included.
func (s *Stock) Look(_ context.Context, _ dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error) {
	in := s.leads[l.ID]
	if in == nil {
		return gate.Facts{}, dialer.ErrNotFound
	}
	in.turn(now)
	f := in.facts
	f.Lead = in.Lead
	f.Registers = slices.Clone(f.Registers)
	for i := range f.Registers {
		if r := &f.Registers[i]; !r.LoadedAt.IsZero() {
			r.LoadedAt = now // it will have been delivered again by then, as it has to be (mfl. § 13 a)
		}
	}
	return f, nil
}

// turn forgets the attempts of an earlier day.
func (l *stocked) turn(now time.Time) {
	if day := dialer.DayOf(now, hours.Oslo()); day != l.day {
		if l.day != "" {
			l.facts.ClientToday = 0
		}
		l.day = day
	}
}

// hear keeps a lead's history, as the book's would be.
func (s *Stock) hear(f dialer.Fact) {
	l := s.of[f.Attempt]
	switch f.Kind {
	case dialer.FactBooked:
		if l = s.leads[f.Lead]; l != nil {
			s.of[f.Attempt] = l
			l.turn(f.At)
			l.facts.CampaignAttempts++
			l.facts.ClientToday++
		}
	case dialer.FactMessage:
		if l != nil {
			l.facts.Flagged, l.facts.FlaggedAt = gate.Yes, f.At
		}
	case dialer.FactEnded:
		if l != nil && f.Outcome != dialer.Answered {
			l.facts.LastUnanswered = f.At
		}
		delete(s.of, f.Attempt)
	}
}

// Change moves leads on.
func (s *Stock) Change(changes []dialer.LeadChange) {
	for _, c := range changes {
		l := s.leads[c.Lead]
		if l == nil {
			continue
		}
		if left := c.State == dialer.LeadWaiting; left == l.gone {
			l.gone = !left
			if left {
				s.Left++
			} else {
				s.Left--
			}
		}
		if c.State == dialer.LeadWaiting {
			l.Lead.Due = c.Due
			if c.Code == string(dialer.CallLater) {
				l.CallBack, l.For = true, c.For
			}
			heap.Push(&s.due, dueLead{c.Due, c.Lead})
		}
	}
}

func (*Stock) Agent(context.Context, string, string) (dialer.Agent, error) {
	return dialer.Agent{}, dialer.ErrNotFound
}
func (*Stock) AgentAt(context.Context, string) (dialer.Agent, error) {
	return dialer.Agent{}, dialer.ErrNotFound
}

type dueLead struct {
	at time.Time
	id dialer.LeadID
}

type dueLeads []dueLead

func (q dueLeads) Len() int      { return len(q) }
func (q dueLeads) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q dueLeads) Less(i, j int) bool {
	if !q[i].at.Equal(q[j].at) {
		return q[i].at.Before(q[j].at)
	}
	return q[i].id < q[j].id
}
func (q *dueLeads) Push(x any) { *q = append(*q, x.(dueLead)) }
func (q *dueLeads) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
