package figures

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// State is a Tally as it stands after some position of the journal, to go on from there without what came before. It
// names the attempts whose facts must be told again, because their share may still change. Its lists are sorted, so
// that the same counts give the same State.
type State struct {
	Kinds    map[dialer.CampaignID]dialer.Kind `json:"kinds"`
	Days     []DayLedger                       `json:"-"` // kept one by one
	Totals   []TotalState                      `json:"totals"`
	Chains   []ChainState                      `json:"chains"`
	Newest   []NewestState                     `json:"newest"`
	Off      map[dialer.CampaignID]string      `json:"off"`
	Attempts []dialer.AttemptID                `json:"attempts"`
}

// DayLedger is one campaign's ledger of one Oslo day.
type DayLedger struct {
	Day      dialer.Day        `json:"-"`
	Campaign dialer.CampaignID `json:"-"`
	Ledger
}

// TotalState is a campaign's ledger to date, and which chain it is in; -1: none.
type TotalState struct {
	Campaign dialer.CampaignID `json:"campaign"`
	Chain    int               `json:"chain"`
	Ledger
	Hour Hour `json:"hour"`
}

func (s TotalState) equal(o TotalState) bool {
	return s.Campaign == o.Campaign && s.Chain == o.Chain && s.Ledger == o.Ledger && slices.Equal(s.Hour, o.Hour)
}

// ChainState is the ledger of campaigns that followed on one another.
type ChainState struct {
	Last time.Time `json:"last"`
	Ledger
}

// NewestState is the chain that a new campaign of the kind goes on with.
type NewestState struct {
	Client  dialer.ClientID `json:"client"`
	Kind    dialer.Kind     `json:"kind"`
	Visible dialer.Number   `json:"visible"`
	Chain   int             `json:"chain"`
}

// State gives what is needed to go on from here.
func (t *Tally) State() State {
	s := State{Kinds: maps.Clone(t.kinds), Off: maps.Clone(t.off), Attempts: slices.Sorted(maps.Keys(t.attempts))}
	for k, l := range t.days {
		s.Days = append(s.Days, DayLedger{k.day, k.campaign, l})
	}
	slices.SortFunc(s.Days, func(a, b DayLedger) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Campaign, b.Campaign))
	})
	places := map[*chain]int{}
	place := func(c *chain) int {
		if c == nil {
			return -1
		}
		if _, known := places[c]; !known {
			places[c] = len(s.Chains)
			s.Chains = append(s.Chains, ChainState{c.last, c.Ledger})
		}
		return places[c]
	}
	for _, id := range slices.Sorted(maps.Keys(t.totals)) {
		of := t.totals[id]
		s.Totals = append(s.Totals, TotalState{id, place(of.chain), of.Ledger, slices.Clone(of.hour)})
	}
	for _, k := range slices.SortedFunc(maps.Keys(t.newest), compareKin) {
		s.Newest = append(s.Newest, NewestState{k.client, k.kind, k.visible, place(t.newest[k])})
	}
	return s
}

func compareKin(a, b kin) int {
	return cmp.Or(cmp.Compare(a.client, b.client), cmp.Compare(a.kind, b.kind), cmp.Compare(a.visible, b.visible))
}

// Resume makes a Tally that goes on from a State. The attempts that it names are then told by Recall.
func Resume(s State, oslo *time.Location) *Tally {
	t := NewTally(oslo)
	maps.Copy(t.kinds, s.Kinds)
	maps.Copy(t.off, s.Off)
	for _, d := range s.Days {
		t.days[key{d.Day, d.Campaign}] = d.Ledger
	}
	chains := make([]*chain, len(s.Chains))
	for i, c := range s.Chains {
		chains[i] = &chain{c.Ledger, c.Last}
	}
	at := func(i int) *chain {
		if i < 0 || i >= len(chains) {
			return nil
		}
		return chains[i]
	}
	for _, of := range s.Totals {
		t.totals[of.Campaign] = &total{of.Ledger, at(of.Chain), slices.Clone(of.Hour)}
	}
	for _, n := range s.Newest {
		t.newest[kin{n.Client, n.Kind, n.Visible}] = at(n.Chain)
	}
	return t
}

// Clone gives a Tally that goes on by itself.
func (t *Tally) Clone() *Tally {
	c := Resume(t.State(), t.oslo)
	c.keep, c.closed = t.keep, slices.Clone(t.closed)
	for id, a := range t.attempts {
		again := *a
		again.Bridged, again.AgentGone, again.Unheard = slices.Clone(
			a.Bridged,
		), slices.Clone(a.AgentGone), slices.Clone(a.Unheard)
		c.attempts[id] = &again
	}
	return c
}

// Differs names the first ledger in which two States are not the same; "" where none is.
func (s State) Differs(o State) string {
	switch {
	case !slices.Equal(s.Days, o.Days):
		for _, d := range s.Days {
			if !slices.Contains(o.Days, d) {
				return "campaign " + string(d.Campaign) + " on " + string(d.Day)
			}
		}
		return "the days"
	case !slices.EqualFunc(s.Totals, o.Totals, TotalState.equal):
		return "the campaigns to date"
	case !slices.EqualFunc(s.Chains, o.Chains, func(a, b ChainState) bool {
		return a.Ledger == b.Ledger && a.Last.Equal(b.Last)
	}), !slices.Equal(s.Newest, o.Newest):
		return "campaigns that follow on one another"
	case !maps.Equal(s.Off, o.Off):
		return "where predictive is off"
	}
	return ""
}
