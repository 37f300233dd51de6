package engine

import (
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
)

// yesPorts are a PBX, a journal, registers, and a book of one campaign without end, which all say yes at once.
type yesPorts struct {
	now   *time.Time
	leads dialer.LeadID
	made  []time.Time // channels
}

func (p *yesPorts) Do(_ context.Context, _ dialer.AttemptID, ef call.Effect) error {
	if _, is := ef.(call.Create); is {
		p.made = append(p.made, *p.now)
	}
	return nil
}

func (*yesPorts) Seat(context.Context, dialer.SessionID, SeatEffect) error          { return nil }
func (*yesPorts) Write(context.Context, dialer.Batch) error                         { return nil }
func (*yesPorts) Agent(context.Context, string, string) (a dialer.Agent, err error) { return }
func (*yesPorts) AgentAt(context.Context, string) (a dialer.Agent, err error)       { return }

func (p *yesPorts) Received(_ context.Context, ids []dialer.SessionID) (map[dialer.SessionID]Count, error) {
	got := map[dialer.SessionID]Count{}
	for _, id := range ids {
		got[id] = Count{Packets: int(p.now.UnixMilli() / 20)}
	}
	return got, nil
}

func (p *yesPorts) Due(
	_ context.Context, c dialer.CampaignID, now time.Time, n int,
) (ls []dialer.Lead, _ time.Time, _ error) {
	if c != "c0" {
		return nil, time.Time{}, nil
	}
	for range n {
		p.leads++
		number := dialer.Number(fmt.Sprintf("+47900%05d", p.leads%1e5))
		ls = append(ls, dialer.Lead{ID: p.leads, Campaign: c, Number: number, Source: "kunder", Due: now})
	}
	return ls, now, nil
}

func (p *yesPorts) Look(_ context.Context, _ dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error) {
	f := gate.Facts{Lead: l, HistoryKnown: true, Flagged: gate.No}
	for _, id := range []dialer.RegisterID{dialer.Own, "client/fjellvann", dialer.National, dialer.NationalVoluntary} {
		v := dialer.RegisterVersion{Register: id, Version: 1, LoadedAt: now}
		f.Registers = append(f.Registers, dialer.RegisterAnswer{Answer: dialer.Clear, RegisterVersion: v})
	}
	return f, nil
}

// testBook is a floor of one campaign, c0, in virtual time, connected, its agents on the line; others are beside it.
type testBook struct {
	v     *Virtual
	c     *campaign
	now   time.Time
	ports *yesPorts
}

func newTestBook(tb testing.TB, mode dialer.Mode, crew int, others []dialer.Campaign) *testBook {
	tb.Helper()
	log := logrus.New()
	log.SetOutput(io.Discard)
	f := &testBook{now: time.Date(2026, 11, 23, 15, 0, 0, 0, hours.Oslo())}
	f.ports = &yesPorts{now: &f.now}
	ports := Ports{
		Phone: f.ports, Journal: f.ports, Book: f.ports, Registers: f.ports,
		Now: func() time.Time { return f.now }, Log: logrus.NewEntry(log),
	}
	set := Settings{
		Responsible: "Kari Nordmann", Hours: hours.Norm(), T: 2 * time.Second, PinTries: 3, Pacing: pacing.Defaults(),
		Ack: gate.Ack{Name: "Kari Nordmann", Date: f.now, TextSHA256: "text"}, AckText: "text",
	}
	c0 := testCampaign("c0", mode, crew, f.now)
	f.v = NewVirtual(set, ports, append([]dialer.Campaign{c0}, others...))
	turn(tb, f.v) // connected
	f.c = f.v.e.campaign("c0")
	for i := range crew {
		s := f.v.e.newSeat(dialer.SessionID(fmt.Sprintf("session%04d", i)), "PJSIP/x")
		s.Agent.ID = c0.Agents[i]
		f.v.e.assignSole(f.now, s)
		s.Set(f.now, roster.WrapUp, f.now.Add(12*time.Hour))
		prove(s, f.now)
		f.v.e.judge(f.now, s)
		f.v.e.wakePulse(f.now)
	}
	return f
}

// prove has a leg come now and its phone be heard.
func prove(s *roster.Seat, now time.Time) {
	s.Pulse.Came(now)
	s.Pulse.Count(now, now, 1)
	s.Heard = true
}

// talkedTo puts conversations of the day in the ledgers, so that 3 % of them cover what rings without an agent.
func (f *testBook) talkedTo(n int) {
	for id := range dialer.AttemptID(n) {
		f.v.e.count(conversation(1e6+id, f.now.Add(time.Duration(id)*time.Second-6*time.Hour)))
	}
}

func testCampaign(id dialer.CampaignID, mode dialer.Mode, crew int, now time.Time) dialer.Campaign {
	client := dialer.Client{
		ID: "fjellvann", Name: "Fjellvann", Spoken: "Fjellvann", Visible: []dialer.Number{"+4722000001"},
	}
	list := dialer.Source{
		Name: "kunder", Kind: dialer.ClientCustomers, Basis: "avtale", Spoken: "Fjellvann", ObtainedAt: now,
	}
	c := dialer.Campaign{
		ID: id, Client: client, Kind: dialer.Service, Purpose: "service", Subject: "strøm", Visible: "+4722000001",
		Language: "nb",
		Ring:     25 * time.Second, WrapUp: 30 * time.Second, Mode: mode, Running: true,
		Attempts: dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour},
		Sources:  []dialer.Source{list},
	}
	for i := range crew {
		c.Agents = append(c.Agents, dialer.AgentID(fmt.Sprintf("agent%04d", i)))
	}
	return c
}

// turn lets the floor do all that is to be done now, and gives its next deadline.
func turn(tb testing.TB, v *Virtual) time.Time {
	tb.Helper()
	next, err := v.Turn()
	if err != nil {
		tb.Fatal(err)
	}
	if err := v.e.miscounted(); err != nil {
		tb.Fatal(err)
	}
	return next
}

func conversation(id dialer.AttemptID, at time.Time) []dialer.Fact {
	fs := []dialer.Fact{
		{Kind: dialer.FactBooked, T: 2 * time.Second, Visible: "+4722000001"}, {Kind: dialer.FactDialed},
		{Kind: dialer.FactAnswered, Reserved: true}, {Kind: dialer.FactBridged},
		{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer},
		{Kind: dialer.FactDisposed, Disposition: dialer.Person},
	}
	for i := range fs {
		fs[i].At, fs[i].Attempt, fs[i].Campaign, fs[i].Client = at, id, "c0", "fjellvann"
	}
	return fs
}
