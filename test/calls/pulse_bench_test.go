package calls_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// BenchmarkCountPackets is one look at the packets of every agent's leg, and what it costs the PBX.
func BenchmarkCountPackets(b *testing.B) {
	for _, legs := range []int{20, 200} {
		b.Run(fmt.Sprintf("legs=%d", legs), func(b *testing.B) {
			f := newFloor(b, options{keepCalls: 1000})
			f.trunk.PlanAll(phone.Plan{NoRTP: true})
			ids := f.legs(legs)
			before, counted := f.spent(), 0
			for b.Loop() {
				got, err := f.tel.Received(b.Context(), ids)
				must(b, err)
				counted += len(got)
			}
			b.ReportMetric(float64(counted)/float64(b.N), "counted/op")
			b.ReportMetric(float64((f.spent()-before).Microseconds())/float64(b.N), "µs-of-PBX/op")
		})
	}
}

// legs has so many answered channels in the hands of an application.
func (f *floor) legs(n int) (ids []dialer.SessionID) {
	f.t.Helper()
	c := ari.Start(f.t.Context(), ari.Config{
		URL: f.pbx.ARIURL, App: "legs", User: f.pbx.User, Password: f.pbx.Password,
	})
	f.t.Cleanup(func() { c.Close() })
	came := c.SubscribeApp()
	for ev, err := range came.All(f.t.Context()) {
		must(f.t, err)
		switch ev := ev.(type) {
		case ari.Up:
			for i := range n {
				_, err := c.Originate(f.t.Context(), ari.OriginateParams{
					ID: fmt.Sprintf("leg-%04d", i), Endpoint: "PJSIP/" + number(i+1).National() + "@trunk",
				})
				must(f.t, err)
			}
		case *ari.StasisStart:
			ids = append(ids, dialer.SessionID(ev.Channel.ID))
		}
		if len(ids) == n {
			break
		}
	}
	return ids
}

// spent is how long the PBX has kept a processor busy, by /proc/PID/stat.
func (f *floor) spent() time.Duration {
	f.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", f.pbx.PID()))
	must(f.t, err)
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	var ticks int64
	for _, x := range fields[11:13] { // utime and stime
		n, err := strconv.ParseInt(x, 10, 64)
		must(f.t, err)
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond // 100 ticks a second
}
