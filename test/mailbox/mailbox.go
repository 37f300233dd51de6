// Package mailbox is a mail server on this machine, for tests.
package mailbox

import (
	"crypto/tls"
	"io"
	"net"
	"slices"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// Relay takes mail.
type Relay struct {
	Refuse  *smtp.SMTPError // after the data; nil: it accepts
	Unknown bool            // it refuses the recipient

	mu      sync.Mutex
	letters []Letter
}

// Letter is a mail that it accepted.
type Letter struct {
	From, To string
	Text     []byte
}

// Letters are those that it accepted.
func (r *Relay) Letters() []Letter {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.letters)
}

// backend is the relay as the server sees it.
type backend struct{ *Relay }

func (b backend) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{relay: b.Relay}, nil }

type session struct {
	relay *Relay
	Letter
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.From = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.relay.Unknown {
		return &smtp.SMTPError{Code: 550, Message: "no such mailbox " + to}
	}
	s.To = to
	return nil
}

func (s *session) Data(r io.Reader) (err error) {
	if s.Text, err = io.ReadAll(r); err != nil {
		return err
	}
	if s.relay.Refuse != nil {
		return s.relay.Refuse
	}
	s.relay.mu.Lock()
	defer s.relay.mu.Unlock()
	s.relay.letters = append(s.relay.letters, s.Letter)
	return nil
}

// Serve runs the relay, with TLS where secure is not nil, and gives its address.
func (r *Relay) Serve(t *testing.T, secure *tls.Config) string {
	t.Helper()
	s := smtp.NewServer(backend{r})
	s.Domain, s.TLSConfig = "relay.example.no", secure
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); s.Serve(l) }()
	t.Cleanup(func() { s.Close(); <-ended })
	return l.Addr().String()
}
