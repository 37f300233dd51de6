package console

import (
	"context"
	"maps"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// AgentDays derives agents' days from the journal. It reads from the day before the first one, so that an agent who is
// logged in at midnight is counted.
func (r *Reports) AgentDays(ctx context.Context, q verb.AgentDaysQuery) ([]verb.AgentDay, error) {
	first, last, err := r.OsloDays(q.From, q.To)
	if err != nil {
		return nil, err
	}
	table, end := figures.NewAgentDays(hours.Oslo()), last.AddDate(0, 0, 1)
	pick := sqlite.Query{From: first.AddDate(0, 0, -1), To: end}
	for f, err := range r.p.Journal.Facts(ctx, pick) {
		if err != nil {
			return nil, err
		}
		table.Hear(f)
	}
	out := []verb.AgentDay{}
	for _, d := range table.Days(r.onLineUntil(end)) {
		if d.Day >= dialer.DayOf(first, hours.Oslo()) && (q.Agent == "" || q.Agent == string(d.Agent)) {
			out = append(out, agentDayOut(d))
		}
	}
	return out, nil
}

// onLineUntil is until when agents on the line are there: now, or the end of the days asked for; the zero time, which
// is the last fact's, where no daemon runs.
func (r *Reports) onLineUntil(end time.Time) time.Time {
	now := r.p.Now()
	switch {
	case now.After(end):
		return end
	case r.p.Calls() == nil:
		return time.Time{}
	}
	return now
}

func agentDayOut(d figures.AgentDay) verb.AgentDay {
	out := verb.AgentDay{
		Day: string(d.Day), Agent: string(d.Agent), LoggedInS: seconds(d.LoggedIn), ReadyS: seconds(d.Ready),
		TalkS: seconds(d.Talk), WrapUpS: seconds(d.WrapUp), PauseS: map[string]int{}, Calls: d.Calls, Callers: d.Callers,
		Outcomes: map[string]int{}, Sales: d.Outcomes[dialer.Sold], NoWord: d.NoWord,
	}
	for why, long := range maps.All(d.Pause) {
		out.PauseS[string(why)] = seconds(long)
	}
	for word, n := range maps.All(d.Outcomes) {
		out.Outcomes[string(word)] = n
	}
	return out
}

func seconds(d time.Duration) int { return int(d / time.Second) }
