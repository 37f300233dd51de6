package handout

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// implicitTLS is the port on which a relay speaks TLS from the first byte (RFC 8314, 3.3).
const implicitTLS = 465

// MailWithin bounds the handing over of one letter.
const MailWithin = 30 * time.Second

// Relay takes mail.
type Relay struct {
	Address  string // host:port
	Near     bool   // it is on this machine, and need not offer TLS
	From     string
	User     string // "": the relay wants none
	Password string
	Roots    *x509.CertPool // nil: the system's
}

// Letter is a mail with its PDF.
type Letter struct {
	ID, To, Subject string // ID: of the message, without the domain, which is the sender's
	Text, HTML      string
	PDF             []byte
	Name            string // of the attached file
}

// Send hands a letter over. nil means that the relay has accepted it (250 after the data). No error names the
// recipient.
func (r Relay) Send(ctx context.Context, l Letter, at time.Time) error {
	m, err := r.message(l, at)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, MailWithin)
	defer cancel()
	c, err := r.client()
	if err != nil {
		return fmt.Errorf("mail relay: %w", err)
	}
	if err := c.DialWithContext(ctx); err != nil {
		return fmt.Errorf("mail relay: %w", err)
	}
	defer c.Close()
	err = c.Send(m)
	if m.IsDelivered() {
		return nil // whatever the relay said after it
	}
	var refused *mail.SendError
	if errors.As(err, &refused) {
		return fmt.Errorf("the mail relay does not accept it: %s (%d)", refused.Reason, refused.ErrorCode())
	}
	return errors.New("the mail relay does not accept it")
}

func (r Relay) client() (*mail.Client, error) {
	host, text, err := net.SplitHostPort(r.Address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		return nil, err
	}
	policy := mail.TLSMandatory
	if r.Near {
		policy = mail.TLSOpportunistic
	}
	options := []mail.Option{
		mail.WithPort(port), mail.WithTLSPolicy(policy), mail.WithTimeout(MailWithin),
		mail.WithTLSConfig(&tls.Config{ServerName: host, RootCAs: r.Roots, MinVersion: tls.VersionTLS12}),
	}
	if port == implicitTLS {
		options = append(options, mail.WithSSL())
	}
	if r.User != "" {
		options = append(options,
			mail.WithSMTPAuth(mail.SMTPAuthPlain), mail.WithUsername(r.User), mail.WithPassword(r.Password))
	}
	return mail.NewClient(host, options...)
}

func (r Relay) message(l Letter, at time.Time) (*mail.Msg, error) {
	m := mail.NewMsg()
	if err := m.From(r.From); err != nil {
		return nil, errors.New("the sender is no e-mail address: written_offer.from")
	}
	if err := m.To(l.To); err != nil {
		return nil, errors.New("the recipient is no e-mail address")
	}
	m.SetMessageIDWithValue(l.ID + r.From[strings.LastIndexByte(r.From, '@'):])
	m.SetDateWithValue(at)
	m.Subject(l.Subject)
	m.SetBodyString(mail.TypeTextPlain, l.Text)
	m.AddAlternativeString(mail.TypeTextHTML, l.HTML)
	if err := m.AttachReader(l.Name, bytes.NewReader(l.PDF), mail.WithFileContentType("application/pdf")); err != nil {
		return nil, fmt.Errorf("attach %s: %w", l.Name, err)
	}
	return m, nil
}
