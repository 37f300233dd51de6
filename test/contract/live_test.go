package contract_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/test/asterisk"
)

// cutter makes connections that can all be cut at once.
type cutter struct {
	mu    sync.Mutex
	conns []net.Conn
}

func (c *cutter) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conns = append(c.conns, conn)
	return conn, err
}

func (c *cutter) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		conn.Close()
	}
	c.conns = nil
}

func next[S ari.State](t *testing.T, c *ari.Client) S {
	t.Helper()
	var none S
	select {
	case st := <-c.States():
		if s, ok := st.(S); ok {
			return s
		}
		t.Fatalf("state %T %+v, want %T", st, st, none)
	case <-time.After(30 * time.Second):
		t.Fatalf("no state in 30 s, want %T", none)
	}
	return none
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// create makes a channel that is never dialled: it stays Down and needs no phone at the other end.
func create(t *testing.T, c *ari.Client, id string) {
	t.Helper()
	_, err := c.CreateChannel(t.Context(), ari.CreateParams{
		ID: id, Endpoint: "PJSIP/4790000001@trunk", Formats: "alaw",
	})
	must(t, err)
}

func await[E ari.Event](t *testing.T, s *ari.Subscription, match func(E) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for ev, err := range s.All(ctx) {
		if err != nil {
			var none E
			t.Fatalf("waiting for %T: %v", none, err)
		}
		if e, ok := ev.(E); ok && match(e) {
			return
		}
	}
}

func TestALostConnectionARestartAndARivalOnARealAsterisk(t *testing.T) {
	t.Parallel()
	pbx := asterisk.Start(t, asterisk.Options{Log: os.Stderr})
	var wire cutter
	cfg := ari.Config{URL: pbx.ARIURL, App: "live", User: pbx.User, Password: pbx.Password, Dial: wire.dial,
		Disallow: []string{"ChannelDialplan"}, Subscribe: []string{"deviceState:"}}
	c, err := ari.Connect(t.Context(), cfg)
	must(t, err)
	defer c.Close()
	if up := next[ari.Up](t, c); len(up.Faults) > 0 || up.Info.System == nil {
		t.Fatalf("up: %+v", up)
	}
	a, b := c.SubscribeChannel("01k8b0live00a"), c.SubscribeChannel("01k8b0live00b")
	create(t, c, "01k8b0live00a")
	await(t, a, func(*ari.StasisStart) bool { return true })

	wire.cut()
	next[ari.Down](t, c)
	begun := time.Now()
	up := next[ari.Up](t, c)
	t.Logf("back after %v with %d channels in the application", time.Since(begun).Round(time.Millisecond),
		len(up.Snapshot.Channels))
	if len(up.Snapshot.Channels) != 1 || up.Restarted {
		t.Errorf("snapshot %+v, restarted %v; want the one channel, no restart", up.Snapshot, up.Restarted)
	}
	await(t, a, func(r *ari.Resync) bool { return r.Live && r.Channel.ID == "01k8b0live00a" })
	await(t, b, func(r *ari.Resync) bool { return !r.Live })
	app, err := c.Application(t.Context(), "live")
	must(t, err)
	if len(app.EventsDisallowed) != 1 || len(app.DeviceNames) != 1 {
		t.Errorf("after the reconnect filter and subscriptions are %v, %v; want one each", app.EventsDisallowed,
			app.DeviceNames)
	}
	must(t, c.Hangup(t.Context(), "01k8b0live00a", ari.ReasonNormal))
	await(t, a, func(e *ari.ChannelDestroyed) bool { return true })
	if _, err := a.Next(t.Context()); !errors.Is(err, ari.ErrGone) {
		t.Errorf("after its end: %v, want ErrGone", err)
	}

	pbx.Kill()
	next[ari.Down](t, c)
	must(t, pbx.Restart(t.Context()))
	for restarted := false; !restarted; {
		switch st := (<-c.States()).(type) {
		case ari.Up:
			if restarted = st.Restarted; !restarted {
				t.Fatal("up without saying that Asterisk was restarted")
			}
		case ari.Down:
			if !errors.Is(st.Err, ari.ErrUnavailable) && !errors.Is(st.Err, ari.ErrConnectionLost) {
				t.Errorf("while it was away: %v", st.Err)
			}
		}
	}

	rival, err := ari.Connect(t.Context(), cfg)
	must(t, err)
	defer rival.Close()
	next[ari.Replaced](t, c)
}

func TestRefusalsOfARealAsterisk(t *testing.T) {
	t.Parallel()
	pbx := asterisk.Start(t, asterisk.Options{Log: os.Stderr})
	cfg := ari.Config{URL: pbx.ARIURL, App: "live", User: pbx.User, Password: "wrong"}
	if _, err := ari.Connect(t.Context(), cfg); !errors.Is(err, ari.ErrUnauthorized) {
		t.Errorf("wrong password: %v, want ErrUnauthorized", err)
	}
	cfg.User, cfg.Password = "viewer", pbx.Password
	if viewer, err := ari.Connect(t.Context(), cfg); err != nil {
		t.Logf("a user that may only read cannot even connect: %v", err)
	} else {
		if up := next[ari.Up](t, viewer); len(up.Faults) == 0 ||
			!errors.Is(errors.Join(up.Faults...), ari.ErrForbidden) {
			t.Errorf("a user that may only read: faults %v, want ErrForbidden for its filter", up.Faults)
		}
		if err := viewer.Answer(t.Context(), "x"); !errors.Is(err, ari.ErrForbidden) {
			t.Errorf("answer by a user that may only read: %v, want ErrForbidden", err)
		}
		viewer.Close()
	}
	cfg.User, cfg.Password, cfg.Transport = pbx.User, pbx.Password, ari.WebSocket
	c, err := ari.Connect(t.Context(), cfg)
	must(t, err)
	defer c.Close()
	create(t, c, "pfx-10")
	_, err = c.CreateChannel(t.Context(), ari.CreateParams{ID: "pfx-1", Endpoint: "PJSIP/4790000001@trunk"})
	t.Logf("an id that another one begins with: %v", err)
	create(t, c, "a+b c")
	if ch, err := c.Channel(t.Context(), "a+b c"); err != nil || ch.ID != "a+b c" {
		t.Errorf("an id with a plus and a space: %+v, %v", ch, err)
	}
	if err := c.StopMusic(t.Context(), "unknown"); !errors.Is(err, ari.ErrNotFound) {
		t.Errorf("stop music on no channel: %v", err)
	}
}

func TestAStoredRecordingIsFetchedWhole(t *testing.T) {
	t.Parallel()
	pbx := asterisk.Start(t, asterisk.Options{Log: os.Stderr})
	for name, transport := range map[string]ari.Transport{"http": ari.HTTP, "websocket": ari.WebSocket} {
		c, err := ari.Connect(t.Context(), ari.Config{
			URL: pbx.ARIURL, App: "live" + name, User: pbx.User, Password: pbx.Password, Transport: transport,
		})
		must(t, err)
		sub, ctx := c.SubscribeApp(), t.Context()
		must(t, c.CreateBridge(ctx, "b-"+name, "mixing", ""))
		create(t, c, "c-"+name)
		await(t, sub, func(*ari.StasisStart) bool { return true }) // before it, joining answers 422
		must(t, c.AddToBridge(ctx, "b-"+name, ari.AddOptions{}, "c-"+name))
		_, err = c.RecordBridge(ctx, "b-"+name, ari.RecordParams{Name: name + "/leg 1", Format: "wav"})
		must(t, err)
		await(t, sub, func(*ari.RecordingStarted) bool { return true })
		must(t, c.StopRecording(ctx, name+"/leg 1"))
		await(t, sub, func(*ari.RecordingFinished) bool { return true })
		var file bytes.Buffer
		must(t, c.StoredRecordingFile(ctx, name+"/leg 1", &file))
		if !strings.HasPrefix(file.String(), "RIFF") {
			t.Errorf("%s: got %d bytes, want a WAV file", name, file.Len())
		}
		must(t, c.DeleteStoredRecording(ctx, name+"/leg 1"))
		if err := c.StoredRecordingFile(ctx, name+"/leg 1", &file); !errors.Is(err, ari.ErrNotFound) {
			t.Errorf("%s: after deleting: %v, want ErrNotFound", name, err)
		}
		must(t, c.Hangup(ctx, "c-"+name, ""))
		must(t, c.Close())
	}
}
