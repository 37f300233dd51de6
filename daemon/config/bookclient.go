package config

import (
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

type clientFile struct {
	Clients []clientEntry `yaml:"clients"`
}

type clientEntry struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Spoken   string   `yaml:"spoken"`
	Internal bool     `yaml:"internal"`
	OrgNo    string   `yaml:"orgno"`
	Phone    string   `yaml:"phone"`
	Visible  []string `yaml:"visible"`

	Checked []checkEntry `yaml:"directory_checked"`
}

type checkEntry struct {
	Number string `yaml:"number"`
	At     string `yaml:"at"`
	Ref    string `yaml:"ref"`
}

// ReadClients reads a clients file. A visible number belongs to one client only (4.4.2). Evidence of a day after now
// is none.
func ReadClients(r io.Reader, now time.Time) ([]dialer.Client, error) {
	var file clientFile
	d, err := readBook(r, "clients", &file)
	if err != nil {
		return nil, err
	}
	var names []string
	var clients []dialer.Client
	for i, e := range file.Clients {
		names = append(names, e.ID)
		clients = append(clients, e.client(d, item("clients", i), now))
	}
	ids(d, "clients", "id", names)
	ownNumbers(d, clients)
	if len(clients) == 0 && len(d.errs) == 0 {
		d.add("clients", "", "at least one client")
	}
	if err := d.err(); err != nil {
		return nil, err
	}
	return clients, nil
}

var nineDigits = regexp.MustCompile(`^\d{9}$`)

func (e clientEntry) client(d *document, at string, now time.Time) dialer.Client {
	orgno := strings.ReplaceAll(e.OrgNo, " ", "")
	words(d, at+".name", e.Name, "the client's name as listed in public (4.4.1)")
	words(d, at+".spoken", e.Spoken, "the client's name as prompts say it (4.4.2 b)")
	words(d, at+".phone", e.Phone, "where the consumer can ring, as prompts say it (4.4.2 c)")
	if e.Phone != "" {
		reachable(d, at+".phone", e.Phone)
	}
	if !nineDigits.MatchString(orgno) {
		d.add(at+".orgno", e.OrgNo, "the organisation number, nine digits (4.2 b)")
	}
	if len(e.Visible) == 0 {
		d.add(at+".visible", "", "at least one number to show to consumers (4.4.2)")
	}
	c := dialer.Client{
		ID: dialer.ClientID(e.ID), Name: e.Name, Spoken: e.Spoken, Internal: e.Internal, OrgNo: orgno, Phone: e.Phone,
	}
	for i, v := range e.Visible {
		c.Visible = append(c.Visible, visibleNumber(d, item(at+".visible", i), v))
	}
	for i, check := range e.Checked {
		c.Checked = append(c.Checked, check.check(d, item(at+".directory_checked", i), c, now))
	}
	return c
}

// check reads who found a visible number in a directory, and when (mfl. § 14 second paragraph).
func (e checkEntry) check(d *document, at string, c dialer.Client, now time.Time) dialer.DirectoryCheck {
	n := visibleNumber(d, at+".number", e.Number)
	if n != "" && !c.Owns(n) {
		d.add(at+".number", e.Number, "one of the client's visible numbers (mfl. § 14)")
	}
	words(d, at+".ref", e.Ref, "where the evidence is kept, a picture of the entry for one (mfl. § 14)")
	when, err := time.ParseInLocation(time.DateOnly, e.At, hours.Oslo())
	if err != nil {
		d.add(at+".at", e.At, "the day when it was found in a directory, 2026-01-31 (mfl. § 14)")
	}
	hasBeen(d, at+".at", e.At, when, now)
	return dialer.DirectoryCheck{Number: n, At: when, Ref: e.Ref}
}

// ownNumbers refuses a visible number that is listed twice, for one client or for two.
func ownNumbers(d *document, clients []dialer.Client) {
	owner := map[dialer.Number]string{}
	for i, c := range clients {
		for j, n := range c.Visible {
			field := item(item("clients", i)+".visible", j)
			if first, taken := owner[n]; taken && n != "" {
				d.add(field, string(n), "a visible number once, for one client (4.4.2); also at "+first)
				continue
			}
			owner[n] = field
		}
	}
}
