package ari_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
)

// lastWords keeps warnings, so that a test can ask how often something was told.
type lastWords struct {
	mu   sync.Mutex
	said []string
}

func (l *lastWords) Debugf(string, ...any) {}

func (l *lastWords) Warnf(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, fmt.Sprintf(format, args...))
}

func (l *lastWords) count(what string) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.said {
		if strings.Contains(s, what) {
			n++
		}
	}
	return n
}

// outcome prints one row of the table of what a hostile Asterisk comes to; `go test -v -run Hostile` shows it.
func outcome(t *testing.T, what string, begun time.Time, got any) {
	t.Helper()
	t.Logf("%-58s %6.2f s  %v", what, time.Since(begun).Seconds(), got)
}

func TestHostileAnAsteriskThatAnswersPingsAndNoRequestIsDown(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		next[ari.Up](t, c)
		time.Sleep(time.Minute)
		begun := time.Now()
		pbx.Slow(time.Hour) // HTTP alone; the WebSocket goes on answering pings
		down := next[ari.Down](t, c)
		outcome(t, "no answer to any request", begun, down.Err)
		if took := time.Since(begun); !strings.Contains(down.Err.Error(), "3 proofs in a row") ||
			took > 35*time.Second {
			t.Errorf("down after %v: %v; want it within 3 proofs of 5 s and the 5 s between them", took, down.Err)
		}
	})
}

func TestHostileTwoProofsThatFailAreNotYetDown(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		next[ari.Up](t, c)
		for range 5 { // never three in a row
			pbx.Slow(time.Hour)
			time.Sleep(14 * time.Second)
			pbx.Slow(0)
			time.Sleep(30 * time.Second)
		}
		wantNoState(t, c, time.Minute)
	})
}

func TestHostileRedirectsAreNotFollowed(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		place(t, c, "a1")
		asked := 0
		for _, status := range []int{301, 302, 303, 307, 308} {
			begun := time.Now()
			pbx.Serve("DELETE", "channels/a1", func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "/ari/elsewhere", status)
			})
			for _, method := range []string{"GET", "DELETE"} {
				pbx.Serve(method, "elsewhere", func(w http.ResponseWriter, _ *http.Request) { asked++ })
			}
			err := c.Hangup(t.Context(), "a1", ari.ReasonNormal)
			outcome(t, fmt.Sprintf("%d to a hang-up", status), begun, err)
			var e *ari.Error
			if !errors.As(err, &e) || e.Status != status || !strings.Contains(e.Message, "/ari/elsewhere") {
				t.Errorf("%d: hang-up says %v; want an error with the status and where to", status, err)
			}
		}
		if asked != 0 || len(pbx.Channels()) != 1 {
			t.Errorf("the other place was asked %d times, %d channels live; want 0 and the one", asked,
				len(pbx.Channels()))
		}
		begun := time.Now()
		pbx.Serve("GET", "channels",
			func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ari/elsewhere", http.StatusFound) })
		pbx.DropSockets()
		next[ari.Up](t, c)
		next[ari.Down](t, c)
		down := next[ari.Down](t, c)
		outcome(t, "302 to the list of channels at a connection", begun, down.Err)
		if !strings.Contains(down.Err.Error(), "not followed") {
			t.Errorf("down says %v", down.Err)
		}
	})
}

func TestHostileAFieldOfAnotherTypeHidesNoEvent(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		log := &lastWords{}
		c := connect(t, pbx, func(cfg *ari.Config) { cfg.Log = log })
		for i, odd := range []string{
			`"cause":"16"`, `"cause":{"code":16}`, `"cause_txt":7`, `"timestamp":12`, `"tech_cause":[486]`,
			`"channel":{"id":"a1","name":7,"caller":"none","dialplan":[],"creationtime":false}`,
		} {
			sub := c.SubscribeChannel("a1")
			whole := `"type":"ChannelDestroyed","application":"dialer","cause":17,"channel":{"id":"a1"}`
			begun := time.Now()
			pbx.Raw("{" + whole + "," + odd + "}") // the odd field may come twice
			ev, err := sub.Next(t.Context())
			d, ok := ev.(*ari.ChannelDestroyed)
			if err != nil || !ok || d.Channel.ID != "a1" || d.Fault == nil {
				t.Errorf("%s: got %+v, %v; want ChannelDestroyed of a1, and what is wrong", odd, ev, err)
			}
			if _, err := sub.Next(t.Context()); !errors.Is(err, ari.ErrGone) {
				t.Errorf("%s: then %v, want ErrGone", odd, err)
			}
			if n := log.count("ChannelDestroyed could not be read in full"); n != 1 {
				t.Errorf("after %d such events the log says so %d times, want once", i+1, n)
			}
			outcome(t, "ChannelDestroyed with "+odd, begun, "heard, logged once")
		}
	})
}

