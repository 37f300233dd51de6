package simulate_test

import (
	"math"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/simulate"
	"github.com/ringevett/ringevett/test/pacing/peers"
	"github.com/ringevett/ringevett/test/pacing/sim"
)

func tuesday() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, hours.Oslo()) }

// bench has the daemon's pacer in the bench, with the settings that the engine gives it.
type bench struct{ *pacing.Pacer }

// Start needs nothing.
func (bench) Start(sim.Setup) {}

// TestTheEngineAgreesWithTheBench: the same world with the whole engine around the pacer comes to what the bench,
// which has none of it, says of the pacer alone.
func TestTheEngineAgreesWithTheBench(t *testing.T) { agree(t, 1, 4*time.Hour) }

// agree compares so many days of ten agents of both, with the seeds from one on. A day has chance in it: the mean of
// four whole days may be two points of occupancy apart, and 0.6 points of abandoned calls; with less time, more.
func agree(t *testing.T, days int, length time.Duration) {
	const agents, answer = 10, 0.3
	wide := math.Sqrt(32 / (float64(days) * length.Hours()))
	for _, mode := range dialer.Modes() {
		t.Run(string(mode), func(t *testing.T) {
			var engine, alone figure
			for seed := range uint64(days) {
				s := simulate.Ordinary(tuesday(), mode, agents, answer)
				s.Seed, s.Length = seed+1, length
				r, err := simulate.Run(s)
				if err != nil {
					t.Fatal(err)
				}
				sum := r.Sum()
				engine.add(r.Occupancy(), sum.AEff, sum.Established)
				for _, i := range r.Worst[:2] {
					if i.Broken {
						t.Errorf("seed %d: %+v", s.Seed, i)
					}
				}
				world := sim.Base(answer, agents, seed+1)
				world.Strict, world.Length = true, length
				var alg sim.Algorithm = peers.Power{}
				if set := s.Pacing; mode == dialer.Predictive {
					set.Grace, set.Ring = s.Connect, 2*s.Campaign.Ring+10*time.Second
					alg = bench{pacing.New(set)}
				}
				b := sim.Run(world, alg)
				alone.add(b.Occupancy(), b.Abandoned, b.Live+b.Abandoned)
			}
			t.Logf("%d days of %d agents: with the engine %.1f %% occupied, %.2f %% abandoned; the bench %.1f %%, "+
				"%.2f %%", days, agents,
				engine.occupied/float64(days), engine.share(), alone.occupied/float64(days), alone.share())
			if off := math.Abs(engine.occupied-alone.occupied) / float64(days); off > 2*wide {
				t.Errorf("%.1f points of occupancy apart", off)
			}
			if off := math.Abs(engine.share() - alone.share()); off > 0.6*wide {
				t.Errorf("%.2f points of abandoned calls apart", off)
			}
		})
	}
}

// figure is what is compared.
type figure struct {
	occupied               float64
	abandoned, established int
}

func (f *figure) add(occupied float64, abandoned, established int) {
	f.occupied, f.abandoned, f.established = f.occupied+occupied, f.abandoned+abandoned, f.established+established
}

func (f figure) share() float64 { return 100 * float64(f.abandoned) / float64(max(1, f.established)) }
