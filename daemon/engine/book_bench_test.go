package engine

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/roster"
)

// How the other campaigns of the book are.
const (
	benchPaused   = "paused"   // served by the same agents
	benchFinished = "finished" // left running, without a lead
)

// oldBook is a predictive floor beside many other campaigns, in steady state: a third of the agents are free, the
// others wrap up, and calls ring.
func oldBook(b *testing.B, others int, how string, crew, calls int) *testBook {
	b.Helper()
	var beside []dialer.Campaign
	for i := range others {
		o := testCampaign(dialer.CampaignID(fmt.Sprintf("old%03d", i)), dialer.Predictive, crew, time.Time{})
		if o.Running = how == benchFinished; o.Running { // it would take the agents from the forecast
			o.Agents = []dialer.AgentID{"another"}
		}
		if i%2 == 0 {
			o.Mode = dialer.Power
		}
		beside = append(beside, o)
	}
	f := newTestBook(b, dialer.Predictive, crew, beside)
	e := f.v.e
	e.set.MaxCalls = crew + calls
	f.talkedTo(20000)
	for i, s := range e.seats {
		if i%3 == 0 {
			s.Set(f.now, roster.Ready, time.Time{})
		}
	}
	for i := range calls {
		a := &attempt{campaign: f.c, client: "fjellvann", Call: &call.Call{
			ID: e.nextID, Campaign: "c0", State: call.Dialing, Open: true, Decided: f.now, DialedAt: f.now,
			Deadline: f.now.Add(time.Hour),
			Ring:     25 * time.Second, T: 2 * time.Second,
			Number: dialer.Number(fmt.Sprintf("+479100%04d", i)), Lead: dialer.LeadID(-1 - i),
		}}
		e.nextID++
		e.ringing[a.Number] = true
		e.enrol(a)
	}
	turn(b, f.v)
	return f
}

// BenchmarkOldBook is the cost of one event on a floor of 200 agents and 400 calls, by how many other campaigns are in
// the book: its own change and all that the floor then settles, pacing's forecast with it. What other campaigns cost is
// the ratio.
func BenchmarkOldBook(b *testing.B) {
	for _, how := range []string{benchPaused, benchFinished} {
		for _, others := range []int{0, 20, 200} {
			b.Run(fmt.Sprintf("%s=%d", how, others), func(b *testing.B) {
				f := oldBook(b, others, how, 200, 400)
				calls, n, begun, cpu := f.c.calls, 0, f.now, cpuTime(b)
				for b.Loop() {
					f.now = f.now.Add(time.Millisecond)
					f.event(CallEvent{ID: calls[n%len(calls)].ID, Ev: call.Ringing{}})
					if n++; n%10000 == 0 { // within their ring time
						f.now = begun
					}
				}
				b.ReportMetric(float64(cpuTime(b)-cpu)/float64(n), "cpu-ns/event")
				turn(b, f.v)
			})
		}
	}
}

// event is what the loop does for one, without the look at the invariants that Virtual has after each.
func (f *testBook) event(ev Event) {
	e := f.v.e
	e.fireDue(f.now)
	ev.apply(e, f.now)
	e.settle(f.now)
	e.books.take()
}

// cpuTime is what the process has used: beside other work it says more than the wall's clock.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
