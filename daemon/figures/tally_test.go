package figures_test

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

var tallyOslo = time.FixedZone("winter", 3600)

// randomFacts are attempts of three campaigns over two days, their facts in each other's way, some told late or never.
func randomFacts(r *rand.Rand) (facts []dialer.Fact) {
	for n := range 120 {
		at := time.Date(2026, 11, 23, 10, 0, r.Intn(40*3600), 0, tallyOslo)
		c := dialer.CampaignID(fmt.Sprintf("c%d", r.Intn(3)))
		tell := func(after time.Duration, f dialer.Fact) {
			f.At, f.Attempt, f.Campaign = at.Add(after), dialer.AttemptID(n+1), c
			facts = append(facts, f)
		}
		tell(0, dialer.Fact{Kind: dialer.FactBooked, T: 2 * time.Second, Client: "k", Visible: "+4722000001"})
		tell(time.Second, dialer.Fact{Kind: dialer.FactDialed})
		switch r.Intn(10) {
		case 0:
			tell(20*time.Second, dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.NoAnswer})
		case 1:
			tell(9*time.Second, dialer.Fact{Kind: dialer.FactAnswered})
			tell(11*time.Second, dialer.Fact{Kind: dialer.FactMessage})
			tell(20*time.Second, dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByUs})
		case 2:
			tell(9*time.Second, dialer.Fact{Kind: dialer.FactLost, Outcome: dialer.Lost})
			if r.Intn(2) == 0 {
				tell(90*time.Second, dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Busy})
			}
		case 3:
			tell(9*time.Second, dialer.Fact{Kind: dialer.FactAnswered})
			tell(10*time.Second, dialer.Fact{
				Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer,
			})
		case 4: // an agent's key ends it about a second after the bridging, with a word about it or about another call
			tell(9*time.Second, dialer.Fact{Kind: dialer.FactAnswered, Reserved: true})
			tell(9300*time.Millisecond, dialer.Fact{Kind: dialer.FactBridged})
			end := time.Duration(9300+r.Intn(2000)) * time.Millisecond
			words := []dialer.Disposition{dialer.Person, dialer.Machine, dialer.CallLater}
			if r.Intn(2) == 0 {
				tell(end, dialer.Fact{Kind: dialer.FactDisposed, Disposition: words[r.Intn(3)]})
			}
			tell(end+200*time.Millisecond, dialer.Fact{
				Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByAgent,
			})
			for range r.Intn(3) {
				tell(end+time.Duration(1+r.Intn(100))*time.Second, dialer.Fact{
					Kind: dialer.FactDisposed, Disposition: words[r.Intn(3)],
				})
			}
		default:
			tell(9*time.Second, dialer.Fact{Kind: dialer.FactAnswered, Reserved: r.Intn(2) == 0})
			tell(time.Duration(9000+r.Intn(3500))*time.Millisecond, dialer.Fact{Kind: dialer.FactBridged})
			if r.Intn(4) == 0 {
				tell(13*time.Second, dialer.Fact{Kind: dialer.FactAgentGone})
			}
			tell(60*time.Second, dialer.Fact{
				Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer,
			})
			for range r.Intn(3) {
				d := []dialer.Disposition{dialer.Person, dialer.Machine, dialer.WrongNumber}[r.Intn(3)]
				tell(time.Duration(61+r.Intn(100))*time.Second, dialer.Fact{Kind: dialer.FactDisposed, Disposition: d})
			}
		}
	}
	slices.SortStableFunc(facts, func(a, b dialer.Fact) int { return a.At.Compare(b.At) })
	return facts
}

