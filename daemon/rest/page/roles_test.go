package page_test

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// form is what the form of an act sends.
func form(seen string) url.Values {
	return url.Values{"seen": {seen}, "act": {rand.Text()}, "why": {"list checked"}}
}

// Each role asks each route. 303 of an act is that it was done.
func TestEachRoleOnEachRoute(t *testing.T) {
	const ok, done, no, none, formless = 200, 303, 403, 404, 422
	routes := []struct {
		method, path string
		form         url.Values
		want         [6]int // operator, supervisor, quality, privacy, auditor, client
	}{
		{"GET", "/", nil, [6]int{ok, ok, ok, ok, ok, ok}},
		{"GET", "/campaigns", nil, [6]int{ok, ok, ok, ok, ok, ok}},
		{"GET", "/campaigns/autumn", nil, [6]int{ok, ok, ok, ok, ok, ok}},
		{"GET", "/campaigns/spring", nil, [6]int{ok, ok, ok, ok, ok, none}}, // of another client
		{"GET", "/campaigns/winter", nil, [6]int{none, none, none, none, none, none}},
		{"GET", "/campaigns/autumn/pause", nil, [6]int{ok, ok, no, ok, no, no}},
		{"POST", "/campaigns/autumn/pause", form("running"), [6]int{done, done, no, done, no, no}},
		{"POST", "/campaigns/autumn/pause", form("paused"), [6]int{formless, formless, no, formless, no, no}},
		{"GET", "/campaigns/autumn/start", nil, [6]int{no, ok, no, no, no, no}},
		{"POST", "/campaigns/spring/start", form("paused"), [6]int{no, done, no, no, no, none}},
		{"POST", "/campaigns/autumn/archive", form("running"), [6]int{none, none, none, none, none, none}},
		{"GET", "/stop", nil, [6]int{ok, ok, no, ok, no, no}},
		{"POST", "/stop", form("any"), [6]int{done, done, no, done, no, no}},
		{"GET", "/people", nil, [6]int{none, none, none, none, none, none}},
	}
	var browsers []*browser
	for _, role := range dialer.Roles() { // on a site each: five may sign in a minute
		browsers = append(browsers, serve(t).as(role))
	}
	stranger := browsers[0].browser()
	for _, r := range routes {
		t.Run(fmt.Sprint(r.method, r.path, r.form.Get("seen")), func(t *testing.T) {
			for i, role := range dialer.Roles() {
				b := browsers[i]
				b.again()
				res, text := b.send(b.request(r.method, r.path, r.form))
				if res.StatusCode != r.want[i] {
					t.Errorf("%s: got %d, want %d: %.300s", role, res.StatusCode, r.want[i], text)
				}
				if r.want[i] != done {
					b.didNothing(t)
				} else if len(b.done) != 1 || !strings.Contains(b.done[0], "by person:"+string(role)) {
					t.Errorf("%s: it did %q", role, b.done)
				}
			}
			stranger.again()
			if res, text := stranger.send(stranger.request(r.method, r.path, r.form)); strings.Contains(text, "autumn") ||
				res.StatusCode != http.StatusSeeOther && res.StatusCode != http.StatusUnauthorized {
				t.Errorf("without a person: got %d %.300s", res.StatusCode, text)
			}
			stranger.didNothing(t)
		})
	}
}

func TestAClientSeesItsOwnAlone(t *testing.T) {
	b := serve(t).as(dialer.ClientRole)
	for _, path := range []string{"/", "/campaigns", "/campaigns/autumn"} {
		_, text := b.get(path)
		if !strings.Contains(text, "autumn") {
			t.Errorf("%s does not name the client's campaign", path)
		}
		for _, foreign := range []string{"spring", "nordvik", "Ola", "PJSIP", "4711", "•••••", "/stop", "/pause"} {
			if strings.Contains(text, foreign) {
				t.Errorf("%s has %q", path, foreign)
			}
		}
	}
}

// What one may not do is not on the page.
func TestButtonsAreThoseOfTheRoles(t *testing.T) {
	for _, tt := range []struct {
		role        dialer.Role
		stop, pause bool
	}{
		{dialer.Operator, true, true}, {dialer.Supervisor, true, true}, {dialer.Privacy, true, true},
		{dialer.Quality, false, false}, {dialer.Auditor, false, false}, {dialer.ClientRole, false, false},
	} {
		b := serve(t).as(tt.role)
		_, text := b.get("/campaigns/autumn")
		if got := strings.Contains(text, `href="/stop"`); got != tt.stop {
			t.Errorf("%s: stop all is there: %v", tt.role, got)
		}
		if got := strings.Contains(text, `href="/campaigns/autumn/pause"`); got != tt.pause {
			t.Errorf("%s: pause is there: %v", tt.role, got)
		}
	}
}

// A role that is taken away, and a person who has left, are held to it at the next request.
func TestTheBookIsAskedAgain(t *testing.T) {
	s := serve(t)
	b := s.as(dialer.Supervisor)
	s.mu.Lock()
	s.people[1].Roles = []dialer.Role{dialer.Auditor}
	s.mu.Unlock()
	if code, _ := b.post("/campaigns/autumn/pause", form("running")); code != http.StatusForbidden {
		t.Errorf("without the role: got %d", code)
	}
	s.mu.Lock()
	s.people[1].Ended = noon
	s.mu.Unlock()
	if code, _ := b.get("/"); code != http.StatusSeeOther {
		t.Errorf("who has left: got %d", code)
	}
	s.didNothing(t)
}

func TestAFormIsHeldToWhatWasSeen(t *testing.T) {
	s := serve(t)
	a, b := s.as(dialer.Supervisor), s.as(dialer.Operator)
	first := url.Values{"seen": {"running"}, "act": {"a"}, "why": {"list checked"}}
	if code, _ := a.post("/campaigns/autumn/pause", first); code != http.StatusSeeOther {
		t.Fatalf("got %d", code)
	}
	if code, _ := a.post("/campaigns/autumn/pause", first); code != http.StatusSeeOther {
		t.Errorf("the same form again: got %d, want the first answer", code)
	}
	if code, _ := b.post("/campaigns/autumn/pause", form("running")); code != http.StatusConflict {
		t.Errorf("who saw it running after it was paused: got %d", code)
	}
	if code, _ := b.post("/campaigns/autumn/pause", url.Values{"seen": {"running"}, "act": {"c"}}); code != 422 {
		t.Errorf("without a reason: got %d", code)
	}
	if want := 2; len(s.done) != want { // the second found it paused, and changed nothing
		t.Errorf("it did %q", s.done)
	}
}
