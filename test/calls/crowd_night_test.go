//go:build night

package calls_test

import (
	"math/rand"
	"testing"
	"time"
)

// TestNightOutages: ARI cut, refused and mute, and the daemon killed and gone, for six to thirty seconds each, in
// talk and in ringing. Where the PBX lives nothing is lost, no ring is cut short, and the journal's figures are those
// of the consumers' phones.
func TestNightOutages(t *testing.T) {
	const seed = 41
	t.Logf("seed %d", seed)
	c := newCrowd(t, size{24, 1200, 25 * time.Second, 0.2, true}, seed)
	r := rand.New(rand.NewSource(seed))
	c.start()
	for range 2 {
		for _, fail := range c.outages() {
			<-time.After(8 * time.Second)
			d := 6*time.Second + time.Duration(r.Int63n(int64(24*time.Second)))
			live := c.live()
			began := time.Now()
			fail(d)
			t.Logf("an outage of %v, %d live calls when it began", time.Since(began).Round(time.Second), live)
		}
	}
	<-time.After(10 * time.Second)
	c.drains()
	c.judges()
}

// TestNightKills: the daemon is killed fifty times under thirty live calls and more.
func TestNightKills(t *testing.T) {
	const seed, kills, crew = 42, 50, 44
	t.Logf("seed %d", seed)
	c := newCrowd(t, size{crew, 1600, 30 * time.Second, 0.2, true}, seed)
	r := rand.New(rand.NewSource(seed))
	c.start()
	c.until("thirty calls are live", func() bool { return c.live() >= 30 })
	least, sum := 1000, 0
	for range kills {
		<-time.After(2*time.Second + time.Duration(r.Int63n(int64(2*time.Second))))
		n := c.live()
		least, sum = min(least, n), sum+n
		c.kill()
		<-time.After(time.Duration(r.Int63n(int64(time.Second))))
		c.serve()
	}
	t.Logf("%d kills; live calls at the kill: %d at least, %d on average", kills, least, sum/kills)
	c.drains()
	c.judges()
}
