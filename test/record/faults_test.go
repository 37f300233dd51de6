package record_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// recording is a call that has said yes and is being recorded.
func recording(t *testing.T, l *lab) *call {
	t.Helper()
	store, err := sqlite.Create(t.Context(), sqlite.Options{Dir: filepath.Join(t.TempDir(), "data")})
	must(t, err)
	t.Cleanup(func() { store.Close() })
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o755))
	tones(t, dir)
	c := l.call(t, store, dir)
	c.inbox <- consent.Ask{Agent: "kari", Noticed: true}
	c.informed()
	c.press("1")
	c.recorded(1)
	return c
}

// A full disk ends the recording, which Asterisk calls finished and not failed. The two go on talking.
func TestTheDiskIsFullWhileRecording(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	c := recording(t, l)
	before := c.disk()
	events := l.client.SubscribeApp()
	defer events.Close()
	must(t, limitFiles(l.pbx.PID(), "60000"))
	defer limitFiles(l.pbx.PID(), "unlimited")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	told := ""
	for ev, err := range events.All(ctx) {
		if err != nil {
			break
		}
		if f, failed := ev.(*ari.RecordingFailed); failed {
			told = "RecordingFailed " + f.Recording.Cause
		} else if _, finished := ev.(*ari.RecordingFinished); finished {
			told = "RecordingFinished"
		}
		if told != "" {
			break
		}
	}
	c.inbox <- consent.Failed{Why: "the disk is full"}
	from := time.Now()
	c.seconds(3)
	for i, p := range c.phones {
		if r := p.Record(); !r.Ended.IsZero() || !r.LoudAfter(from.Add(2*time.Second)).After(from) {
			t.Errorf("party %d hears nothing any more", i)
		}
	}
	t.Logf("files and bytes: %v before, %v after; Asterisk told %q; longest silence %v and %v", before, c.disk(), told,
		hole(c.phones[0]), hole(c.phones[1]))
	c.press("2")
	c.awaits(done(consent.Discard{}))
	if n := c.disk(); n.files != 0 {
		t.Errorf("taken back, and %v are left", n)
	}
	c.hangUp()
}

// limitFiles bounds how long a file of a running process may grow.
func limitFiles(pid int, bytes string) error {
	out, err := exec.Command("prlimit", "--pid", fmt.Sprint(pid), "--fsize="+bytes).CombinedOutput()
	if err != nil {
		return fmt.Errorf("prlimit: %w: %s", err, out)
	}
	return nil
}

// Asterisk killed in a recording: what was written is there when it comes back, and can be collected or taken back.
func TestAsteriskDiesWhileRecording(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	c := recording(t, l)
	c.seconds(2)
	l.pbx.Kill()
	must(t, l.pbx.Restart(t.Context()))
	l.connect()
	ids, err := l.rec.RecordingFiles(t.Context())
	must(t, err)
	n := c.disk()
	if len(ids) != 2 || n.bytes == 0 {
		t.Errorf("%v with %v came back, want both legs", ids, n)
	}
	for _, id := range ids {
		t.Logf("%s: %.1f s", id, float64(len(l.recorded(t, id)))/8000)
		must(t, l.rec.RemoveRecording(t.Context(), id))
	}
	if n := c.disk(); n.files != 0 {
		t.Errorf("%v are left", n)
	}
}

// A daemon that is dead or hangs renews nothing: Asterisk ends the recording by itself, and the two go on talking.
func TestARecordingThatNobodyRenewsEnds(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	c := &call{talk: l.talk()}
	legs := dialer.NewRecordings(dialer.Recording{Attempt: dialer.AttemptID(c.id), Part: 1})
	events := l.client.SubscribeApp()
	defer events.Close()
	must(t,
		l.rec.Record(t.Context(), legs, map[dialer.Side]string{
			dialer.ConsumerSide: c.consumer, dialer.AgentSide: c.agent,
		}))
	began := time.Now()
	c.seconds((telephony.Unheard / 2).Seconds())
	must(t, l.rec.Renew(t.Context(), legs))
	want := time.Since(began) + telephony.Unheard
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ended := 0
	for ev, err := range events.All(ctx) {
		must(t, err)
		if _, over := ev.(*ari.RecordingFinished); over {
			if ended++; ended == len(legs) {
				break
			}
		}
	}
	from := time.Now()
	for _, leg := range legs {
		long := time.Duration(len(l.recorded(t, leg.ID))) * time.Second / 8000
		t.Logf("%s: %v", leg.ID, long)
		if long < want-2*time.Second || long > want+2*time.Second {
			t.Errorf("%s: %v were recorded, want %v", leg.ID, long, want)
		}
	}
	c.seconds(2)
	for i, p := range c.phones {
		if r := p.Record(); !r.Ended.IsZero() || !r.LoudAfter(from.Add(time.Second)).After(from) ||
			hole(p) > 400*time.Millisecond {
			t.Errorf("party %d: ended %v, longest silence %v; want the conversation unharmed", i, r.Ended, hole(p))
		}
	}
	must(t, l.rec.Renew(t.Context(), legs))
	must(t, l.rec.Stop(t.Context(), legs))
}

// The bytes of the stories would show a recording before the yes: this one begins it at the question, against the
// journal.
func TestARecordingWithoutAYesIsSeen(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	c := &call{talk: l.talk()}
	all := dialer.NewRecordings(dialer.Recording{Attempt: dialer.AttemptID(c.id), Part: 1})
	must(t,
		l.rec.Record(t.Context(), all, map[dialer.Side]string{
			dialer.ConsumerSide: c.consumer, dialer.AgentSide: c.agent,
		}))
	c.seconds(2)
	if c.disk().files != 2 {
		t.Error("two files are being written, and none was seen: the stories see nothing")
	}
	must(t, l.rec.Discard(t.Context(), all))
	if n := c.disk(); n.files != 0 {
		t.Errorf("%v after the discard", n)
	}
}
