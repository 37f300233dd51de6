package page

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/ringevett/ringevett/daemon/rest/sign"
)

// signInView is the page that asks for a link.
type signInView struct {
	frame
	Text string // what went wrong, or that one is signed out
}

func (h *house) showSignIn(w http.ResponseWriter, r *http.Request) {
	text := ""
	if r.URL.Query().Get("said") == "ended" {
		text = "sign.ended"
	}
	h.signInPage(w, r, http.StatusOK, text)
}

func (h *house) signInPage(w http.ResponseWriter, r *http.Request, status int, key string, pairs ...any) {
	t := h.tongueOf(r)
	v := signInView{frame: frame{Title: t.words.say("sign.in"), Version: h.version, Other: others(t.lang)}}
	if key != "" {
		v.Text = t.words.say(key, pairs...)
	}
	write(w, t, status, "signin.html", v)
}

func (h *house) signIn(w http.ResponseWriter, r *http.Request) {
	address := addressOf(r)
	if ok, wait := h.sessions.MayTry(address); !ok {
		w.Header().Set("Retry-After", strconv.Itoa(seconds(wait)))
		h.signInPage(w, r, http.StatusTooManyRequests, "sign.often", "seconds", seconds(wait))
		return
	}
	err := h.sessions.SignIn(r.Context(), secretOf(r.PostFormValue("link")), address)
	switch {
	case errors.Is(err, sign.ErrLink):
		h.signInPage(w, r, http.StatusForbidden, "sign.refused")
	case err != nil:
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
	default:
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
}

func (h *house) signOut(w http.ResponseWriter, r *http.Request) {
	if err := h.sessions.SignOut(r.Context()); err != nil && h.sessions.ID(r.Context()) != "" {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	http.Redirect(w, r, "/sign-in?said=ended", http.StatusSeeOther)
}

// speak keeps a language for the session, signed in or not.
func (h *house) speak(w http.ResponseWriter, r *http.Request) {
	lang := r.PostFormValue("language")
	if !slices.Contains(languages(), lang) {
		http.Error(w, "language: nb or en", http.StatusUnprocessableEntity)
		return
	}
	h.sessions.Speak(r.Context(), lang)
	to := "/"
	if back := r.PostFormValue("back"); back == "/campaigns" {
		to = back
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
