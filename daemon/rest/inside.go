package rest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/verb"
)

type personKey struct{}

// As has requests with the context count as those of the person of a session, and not of the socket's peer.
func As(ctx context.Context, id dialer.UserID) context.Context {
	return context.WithValue(ctx, personKey{}, id)
}

// called finds a person by id. A session says who asks, so that without people in the book it is refused.
func called(all []dialer.User, id dialer.UserID) (asker, error) {
	all = people.Active(all)
	for _, p := range all {
		if p.ID == id && p.Kind == dialer.KindPerson {
			return asker{account: p.Login.ID, person: p, known: true, people: len(all)}, nil
		}
	}
	return asker{}, fmt.Errorf("%w: %q is no person in the book any more", dialer.ErrRefused, id)
}

// Inside asks the same API without a socket, from within the daemon. Each request must have its person: see As.
func Inside(floor Served, version string) *Remote {
	return &Remote{http: &http.Client{Transport: within{Handler(floor, version)}}}
}

type within struct{ handler http.Handler }

// RoundTrip carries the request out where it is asked for.
func (in within) RoundTrip(r *http.Request) (*http.Response, error) {
	if _, is := r.Context().Value(personKey{}).(dialer.UserID); !is {
		return nil, fmt.Errorf("%w: the request has no person", dialer.ErrRefused)
	}
	if r.Body == nil {
		r.Body = io.NopCloser(&bytes.Reader{})
	}
	defer r.Body.Close()
	w := answered{header: http.Header{}, status: http.StatusOK}
	in.handler.ServeHTTP(&w, r)
	return &http.Response{
		StatusCode: w.status, Header: w.header, Body: io.NopCloser(&w.text), Request: r, ProtoMajor: 1, ProtoMinor: 1,
	}, nil
}

// answered keeps an answer.
type answered struct {
	header http.Header
	status int
	text   bytes.Buffer
}

func (a *answered) Header() http.Header            { return a.header }
func (a *answered) WriteHeader(status int)         { a.status = status }
func (a *answered) Write(text []byte) (int, error) { return a.text.Write(text) }

// Seen is what a person may see of an answer that was asked for once on behalf of several: decided and filtered as if
// the person had asked. all are the people and campaigns of that moment.
func Seen[Out any](all []dialer.User, campaigns []verb.Campaign, id dialer.UserID, v interface{ Spec() verb.Spec },
	out Out,
) (Out, error) {
	var none Out
	s := v.Spec()
	c, err := called(all, id)
	if err == nil {
		err = c.allowed(s, true, s.Route())
	}
	switch {
	case err != nil:
		return none, err
	case !c.person.Has(dialer.ClientRole):
		return out, nil
	case s.Own != verb.OwnFiltered:
		return none, fmt.Errorf("%w: %s is not for clients", dialer.ErrRefused, s.Name)
	}
	mine := s.Mine(out, verb.Owner{Client: string(c.person.Client), Campaigns: c.ownOf(campaigns)})
	return mine.(Out), nil
}
