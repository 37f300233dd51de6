package config

import (
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// Webhook is the other system that is told what becomes of calls, such as the CRM.
type Webhook struct {
	URL        string   `yaml:"url"`
	SecretFile string   `yaml:"secret_file"`
	Events     []string `yaml:"events"`
	Offer      bool     `yaml:"offer"`
	Numbers    bool     `yaml:"numbers"`
	GiveUp     int      `yaml:"give_up_hours"`
}

// WrittenOffer is how the written offer is mailed to consumers (9).
type WrittenOffer struct {
	Relay        string `yaml:"relay"`
	From         string `yaml:"from"`
	User         string `yaml:"user"`
	PasswordFile string `yaml:"password_file"`
	TLS          string `yaml:"tls"`
}

// The limits of webhook.give_up_hours.
const minGiveUp, maxGiveUp = 1, 168

// eventGroups are the words of webhook.events.
func eventGroups() []string { return []string{"sales", "outcomes", "reservations"} }

func (w Webhook) check(d *document) {
	for _, e := range w.Events {
		oneOf(d, "webhook.events", e, eventGroups()...)
	}
	within(d, "webhook.give_up_hours", w.GiveUp, minGiveUp, maxGiveUp, "(our limit)")
	if w.SecretFile != "" {
		absolute(d, "webhook.secret_file", w.SecretFile)
	}
	if w.URL == "" {
		return
	}
	if !unread(w.URL) {
		d.add("webhook.url", w.URL, "an address beginning with https://, or with http:// and this machine; no password in it")
	}
	if w.SecretFile == "" {
		d.add("webhook.secret_file", "", "a file with the secret: without a signature the receiver could believe anyone")
	}
	if len(w.Events) == 0 {
		d.add("webhook.events", "", "at least one: without any nothing is sent")
	}
	if w.Offer && !slices.Contains(w.Events, "sales") {
		d.add("webhook.offer", "true", "false, unless webhook.events has sales: the offer goes with the checked sale")
	}
}

// keyPrefix begins a secret in the text form of Standard Webhooks; its key has so many bytes.
const (
	keyPrefix               = "whsec_"
	shortestKey, longestKey = 24, 64
)

// Key reads the key of the signatures.
func (w Webhook) Key() ([]byte, error) {
	text, err := Secret(w.SecretFile)
	if err != nil {
		return nil, err
	}
	text, is := strings.CutPrefix(text, keyPrefix)
	key, err := base64.StdEncoding.DecodeString(text)
	if !is || err != nil || len(key) < shortestKey || len(key) > longestKey {
		return nil, fmt.Errorf("webhook.secret_file %s: it must have %s and %d to %d bytes in base64",
			w.SecretFile, keyPrefix, shortestKey, longestKey)
	}
	return key, nil
}

// unread reports whether what is sent to an address stays unread on the way.
func unread(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname())
}

// mail is the relay as that of the journal's head is.
func (w WrittenOffer) mail() Mail {
	return Mail{Relay: w.Relay, From: w.From, User: w.User, PasswordFile: w.PasswordFile, TLS: w.TLS}
}

func (w WrittenOffer) check(d *document) { w.mail().check(d, "written_offer") }

// Password reads the relay's from its file; "" where none is named.
func (w WrittenOffer) Password() (string, error) { return w.mail().Password() }

// Roots are the authorities of the relay's certificate; nil: the system's.
func (w WrittenOffer) Roots() (*x509.CertPool, error) { return w.mail().Roots() }

// Near reports whether the relay is on this machine.
func (w WrittenOffer) Near() bool {
	host, _, err := net.SplitHostPort(w.Relay)
	return err == nil && loopback(host)
}
