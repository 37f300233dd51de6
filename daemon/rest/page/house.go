package page

import (
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/rest/live"
	"github.com/ringevett/ringevett/daemon/rest/sign"
	"github.com/ringevett/ringevett/daemon/verb"
)

// house answers requests.
type house struct {
	p        Ports
	sessions *sign.Sessions
	hub      *live.Hub
	api      *rest.Remote // asks verbs as the person who is signed in
	tongues  map[string]*tongue
	assets   assets
	version  string // of program and assets: an open page of another one loads itself again
	acts     acts
	drawn    drawn
}

func newHouse(p Ports, s *sign.Sessions, hub *live.Hub, api *rest.Remote) (*house, error) {
	h := &house{p: p, sessions: s, hub: hub, api: api, tongues: map[string]*tongue{}}
	var err error
	if h.assets, err = readAssets(); err != nil {
		return nil, err
	}
	h.version = p.Version + " " + h.assets.version()
	for _, lang := range languages() {
		if h.tongues[lang], err = newTongue(lang, h.assets); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// routes are all there is. Each but the first five asks for a person.
func (h *house) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /assets/", h.assets)
	mux.HandleFunc("GET /sign-in", h.showSignIn)
	mux.HandleFunc("POST /sign-in", h.signIn)
	mux.HandleFunc("POST /sign-out", h.signOut)
	mux.HandleFunc("POST /language", h.speak)
	mux.HandleFunc("GET /{$}", h.person((*visit).showFloor))
	mux.HandleFunc("GET /live", h.person((*visit).stream))
	mux.HandleFunc("GET /campaigns", h.person((*visit).showCampaigns))
	mux.HandleFunc("GET /campaigns/{id}", h.person((*visit).showCampaign))
	mux.HandleFunc("GET /campaigns/{id}/{act}", h.person((*visit).askAct))
	mux.HandleFunc("POST /campaigns/{id}/{act}", h.person((*visit).doAct))
	mux.HandleFunc("GET /stop", h.person((*visit).askStop))
	mux.HandleFunc("POST /stop", h.person((*visit).doStop))
	mux.HandleFunc("/", h.person(func(v *visit) { v.fail(http.StatusNotFound, "error.found", "") }))
	return mux
}

// visit is one request of a person who is signed in.
type visit struct {
	*house
	*tongue
	w   http.ResponseWriter
	r   *http.Request
	who dialer.User
}

// person has do answer people who are signed in, and sends others to sign in.
func (h *house) person(do func(*visit)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, err := h.sessions.Who(r.Context())
		switch {
		case errors.Is(err, dialer.ErrRefused) && r.URL.Path == "/live":
			ended(w)
			return
		case errors.Is(err, dialer.ErrRefused) && r.Method == http.MethodGet:
			http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
			return
		case errors.Is(err, dialer.ErrRefused):
			h.signInPage(w, r, http.StatusUnauthorized, "")
			return
		case err != nil:
			http.Error(w, "who asks cannot be read now", http.StatusServiceUnavailable)
			return
		}
		v := &visit{house: h, tongue: h.tongueOf(r), w: w, r: r, who: who}
		if ok, wait := h.sessions.MayAsk(who.ID); !ok {
			v.often(wait)
			return
		}
		do(v)
	}
}

func (h *house) tongueOf(r *http.Request) *tongue {
	return h.tongues[languageOf(h.sessions.Language(r.Context()), r, h.p.Language())]
}

// may reports whether the person may ask a verb. The verb decides again when it is asked.
func (v *visit) may(d interface{ Spec() verb.Spec }) bool { return d.Spec().May(v.who) }

// team reports whether the person sees agents, calls and callers.
func (v *visit) team() bool { return !v.who.Has(dialer.ClientRole) }

// addressOf is the other end of the connection, whatever headers say.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func seconds(d time.Duration) int { return int(d/time.Second) + 1 }

func (v *visit) often(wait time.Duration) {
	v.w.Header().Set("Retry-After", strconv.Itoa(seconds(wait)))
	v.failWith(http.StatusTooManyRequests, v.words.say("error.often", "seconds", seconds(wait)), "")
}

// refusal answers with what a verb said.
func (v *visit) refusal(err error) {
	var f *rest.Fault
	switch {
	case errors.As(err, &f) && slices.Contains([]int{403, 404, 409, 422}, f.Status):
		v.fail(f.Status, "error.refused", f.Text)
	case errors.Is(err, dialer.ErrRefused):
		v.fail(http.StatusForbidden, "error.refused", err.Error())
	default:
		v.fail(http.StatusServiceUnavailable, "error.fault", err.Error())
	}
}
