package page_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/rest/page"
	"github.com/ringevett/ringevett/daemon/verb"
)

var noon = time.Date(2026, 11, 30, 11, 0, 0, 0, time.UTC)

// floor is a house with two campaigns of two clients, which notes what is done.
type floor struct {
	mu      sync.Mutex
	people  []dialer.User
	status  verb.Status
	running map[string]bool
	done    []string
	noted   []dialer.Fact
	now     time.Time
	looked  int // how often the floor was looked at
}

func newFloor() *floor {
	return &floor{people: staff(), status: open(), running: map[string]bool{"autumn": true, "spring": false}, now: noon}
}

// staff has one person of each role, and a service.
func staff() (all []dialer.User) {
	for i, r := range dialer.Roles() {
		p := dialer.User{
			ID: dialer.UserID(r), Name: "Kari Nordmann", Kind: dialer.KindPerson, Roles: []dialer.Role{r},
			Login: dialer.Login{ID: uint32(4000 + i), Name: string(r)}, Added: noon.AddDate(0, 0, -1),
		}
		if r == dialer.ClientRole {
			p.Client = "fjellvann"
		}
		all = append(all, p)
	}
	return append(all, dialer.User{
		ID: "nightly", Name: "figures", Kind: dialer.KindService, Roles: []dialer.Role{dialer.Auditor},
		Login: dialer.Login{ID: 4999, Name: "nightly"},
	})
}

// open is a floor that dials.
func open() verb.Status {
	return verb.Status{
		At: noon, Running: true, Version: "test", Connected: true,
		Hours: verb.Hours{Open: true, Until: noon.Add(9 * time.Hour)},
		Campaigns: []verb.CampaignStatus{
			{ID: "autumn", Running: true, Calls: 1, Pace: verb.Pace{
				Mode: "predictive", Bound: "guard", AbandonedToday: 3, EstablishedToday: 241, Room: 9,
			}, Leads: []verb.LeadCount{{State: "waiting", Count: 1204}}},
			{ID: "spring", Why: "paused", Pace: verb.Pace{Mode: "power"}},
		},
		Agents: []verb.AgentStatus{
			{ID: "ola", Name: "Ola Hansen", Endpoint: "PJSIP/104", State: "talking", Since: noon.Add(-151 * time.Second)},
			{ID: "eva", Name: "Eva Berg", Endpoint: "PJSIP/105", State: "ready", Since: noon.Add(-72 * time.Second)},
		},
		Calls: []verb.CallStatus{{
			Attempt: 4711, Campaign: "autumn", Number: "+47•••••001", Agent: "ola", State: "talking",
			Since: noon.Add(-151 * time.Second),
		}},
		Callers: []verb.CallerStatus{{Number: "+47•••••002", Clients: []string{"fjellvann"}, State: "waiting", Since: noon}},
	}
}

func (f *floor) Staff(context.Context) ([]dialer.User, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.people), nil
}

func (f *floor) Campaigns(context.Context) ([]verb.Campaign, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return []verb.Campaign{
		{ID: "autumn", Client: "fjellvann", Running: f.running["autumn"]},
		{ID: "spring", Client: "nordvik", Running: f.running["spring"]},
	}, nil
}

func (f *floor) Note(_ context.Context, x dialer.Fact) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.noted = append(f.noted, x)
	return nil
}

func (f *floor) look(context.Context) (verb.Status, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looked++
	s := f.status
	s.Campaigns = slices.Clone(s.Campaigns)
	for i := range s.Campaigns {
		s.Campaigns[i].Running = f.running[s.Campaigns[i].ID]
	}
	return s, nil
}

// Bindings have every verb; those that the page asks do something.
func (f *floor) Bindings() (all []rest.Binding) {
	for _, s := range verb.All() {
		if s.Path != "" && !rest.AnswersItself(s) {
			all = append(all, rest.BindSpec(s, func(ctx context.Context, in any, by string) (any, error) {
				return f.do(ctx, s, in, by)
			}))
		}
	}
	return all
}

func (f *floor) do(ctx context.Context, s verb.Spec, in any, by string) (any, error) {
	switch s.Name {
	case "campaign list":
		return f.Campaigns(ctx)
	case "figures":
		of := in.(verb.FiguresQuery).Campaign
		return verb.Figures{Days: []verb.Day{{Day: "2026-11-30", Campaign: of, Attempted: 612, Answered: 262,
			Blocked: map[string]int{"BLOCK_OWN": 4}}}}, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	c, is := in.(verb.CampaignChange)
	if !is {
		f.done = append(f.done, s.Name+" by "+by)
		return verb.Done{Done: true}, nil
	}
	to := s.Name == "campaign start"
	change := verb.Change{Campaign: verb.Campaign{ID: c.Campaign}, Changed: f.running[c.Campaign] != to}
	f.running[c.Campaign] = to
	f.done = append(f.done, s.Name+" "+c.Campaign+" by "+by+": "+c.Why)
	return change, nil
}

// again has the floor as at first, and what was done forgotten.
func (s *site) again() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running, s.done = map[string]bool{"autumn": true, "spring": false}, nil
}

func (f *floor) didNothing(t *testing.T) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.done) > 0 {
		t.Errorf("it did %q", f.done)
	}
}

// site is the page of a floor, served.
type site struct {
	*floor
	t      *testing.T
	server *page.Server
}

func serve(t *testing.T) *site {
	t.Helper()
	f := newFloor()
	p := page.New(page.Ports{
		Status: f.look, LimitPct: func() int { return 5 }, Language: func() string { return "nb" }, Version: "test",
		Now: func() time.Time { f.mu.Lock(); defer f.mu.Unlock(); return f.now },
	})
	s, err := p.Listen("127.0.0.1:0", f)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return &site{f, t, s}
}

// browser keeps cookies, and follows nothing.
type browser struct {
	*site
	http *http.Client
}

func (s *site) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &browser{s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// as is a browser in which somebody is signed in.
func (s *site) as(r dialer.Role) *browser {
	s.t.Helper()
	b := s.browser()
	secret, err := s.server.LinkFor(s.t.Context(), "person:"+string(r))
	if err != nil {
		s.t.Fatal(err)
	}
	if code, text := b.post("/sign-in", url.Values{"link": {secret}}); code != http.StatusSeeOther {
		s.t.Fatalf("sign in as %s: %d %s", r, code, text)
	}
	return b
}

func (b *browser) request(method, path string, form url.Values) *http.Request {
	r, err := http.NewRequestWithContext(b.t.Context(), method, "http://"+b.server.Addr()+path,
		strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Accept-Language", "en")
	return r
}

func (b *browser) send(r *http.Request) (*http.Response, string) {
	b.t.Helper()
	res, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.Header.Get("Content-Type") == "text/event-stream" { // has no end while the person is signed in
		return res, ""
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return res, string(text)
}

func (b *browser) get(path string) (int, string) {
	res, text := b.send(b.request(http.MethodGet, path, nil))
	return res.StatusCode, text
}

func (b *browser) post(path string, form url.Values) (int, string) {
	res, text := b.send(b.request(http.MethodPost, path, form))
	return res.StatusCode, text
}
