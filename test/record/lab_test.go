package record_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

const install = "abc123"

// The voices are tones, so that each can be told in what is heard and in what is recorded.
const (
	consumerHz = 400
	agentHz    = 1000
)

// lab is a PBX, phones and the recorder. Both parties are callees: a recording does not depend on who called.
type lab struct {
	t      testing.TB
	pbx    *asterisk.PBX
	trunk  *phone.Trunk
	client *ari.Client
	rec    *telephony.Recorder
	serial int
}

func newLab(t testing.TB) *lab {
	t.Helper()
	trunk, err := phone.NewTrunk(phone.TrunkOptions{})
	must(t, err)
	t.Cleanup(func() { trunk.Close() })
	l := &lab{t: t, trunk: trunk, pbx: asterisk.Start(t, asterisk.Options{TrunkAddr: trunk.Addr()})}
	l.connect()
	return l
}

func (l *lab) connect() {
	l.t.Helper()
	l.client = ari.Start(l.t.Context(), ari.Config{
		URL: l.pbx.ARIURL, App: "ringevett", User: l.pbx.User, Password: l.pbx.Password,
	})
	l.t.Cleanup(func() { l.client.Close() })
	l.rec = telephony.NewRecorder(l.client, install)
	events := l.client.SubscribeApp()
	defer events.Close()
	for ev, err := range events.All(l.t.Context()) {
		must(l.t, err)
		if _, up := ev.(ari.Up); up {
			return
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// talk is a consumer and an agent in a bridge, each sending its tone.
type talk struct {
	l               *lab
	id              int
	bridge          string
	consumer, agent string // channels
	phones          [2]*phone.Call
}

func (l *lab) talk() *talk {
	l.t.Helper()
	l.serial++
	c := &talk{l: l, id: l.serial, bridge: fmt.Sprintf("rv%s-s-b%06d", install, l.serial)}
	must(l.t, l.client.CreateBridge(l.t.Context(), c.bridge, "mixing,dtmf_events", "talk"))
	c.consumer = l.party(fmt.Sprintf("90000%03d", l.serial), fmt.Sprintf("rv%s-a%010d-1", install, l.serial),
		consumerHz)
	must(l.t, l.client.AddToBridge(l.t.Context(), c.bridge, ari.AddOptions{}, c.consumer))
	c.newAgent()
	c.phones[0] = l.answered(fmt.Sprintf("90000%03d", c.id))
	return c
}

// newAgent puts an agent's leg in the bridge.
func (c *talk) newAgent() {
	c.l.t.Helper()
	c.l.serial++
	number := fmt.Sprintf("22000%03d", c.l.serial)
	c.agent = c.l.party(number, fmt.Sprintf("agent-%06d", c.l.serial), agentHz)
	must(c.l.t, c.l.client.AddToBridge(c.l.t.Context(), c.bridge, ari.AddOptions{AbsorbDTMF: true}, c.agent))
	c.phones[1] = c.l.answered(number)
}

// party calls a phone and waits until its channel is ours and up.
func (l *lab) party(number, id string, hz int) string {
	l.t.Helper()
	l.trunk.Plan(number, phone.Plan{Send: phone.Tone(hz)})
	events := l.client.SubscribeChannel(id)
	defer events.Close()
	must(l.t, originate(l, number, id))
	for ev, err := range events.All(l.t.Context()) {
		must(l.t, err)
		if _, in := ev.(*ari.StasisStart); in {
			return id
		}
	}
	return id
}

func originate(l *lab, number, id string) error {
	_, err := l.client.Originate(l.t.Context(), ari.OriginateParams{ID: id, Endpoint: "PJSIP/" + number + "@trunk"})
	return err
}

func (l *lab) answered(number string) *phone.Call {
	l.t.Helper()
	c, err := l.trunk.Await(l.t.Context(),
		func(r phone.Record) bool { return r.Number == number && !r.Answered.IsZero() })
	must(l.t, err)
	return c
}

// cpu is the processor time that Asterisk has used.
func (l *lab) cpu() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", l.pbx.PID()))
	must(l.t, err)
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	var user, system int64
	fmt.Sscan(fields[11], &user)
	fmt.Sscan(fields[12], &system)
	return time.Duration(user+system) * time.Second / 100 // clock ticks are hundredths
}

// all does the same for many talks side by side.
func all(talks []*talk, do func(i int, c *talk) error) (err error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i, c := range talks {
		wg.Go(func() {
			if e := do(i, c); e != nil {
				mu.Lock()
				err = e
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return err
}
