package cli

import (
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/simulate"
)

// simulated is a simulated day as JSON.
type simulated struct {
	Name          string             `json:"name"`
	Start         time.Time          `json:"start"`
	Hours         float64            `json:"hours"`
	Agents        int                `json:"agents"`
	Mode          string             `json:"mode"`
	Seed          uint64             `json:"seed"`
	TalkPct       float64            `json:"talk_pct"`
	OccupancyPct  float64            `json:"occupancy_pct"`
	PresentH      float64            `json:"present_h"`
	Connects      int                `json:"connects"`
	PerAgentHour  float64            `json:"connects_per_agent_hour"`
	IdleS         float64            `json:"idle_s_per_connect"`
	Attempted     int                `json:"attempted"`
	Answered      int                `json:"answered"`
	Machines      int                `json:"machines"`
	LostPhones    int                `json:"lost_phones"`
	Abandoned     int                `json:"abandoned"`
	Established   int                `json:"established"`
	AbandonedPct  float64            `json:"abandoned_pct"`
	CutShort      int                `json:"cancelled_ringing"`
	LimitPct      int                `json:"limit_pct"`
	Worst         []worstInstant     `json:"worst"`
	Words         map[string]float64 `json:"bound_by"`
	Blocked       map[string]int     `json:"blocked"`
	LimitBroken   bool               `json:"limit_broken"`
	LastCallEnded time.Time          `json:"last_call_ended"`
}

type worstInstant struct {
	Ledger      string    `json:"ledger"`
	At          time.Time `json:"at,omitzero"`
	Abandoned   int       `json:"abandoned"`
	Established int       `json:"established"`
	Pct         float64   `json:"pct"`
	Broken      bool      `json:"broken"`
}

func dayOf(r simulate.Result) simulated {
	s, sum := r.Scenario, r.Sum()
	out := simulated{
		Name: s.Name, Start: s.Start, Hours: s.Length.Hours(), Agents: s.Agents, Mode: string(s.Campaign.Mode),
		Seed:    s.Seed,
		TalkPct: r.TalkShare(), OccupancyPct: r.Occupancy(), PresentH: r.Present().Hours(), Connects: r.Counts.Bridged,
		PerAgentHour: r.PerHour(),
		IdleS:        r.IdlePerConnect().Seconds(), Attempted: sum.Attempted, Answered: sum.Answered,
		Machines: sum.Machines, LostPhones: r.Counts.LostPhones,
		Abandoned: sum.AEff, Established: sum.Established, CutShort: sum.CancelledRinging, LimitPct: s.Pacing.Limit,
		Words: r.Words, Blocked: r.Blocked, LimitBroken: broken(r), LastCallEnded: r.Ended, Worst: []worstInstant{},
	}
	if sum.Established > 0 {
		out.AbandonedPct = 100 * float64(sum.AEff) / float64(sum.Established)
	}
	for _, i := range r.Worst {
		out.Worst = append(out.Worst, worstInstant{i.Ledger, i.At, i.Abandoned, i.Established, i.Percent(), i.Broken})
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
