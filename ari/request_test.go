package ari_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
)

type countingLog struct{ n atomic.Int64 }

func (l *countingLog) Debugf(string, ...any) {}
func (l *countingLog) Warnf(string, ...any)  { l.n.Add(1) }
func (l *countingLog) warnings() int         { return int(l.n.Load()) }

func TestErrorsSayWhatAsteriskMeant(t *testing.T) {
	all := []error{
		ari.ErrNotFound, ari.ErrConflict, ari.ErrNotInStasis, ari.ErrInvalidState, ari.ErrUnauthorized,
		ari.ErrForbidden, ari.ErrUnavailable,
	}
	for _, c := range []struct {
		name string
		err  *ari.Error
		want error
	}{
		{"404 is not found", &ari.Error{Status: 404, Message: "Channel not found"}, ari.ErrNotFound},
		{"409 for an id in use is a conflict",
			&ari.Error{Status: 409, Message: "Channel with given unique ID already exists"}, ari.ErrConflict},
		{"409 outside Stasis", &ari.Error{Status: 409, Message: "Channel not in Stasis application"},
			ari.ErrNotInStasis},
		{"422 outside Stasis", &ari.Error{Status: 422, Message: "Channel not in Stasis application"},
			ari.ErrNotInStasis},
		{"412 is the wrong state", &ari.Error{Status: 412, Message: "Channel in invalid state"}, ari.ErrInvalidState},
		{"401 is a wrong password", &ari.Error{Status: 401}, ari.ErrUnauthorized},
		{"403 is a user that may only read", &ari.Error{Status: 403}, ari.ErrForbidden},
		{"503 is booting", &ari.Error{Status: 503}, ari.ErrUnavailable},
		{"500 is none of them", &ari.Error{Status: 500, Message: "Allocation failed"}, nil},
		{"422 for a format is none of them",
			&ari.Error{Status: 422, Message: "specified format is unknown on this system"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, target := range all {
				if got, want := errors.Is(c.err, target), target == c.want; got != want {
					t.Errorf("errors.Is(%v, %v) = %v, want %v", c.err, target, got, want)
				}
			}
		})
	}
}

func TestARefusedRequestCarriesAsterisksWords(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		pbx.Plan("PJSIP/agent9", aritest.Unreachable())
		for name, change := range transports() {
			c := connect(t, pbx, change)
			_, err := c.CreateChannel(t.Context(), ari.CreateParams{ID: "a1", Endpoint: "PJSIP/agent9"})
			var e *ari.Error
			if !errors.As(err, &e) || e.Status != 500 || e.Message != "Allocation failed" ||
				e.Op != "POST channels/create" {
				t.Errorf("%s: got %#v, want 500 Allocation failed of POST channels/create", name, err)
			}
			if err := c.Answer(t.Context(), "gone"); !errors.Is(err, ari.ErrNotFound) ||
				!strings.Contains(err.Error(), "Channel not found") {
				t.Errorf("%s: got %v, want ErrNotFound in Asterisk's words", name, err)
			}
			c.Close()
		}
	})
}

func transports() map[string]func(*ari.Config) {
	return map[string]func(*ari.Config){
		"http":      func(cfg *ari.Config) { cfg.Transport = ari.HTTP },
		"websocket": func(cfg *ari.Config) { cfg.Transport = ari.WebSocket },
	}
}

func TestRequestsOverTheWebSocketWorkAndFallBackToHTTP(t *testing.T) {
	for _, old := range []bool{false, true} {
		bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
			pbx.Old(old)
			pbx.Plan(callee, aritest.Answers(time.Second).HangsUp(time.Second))
			c := connect(t, pbx, func(cfg *ari.Config) { cfg.Transport = ari.WebSocket })
			pbx.Slow(time.Minute) // HTTP alone is slow now
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, err := c.Ping(ctx)
			if old != (err != nil) {
				t.Errorf("asterisk that ignores requests on the socket: %v; ping says %v", old, err)
			}
			pbx.Slow(0)
			place(t, c, "a1")
			got, _ := types(c.SubscribeChannel("a1"))
			if len(got) == 0 {
				t.Error("no events")
			}
		})
	}
}

