//go:build night

package calls_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// untrained has the one agent who lacks training try to log in: the phone hears what is missing and is hung up on.
func (w *workday) untrained(ctx context.Context) {
	w.t.Helper()
	leg := w.logIn(len(w.agents)+1, 400)
	began := leg.Record().Answered
	select {
	case <-leg.Ended():
	case <-ctx.Done():
		w.t.Fatal("an agent without training is on the line")
	}
	score := w.likeness(ctx, leg.Between, "nb/training-missing.norm", began, sounded)
	if by := leg.Record().EndedBy; score <= sounded || by != "them" {
		w.t.Errorf("without training: heard which is missing %.2f, ended by %s", score, by)
	}
	w.t.Logf("%-30s | *50 %s# | the agent %.2f | untrained %d", "training is missing", pin(len(w.agents)+1), score,
		count(w.facts(), func(f verb.Fact) bool { return f.Kind == string(dialer.FactUntrained) }))
}

// leaves has an agent pause, come back and log out on the line.
func (w *workday) leaves(ctx context.Context, a *worker) {
	for _, s := range []step{
		{keys: "*53"}, {keys: "*522", agent: "agent/pause-lunch"}, {keys: "*53", agent: "agent/back"},
		{keys: "*59", agent: "agent/logout"},
	} {
		wait(ctx, pace)
		from := time.Now()
		if err := a.press(ctx, s.keys, false); err != nil {
			w.t.Errorf("%s keys %s: %v", a.id, s.keys, err)
		}
		if s.agent == "" {
			continue
		}
		if score := w.likeness(ctx, a.between, s.agent, from, a.bar()); score <= a.bar() {
			w.t.Errorf("%s keyed %s and did not hear %s (%.2f)", a.id, s.keys, s.agent, score)
		}
	}
	for !a.over() {
		if wait(ctx, 100*time.Millisecond); ctx.Err() != nil {
			w.t.Errorf("%s keyed *59 and is still on the line", a.id)
			return
		}
	}
}

// acknowledge has all agents acknowledge the notice of monitoring once they have heard it, but for the last, who keys
// at once: that does not count.
func (w *workday) acknowledge(ctx context.Context) {
	w.t.Helper()
	ask := func(a *worker, heard string) {
		from := time.Now()
		must(w.t, a.press(ctx, "*81", false))
		if score := w.likeness(ctx, a.between, heard, from, a.bar()); score <= a.bar() {
			w.t.Errorf("%s keyed *81 and did not hear %s (%.2f)", a.id, heard, score)
		}
	}
	early := w.agents[len(w.agents)-1]
	w.awaitFact(early, dialer.FactLogin)
	ask(early, "agent/notice-unheard")
	for _, a := range w.agents[:len(w.agents)-1] {
		w.awaitFact(a, dialer.FactNoticeHeard)
		score, _ := phone.Likeness(a.between(w.began, time.Now()), w.sound(w.notice))
		if score <= a.bar() {
			w.t.Errorf("%s did not hear the notice of monitoring (%.2f)", a.id, score)
		}
		ask(a, noted)
		w.t.Logf("%s has %s; heard the notice with likeness %.2f, keyed *81", a.id, a.name(), score)
	}
}

// awaitFact waits until the journal has a fact of an agent.
func (w *workday) awaitFact(a *worker, kind dialer.FactKind) {
	w.t.Helper()
	w.until("the journal has of "+a.id+" that "+string(kind), func() bool {
		return count(w.facts(), func(f verb.Fact) bool { return f.Kind == string(kind) && f.Agent == a.id }) > 0
	})
}

