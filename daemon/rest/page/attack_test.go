package page_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest/page"
)

var everyRoute = []string{
	"GET /", "GET /campaigns", "GET /campaigns/autumn", "GET /campaigns/autumn/pause", "GET /stop", "GET /sign-in",
	"GET /live", "GET /assets/page.css", "GET /nowhere", "POST /campaigns/autumn/pause", "POST /stop", "POST /sign-in",
	"POST /sign-out", "POST /language",
}

func TestAForeignHostIsTurnedAwayOnEveryRoute(t *testing.T) {
	s := serve(t)
	b := s.as(dialer.Supervisor)
	_, port, _ := strings.Cut(s.server.Addr(), ":")
	for _, host := range []string{"evil.example", "evil.example:" + port, "127.0.0.1", "localhost.evil.example:" + port} {
		for _, route := range everyRoute {
			method, path, _ := strings.Cut(route, " ")
			r := b.request(method, path, form("running"))
			r.Host = host
			if res, _ := b.send(r); res.StatusCode != http.StatusMisdirectedRequest {
				t.Errorf("%s %s: got %d", host, route, res.StatusCode)
			}
		}
	}
	s.didNothing(t)
	r := b.request(http.MethodGet, "/sign-in", nil)
	r.Host = "localhost:" + port
	if res, _ := b.send(r); res.StatusCode != http.StatusOK {
		t.Errorf("localhost: got %d", res.StatusCode)
	}
}

func TestAnotherSiteHasNothingDone(t *testing.T) {
	s := serve(t)
	b := s.as(dialer.Supervisor)
	for _, header := range [][2]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"},
		{"Origin", "null"},
	} {
		for _, path := range []string{"/campaigns/autumn/pause", "/stop", "/sign-in", "/sign-out", "/language"} {
			r := b.request(http.MethodPost, path, form("running"))
			r.Header.Set(header[0], header[1])
			if res, _ := b.send(r); res.StatusCode != http.StatusForbidden {
				t.Errorf("%v %s: got %d", header, path, res.StatusCode)
			}
		}
	}
	s.didNothing(t)
	if code, _ := b.get("/"); code != http.StatusOK {
		t.Errorf("the person is signed out by it: %d", code)
	}
}

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	s := serve(t)
	for _, b := range []*browser{s.browser(), s.as(dialer.Auditor)} {
		for _, route := range everyRoute {
			method, path, _ := strings.Cut(route, " ")
			if path == "/live" || path == "/sign-out" {
				continue
			}
			res, _ := b.send(b.request(method, path, nil))
			for name, want := range map[string]string{
				"Content-Security-Policy": page.Policy, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
				"Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
				"Cross-Origin-Resource-Policy": "same-origin",
			} {
				if got := res.Header.Get(name); got != want {
					t.Errorf("%s: %s is %q", route, name, got)
				}
			}
			if !strings.Contains(res.Header.Get("Cache-Control"), "no-store") {
				t.Errorf("%s: Cache-Control is %q", route, res.Header.Get("Cache-Control"))
			}
		}
	}
}

func TestGetChangesNothing(t *testing.T) {
	s := serve(t)
	b := s.as(dialer.Supervisor)
	s.noted = nil
	for _, route := range everyRoute {
		if method, path, _ := strings.Cut(route, " "); method == http.MethodGet && path != "/live" {
			b.get(path + "?seen=running&act=x&why=y&language=en")
		}
	}
	s.didNothing(t)
	if len(s.noted) > 0 {
		t.Errorf("it noted %v", s.noted)
	}
}

