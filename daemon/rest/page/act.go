package page

import (
	"context"
	"crypto/rand"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// actView is a form of its own: it names its object, and says what will happen.
type actView struct {
	Title, Text string
	Button      string
	Path, Back  string
	Why         bool   // a reason is asked for
	Seen        string // what the person saw: see doAct
	Act         string // this form's key: what is sent twice is done once
	None        bool   // there is nothing to do
}

// What a campaign may be seen as.
const (
	seenRunning = "running"
	seenPaused  = "paused"
)

func seenAs(c campaignRow) string {
	if c.Running {
		return seenRunning
	}
	return seenPaused
}

// doing is one of the acts on a campaign.
type doing struct {
	verb verb.Verb[verb.CampaignChange, verb.Change]
	from string // what the campaign must be seen as
	said string
	why  bool
}

func doings() map[string]doing {
	return map[string]doing{
		"start": {verb.StartCampaign, seenPaused, "started", false},
		"pause": {verb.PauseCampaign, seenRunning, "paused", true},
	}
}

// object finds the campaign and the act of a request, and answers where there is none or the person may not.
func (v *visit) object() (row campaignRow, d doing, f floorView, ok bool) {
	f, _, err := v.seen()
	if err != nil {
		v.refusal(err)
		return row, d, f, false
	}
	if row, ok = v.campaign(f); !ok {
		return row, d, f, false
	}
	d, is := doings()[v.r.PathValue("act")]
	switch {
	case !is:
		v.fail(http.StatusNotFound, "error.found", "")
	case !v.may(d.verb):
		v.fail(http.StatusForbidden, "error.role", "")
	default:
		return row, d, f, true
	}
	return row, d, f, false
}

func (v *visit) askAct() {
	row, d, f, ok := v.object()
	if !ok {
		return
	}
	act, id := v.r.PathValue("act"), row.CampaignStatus.ID
	a := actView{
		Title: v.words.say("act."+act+"Title", "campaign", id), Button: v.words.say("act." + act),
		Text: v.words.say("act."+act+"Text", "n", row.Calls), Why: d.why,
		Path: v.r.URL.EscapedPath(), Back: strings.TrimSuffix(v.r.URL.EscapedPath(), "/"+act),
		Seen: seenAs(row), Act: rand.Text(), None: seenAs(row) != d.from,
	}
	v.form(f, a)
}

func (v *visit) form(f floorView, a actView) {
	fr := v.frameOf(a.Title, "campaigns", f)
	fr.Body = a
	v.answer(http.StatusOK, "act.html", fr)
}

// doAct does what the form says, unless the campaign changed since the form was shown.
func (v *visit) doAct() {
	row, d, _, ok := v.object()
	if !ok {
		return
	}
	why := strings.TrimSpace(v.r.PostFormValue("why"))
	if v.r.PostFormValue("seen") != d.from || d.why && why == "" {
		v.fail(http.StatusUnprocessableEntity, "error.form", "")
		return
	}
	back := strings.TrimSuffix(v.r.URL.EscapedPath(), "/"+v.r.PathValue("act"))
	v.once(func(ctx context.Context) outcome {
		change, err := rest.Call(ctx, v.api, d.verb, verb.CampaignChange{Campaign: row.CampaignStatus.ID, Why: why})
		switch {
		case err != nil:
			return outcome{err: err}
		case !change.Changed:
			return outcome{changed: true}
		}
		return outcome{to: back + "?said=" + d.said}
	})
}

func (v *visit) askStop() {
	f, _, err := v.seen()
	switch {
	case err != nil:
		v.refusal(err)
		return
	case !v.mayStop():
		v.fail(http.StatusForbidden, "error.role", "")
		return
	}
	n, calls := 0, 0
	for _, c := range f.Campaigns {
		if c.Running {
			n, calls = n+1, calls+c.CampaignStatus.Calls
		}
	}
	a := actView{
		Title: v.words.say("act.stopTitle"), Button: v.words.say("act.stopTitle"), Path: "/stop", Back: "/",
		Text: v.words.say("act.stopText", "n", n, "calls", calls), Seen: "any", Act: rand.Text(),
	}
	if n == 0 {
		a.Text = v.words.say("act.stopNone")
	}
	v.form(f, a)
}

func (v *visit) mayStop() bool { return v.may(verb.PauseCampaign) && v.team() }

// doStop pauses every campaign that runs. What is running is read here, and not from the form.
func (v *visit) doStop() {
	if !v.mayStop() {
		v.fail(http.StatusForbidden, "error.role", "")
		return
	}
	v.once(func(ctx context.Context) (o outcome) {
		all, err := rest.Call(ctx, v.api, verb.ListCampaigns, verb.Nothing{})
		if err != nil {
			return outcome{err: err}
		}
		for _, c := range all { // one that cannot be paused keeps none of the others
			if c.Running {
				in := verb.CampaignChange{Campaign: c.ID, Why: "all were stopped from the page"}
				if _, err := rest.Call(ctx, v.api, verb.PauseCampaign, in); err != nil {
					o.err = err
				}
			}
		}
		o.to = "/?said=stopped"
		return o
	})
}

// outcome is what came of an act.
type outcome struct {
	to      string // where the answer leads
	changed bool   // it was so already: somebody else was first
	err     error
}

// maxActs is how many outcomes are kept; the oldest goes first.
const maxActs = 1000

// acts are what came of the newest acts, by session and form.
type acts struct {
	mu    sync.Mutex
	all   map[string]func() outcome
	order []string
}

// do carries out an act the first time it is asked for; every further time it gives the same outcome.
func (a *acts) do(key string, act func() outcome) outcome {
	a.mu.Lock()
	first, has := a.all[key]
	if !has {
		if a.all == nil {
			a.all = map[string]func() outcome{}
		}
		first = sync.OnceValue(act)
		a.all[key], a.order = first, append(a.order, key)
		if len(a.order) > maxActs {
			delete(a.all, a.order[0])
			a.order = slices.Delete(a.order, 0, 1)
		}
	}
	a.mu.Unlock()
	return first()
}

// once does an act once for each form, and answers. A browser that goes away does not end it.
func (v *visit) once(act func(context.Context) outcome) {
	key := v.r.PostFormValue("act")
	if key == "" || len(key) > 100 {
		v.fail(http.StatusUnprocessableEntity, "error.form", "")
		return
	}
	ctx := rest.As(context.WithoutCancel(v.r.Context()), v.who.ID)
	defer v.hub.Forget()
	o := v.acts.do(v.sessions.ID(v.r.Context())+" "+key, func() outcome { return act(ctx) })
	switch {
	case o.err != nil:
		v.refusal(o.err)
	case o.changed:
		v.fail(http.StatusConflict, "error.changed", "")
	default:
		http.Redirect(v.w, v.r, o.to, http.StatusSeeOther)
	}
}