// judge holds the journal and the figures against what the phones saw, heard and keyed, and prints one table.
func (w *workday) judge() {
	w.t.Helper()
	var facts []verb.Fact
	w.until("the journal has each agent's logout", func() bool {
		facts = w.facts()
		return count(facts, func(f verb.Fact) bool { return f.Kind == string(dialer.FactLogout) }) >= len(w.agents)
	})
	w.t.Logf("%-30s | %-18s | %-5s | %-28s | %-9s | %-7s | %s", "call", "campaign", "calls", "keyed", "heard", "seen",
		"journaled")
	for _, s := range w.scripts {
		mine := slices.DeleteFunc(slices.Clone(w.calls),
			func(p *worked) bool { return p.name != s.name || p.campaign != s.campaign })
		w.row(s, mine, facts)
	}
	w.judgeFigures(facts)
	w.judgeSessions(facts)
}

// row prints what became of the calls of one script.
func (w *workday) row(s script, calls []*worked, facts []verb.Fact) {
	w.t.Helper()
	var keyed []string
	for _, st := range s.steps {
		keyed = append(keyed, st.keys)
	}
	least, seen, has := 1.0, 0, map[string]int{}
	for _, p := range calls {
		if w.shown(p) {
			seen++
		} else {
			p.fault("the agent's display never showed %q", nameOf(p.number))
		}
		for _, l := range p.likeness {
			least = min(least, l)
		}
		w.journaled(p, facts, has)
		if p.consumer.Keys() != "" {
			p.fault("the consumer heard the keys %q", p.consumer.Keys())
		}
		if p.hold == 0 && p.by != nil && p.consumer.EndedBy != "them" {
			p.fault("ended by %q", p.consumer.EndedBy)
		}
		for _, f := range p.faults {
			w.t.Errorf("%s: %s", s.name, f)
		}
	}
	var said []string
	for what, n := range has {
		said = append(said, fmt.Sprintf("%s %d", what, n))
	}
	w.t.Logf("%-30s | %-18s | %5d | %-28s | from %.2f | %3d/%-3d | %s", s.name, s.campaign, len(calls),
		strings.Join(keyed, " "), least, seen, len(calls), strings.Join(slices.Sorted(slices.Values(said)), ", "))
}

// shown reports whether the agent's display named the client and the person.
func (w *workday) shown(p *worked) bool {
	if p.by == nil {
		return false
	}
	client := "Fjellvann Strøm"
	if p.campaign == serviceOfUmbra || p.campaign == surveyOfUmbra {
		client = "Umbra"
	}
	return p.by.seen(client, " / "+nameOf(p.number))
}

// journaled holds what the journal has of a call against its script, and adds it to has.
func (w *workday) journaled(p *worked, facts []verb.Fact, has map[string]int) {
	w.t.Helper()
	tail := last(number(p.number).National())
	booked := slices.IndexFunc(facts, func(f verb.Fact) bool {
		return f.Kind == string(dialer.FactBooked) && f.Campaign == p.campaign && last(f.Number) == tail
	})
	if booked < 0 {
		p.fault("the journal has no attempt")
		return
	}
	id := facts[booked].Attempt
	for _, x := range p.facts {
		if x.kind == "" {
			continue
		}
		n := count(facts, func(f verb.Fact) bool {
			return f.Attempt == id && f.Kind == string(x.kind) && (x.of == "" || x.of == f.Disposition || x.of == f.Code)
		})
		has[strings.TrimSpace(string(x.kind)+" "+x.of)] += n
		if n != x.n {
			p.fault("the journal has %d %s %s, want %d", n, x.kind, x.of, x.n)
		}
	}
	if bridged := slices.IndexFunc(facts, func(f verb.Fact) bool {
		return f.Attempt == id && f.Kind == string(dialer.FactBridged)
	}); bridged >= 0 && p.by != nil && facts[bridged].Agent != p.by.id {
		p.fault("the consumer heard %s, the journal says %s", p.by.id, facts[bridged].Agent)
	}
	if p.why != "" || p.name == "reserved and undone" {
		var why verb.Why
		w.ask(&why, "why", number(p.number).National(), "--campaign", p.campaign)
		has["why "+why.Code]++
		if p.why != "" && why.Code != p.why || why.Code == gate.BlockClient && p.why == "" {
			p.fault("the gate says %s: %s", why.Code, why.Why)
		}
	}
}