// A link works once, for a minute, for a person who is in the book then.
func TestALinkLetsInOnce(t *testing.T) {
	s := serve(t)
	secret := func() url.Values {
		text, err := s.server.LinkFor(t.Context(), "person:supervisor")
		if err != nil {
			t.Fatal(err)
		}
		return url.Values{"link": {"http://" + s.server.Addr() + "/sign-in#" + text}}
	}
	link := secret()
	if code, _ := s.browser().post("/sign-in", link); code != http.StatusSeeOther {
		t.Errorf("the first time: got %d", code)
	}
	if code, _ := s.browser().post("/sign-in", link); code != http.StatusForbidden {
		t.Errorf("the second time: got %d", code)
	}
	link = secret()
	s.mu.Lock()
	s.now = s.now.Add(time.Minute)
	s.mu.Unlock()
	if code, _ := s.browser().post("/sign-in", link); code != http.StatusForbidden {
		t.Errorf("after a minute: got %d", code)
	}
	var codes []string
	for _, f := range s.noted {
		codes = append(codes, f.Code+" by "+f.By)
	}
	if got := strings.Join(codes, ", "); got != "in by person:supervisor, refused by ringevett, refused by ringevett" {
		t.Errorf("noted: %s", got)
	}
	for _, by := range []string{"cli:root", "person:nightly", "person:none", ""} {
		if _, err := s.server.LinkFor(t.Context(), by); err == nil {
			t.Errorf("%q got a link", by)
		}
	}
}

func TestGuessesAreSlowedWhateverHeadersSay(t *testing.T) {
	b := serve(t).browser()
	tries := map[int]int{}
	for i := range 30 {
		r := b.request(http.MethodPost, "/sign-in", url.Values{"link": {"guess"}})
		r.Header.Set("X-Forwarded-For", "192.0.2."+string(rune('0'+i%10)))
		r.Header.Set("X-Real-IP", "192.0.2.9")
		res, _ := b.send(r)
		if tries[res.StatusCode]++; res.StatusCode == http.StatusTooManyRequests && res.Header.Get("Retry-After") == "" {
			t.Error("no word of when to try again")
		}
	}
	if tries[http.StatusForbidden] != 5 || tries[http.StatusTooManyRequests] != 25 {
		t.Errorf("got %v, want five tries", tries)
	}
}

func TestASessionCannotBePlantedNorKept(t *testing.T) {
	s := serve(t)
	b := s.browser()
	at, _ := url.Parse("http://" + s.server.Addr())
	b.post("/language", url.Values{"language": {"en"}}) // a session without a person
	before := b.http.Jar.Cookies(at)
	secret, err := s.server.LinkFor(t.Context(), "person:supervisor")
	if err != nil {
		t.Fatal(err)
	}
	res, _ := b.send(b.request(http.MethodPost, "/sign-in", url.Values{"link": {secret}}))
	after := b.http.Jar.Cookies(at)
	if len(before) != 1 || len(after) != 1 || before[0].Value == after[0].Value {
		t.Errorf("the session's id before and after signing in: %v, %v", before, after)
	}
	if c := res.Header.Get("Set-Cookie"); !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Lax") {
		t.Errorf("the cookie is %q", c)
	}
	old, thief := s.browser(), s.browser()
	old.http.Jar.SetCookies(at, before)
	thief.http.Jar.SetCookies(at, after)
	if code, _ := old.get("/"); code != http.StatusSeeOther {
		t.Errorf("the id from before: got %d", code)
	}
	if code, _ := thief.get("/"); code != http.StatusOK {
		t.Errorf("the id itself: got %d", code)
	}
	b.post("/sign-out", nil)
	if code, _ := thief.get("/"); code != http.StatusSeeOther {
		t.Errorf("a kept id after signing out: got %d", code)
	}
}

// The stream of a session ends with it.
func TestSigningOutEndsTheStream(t *testing.T) {
	s := serve(t)
	b := s.as(dialer.Supervisor)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	res, err := b.http.Do(b.request(http.MethodGet, "/live", nil).WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var events []string
	out := false
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if name, is := strings.CutPrefix(lines.Text(), "event: "); is {
			events = append(events, name)
		}
		if strings.HasPrefix(lines.Text(), "data: ") && len(lines.Text()) > 0 && len(events) == 2 && !out {
			out = true
			b.post("/sign-out", nil)
		}
	}
	if len(events) < 3 || events[0] != "parts" || events[1] != "tick" || events[len(events)-1] != "end" {
		t.Errorf("got %v, want parts, tick, …, end", events)
	}
}

