package handdial_test

import (
	"context"
	"io"
	"iter"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/handdial"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/test/offered"
)

// noon is a working day's noon in Oslo.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, hours.Oslo())

const callee dialer.Number = "+4790000001"

// sales is a campaign that the gate allows at noon.
func sales() dialer.Campaign {
	const visible dialer.Number = "+4722000001"
	return offered.Campaign(dialer.Campaign{
		ID: "c1", Kind: dialer.Sales, Purpose: "salg av strøm", Visible: visible, Running: true, Ring: 25 * time.Second,
		Client: dialer.Client{
			ID: "power", Name: "Power AS", OrgNo: "999999999", Visible: []dialer.Number{visible},
			Checked: []dialer.DirectoryCheck{{Number: visible, At: noon.AddDate(0, 0, -9), Ref: "picture 1"}},
		},
		Attempts: dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour},
		Sources: []dialer.Source{
			{
				Name: "customers", Kind: dialer.ClientCustomers, ObtainedAt: noon.AddDate(0, -1, 0),
				Basis: "own customers",
			},
		},
	})
}

// world is the guard's surroundings: a book with one campaign, clear registers, an engine that writes at once.
type world struct {
	now      time.Time
	journal  []dialer.Fact // of one attempt
	register dialer.Answer // of the own register
	carried  string        // the attempt that the channel still carries
	changed  int           // how many bookings meet a number that changed

	claims, unclaims int
	noted, booked    []dialer.Fact
	ended            dialer.Batch
}

func newWorld() *world { return &world{now: noon, register: dialer.Clear} }

func (w *world) guard(t *testing.T, set handdial.Settings) *handdial.Guard {
	t.Helper()
	set.Hours, set.Ring, set.Language = hours.Norm(), 20*time.Second, "nb"
	return handdial.New(t.Context(), handdial.Ports{
		Book: w, Journal: w, Engine: w, Registers: w, PBX: w,
		Sound: func(file string) string { return "/sounds/" + file },
		Note:  func(b dialer.Batch) { w.noted = append(w.noted, b.Facts...) },
		Complete: func(f gate.Facts, c dialer.Campaign, l dialer.Lead, by gate.Path) gate.Facts {
			f.Campaign, f.Lead, f.Path = c, l, by
			f.Responsible, f.Hours, f.Rest = "Kari Nordmann", set.Hours, time.Hour
			return f
		},
		Settings: func() handdial.Settings { return set }, Now: func() time.Time { return w.now }, Log: silent(),
	})
}

func silent() *logrus.Entry {
	log := logrus.New()
	log.SetOutput(io.Discard)
	return logrus.NewEntry(log)
}

func (w *world) Campaign(_ context.Context, id dialer.CampaignID) (dialer.Campaign, error) {
	if c := sales(); id == c.ID {
		return c, nil
	}
	return dialer.Campaign{}, dialer.ErrNotFound
}

func (w *world) LeadOf(context.Context, dialer.CampaignID, dialer.Number) (dialer.Lead, error) {
	return dialer.Lead{
		ID: 5, Campaign: "c1", Number: callee, Source: "customers",
		Wash: dialer.Wash{At: noon.AddDate(0, 0, -6), By: "Power AS", Scope: dialer.WashPersons},
	}, nil
}

func (w *world) AgentByEndpoint(context.Context, string) (dialer.Agent, error) {
	return dialer.Agent{ID: "kari"}, nil
}

func (w *world) AttemptFacts(context.Context, dialer.AttemptID) iter.Seq2[dialer.Fact, error] {
	return func(yield func(dialer.Fact, error) bool) {
		for _, f := range w.journal {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func (w *world) Tries(context.Context, dialer.Fact) (int, error) { return 1, nil }

func (w *world) Look(_ context.Context, _ dialer.Campaign, _ dialer.Lead, now time.Time) (gate.Facts, error) {
	f := gate.Facts{HistoryKnown: true, Flagged: gate.No}
	for _, id := range []dialer.RegisterID{dialer.Own, "client/power", dialer.National, dialer.NationalVoluntary} {
		a := dialer.RegisterAnswer{Answer: dialer.Clear, By: "number"}
		if id == dialer.Own {
			a.Answer = w.register
		}
		a.RegisterVersion = dialer.RegisterVersion{Register: id, Version: 7, LoadedAt: now.AddDate(0, 0, -6)}
		f.Registers = append(f.Registers, a)
	}
	return f, nil
}

func (w *world) Claim(context.Context, dialer.Number) (engine.Claim, error) {
	w.claims++
	return engine.Claim(w.claims), nil
}

func (w *world) Unclaim(dialer.Number, engine.Claim) { w.unclaims++ }

func (w *world) BookHand(
	_ context.Context, _ engine.Claim, _ engine.HandCall, b dialer.Batch,
) (dialer.AttemptID, error) {
	if w.changed > 0 {
		w.changed--
		return 0, engine.ErrChanged
	}
	w.booked = append(w.booked, b.Facts...)
	return 7, nil
}

func (w *world) AdoptHand(dialer.AttemptID, engine.HandCall) {}

func (w *world) EndHand(_ context.Context, _ dialer.AttemptID, b dialer.Batch) error {
	w.ended = b
	return nil
}

func (w *world) HandCall(context.Context, string) (lives, up bool, err error) { return true, true, nil }
func (w *world) HandAttempt(context.Context, string) (string, error)          { return w.carried, nil }
func (w *world) StopRinging(context.Context, string) error                    { return nil }

// booking is what the journal says of a call by hand that was allowed at that time.
func booking(at time.Time, n dialer.Number, channel string) dialer.Fact {
	return dialer.Fact{
		At: at, Kind: dialer.FactBooked, Campaign: "c1", Client: "power", Lead: 5, Agent: "kari",
		Number: n, T: 2 * time.Second, Detail: "Path: hand-dialed; channel " + channel + "; hours",
	}
}
