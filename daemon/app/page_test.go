package app_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/user"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// looker is somebody with a browser.
type looker struct {
	t    *testing.T
	http http.Client
	at   *url.URL
}

// signIn opens the page with a link that the daemon gave.
func signIn(t *testing.T, link string) *looker {
	t.Helper()
	at, err := url.Parse(link)
	fine(t, err)
	jar, err := cookiejar.New(nil)
	fine(t, err)
	l := &looker{t: t, at: at}
	l.http.Jar = jar
	if text := l.post("/sign-in", url.Values{"link": {at.Fragment}}); !strings.Contains(text, "Kari Nordmann") {
		t.Fatalf("signed in, it shows %.500s", text)
	}
	return l
}

func (l *looker) get(path string) string {
	l.t.Helper()
	res, err := l.http.Get("http://" + l.at.Host + path)
	return l.read(res, err)
}

func (l *looker) post(path string, form url.Values) string {
	l.t.Helper()
	res, err := l.http.PostForm("http://"+l.at.Host+path, form)
	return l.read(res, err)
}

func (l *looker) read(res *http.Response, err error) string {
	l.t.Helper()
	fine(l.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	fine(l.t, err)
	return string(text)
}

// The page is signed into with a link from the socket, shows what status does, and pauses with the verb's own fact.
func TestThePageShowsAndPausesAsTheVerbsDo(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.conf.Page.Listen = "127.0.0.1:0"
	d := f.begin(0)
	if _, err := rest.Call(t.Context(), d.Remote, verb.LinkPage, verb.Nothing{}); err == nil ||
		!strings.Contains(err.Error(), "person add") {
		t.Errorf("a link without people in the book: got %v", err)
	}
	d.fill()
	me, err := user.Current()
	fine(t, err)
	must[verb.Person](t)(rest.Call(t.Context(), d.Remote, verb.PutPerson, verb.PersonEntry{
		ID: "kari", Name: "Kari Nordmann", Login: me.Username, Roles: []string{"operator", "supervisor"}, Add: true,
	}))
	link := must[verb.PageLink](t)(rest.Call(t.Context(), d.Remote, verb.LinkPage, verb.Nothing{}))
	l := signIn(t, link.URL)

	s := must[verb.Status](t)(d.Status(t.Context()))
	c := s.Campaigns[0]
	text := l.get("/campaigns/" + c.ID)
	for _, want := range []string{
		fmt.Sprintf("%d av %d", c.Pace.AbandonedToday, c.Pace.EstablishedToday), c.Why,
		`href="/campaigns/` + c.ID + `/pause"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	l.post("/campaigns/"+c.ID+"/pause", url.Values{"seen": {"running"}, "act": {"a"}, "why": {"list checked"}})
	if s = must[verb.Status](t)(d.Status(t.Context())); s.Campaigns[0].Running {
		t.Error("it was paused on the page, and runs")
	}
	if text := l.get("/"); !strings.Contains(text, "ingen kampanje er startet") {
		t.Errorf("the head line does not say that none is started: %.900s", text)
	}
	facts := must[[]verb.Fact](t)(rest.Call(t.Context(), d.Remote, verb.ListFacts, verb.FactsQuery{}))
	told := ""
	for _, x := range facts {
		if x.By == "person:kari" {
			told += x.Kind + " " + x.Code + " " + x.Detail + "\n"
		}
	}
	for _, want := range []string{"sign_in page link", "sign_in in", "list checked"} {
		if !strings.Contains(told, want) {
			t.Errorf("the journal lacks %q by her; it has\n%s", want, told)
		}
	}
	d.end()
}
