package engine_test

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/roster"
)

// sameDay holds what the journal says that agents do against what they do: an agent's day can be derived.
func (f *floor) sameDay() {
	f.t.Helper()
	if f.killed || f.lenient || f.journal.late() {
		return
	}
	seats, err := f.e.Snapshot(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	does := map[dialer.AgentID]string{}
	for _, s := range seats.Seats {
		switch _, several := does[s.Agent]; {
		case several: // what an agent on two phones does is not in one seat
			does[s.Agent] = "?"
		case s.State == roster.Talking:
			does[s.Agent] = "talks"
		case s.State == roster.WrapUp:
			does[s.Agent] = "wraps up"
		case s.State == roster.Paused:
			does[s.Agent] = "pauses"
		case s.State == roster.Ready, s.State == roster.Reserved, s.State == roster.Turning:
			does[s.Agent] = "is ready"
		default:
			does[s.Agent] = "?"
		}
	}
	for agent, derived := range f.journaled() {
		if here := does[agent]; here != derived && here != "?" {
			f.t.Errorf("%s: by the journal %s %q, on the floor %q", f.now().In(hours.Oslo()).Format(time.TimeOnly), agent,
				derived, here)
		}
	}
}

// journaled is what each agent does by the journal: what a minute more would add to.
func (f *floor) journaled() map[dialer.AgentID]string {
	total := func(now time.Time) map[dialer.AgentID]figures.AgentDay {
		t, sum := figures.NewAgentDays(hours.Oslo()), map[dialer.AgentID]figures.AgentDay{}
		for _, fact := range f.journal.all() {
			t.Hear(fact)
		}
		for _, d := range t.Days(now) {
			s := sum[d.Agent]
			s.LoggedIn, s.Ready, s.Talk, s.WrapUp = s.LoggedIn+d.LoggedIn, s.Ready+d.Ready, s.Talk+d.Talk, s.WrapUp+d.WrapUp
			sum[d.Agent] = s
		}
		return sum
	}
	does := map[dialer.AgentID]string{}
	before, after := total(f.now()), total(f.now().Add(time.Minute))
	for agent, was := range before {
		switch is := after[agent]; {
		case is.Ready > was.Ready:
			does[agent] = "is ready"
		case is.Talk > was.Talk:
			does[agent] = "talks"
		case is.WrapUp > was.WrapUp:
			does[agent] = "wraps up"
		case is.LoggedIn > was.LoggedIn:
			does[agent] = "pauses"
		default:
			does[agent] = ""
		}
	}
	return does
}

// late reports whether the disk is slow, full or refuses: the floor is ahead of the journal then.
func (j *fakeJournal) late() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.slow > 0 || j.full || j.not != ""
}
