package page

import (
	"net/http"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/rest/live"
	"github.com/ringevett/ringevett/daemon/verb"
)

// frame is what every view has around it.
type frame struct {
	Title   string
	View    string // where in the menu
	Version string
	Refresh bool // by itself where there is no script
	Live    bool // over the stream where there is one
	Head    headView
	Floor   floorView
	Who     string
	Other   []string // languages to choose
	MayStop bool
	Said    string
	Body    any
}

// seen is the floor as the person may see it.
func (v *visit) seen() (floorView, verb.Status, error) {
	l, err := v.hub.Look(v.r.Context())
	if err != nil {
		return floorView{}, verb.Status{}, err
	}
	return v.floorOf(l)
}

func (v *visit) floorOf(l live.Look) (floorView, verb.Status, error) {
	s, err := rest.Seen(l.Staff, l.Campaigns, v.who.ID, verb.ShowStatus, l.Status)
	if err != nil {
		return floorView{}, s, err
	}
	clients := map[string]string{}
	for _, c := range l.Campaigns {
		clients[c.ID] = c.Client
	}
	return floorOf(s, clients, v.p.LimitPct(), v.team()), s, nil
}

// frameOf is the frame of a view.
func (v *visit) frameOf(title, view string, f floorView) frame {
	return frame{
		Title: title, View: view, Version: v.version, Head: f.Head, Floor: f, Who: v.name(),
		Other: others(v.lang), MayStop: v.may(verb.PauseCampaign) && v.team(), Said: v.said(),
	}
}

func others(lang string) []string {
	return slices.DeleteFunc(languages(), func(l string) bool { return l == lang })
}

// name is who is signed in, with the roles.
func (v *visit) name() string {
	roles := verb.Each(v.who.Roles, func(r dialer.Role) string { return v.words.or("role.", string(r)) })
	return v.words.say("who", "name", v.who.Name, "roles", strings.Join(roles, ", "))
}

// said is what the act before this view did: one of the page's own words, never a text of the address.
func (v *visit) said() string {
	switch word := v.r.URL.Query().Get("said"); word {
	case "started", "paused", "stopped":
		return v.words.say("said." + word)
	}
	return ""
}

func (v *visit) showFloor() {
	f, _, err := v.seen()
	if err != nil {
		v.refusal(err)
		return
	}
	fr := v.frameOf(v.words.say("nav.floor"), "floor", f)
	fr.Refresh, fr.Live, fr.Body = true, true, f
	v.answer(http.StatusOK, "floor.html", fr)
}

// answer writes a page; a template that fails writes nothing of it.
func (v *visit) answer(status int, name string, data any) { write(v.w, v.tongue, status, name, data) }

func write(w http.ResponseWriter, t *tongue, status int, name string, data any) {
	text, err := t.render(name, data)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", t.lang)
	w.WriteHeader(status)
	w.Write(text)
}

// failView is a page that says what was not done.
type failView struct{ Text, Why string }

func (v *visit) fail(status int, key, why string) { v.failWith(status, v.words.say(key), why) }

func (v *visit) failWith(status int, text, why string) {
	f, _, err := v.seen()
	if err != nil { // the head line is left out where it cannot be read
		f.Head.State = ""
	}
	fr := v.frameOf(v.words.say("error.title"), "", f)
	fr.Body = failView{text, why}
	v.answer(status, "fail.html", fr)
}
