//go:build night

package calls_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

const (
	diesFirst = 12 * time.Second // after the first call; the others follow
	diesEvery = 1700 * time.Millisecond
	heldFor   = time.Minute
	shiftOver = 100 * time.Second
)

// dying is one agent whose phone dies in the shift.
type dying struct {
	agent dialer.AgentID
	how   string
	at    time.Time // by the floor's clock
	back  time.Time // off hold
}

// TestNightSilentPhones has a shift of twelve agents, eight of whose phones die in it one after the other: two of
// each way. It prints, with and without rtp_timeout, what became of the legs and of the consumers.
func TestNightSilentPhones(t *testing.T) {
	for _, timeout := range []int{0, 15} {
		t.Run(fmt.Sprintf("rtp_timeout=%d", timeout), func(t *testing.T) { silentShift(t, timeout) })
	}
}

func silentShift(t *testing.T, timeout int) {
	f := newFloor(t, options{
		agents: 12, keepCalls: 1000, pbx: func(o *asterisk.Options) { o.AgentRTPTimeout = timeout },
	})
	phones, calls := map[int]*phone.Agent{}, map[int]*phone.Call{}
	for n := 1; n <= 12; n++ {
		phones[n], calls[n] = f.agentPhone(n, phone.Tone(700+50*n))
	}
	for n := range 400 {
		f.trunk.Plan(number(n+1).National(), phone.Plan{
			Ring: 3 * time.Second, Send: phone.Tone(400), Hold: 8 * time.Second,
		})
	}
	f.leads(400)
	began := time.Now()
	var dead []*dying
	for i := range 2 * len(deaths) {
		n, d := i+1, deaths[i%len(deaths)]
		<-time.After(time.Until(began.Add(diesFirst + time.Duration(i)*diesEvery)))
		d.die(f, phones[n], calls[n])
		dead = append(dead, &dying{agent: agentID(n), how: d.name, at: f.clock()()})
	}
	for i, x := range dead {
		if x.how == "on hold" {
			<-time.After(heldFor - f.clock()().Sub(x.at))
			must(t, calls[i+1].Hold(t.Context(), false))
			x.back = f.clock()()
		}
	}
	<-time.After(time.Until(began.Add(shiftOver)))
	f.tellShift(timeout, dead)
}

// leads loads numbers 1 to n.
func (f *floor) leads(n int) {
	f.t.Helper()
	var list []dialer.Lead
	for i := range n {
		list = append(list, dialer.Lead{Campaign: "c1", Number: number(i + 1), Source: "kunder"})
	}
	f.load(list)
}

// tellShift prints the table and holds it to the goals.
func (f *floor) tellShift(timeout int, dead []*dying) {
	facts := f.all()
	var table strings.Builder
	fmt.Fprintf(&table, "rtp_timeout=%d\n%-9s %-32s %9s %9s %13s %13s %9s\n", timeout,
		"agent", "phone", "told", "ended", "calls >2 s", "calls <=2 s", "silence")
	for _, x := range dead {
		told, ended := x.after(facts, dialer.FactPhone), x.after(facts, dialer.FactLogout)
		late, soon, silence := x.calls(facts)
		fmt.Fprintf(&table, "%-9s %-32s %9s %9s %13d %13d %9s\n", x.agent, x.how, told, ended, late, soon, silence)
		if late > 0 {
			f.t.Errorf("%s (%s): %d consumers were put through to a leg that was silent for more than 2 s", x.agent,
				x.how, late)
		}
		if kept := ended == "-"; kept != (x.how == "on hold") {
			f.t.Errorf("%s (%s): ended %s", x.agent, x.how, ended)
		}
	}
	count := func(k dialer.FactKind) (n int) {
		for _, x := range facts {
			if x.Kind == k {
				n++
			}
		}
		return n
	}
	d := f.figures()
	fmt.Fprintf(&table, "answered %d, transferred %d, agent_cut %d, abandoned %d, cancelled ringing %d, messages %d\n",
		d.Answered, d.Transferred, d.AgentCut, d.Abandoned, d.CancelledRinging, count(dialer.FactMessage))
	f.t.Logf("\n%s", table.String())
}

// after is how long after the death the first fact of a kind came.
func (x *dying) after(facts []dialer.Fact, k dialer.FactKind) string {
	i := slices.IndexFunc(facts,
		func(f dialer.Fact) bool { return f.Kind == k && f.Agent == x.agent && f.At.After(x.at) })
	if i < 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f s", facts[i].At.Sub(x.at).Seconds())
}

// calls are the consumers who were put through to the dead phone, more than 2 s after its death and before, and the
// longest that one of them heard nothing.
func (x *dying) calls(facts []dialer.Fact) (late, soon int, silence string) {
	longest := time.Duration(0)
	for _, b := range facts {
		on := b.Kind == dialer.FactBridged && b.Agent == x.agent && (x.back.IsZero() || b.At.Before(x.back))
		end := endOf(facts, b)
		if !on || end.Before(x.at) {
			continue
		}
		if after := b.At.Sub(x.at); after > 2*time.Second {
			late++
		} else if after > -2*time.Second {
			soon++
		}
		from := b.At
		if x.at.After(from) {
			from = x.at
		}
		longest = max(longest, end.Sub(from))
	}
	return late, soon, fmt.Sprintf("%.1f s", longest.Seconds())
}

// endOf is when a bridging was over: the message began, another agent came, or the call ended.
func endOf(facts []dialer.Fact, b dialer.Fact) time.Time {
	for _, x := range facts {
		over := x.Kind == dialer.FactMessage || x.Kind == dialer.FactEnded ||
			x.Kind == dialer.FactBridged && x.At.After(b.At)
		if x.Attempt == b.Attempt && over && !x.At.Before(b.At) {
			return x.At
		}
	}
	return b.At.Add(time.Hour)
}
