package sign

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
)

// How long a session lasts.
const (
	idle     = 30 * time.Minute // without a request and without an open page
	lifetime = 12 * time.Hour
)

// Cookie carries the session. A name with __Host- would be dropped by browsers on plain HTTP.
const Cookie = "ringevett"

// Ports are what sessions need of the house. None of them may wait for a browser.
type Ports struct {
	Staff func(ctx context.Context) ([]dialer.User, error)
	Note  func(ctx context.Context, f dialer.Fact) error // after nil it is on the disk
	Now   func() time.Time
}

// Sessions are the browsers that are signed in.
type Sessions struct {
	p       Ports
	cookies *scs.SessionManager
	store   *memstore.MemStore
	links   links
	limits  limits

	mu sync.Mutex
	in map[string]signedIn // by the session's id: who is not here is signed out, whatever a cookie says
}

// signedIn is one person's session.
type signedIn struct {
	who   dialer.UserID
	until time.Time // by the machine's clock, like the cookie's
}

// New gives one without anyone signed in. Close it.
func New(p Ports) *Sessions {
	s := &Sessions{p: p, cookies: scs.New(), in: map[string]signedIn{}, limits: newLimits()}
	s.store = s.cookies.Store.(*memstore.MemStore) // scs.New has begun its clean-up, each minute
	s.cookies.HashTokenInStore = true
	s.cookies.IdleTimeout, s.cookies.Lifetime = idle, lifetime
	s.cookies.Cookie.Name, s.cookies.Cookie.SameSite = Cookie, http.SameSiteLaxMode
	s.cookies.Cookie.Persist = false
	return s
}

// Close ends the clean-up of expired sessions.
func (s *Sessions) Close() { s.store.StopCleanup() }

// Handler gives requests their session.
func (s *Sessions) Handler(next http.Handler) http.Handler { return s.cookies.LoadAndSave(next) }

const (
	keyID       = "id"
	keyLanguage = "language"
)

// SignIn begins a session with a link's secret. address is where the request came from.
func (s *Sessions) SignIn(ctx context.Context, secret, address string) error {
	now := s.p.Now()
	id, good := s.links.take(secret, now)
	if !good {
		if n := s.limits.refused(address, now); n > 0 {
			detail := fmt.Sprintf("from %s, %d times since the last entry", address, n)
			f := dialer.Fact{At: now, Kind: dialer.FactSignIn, Code: dialer.SignInRefused, Detail: detail, By: dialer.Self}
			if err := s.p.Note(ctx, f); err != nil {
				return err
			}
		}
		return ErrLink
	}
	who, err := s.person(ctx, id)
	if err != nil {
		return err
	}
	if err := s.note(ctx, who, dialer.SignedIn); err != nil {
		return err
	}
	s.forget(ctx)
	if err := s.cookies.RenewToken(ctx); err != nil { // an id that was planted before is worth nothing
		return err
	}
	one := rand.Text()
	s.cookies.Put(ctx, keyID, one)
	s.mu.Lock()
	defer s.mu.Unlock()
	began := time.Now()
	maps.DeleteFunc(s.in, func(_ string, x signedIn) bool { return !began.Before(x.until) })
	s.in[one] = signedIn{id, began.Add(lifetime)}
	return nil
}

// SignOut ends the session of a request, and its streams.
func (s *Sessions) SignOut(ctx context.Context) error {
	who, err := s.Who(ctx)
	s.forget(ctx)
	if err == nil {
		err = s.note(ctx, who, dialer.SignedOut)
	}
	if wrong := s.cookies.Destroy(ctx); err == nil {
		err = wrong
	}
	return err
}

func (s *Sessions) note(ctx context.Context, who dialer.User, code string) error {
	return s.p.Note(ctx, dialer.Fact{At: s.p.Now(), Kind: dialer.FactSignIn, Code: code, By: who.By()})
}

func (s *Sessions) forget(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.in, s.ID(ctx))
}

// ID is the session's; "" where there is none.
func (s *Sessions) ID(ctx context.Context) string { return s.cookies.GetString(ctx, keyID) }

// Who is signed in, as the book has the person now.
func (s *Sessions) Who(ctx context.Context) (dialer.User, error) {
	id, in := s.Person(s.ID(ctx))
	if !in {
		return dialer.User{}, fmt.Errorf("%w: no one is signed in", dialer.ErrRefused)
	}
	return s.person(ctx, id)
}

// Person is whose session it is, while it lasts.
func (s *Sessions) Person(session string) (dialer.UserID, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x, in := s.in[session]
	return x.who, in
}

// person finds somebody who is in the book now.
func (s *Sessions) person(ctx context.Context, id dialer.UserID) (dialer.User, error) {
	all, err := s.p.Staff(ctx)
	if err != nil {
		return dialer.User{}, err
	}
	for _, p := range people.Active(all) {
		if p.ID == id && p.Kind == dialer.KindPerson {
			return p, nil
		}
	}
	return dialer.User{}, fmt.Errorf("%w: %q is no person in the book any more", dialer.ErrRefused, id)
}

// Touch keeps a session whose page is open and looked at from being idle. It gives false once the session is over.
func (s *Sessions) Touch(ctx context.Context) bool {
	if _, in := s.Person(s.ID(ctx)); !in {
		return false
	}
	if !time.Now().Before(s.cookies.Deadline(ctx)) {
		s.forget(ctx)
		return false
	}
	_, _, err := s.cookies.Commit(ctx)
	return err == nil
}

// Language is the one that the person chose in this session; "" for none.
func (s *Sessions) Language(ctx context.Context) string { return s.cookies.GetString(ctx, keyLanguage) }

// Speak keeps the person's choice of a language.
func (s *Sessions) Speak(ctx context.Context, language string) {
	s.cookies.Put(ctx, keyLanguage, language)
}