func TestOnALostSocketItsRequestsEndAsUnknownOutcome(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx, func(cfg *ari.Config) { cfg.Transport = ari.WebSocket; cfg.RequestTimeout = time.Hour })
		pbx.Incoming("dialer", aritest.Incoming{ID: "a1"})
		pbx.Silent()
		var wg sync.WaitGroup
		errs := make([]error, 40) // more than the window
		for i := range errs {
			wg.Go(func() { errs[i] = c.Answer(t.Context(), "a1") })
		}
		wg.Wait()
		for i, err := range errs {
			if !errors.Is(err, ari.ErrConnectionLost) && !errors.Is(err, ari.ErrUnavailable) {
				t.Errorf("request %d: %v, want ErrConnectionLost (or ErrUnavailable if not sent)", i, err)
			}
		}
	})
}

func TestARequestEndsWithItsContextOrAfterTheTimeout(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		pbx.Slow(time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := c.Ping(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the context's own error", err)
		}
		begun := time.Now()
		_, err := c.Ping(t.Context())
		if d := time.Since(begun); !errors.Is(err, context.DeadlineExceeded) || d != 5*time.Second {
			t.Errorf("after %v: %v; want a deadline after RequestTimeout, 5 s", d, err)
		}
		pbx.Slow(0)
		pbx.Refuse(true)
		c.Close()
	})
}

func TestIdsAndNamesAreEscaped(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		must(t, c.CreateBridge(t.Context(), "a+b/c d?æ", "mixing", "navn med æ & +"))
		b, err := c.Bridge(t.Context(), "a+b/c d?æ")
		if err != nil || b.Name != "navn med æ & +" {
			t.Errorf("got %+v, %v", b, err)
		}
	})
}

func TestAPlusInAPathNeverGoesOutPlain(t *testing.T) {
	var seen atomic.Value
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.RequestURI, "/ari/events") {
			seen.Store(r.RequestURI)
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	defer srv.Close()
	c := ari.Start(t.Context(), ari.Config{URL: srv.URL + "/ari", App: "dialer", User: "u", Password: "p"})
	defer c.Close()
	_, err := c.Channel(t.Context(), "a+b:;2")
	if got, want := seen.Load(), "/ari/channels/a%2Bb%3A%3B2"; got != want || !errors.Is(err, ari.ErrNotFound) {
		t.Errorf("asked for %v, %v; want %s", got, err, want)
	}
}

func TestACreatedIdWhoseAnswerGotLostIsNotAnError(t *testing.T) {
	bubble(t, func(t *testing.T, pbx *aritest.Asterisk) {
		c := connect(t, pbx)
		pbx.LoseAnswer("POST", "channels/create")
		ch, err := c.CreateChannel(t.Context(), ari.CreateParams{ID: "a1", Endpoint: callee})
		if err != nil || ch.ID != "a1" || len(pbx.Channels()) != 1 {
			t.Errorf("got %+v, %v, live %v; want a1 made once", ch, err, pbx.Channels())
		}
		pbx.LoseAnswer("DELETE", "channels/a1")
		if err := c.Hangup(t.Context(), "a1", ari.ReasonNormal); err != nil {
			t.Errorf("hangup: %v; want none, it had been carried out", err)
		}
		place(t, c, "b1")
		pbx.LoseAnswer("POST", "channels/b1/answer")
		if err := c.Answer(t.Context(), "b1"); !errors.Is(err, ari.ErrConnectionLost) {
			t.Errorf("answer: %v; want ErrConnectionLost, it is not asked twice", err)
		}
	})
}

func TestFaultyConfigurationsAreNamedAllAtOnce(t *testing.T) {
	_, err := ari.Connect(t.Context(), ari.Config{URL: "localhost:8088", PingEvery: -1})
	for _, want := range []string{"localhost:8088", "ari app", "ari user", "below 0"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not name %q", err, want)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		c := ari.Start(t.Context(), ari.Config{})
		next[ari.Down](t, c)
		must(t, c.Close())
	})
}