// TestTheTallyIsTheFigures: after any fact the ledgers are what the figures derive from the journal so far, plus the
// open calls that are sure to be abandoned; and a tally told the whole journal again comes to the same.
func TestTheTallyIsTheFigures(t *testing.T) {
	checked, cut := 0, 0
	for seed := range 40 {
		facts := randomFacts(rand.New(rand.NewSource(int64(seed))))
		live := figures.NewTally(tallyOslo)
		for i, f := range facts {
			live.Apply(f)
			if i%29 != 0 && i != len(facts)-1 {
				continue
			}
			again := figures.NewTally(tallyOslo)
			for _, f := range facts[:i+1] {
				again.Apply(f)
			}
			for _, d := range figures.Derive(slices.Values(facts[:i+1]), tallyOslo) {
				got := live.Day(d.Campaign, d.Day)
				if recount := again.Day(d.Campaign, d.Day); got != recount {
					t.Fatalf("seed %d, after %d facts: %+v live, %+v recounted", seed, i+1, got, recount)
				}
				sure := got.Abandoned - d.AEff
				if got.Live != d.Live || sure < 0 || i == len(facts)-1 && sure != 0 {
					t.Fatalf("seed %d, after %d facts, %s %s: %+v; the figures say %d abandoned, %d live", seed, i+1,
						d.Day, d.Campaign, got, d.AEff, d.Live)
				}
				checked++
				if i == len(facts)-1 {
					cut += d.AgentCut
				}
			}
		}
		for _, c := range []dialer.CampaignID{"c0", "c1", "c2"} {
			var sum figures.Ledger
			for _, d := range []dialer.Day{"2026-11-23", "2026-11-24", "2026-11-25"} {
				l := live.Day(c, d)
				sum.Abandoned, sum.Live = sum.Abandoned+l.Abandoned, sum.Live+l.Live
			}
			if got := live.Total(c); got != sum {
				t.Errorf("seed %d, %s: %+v in all, %+v by days", seed, c, got, sum)
			}
		}
	}
	t.Logf("%d ledgers held against the figures; %d agent cuts among them", checked, cut)
	if cut == 0 {
		t.Error("no agent cut was drawn")
	}
}

func abandonedOne(t *figures.Tally, c dialer.CampaignID, id dialer.AttemptID, at time.Time) {
	for _, f := range []dialer.Fact{
		{
			Kind: dialer.FactBooked, Client: "k", Visible: "+4722000001",
		}, {Kind: dialer.FactAnswered}, {Kind: dialer.FactMessage},
	} {
		f.At, f.Attempt, f.Campaign = at, id, c
		t.Apply(f)
	}
}

func TestACloneInheritsTheLedger(t *testing.T) {
	monday := time.Date(2026, 11, 23, 12, 0, 0, 0, tallyOslo)
	campaign := func(id dialer.CampaignID, k dialer.Kind) dialer.Campaign {
		return dialer.Campaign{ID: id, Kind: k, Client: dialer.Client{ID: "k"}, Visible: "+4722000001"}
	}
	for _, tt := range []struct {
		name  string
		clone dialer.Campaign
		after time.Duration
		want  int
	}{
		{"the same client, kind and number", campaign("two", dialer.Service), 30 * 24 * time.Hour, 1},
		{"a month and a day later", campaign("two", dialer.Service), 31 * 24 * time.Hour, 0},
		{"another kind", campaign("two", dialer.Sales), time.Hour, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tally := figures.NewTally(tallyOslo)
			tally.Know("one", dialer.Service)
			tally.Know("two", tt.clone.Kind)
			abandonedOne(tally, "one", 1, monday)
			now := monday.Add(tt.after)
			if got := tally.Inherited(tt.clone, now).Abandoned; got != tt.want {
				t.Errorf("before its first call: %d abandoned inherited, want %d", got, tt.want)
			}
			abandonedOne(tally, "two", 2, now)
			if got := tally.Inherited(tt.clone, now).Abandoned; got != tt.want+1 {
				t.Errorf("after its first abandoned call: %d, want %d", got, tt.want+1)
			}
			if got := tally.Total("two").Abandoned; got != 1 {
				t.Errorf("its own: %d, want 1", got)
			}
		})
	}
}

func TestTheRollingHour(t *testing.T) {
	monday := time.Date(2026, 11, 23, 12, 0, 0, 0, tallyOslo)
	tally := figures.NewTally(tallyOslo)
	abandonedOne(tally, "one", 1, monday)
	abandonedOne(tally, "one", 2, monday.Add(30*time.Minute))
	for _, tt := range []struct {
		after time.Duration
		want  int
	}{{50 * time.Minute, 2}, {70 * time.Minute, 1}, {91 * time.Minute, 0}} {
		if got := tally.Hour("one", monday.Add(tt.after)).Abandoned; got != tt.want {
			t.Errorf("after %v: %d abandoned in the last hour, want %d", tt.after, got, tt.want)
		}
	}
}