func TestHostileAFieldOfAnotherTypeInAListDoesNotKeepUsFromComingUp(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		log := &lastWords{}
		pbx.Serve("GET", "channels", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w,
				`[{"id":"a1","name":7},"what",{"id":"a2","state":"Up","creationtime":1},[],{"id":"a3","caller":"me"}]`)
		})
		pbx.Serve("GET", "bridges", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `[{"id":"b1","channels":"a1","technology":{}},null]`)
		})
		begun := time.Now()
		c := connect(t, pbx, func(cfg *ari.Config) { cfg.Log = log })
		up := next[ari.Up](t, c)
		outcome(t, "lists with odd fields and elements at a connection", begun,
			fmt.Sprint("up with ", ids(up.Snapshot.Others)))
		if got := ids(up.Snapshot.Others); strings.Join(got, " ") != "a1 a2 a3" || len(up.Snapshot.Bridges) != 1 {
			t.Errorf("channels %q, bridges %+v; want a1 a2 a3 and b1", got, up.Snapshot.Bridges)
		}
		if n := log.count("could not be read in full"); n != 2 {
			t.Errorf("%d warnings %q, want one for each list", n, log.said)
		}
		begun = time.Now()
		pbx.Serve("GET", "channels", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "["+strings.Repeat(`"x",`, 1000)+`{"id":"a1"}]`)
		})
		_, err := c.Channels(t.Context())
		outcome(t, "a list of 1000 odd elements", begun, err != nil)
		if err == nil {
			t.Error("a list of 1000 odd elements was believed")
		}
	})
}

func TestHostileAFilterThatKeepsOutOurProofsIsNamedAndRemoved(t *testing.T) {
	for _, f := range []ari.Filter{{Disallowed: []string{"ChannelUserevent"}}, {Allowed: []string{"StasisStart"}}} {
		bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
			c := connect(t, pbx)
			next[ari.Up](t, c)
			begun := time.Now()
			must(t, c.FilterEvents(t.Context(), "dialer", f)) // as somebody else would
			down := next[ari.Down](t, c)
			if !strings.Contains(down.Err.Error(), "filter keeps out ChannelUserevent") {
				t.Errorf("down says %v", down.Err)
			}
			next[ari.Up](t, c)
			outcome(t, fmt.Sprintf("filter %v on our application", f), begun, down.Err)
			pbx.Incoming("dialer", aritest.Incoming{ID: "a1"})
			wantNoState(t, c, time.Hour)
		})
	}
}

func TestHostileAFilterThatCannotBeRemovedIsNamed(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		other := connect(t, pbx)
		must(t, other.FilterEvents(t.Context(), "dialer", ari.Filter{Disallowed: []string{"ChannelUserevent"}}))
		pbx.Fail("PUT", "applications/dialer/eventFilter", 403)
		begun := time.Now()
		_, err := ari.Connect(t.Context(), pbx.Config("dialer"))
		outcome(t, "a filter that we may not change", begun, err)
		if err == nil || !strings.Contains(err.Error(), "filter keeps out ChannelUserevent") {
			t.Errorf("connect: %v; want the filter named", err)
		}
	})
}

func TestHostileARequestLongerThanAsteriskTakesIsRefused(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		for name, change := range transports() {
			c := connect(t, pbx, change)
			next[ari.Up](t, c)
			begun := time.Now()
			_, err := c.CreateChannel(t.Context(), ari.CreateParams{
				ID: "a1", Endpoint: callee, Variables: map[string]string{"X": strings.Repeat("x", 70_000)},
			})
			outcome(t, "a request of 70 kB by "+name, begun, err)
			if !errors.Is(err, ari.ErrTooLong) || len(pbx.Channels()) != 0 {
				t.Errorf("%s: %v, live %v; want ErrTooLong and nothing sent", name, err, pbx.Channels())
			}
			if _, err := c.Ping(t.Context()); err != nil {
				t.Errorf("%s: afterwards: %v", name, err)
			}
			wantNoState(t, c, time.Minute)
			must(t, c.Close())
		}
	})
}

