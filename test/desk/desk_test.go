// Package desk_test calls the desk of a real Asterisk as consumers do, with a daemon in a process of its own that is
// up, killed or hung, and recognises what they hear by its waveform.
package desk_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/child"
)

const (
	// atOnce is how many calls are under way: they mostly listen.
	atOnce = 24
	// aloneEach is how many of the visits that need a PBX for themselves one PBX takes, one after the other.
	aloneEach = 4
	// patience is how long a visit may take on a machine that is busy; the longest takes half a minute.
	patience = 2 * time.Minute
)

// bench is a PBX, its operator's line, and the daemon's desk.
type bench struct {
	t     *testing.T
	pbx   *asterisk.PBX
	trunk *phone.Trunk
	desk  *daemon
	staff *ari.Client // takes those who are to be answered by an agent
	store *ari.Client // looks at recordings
	words map[string][]int16

	mu   sync.Mutex
	rows []string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	dir, at := t.TempDir(), must(child.FreeAddress())(t)
	b := &bench{
		t: t, words: record(t, dir),
		trunk: must(phone.NewTrunk(phone.TrunkOptions{Keep: phone.Keep{Audio: patience}}))(t),
	}
	t.Cleanup(func() { b.trunk.Close() })
	b.pbx = asterisk.Start(t, asterisk.Options{
		TrunkAddr: b.trunk.Addr(), FromTrunk: []string{dialplan.ContextDesk},
		Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: dir, AGI: at, Key: deskKey}),
	})
	b.desk = &daemon{
		t: t, at: at, dir: dir, pbx: b.pbx, told: map[string][]string{}, recorded: map[string]string{},
		news: make(chan struct{}),
	}
	b.desk.start()
	t.Cleanup(func() { b.desk.stop() })
	b.staff, b.store = b.attach("ringevett"), b.attach("looks")
	go b.answerStaff(b.staff.SubscribeApp())
	return b
}

func (b *bench) attach(app string) *ari.Client {
	b.t.Helper()
	c := must(
		ari.Connect(b.t.Context(), ari.Config{URL: b.pbx.ARIURL, App: app, User: b.pbx.User, Password: b.pbx.Password}),
	)(b.t)
	b.t.Cleanup(func() { c.Close() })
	return c
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// answerStaff stands for the agents: in visits that are called so no agent is free, or the engine hangs; any other is
// over at once.
func (b *bench) answerStaff(events *ari.Subscription) {
	for e, err := range events.All(b.t.Context()) {
		start, ok := e.(*ari.StasisStart)
		if err != nil || !ok || !slices.Equal(start.Args, []string{dialplan.ArgReturned}) {
			continue
		}
		ctx, id := b.t.Context(), start.Channel.ID
		dialed, err := b.staff.ChannelVar(ctx, id, "RINGEVETT_DIALED")
		if err != nil {
			continue // hung up
		}
		v, _ := visitOf(dialed)
		if strings.Contains(v.name, "no agent free") {
			b.staff.SetChannelVar(ctx, id, dialplan.VarDesk, dialplan.DeskBusy)
			b.staff.Continue(ctx, id, "", "", "")
			continue
		}
		if strings.Contains(v.name, "the floor hangs") {
			continue
		}
		b.staff.Hangup(ctx, id, "normal")
	}
}

// TestReturnedCalls: every branch in every language, every form of a number, and every fault.
func TestReturnedCalls(t *testing.T) {
	t.Parallel()
	var together, alone []visit
	for _, v := range visits() {
		switch only := os.Getenv("RINGEVETT_TEST_VISIT"); {
		case !strings.Contains(v.lang+" "+v.name, only):
		case v.alone:
			alone = append(alone, v)
		default:
			together = append(together, v)
		}
	}
	t.Run("together", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		places := make(chan struct{}, atOnce)
		var calls sync.WaitGroup
		for _, v := range together {
			places <- struct{}{}
			calls.Go(func() { defer func() { <-places }(); b.visit(v) })
		}
		calls.Wait()
		b.over()
	})
	for some := range slices.Chunk(alone, aloneEach) {
		t.Run(fmt.Sprintf("alone from %d", some[0].n), func(t *testing.T) { // a comma would be the dialplan's
			t.Parallel()
			b := newBench(t)
			for _, v := range some {
				b.visit(v)
				b.again()
			}
			b.over()
		})
	}
}