// judgeFigures holds the daily figures against the phones' own count.
func (w *workday) judgeFigures(facts []verb.Fact) {
	w.t.Helper()
	var f verb.Figures
	w.ask(&f, "figures", "--day", ahead.Format(time.DateOnly))
	if len(f.Broken) > 0 {
		w.t.Errorf("the figures do not add up: %q", f.Broken)
	}
	for _, d := range f.Days {
		own := verb.Day{}
		keyed := map[string]int{}
		for _, p := range w.calls {
			if p.campaign != d.Campaign {
				continue
			}
			own.Attempted += len(w.trunk.CallsTo(number(p.number).National()))
			if !p.consumer.Answered.IsZero() {
				own.Answered++
			}
			if p.by != nil {
				own.Transferred++
			}
			for _, s := range p.steps {
				keyed[s.keys]++
			}
		}
		w.t.Logf("%-18s by the phones: rung %d, answered %d, heard an agent %d, *96 %d, *02 %d; the figures: a %d, b %d, "+
			"d %d, e %d, f %d, machines %d", d.Campaign, own.Attempted, own.Answered, own.Transferred, keyed["*96"],
			keyed["*02"], d.Attempted, d.Answered, d.Transferred, d.Abandoned, d.Complaints, d.Machines)
		if d.Attempted != own.Attempted || d.Answered != own.Answered || d.Transferred != own.Transferred ||
			d.Complaints != 0 || // only written ones count (4.3 f)
			d.Machines != keyed["*02"] || d.Abandoned != 0 {
			w.t.Errorf("the figures of %s differ from the phones' own count", d.Campaign)
		}
	}
}

// judgeSessions holds each agent's day: how many calls, and which clients the agent was told of.
func (w *workday) judgeSessions(facts []verb.Fact) {
	w.t.Helper()
	of := func(a *worker, kind dialer.FactKind) int {
		return count(facts, func(f verb.Fact) bool { return f.Kind == string(kind) && f.Agent == a.id })
	}
	for _, a := range w.agents {
		w.t.Logf("%s (%s) talked with %d by the consumers' phones, %d by the journal; paused %d, back %d, logged out %d; "+
			"notice heard %d, cut %d, acknowledged %d", a.id, a.name(), len(a.took), of(a, dialer.FactBridged),
			of(a, dialer.FactPaused), of(a, dialer.FactBack), of(a, dialer.FactLogout), of(a, dialer.FactNoticeHeard),
			of(a, dialer.FactNoticeCut), of(a, dialer.FactNoticeAcked))
		if acked := of(a, dialer.FactNoticeAcked) == 1; acked == (a == w.agents[len(w.agents)-1]) {
			w.t.Errorf("%s acknowledged the notice of monitoring: %v", a.id, acked)
		}
		later := count(a.took, func(p *worked) bool { return p.name == pausedAfter })
		if of(a, dialer.FactPauseAsked) != later || of(a, dialer.FactPaused) != later+1 {
			w.t.Errorf("%s asked for %d pauses in calls, and the journal has %d; and %d in all", a.id, later,
				of(a, dialer.FactPauseAsked), of(a, dialer.FactPaused))
		}
		if of(a, dialer.FactBridged) != len(a.took) || of(a, dialer.FactLogout) != 1 {
			w.t.Errorf("the journal differs from what the phones of %s saw", a.id)
		}
		for _, client := range []string{"fjellvann", "umbra"} {
			told := count(facts, func(f verb.Fact) bool {
				return f.Kind == string(dialer.FactSeatClient) && f.Agent == a.id && f.Client == client && f.Detail == ""
			})
			score, _ := phone.Likeness(a.between(w.began, time.Now()), w.sound("agent/client."+client))
			w.t.Logf("%s was told of %s %d times, heard with likeness %.2f", a.id, client, told, score)
			if (told > 0) != (score > a.bar()) {
				w.t.Errorf("%s heard of client %s with likeness %.2f, and the journal has it %d times", a.id, client, score,
					told)
			}
		}
	}
}
