package witness

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"strings"
	"time"
)

// implicitTLS is the port on which a relay speaks TLS from the first byte (RFC 8314, 3.3).
const implicitTLS = "465"

// Relay takes mail to the responsible person.
type Relay struct {
	Address  string // host:port
	From, To string
	User     string // "": the relay wants none
	Password string
	Roots    *x509.CertPool // nil: the system's

	dial func(ctx context.Context, network, address string) (net.Conn, error) // nil: the network's
}

// ErrNoTLS is of a relay on another machine that offers no TLS: nothing is sent.
var ErrNoTLS = errors.New("the relay offers no TLS, and it is on another machine")

// Send has the relay take a mail with the head. When it returns nil, the relay has accepted it.
func (r Relay) Send(ctx context.Context, h Head, now time.Time) error {
	if err := r.send(ctx, h, now); err != nil {
		return fmt.Errorf("mail the journal's head by %s: %w", r.Address, err)
	}
	return nil
}

func (r Relay) send(ctx context.Context, h Head, now time.Time) error {
	c, err := r.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if r.User != "" {
		host, _, _ := net.SplitHostPort(r.Address)
		if err := c.Auth(smtp.PlainAuth("", r.User, r.Password, host)); err != nil {
			return err
		}
	}
	if err := errors.Join(c.Mail(r.From), c.Rcpt(r.To)); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	_, err = w.Write(r.message(h, now))
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	c.Quit() // it is accepted, whatever the relay says now
	return nil
}

// connect speaks to the relay, over TLS unless it is this machine and offers none.
func (r Relay) connect(ctx context.Context) (*smtp.Client, error) {
	host, port, err := net.SplitHostPort(r.Address)
	if err != nil {
		return nil, err
	}
	dial := r.dial
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	conn, err := dial(ctx, "tcp", r.Address)
	if err != nil {
		return nil, err
	}
	if at, set := ctx.Deadline(); set {
		conn.SetDeadline(at)
	}
	secure := &tls.Config{ServerName: host, RootCAs: r.Roots, MinVersion: tls.VersionTLS12}
	if port == implicitTLS {
		conn = tls.Client(conn, secure)
	}
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if port == implicitTLS {
		return c, nil
	}
	switch offers, _ := c.Extension("STARTTLS"); {
	case offers:
		err = c.StartTLS(secure)
	case !Loopback(host):
		err = ErrNoTLS
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// message is plain text. Its lines are short, and no value in it comes from outside.
func (r Relay) message(h Head, now time.Time) []byte {
	head, _, _ := strings.Cut(h.Head, ":")
	return []byte(strings.ReplaceAll(fmt.Sprintf(`From: %s
To: %s
Subject: Ringevett: keep this head of the journal, %s
Date: %s
Message-ID: <journal-%s-%s@ringevett.invalid>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Auto-Submitted: auto-generated

Keep this message on another machine than the call centre's.
It shows later whether the journal was written again.

day        %s
head       %s
key        %s
first key  %s

To hold the journal against it:
  ringevett journal verify --first-key %s --noted %s
`, r.From, r.To, h.Day, now.Format(time.RFC1123Z), head, h.Day, h.Day, h.Head, h.Key, h.First, h.First, h.Head), "\n",
		"\r\n"))
}
