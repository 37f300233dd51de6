package asterisk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// lab is a PBX with a callee double and a plain ARI connection.
type lab struct {
	t     *testing.T
	pbx   *asterisk.PBX
	trunk *phone.Trunk

	mu     sync.Mutex
	events []event
	news   chan struct{}
}

type event struct {
	Type string
	At   time.Time
	Raw  map[string]any
}

// get walks into an event: get("channel", "state").
func (e event) get(path ...string) string {
	var v any = e.Raw
	for _, name := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return ""
		}
		v = m[name]
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// about tells whether the event names this channel, bridge or playback.
func (e event) about(id string) bool {
	for _, path := range [][]string{{"channel", "id"}, {"peer", "id"}, {"playback", "id"}, {"bridge", "id"}} {
		if e.get(path...) == id {
			return true
		}
	}
	return false
}

func newLab(t *testing.T, o asterisk.Options) *lab {
	t.Helper()
	trunk, err := phone.NewTrunk(phone.TrunkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { trunk.Close() })
	o.TrunkAddr = trunk.Addr()
	l := &lab{t: t, trunk: trunk, pbx: asterisk.Start(t, o), news: make(chan struct{})}
	l.connect()
	return l
}

func (l *lab) connect() {
	l.t.Helper()
	u := strings.Replace(l.pbx.ARIURL, "http", "ws", 1) + "/events?app=ringevett&api_key=" +
		url.QueryEscape(l.pbx.User+":"+l.pbx.Password)
	ws, _, err := websocket.Dial(context.Background(), u, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	ws.SetReadLimit(1 << 20)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			_, b, err := ws.Read(context.Background())
			if err != nil {
				return
			}
			e := event{At: time.Now()}
			if json.Unmarshal(b, &e.Raw) == nil {
				e.Type = e.get("type")
				l.mu.Lock()
				l.events = append(l.events, e)
				close(l.news)
				l.news = make(chan struct{})
				l.mu.Unlock()
			}
		}
	}()
	l.t.Cleanup(func() { ws.CloseNow(); <-done })
}

// do sends one ARI request; the parameters are a query string.
func (l *lab) do(method, path, query string, body ...any) (int, string) {
	l.t.Helper()
	var r io.Reader
	if len(body) > 0 {
		b, err := json.Marshal(body[0])
		if err != nil {
			l.t.Fatal(err)
		}
		r = strings.NewReader(string(b))
	}
	req, err := http.NewRequest(method, l.pbx.ARIURL+path+"?"+query, r)
	if err != nil {
		l.t.Fatal(err)
	}
	req.SetBasicAuth(l.pbx.User, l.pbx.Password)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		l.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// must is do for requests that have to go well.
func (l *lab) must(method, path, query string, body ...any) string {
	l.t.Helper()
	code, text := l.do(method, path, query, body...)
	if code >= 300 {
		l.t.Fatalf("%s %s?%s: %d %s", method, path, query, code, text)
	}
	return text
}

// about returns the events about id so far.
func (l *lab) about(id string) []event {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []event
	for _, e := range l.events {
		if e.about(id) {
			out = append(out, e)
		}
	}
	return out
}

// wait returns the first event of the type about id for which also holds, if given.
func (l *lab) wait(id, kind string, also ...func(event) bool) event {
	l.t.Helper()
	e, ok := l.seen(10*time.Second, id, kind, also...)
	if !ok {
		l.t.Fatalf("no %s about %s came; came: %s", kind, id, l.told(id))
	}
	return e
}

func (l *lab) seen(within time.Duration, id, kind string, also ...func(event) bool) (event, bool) {
	limit := time.After(within)
	for {
		l.mu.Lock()
		news := l.news
		l.mu.Unlock()
		for _, e := range l.about(id) {
			if e.Type == kind && (len(also) == 0 || also[0](e)) {
				return e, true
			}
		}
		select {
		case <-news:
		case <-limit:
			return event{}, false
		}
	}
}

// told is the story of id in short: the events without the variables.
func (l *lab) told(id string) string {
	var out []string
	for _, e := range l.about(id) {
		switch e.Type {
		case "ChannelVarset":
			continue
		case "Dial":
			out = append(out, "Dial:"+e.get("dialstatus"))
		case "ChannelStateChange":
			out = append(out, "State:"+e.get("channel", "state"))
		case "ChannelHangupRequest":
			out = append(out,
				fmt.Sprintf("HangupRequest(cause=%s tech=%s soft=%s)", e.get("cause"), e.get("tech_cause"),
					e.get("soft")))
		case "ChannelDestroyed":
			out = append(out,
				fmt.Sprintf("Destroyed(cause=%s tech=%s state=%s)", e.get("cause"), e.get("tech_cause"),
					e.get("channel", "state")))
		case "ChannelDtmfReceived":
			out = append(out, "Dtmf:"+e.get("digit"))
		default:
			out = append(out, e.Type)
		}
	}
	return strings.Join(out, " ")
}

// agent gives a registered agent's phone.
func (l *lab) agent(user string, plan phone.Plan) *phone.Agent {
	l.t.Helper()
	a, err := phone.NewAgent(phone.AgentOptions{
		User: user, Password: "pw" + strings.TrimPrefix(user, "agent"), PBX: l.pbx.SIPAddr, Plan: plan,
	})
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { a.Close() })
	if err := a.Register(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	return a
}

// call waits until the trunk has a call to number for which also holds.
func (l *lab) call(number string, also func(phone.Record) bool) *phone.Call {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), 10*time.Second)
	defer cancel()
	c, err := l.trunk.Await(ctx, func(r phone.Record) bool { return r.Number == number && also(r) })
	if err != nil {
		l.t.Fatal(err)
	}
	return c
}

func answered(r phone.Record) bool { return !r.Confirmed.IsZero() }

func loud(r phone.Record) bool { return !r.FirstLoud().IsZero() }