// over prints the visits, and waits until the PBX has ended their channels.
func (b *bench) over() {
	slices.Sort(b.rows)
	b.t.Logf("%d visits\n%s", len(b.rows), strings.Join(b.rows, "\n"))
	ctx, cancel := context.WithTimeout(b.t.Context(), patience)
	defer cancel()
	for left := ""; !strings.HasPrefix(left, "0 "); time.Sleep(100 * time.Millisecond) {
		out, err := b.pbx.CLI(ctx, "core show channels count")
		if err != nil {
			b.t.Fatalf("channels are left: %s %v", left, err)
		}
		left = out
	}
}

// again has a daemon that was stopped or killed as new.
func (b *bench) again() {
	b.desk.stop()
	b.desk.start()
}

// visit makes the call, and holds it against what was to come of it.
func (b *bench) visit(v visit) {
	ctx, cancel := context.WithTimeout(b.t.Context(), patience)
	defer cancel()
	title := fmt.Sprintf("%s %s", v.lang, v.name)
	if v.noStore {
		defer b.noStore()()
	}
	if v.noFloor {
		b.staff.Close()
		defer func() { b.staff = b.attach("ringevett") }()
	}
	b.before(v)
	dial := b.trunk.Call
	if v.withheld {
		dial = b.trunk.CallWithheld
	}
	began := time.Now()
	c, err := dial(ctx, b.pbx.SIPAddr, v.caller(), v.dialed(), phone.Plan{Send: phone.Silence()})
	if err != nil {
		b.t.Errorf("%s: %v", title, err)
		return
	}
	b.play(ctx, c, v)
	select {
	case <-c.Ended():
	case <-ctx.Done():
		b.t.Errorf("%s: the call did not end", title)
		c.HangUp()
	}
	r := c.Record()
	got, least := heard(r.Audio, b.words)
	want := slices.Clone(v.hears)
	for i, w := range want {
		if w == "away of its own" {
			want[i] = away(v.visible())
		}
	}
	want = slices.DeleteFunc(want, func(w string) bool { return w == "an agent" })
	if diff := cmp.Diff(want, got); diff != "" {
		b.t.Errorf("%s: heard (-want +got):\n%s", title, diff)
	}
	var told []string
	if len(v.toldAll()) > 0 {
		told = b.desk.await(ctx, v.visible(), last(v))
	}
	if diff := cmp.Diff(v.toldAll(), told); diff != "" {
		b.t.Errorf("%s: the desk was told (-want +got):\n%s", title, diff)
	}
	b.wantRecording(ctx, v, title)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows = append(b.rows,
		fmt.Sprintf("%-46s | answered %4.2f s, sound %4.2f s | heard (%.2f) %s | told %s", title,
			r.Answered.Sub(began).Seconds(), firstSound(r).Seconds(), least,
			strings.Join(got, "; "), strings.Join(told, "; ")))
}

