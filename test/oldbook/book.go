package oldbook

import (
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

const (
	by     = "cli:kari"
	trader = "999999999" // the organisation number of every client
	source = "kunder"
)

// plan is which campaigns there are: three of service, one of information, two surveys. None is marketing, so that the
// daemon may dial without the national register.
var plan = [...]struct {
	id, client string
	kind       dialer.Kind
	visible    dialer.Number
}{
	{"vann-service", "fjellvann", dialer.Service, "+4722000001"},
	{"vann-nyttig", "fjellvann", dialer.Information, "+4722000002"},
	{"kraft-service", "kraft", dialer.Service, "+4722000003"},
	{"kraft-spor", "kraft", dialer.Survey, "+4722000004"},
	{"buss-service", "buss", dialer.Service, "+4722000005"},
	{"buss-spor", "buss", dialer.Survey, "+4722000006"},
}

func agents() []dialer.Agent {
	var all []dialer.Agent
	for i := range 50 {
		all = append(all, dialer.Agent{
			ID: dialer.AgentID(fmt.Sprintf("agent%02d", i)), FullName: fmt.Sprintf("Agent Nummer %d", i),
			Endpoint: fmt.Sprintf("PJSIP/agent%02d", i),
		})
	}
	return all
}

// numberOf gives each lead a number of its own.
func numberOf(l dialer.LeadID) dialer.Number {
	return dialer.Number(fmt.Sprintf("+479%07d", int64(l)%10_000_000))
}

// fillBook puts in clients, agents, campaigns and leads: a third as many as attempts.
func (w *world) fillBook() error {
	var ids []dialer.AgentID
	for _, a := range agents() {
		ids = append(ids, a.ID)
		if err := w.store.PutAgent(w.ctx, a, "1111", by); err != nil {
			return err
		}
	}
	for _, p := range plan {
		client := dialer.Client{ID: dialer.ClientID(p.client), Name: strings.ToUpper(p.client) + " AS",
			Spoken: p.client, OrgNo: trader, Phone: "22 00 00 01"}
		for _, q := range plan {
			if q.client == p.client {
				client.Visible = append(client.Visible, q.visible)
			}
		}
		if err := w.store.PutClient(w.ctx, client, by); err != nil {
			return err
		}
		c := dialer.Campaign{
			ID: dialer.CampaignID(p.id), Client: client, Kind: p.kind, Visible: p.visible,
			Purpose: "spørre om vannet er tilbake", Subject: "vannet",
			Language: "nb", Ring: 20 * time.Second, WrapUp: 30 * time.Second, Agents: ids,
			Attempts: dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour},
			Sources: []dialer.Source{{
				Name: source, Kind: dialer.ClientCustomers, ObtainedAt: w.now(),
				Basis: "kundeforhold", Spoken: "kundelisten",
			}},
		}
		if err := w.store.PutCampaign(w.ctx, c, by); err != nil {
			return err
		}
		if err := w.fillList(c); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) now() time.Time { return time.Unix(0, w.clock.Load()) }

// fillList imports the campaign's leads. Lead ids grow by one from one list to the next, which is why a list's first
// is known.
func (w *world) fillList(c dialer.Campaign) error {
	l := &list{Campaign: c, first: 1, leads: max(1, w.Attempts/3/len(plan))}
	if n := len(w.campaigns); n > 0 {
		before := w.campaigns[n-1]
		l.first = before.first + dialer.LeadID(before.leads)
	}
	w.campaigns = append(w.campaigns, l)
	l.detail, l.asked = w.verdict(c, l.first)
	list := sqlite.ImportList{Campaign: c.ID, Source: source, Name: string(c.ID) + ".csv", By: by}
	_, _, err := w.store.ImportLeads(w.ctx, list,
		func(yield func(dialer.Lead, error) bool) {
			for id := l.first; id < l.first+dialer.LeadID(l.leads); id++ {
				lead := dialer.Lead{Number: numberOf(id), Name: fmt.Sprintf("Person Nummer %d", id)}
				if id%50 == 0 {
					lead.Request = dialer.Request{OrgNo: trader, At: w.now(), Channel: "skjema", EvidenceRef: "ark 1"}
				}
				if !yield(lead, nil) {
					return
				}
			}
		})
	return err
}

// verdict asks the gate about an ordinary lead, so that bookings read as the daemon's do.
func (w *world) verdict(c dialer.Campaign, id dialer.LeadID) (string, []dialer.RegisterVersion) {
	c.Running = true
	f := gate.Facts{
		Campaign: c, Lead: dialer.Lead{ID: id, Campaign: c.ID, Number: numberOf(id), Source: source},
		Responsible: "Kari Eksempel", Hours: hours.Norm(), Path: gate.PathCampaign,
		HistoryKnown: true, Flagged: gate.No,
	}
	for _, r := range reservation.Asked(c.Kind, c.Client.ID) {
		asked := dialer.RegisterVersion{Register: r, Seq: 1}
		f.Registers = append(f.Registers, dialer.RegisterAnswer{Answer: dialer.Clear, RegisterVersion: asked})
	}
	v := gate.Decide(w.now().Add(4*time.Hour), f)
	return strings.Join(v.Checked, "; "), v.Registers
}

// people is what persons ask for on a day: to be left alone, by us or by a client, and to have a wish to be called
// taken back.
func (w *world) people(midnight time.Time, attempts int) error {
	if err := w.flush(); err != nil {
		return err
	}
	w.clock.Store(midnight.Add(23*time.Hour + 30*time.Minute).UnixNano())
	for i := range attempts / 300 {
		l := w.campaigns[i%len(w.campaigns)]
		n := numberOf(l.first + dialer.LeadID(w.random.IntN(l.leads)))
		scope := sqlite.OwnRegister
		if i%3 == 0 {
			scope = string(l.Client.ID)
		}
		if err := w.store.Reserve(w.ctx, scope, n, "agent", by); err != nil {
			return err
		}
		if i%10 == 9 {
			if err := w.store.Unreserve(w.ctx, scope, n, "the person asked for it in writing", by); err != nil {
				return err
			}
		}
		asked := (l.first + dialer.LeadID(w.random.IntN(l.leads))) / 50 * 50
		if _, err := w.store.WithdrawRequest(w.ctx, numberOf(asked), trader, w.now(), by); err != nil {
			return err
		}
	}
	return nil
}
