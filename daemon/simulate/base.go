package simulate

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
)

// MadeUp is a campaign that the gate lets dial: a service call to the client's own customers.
func MadeUp(day time.Time, mode dialer.Mode) dialer.Campaign {
	const shown = "+4722000001"
	return dialer.Campaign{
		ID: "simulated", Kind: dialer.Service, Mode: mode, Purpose: "simulated", Subject: "simulated", Visible: shown,
		Language: "nb",
		Client: dialer.Client{
			ID: "simulated", Name: "simulated", Spoken: "simulated", Visible: []dialer.Number{shown},
		},
		Ring: 25 * time.Second, WrapUp: 2 * time.Minute,
		Attempts: dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour},
		Sources: []dialer.Source{
			{Name: "simulated", Kind: dialer.ClientCustomers, Basis: "simulated", Spoken: "simulated", ObtainedAt: day},
		},
	}
}

// Ordinary is the day that pacing algorithms are compared on: 8 h, nothing changes, talk of many short and some long.
func Ordinary(start time.Time, mode dialer.Mode, agents int, answer float64) Scenario {
	return Scenario{
		Name: "an ordinary day", Seed: 1, Start: start, Length: 8 * time.Hour, Hours: hours.Norm(),
		Campaign: MadeUp(start, mode),
		Pacing:   pacing.Defaults(), Connect: time.Second, AfterWord: 3 * time.Second, Agents: agents,
		Floor: Floor{
			WrapUp: Gamma(15*time.Second, 0.7, 2*time.Second), Bridging: 150 * time.Millisecond,
			BreakEvery: Exponential(50*time.Minute, 0), Break: Gamma(5*time.Minute, 0.5, 0),
			LostFor: Exponential(time.Minute, 5*time.Second),
		},
		People: People{
			Answer: func(time.Duration) float64 { return answer }, Busy: 0.08,
			PostDial: Gamma(2*time.Second, 0.5, 400*time.Millisecond),
			PickUp:   Gamma(10*time.Second, 0.6, 800*time.Millisecond),
			Refuse:   Gamma(4*time.Second, 0.6, 0), Patience: Exponential(6*time.Second, 0),
			Talk: Either(0.4, Exponential(20*time.Second, 3*time.Second), Lognormal(170*time.Second, 0.9)),
		},
	}
}