func TestHostileAnOriginateWhoseAnswerGotLostRingsOnce(t *testing.T) {
	params := ari.OriginateParams{ID: "a1", Endpoint: callee, Context: "ringevett-open", Extension: "s"}
	posts := func(pbx *aritest.Asterisk) (n int) {
		for _, r := range pbx.Requests() {
			if r.Method == "POST" && r.Path == "channels" {
				n++
			}
		}
		return n
	}
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		begun := time.Now()
		pbx.LoseAnswer("POST", "channels")
		ch, err := c.Originate(t.Context(), params)
		outcome(t, "a lost answer to an originate whose channel lives", begun, fmt.Sprint(ch.ID, " ", err))
		if err != nil || ch.ID != "a1" || posts(pbx) != 1 {
			t.Errorf("got %q, %v after %d originates; want a1 by one", ch.ID, err, posts(pbx))
		}
	})
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		begun := time.Now()
		// The call is over before we can look: as on a trunk that refuses at once.
		pbx.Serve("GET", "channels/a1", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
		pbx.LoseAnswer("POST", "channels")
		_, err := c.Originate(t.Context(), params)
		outcome(t, "a lost answer to an originate whose channel is gone", begun, err)
		if !errors.Is(err, ari.ErrConnectionLost) || posts(pbx) != 1 {
			t.Errorf("got %v after %d originates; want ErrConnectionLost after one", err, posts(pbx))
		}
	})
}

// endless writes until the client has had enough, a megabyte at a time.
func endless(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		if _, err := w.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
			return
		}
	}
}

// counter is a stored file that only counts.
type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) { c.n += int64(len(b)); return len(b), nil }

func TestHostileEndlessAnswersAreCutOff(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		for _, path := range []string{"asterisk/ping", "channels", "recordings/stored/x/file"} {
			pbx.Serve("GET", path, endless)
		}
		pbx.Serve("DELETE", "channels/a1", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(500)
			endless(w, r)
		})
		var file counter
		for name, ask := range map[string]func() error{
			"ping":          func() error { _, err := c.Ping(t.Context()); return err },
			"channels":      func() error { _, err := c.Channels(t.Context()); return err },
			"stored file":   func() error { return c.StoredRecordingFile(t.Context(), "x", &file) },
			"error's words": func() error { return c.Hangup(t.Context(), "a1", "") },
		} {
			begun := time.Now()
			err := ask()
			outcome(t, "an endless answer: "+name, begun, err)
			if !errors.Is(err, ari.ErrTooLong) {
				t.Errorf("%s: %v; want ErrTooLong", name, err)
			}
		}
		if file.n != 512<<20 {
			t.Errorf("%d bytes of the stored file were written, want 512 MiB", file.n)
		}
	})
}

func TestHostileEventsBeforeWeAreUpAreBounded(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		pbx.Slow(time.Second)
		failed := make(chan error)
		go func() {
			_, err := ari.Connect(t.Context(), pbx.Config("dialer"))
			failed <- err
		}()
		time.Sleep(2500 * time.Millisecond) // upgraded, not yet settled
		begun := time.Now()
		pad := strings.Repeat("x", 4<<20)
		for range 20 {
			pbx.Raw(`{"type":"Flood","pad":"` + pad + `"}`)
		}
		err := <-failed
		outcome(t, "80 MiB of events during a connection", begun, err)
		if !errors.Is(err, ari.ErrTooLong) {
			t.Errorf("connect: %v, want ErrTooLong", err)
		}
	})
}

func TestStatesThatAreNotReadAreBounded(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		for range 100 {
			pbx.DropSockets()
			time.Sleep(10 * time.Second)
		}
		n := 0
		for quiet := false; !quiet; {
			select {
			case <-c.States():
				n++
			case <-time.After(time.Minute):
				quiet = true
			}
		}
		if n > 66 {
			t.Errorf("%d states of 201 were kept, want about 64", n)
		}
	})
}
