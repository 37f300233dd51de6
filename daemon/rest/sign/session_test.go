package sign

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// A browser that is closed signs out by no request. Its session is forgotten once it is over.
func TestSessionsThatAreOverAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kari := dialer.User{ID: "kari", Kind: dialer.KindPerson, Name: "Kari Nordmann"}
		s := New(Ports{
			Staff: func(context.Context) ([]dialer.User, error) { return []dialer.User{kari}, nil },
			Note:  func(context.Context, dialer.Fact) error { return nil },
			Now:   time.Now,
		})
		defer s.Close()
		synctest.Wait() // the clean-up has begun: it can be ended
		signIn := func() {
			secret, _, err := s.Link(t.Context(), kari.By())
			if err != nil {
				t.Fatal(err)
			}
			ctx, err := s.cookies.Load(t.Context(), "")
			if err == nil {
				err = s.SignIn(ctx, secret, "127.0.0.1")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		signIn()
		signIn()
		if len(s.in) != 2 {
			t.Fatalf("%d sessions, want 2", len(s.in))
		}
		time.Sleep(lifetime)
		signIn()
		if len(s.in) != 1 {
			t.Errorf("%d sessions after %s, want the new one alone", len(s.in), lifetime)
		}
	})
}