// play does the caller's part, each step when its sound has begun.
func (b *bench) play(ctx context.Context, c *phone.Call, v visit) {
	for _, s := range v.does {
		if s.at == 0 {
			continue
		}
		for !begun(c.Record().Audio, s.at) {
			select {
			case <-c.Ended():
				return
			case <-ctx.Done():
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
		b.do(ctx, c, s)
	}
}

// begun reports whether the n-th stretch of sound can be told: a third of a second of it was heard.
func begun(audio []int16, n int) bool {
	all := stretches(audio)
	return len(all) > n || len(all) == n && all[n-1].to-all[n-1].from > phone.Rate/3
}

// spoken is what callers say on the record: two seconds.
func spoken() []int16 {
	return append(melody("spoken"), melody("spoken too")[:6*noteLasts]...)
}

func (b *bench) do(ctx context.Context, c *phone.Call, s step) {
	if s.signal != 0 {
		b.desk.process.Signal(s.signal)
	}
	if s.speaks {
		b.pause(ctx, c, 700*time.Millisecond) // the tone is not spoken over
		c.Play(phone.PCM(spoken()))
	}
	if s.after {
		b.pause(ctx, c, 2200*time.Millisecond)
	}
	if s.press != "" {
		c.Press(ctx, s.press)
	}
	if s.hangup {
		c.HangUp()
	}
}

// before is what comes before the call.
func (b *bench) before(v visit) {
	for _, s := range v.does {
		if s.at == 0 {
			b.desk.process.Signal(s.signal)
		}
		if s.at == 0 && s.signal == syscall.SIGKILL {
			b.desk.read.Wait()
		}
	}
}

// pause is the time that a person takes: there is no event to wait for.
func (b *bench) pause(ctx context.Context, c *phone.Call, d time.Duration) {
	select {
	case <-time.After(d):
	case <-c.Ended():
	case <-ctx.Done():
	}
}

// noStore takes the PBX's folder of recordings away: a file takes its place, which root cannot write into either.
func (b *bench) noStore() (back func()) {
	store := filepath.Join(b.pbx.Dir, "spool", "recording")
	if err := os.Rename(store, store+".away"); err != nil {
		b.t.Error(err)
	}
	if err := os.WriteFile(store, nil, 0o400); err != nil {
		b.t.Error(err)
	}
	return func() {
		os.Remove(store)
		os.Rename(store+".away", store)
	}
}

// wantRecording holds that what was told as recorded is in the PBX's store, as it was spoken.
func (b *bench) wantRecording(ctx context.Context, v visit, title string) {
	b.desk.mu.Lock()
	name := b.desk.recorded[v.visible()]
	b.desk.mu.Unlock()
	if want := slices.ContainsFunc(v.told,
		func(s string) bool { return strings.HasPrefix(s, "message true") }); want != (name != "") {
		b.t.Errorf("%s: recorded %q, want one: %t", title, name, want)
	}
	if name == "" {
		return
	}
	var file bytes.Buffer
	if err := b.store.StoredRecordingFile(ctx, name, &file); err != nil {
		b.t.Errorf("%s: %v", title, err)
		return
	}
	path := filepath.Join(b.t.TempDir(), "message.wav")
	os.WriteFile(path, file.Bytes(), 0o600)
	pcm, err := phone.ReadWAV(path)
	if err != nil {
		b.t.Errorf("%s: %v", title, err)
		return
	}
	if score, at := phone.Likeness(pcm, spoken()); score < 0.5 || at > time.Second {
		b.t.Errorf("%s: the message of %.1f s is like what was spoken by %.2f, from %v", title,
			float64(len(pcm))/phone.Rate, score, at)
	}
}

// last is what the desk is told last.
func last(v visit) string {
	if n := len(v.told); n > 0 {
		return v.told[n-1][:min(10, len(v.told[n-1]))]
	}
	return ""
}

// toldAll is with the openings.
func (v visit) toldAll() []string {
	from := v.caller()
	if v.withheld || strings.Trim(from, "+0123456789") != "" {
		from = ""
	}
	visible := v.visible()
	if v.form != "" {
		visible = "+47" + visible
	}
	open := fmt.Sprintf("open %s from %q busy ", visible, from)
	all := []string{open + "false"}
	for _, s := range v.told {
		if s == "open again busy true" {
			s = open + "true"
		}
		all = append(all, s)
	}
	if len(v.does) > 0 && v.does[0].at == 0 {
		return nil // the caller was gone
	}
	return all
}
