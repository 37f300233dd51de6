package main

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// campaign imports the list while the campaign runs, and shows it until every row has its fate, every agent is free
// and every scene is played.
func (d *demo) campaign(ctx context.Context) error {
	list, err := d.importList(ctx)
	if err != nil {
		return err
	}
	d.list = list
	d.say("The list: %d rows, %d taken, %d refused", list.Rows, list.Added, list.Refused)
	start := time.Now()
	defer func() { d.times.campaign = time.Since(start) }()
	return d.watch(ctx, len(openingRows())+list.Added)
}

const lookEvery = 300 * time.Millisecond

func (d *demo) watch(ctx context.Context, rows int) error {
	api, err := rest.Dial(ctx, d.path("ringevett.sock"))
	if err != nil {
		return err
	}
	defer api.Close()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer d.screen.leave()
	v := view{names: map[int64]string{}, over: map[int64]bool{}, there: d.there}
	for {
		if err := v.look(ctx, api); err != nil {
			return fmt.Errorf("look at the floor: %w; the daemon's last words: %s", err, d.lastWords())
		}
		d.screen.draw(v.table())
		for _, line := range v.news {
			if !d.screen.live {
				d.say("%s", line)
			}
		}
		if len(v.over)+v.blocked >= rows && v.calls() == 0 && count(v.status, "ready") == len(d.agents) {
			d.playing.Wait()
			return v.look(ctx, api) // what came of the scenes since
		}
		if !pause(ctx, lookEvery) {
			return fmt.Errorf("%w: %d of %d rows were through, %d calls under way; the floor's reason: %q",
				ctx.Err(), len(v.over)+v.blocked, rows, v.calls(), v.why())
		}
	}
}

// view is what is seen of the floor through the daemon's API.
type view struct {
	status  verb.Status
	figures verb.Figures
	facts   int              // told so far
	names   map[int64]string // the masked number of each attempt
	over    map[int64]bool   // attempts of the list that ended
	there   map[string]string
	blocked int
	news    []string // of the last look
	events  []string // the last few of all
}

const eventsShown = 8

func (v *view) look(ctx context.Context, api *rest.Remote) (err error) {
	if v.status, err = rest.Call(ctx, api, verb.ShowStatus, verb.Nothing{}); err != nil {
		return err
	}
	if v.figures, err = rest.Call(ctx, api, verb.ShowFigures, verb.FiguresQuery{Campaign: campaignID}); err != nil {
		return err
	}
	facts, err := rest.Call(ctx, api, verb.ListFacts, verb.FactsQuery{})
	if err != nil {
		return err
	}
	v.news = nil
	for _, f := range facts[min(v.facts, len(facts)):] {
		v.facts++
		if line := v.event(f); line != "" {
			v.news = append(v.news, f.At.In(hours.Oslo()).Format(time.TimeOnly)+"  "+line)
		}
	}
	v.events = append(v.events, v.news...)
	v.events = v.events[max(0, len(v.events)-eventsShown):]
	return nil
}

// event tells a fact in one line; "" when it is not worth one.
func (v *view) event(f verb.Fact) string {
	call := func(format string, args ...any) string {
		return fmt.Sprintf("call %-3d %s  ", f.Attempt, v.names[f.Attempt]) + fmt.Sprintf(format, args...)
	}
	switch f.Kind {
	case "booked":
		v.names[f.Attempt] = f.Number
		return call("the gate allows it; %s is held for it", f.Agent)
	case "not_placed":
		v.ended(f)
		return call("not placed: %s", f.Detail)
	case "blocked":
		if f.Code != gate.BlockUnknown { // that row is asked about again
			v.blocked++
		}
		return "not dialed: " + f.Code
	case "bridged":
		v.there[tail(v.names[f.Attempt])] = f.Agent
		return call("answered; %s is there", f.Agent)
	case "message":
		return call("ABANDONED: no agent came, the message plays")
	case "agent_gone":
		return call("%s's phone died, the consumer is on the line", f.Agent)
	case "taken":
		return call("another hand than ours moved it: %s", f.Detail)
	case "consent_asked":
		return call("asked whether the call may be recorded")
	case "consent":
		return call("yes: recorded from now on")
	case "consent_refused":
		return call("no: not recorded")
	case "returned":
		return "rings back: " + f.Detail
	case "returned_over":
		return "rang back: " + f.Detail
	case "ended":
		v.ended(f)
		return call("over: %s", ending(f))
	case "disposed":
		return call("%s says: %s", f.Agent, f.Disposition)
	}
	return ""
}

// ended counts a call of the list; the day by keys has its own.
func (v *view) ended(f verb.Fact) {
	if f.Campaign == campaignID {
		v.over[f.Attempt] = true
	}
}

// calls are the list's calls under way.
func (v *view) calls() (n int) {
	for _, c := range v.status.Calls {
		if c.Campaign == campaignID {
			n++
		}
	}
	return n
}

func ending(f verb.Fact) string {
	switch {
	case f.Outcome == "answered":
		return f.Party + " hung up"
	case f.Detail != "":
		return f.Outcome + ", " + f.Detail
	case f.TechCause != 0:
		return fmt.Sprintf("%s, SIP %d", f.Outcome, f.TechCause)
	}
	return f.Outcome
}

func (v *view) why() string {
	for _, c := range v.status.Campaigns {
		if c.ID == campaignID {
			return c.Why
		}
	}
	return ""
}

// table is the floor for a terminal of 24 lines.
func (v *view) table() []string {
	lines := []string{fmt.Sprintf("%s  %s", v.status.At.In(hours.Oslo()).Format(time.DateTime), v.status.DemoClock), ""}
	for _, a := range v.status.Agents {
		on := ""
		if a.Attempt != 0 && a.State != "ready" {
			on = fmt.Sprintf("call %-3d %s", a.Attempt, v.names[a.Attempt])
		}
		lines = append(lines,
			fmt.Sprintf("  %-5s %-9s %4.0f s  %s", a.ID, a.State, v.status.At.Sub(a.Since).Seconds(), on))
	}
	lines = append(lines, "", v.leads(), v.sums(), "")
	lines = append(lines, v.events...)
	for range eventsShown - len(v.events) {
		lines = append(lines, "")
	}
	return lines
}

func (v *view) leads() string {
	for _, c := range v.status.Campaigns {
		if c.ID == campaignID {
			waiting := 0
			for _, n := range c.Leads {
				if n.State == "waiting" && n.Code == "" {
					waiting += n.Count
				}
			}
			return fmt.Sprintf("  %s: %d in the queue, %d calls under way, %d over, %d blocked  %s",
				c.ID, waiting, c.Calls, len(v.over), v.blocked, c.Why)
		}
	}
	return ""
}

func (v *view) sums() string {
	for _, d := range v.figures.Days {
		return fmt.Sprintf("  (a) attempted %d  (b) answered %d  (c) connected %d  (d) transferred %d  (e) abandoned "+
			"%d  (f) complaints %d",
			d.Attempted, d.Answered, d.Connected, d.Transferred, d.Abandoned, d.Complaints)
	}
	return ""
}
