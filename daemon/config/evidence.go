package config

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
)

// Evidence is where each day's head of the journal is told outside.
type Evidence struct {
	Syslog string `yaml:"syslog"`
	Mail   Mail   `yaml:"mail"`
	Stamps Stamps `yaml:"stamps"`
}

// Mail is how it reaches the responsible person.
type Mail struct {
	Relay        string `yaml:"relay"`
	From         string `yaml:"from"`
	To           string `yaml:"to"`
	User         string `yaml:"user"`
	PasswordFile string `yaml:"password_file"`
	TLS          string `yaml:"tls"`
}

// Stamps is the authority that stamps the time (RFC 3161).
type Stamps struct {
	URL       string `yaml:"url"`
	Authority string `yaml:"authority_file"`
}

// The words of evidence.syslog besides a path, and the socket that the first means.
const (
	AutoSyslog   = "auto"
	NoSyslog     = "none"
	systemSyslog = "/dev/log"
)

// SyslogSocket is the socket of the system's log; "" where it is not told.
func (e Evidence) SyslogSocket() string {
	switch {
	case e.Syslog == NoSyslog || e.Syslog == AutoSyslog && !there(systemSyslog):
		return ""
	case e.Syslog == AutoSyslog:
		return systemSyslog
	}
	return e.Syslog
}

func (e Evidence) check(d *document) {
	if e.Syslog != AutoSyslog && e.Syslog != NoSyslog && !filepath.IsAbs(e.Syslog) {
		d.add("evidence.syslog", e.Syslog, "allowed: auto, none, or the full path of a Unix socket")
	}
	e.Mail.check(d, "evidence.mail")
	if e.Mail.Relay != "" {
		mailAddress(d, "evidence.mail.to", e.Mail.To)
	}
	e.Stamps.check(d)
}

// check adds the faults of a relay under the key at.
func (m Mail) check(d *document, at string) {
	if m.TLS != SystemTLS && !filepath.IsAbs(m.TLS) {
		d.add(at+".tls", m.TLS, "allowed: system, or the full path of an authority's file")
	}
	if m.PasswordFile != "" {
		absolute(d, at+".password_file", m.PasswordFile)
	}
	if (m.User == "") != (m.PasswordFile == "") {
		d.add(at+".user", m.User, at+".password_file goes with it: both or neither")
	}
	if m.Relay == "" {
		return
	}
	if host, port, err := net.SplitHostPort(m.Relay); err != nil || host == "" || port == "" {
		d.add(at+".relay", m.Relay, "host:port, such as mail.example.no:587")
	}
	mailAddress(d, at+".from", m.From)
}

func mailAddress(d *document, field, address string) {
	if a, err := mail.ParseAddress(address); err != nil || a.Address != address {
		d.add(field, address, "an e-mail address, name@example.no")
	}
}

func (s Stamps) check(d *document) {
	if s.Authority != "" {
		absolute(d, "evidence.stamps.authority_file", s.Authority)
	}
	if s.URL == "" {
		return
	}
	if u, err := url.Parse(s.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		d.add("evidence.stamps.url", s.URL, "an address beginning with http:// or https://")
	}
	if s.Authority == "" {
		d.add("evidence.stamps.authority_file", "",
			"the authority's certificate: without it any stamp would be believed")
	}
}

// Password reads the relay's from its file; "" where none is named.
func (m Mail) Password() (string, error) {
	if m.PasswordFile == "" {
		return "", nil
	}
	return Secret(m.PasswordFile)
}

// Roots are the authorities of the relay's certificate; nil: the system's.
func (m Mail) Roots() (*x509.CertPool, error) {
	if m.TLS == SystemTLS {
		return nil, nil
	}
	return readRoots(m.TLS)
}

// Roots are the certificates that a stamp must lead to; nil where none is named.
func (s Stamps) Roots() (*x509.CertPool, error) {
	if s.Authority == "" {
		return nil, nil
	}
	return readRoots(s.Authority)
}

// readRoots reads an authority's file.
func readRoots(path string) (*x509.CertPool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read an authority's file: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("read an authority's file, %s: %w", path, errors.New("no certificate in it"))
	}
	return pool, nil
}