func TestASessionHasFiveStreams(t *testing.T) {
	s := serve(t)
	b := s.as(dialer.Supervisor)
	first := func() string {
		res, err := b.http.Do(b.request(http.MethodGet, "/live", nil))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { res.Body.Close() })
		line, err := bufio.NewReader(res.Body).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(line)
	}
	for i := range 5 {
		if got := first(); got != "event: parts" {
			t.Errorf("stream %d begins with %q", i+1, got)
		}
	}
	if got := first(); got != "event: full" {
		t.Errorf("the sixth begins with %q", got)
	}
}

// What others wrote is text on the page, wherever it stands.
func TestTextFromOutsideIsText(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	s := serve(t)
	b := s.as(dialer.Supervisor)
	s.mu.Lock()
	st := &s.status
	st.Halted, st.DemoClock, st.SetAside, st.Noticed = evil, evil, evil, []string{evil}
	st.Agents[0].ID, st.Agents[0].Name, st.Agents[0].Phone, st.Agents[0].Endpoint = evil, evil, evil, evil
	st.Agents[0].Campaign, st.Agents[0].State, st.Agents[0].Pause = evil, evil, evil
	st.Calls[0].Number, st.Calls[0].Where, st.Calls[0].State, st.Calls[0].Campaign = evil, evil, evil, evil
	st.Callers[0].Clients, st.Callers[0].Number, st.Callers[0].State = []string{evil}, evil, evil
	st.Campaigns[0].Why, st.Campaigns[0].Pace.Alarm, st.Campaigns[0].Pace.Power = evil, evil, evil
	st.Campaigns[0].Leads[0].Code, st.Campaigns[0].Pace.Bound = evil, evil
	st.Campaigns[1].ID = evil
	s.people[1].Name = evil
	s.mu.Unlock()
	for _, path := range []string{"/", "/campaigns", "/campaigns/autumn", "/stop", "/campaigns/" + url.PathEscape(evil)} {
		code, text := b.get(path)
		if strings.Contains(text, "<script>alert") || strings.Contains(text, "<img") {
			t.Errorf("%s: it is markup", path)
		}
		if code == http.StatusOK && !strings.Contains(text, "&lt;script&gt;") {
			t.Errorf("%s: it is not there", path)
		}
	}
	if _, text := b.get("/?said=" + url.QueryEscape(evil)); strings.Contains(text, "<img") {
		t.Error("a text of the address is on the page")
	}
}

func TestAssetsAreWhatTheyAreCalled(t *testing.T) {
	b := serve(t).browser()
	_, text := b.get("/sign-in")
	for _, name := range []string{"page", "live", "idiomorph.min"} {
		_, rest, has := strings.Cut(text, "/assets/"+name+".")
		hash, _, _ := strings.Cut(rest, ".")
		ext := map[bool]string{true: ".css", false: ".js"}[name == "page"]
		res, _ := b.send(b.request(http.MethodGet, "/assets/"+name+"."+hash+ext, nil))
		if !has || res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: got %d, kept: %q", name, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
	if code, _ := b.get("/assets/page.000000000000.css"); code != http.StatusNotFound {
		t.Errorf("another hash: got %d", code)
	}
	table, err := os.ReadFile("assets/README.md")
	if err != nil {
		t.Fatal(err)
	}
	vendored, err := os.ReadFile("assets/idiomorph.min.js")
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(vendored); !strings.Contains(string(table), hex.EncodeToString(sum[:])) {
		t.Error("assets/README.md has another checksum of idiomorph")
	}
	for file, most := range map[string]int{"assets/live.js": 150, "assets/page.css": 500} {
		own, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(own), "\n"); n > most {
			t.Errorf("%s has %d lines, more than %d", file, n, most)
		}
	}
}
