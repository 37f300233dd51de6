package config

import (
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

type sourceEntry struct {
	Name        string    `yaml:"name"`
	Kind        string    `yaml:"kind"`
	ObtainedAt  string    `yaml:"obtained_at"`
	Basis       string    `yaml:"basis"`
	Spoken      string    `yaml:"spoken"`
	Ends        string    `yaml:"ends"`
	RequestedTo string    `yaml:"requested_to_orgno"`
	Wash        washEntry `yaml:"wash"`
}

type washEntry struct {
	By       string `yaml:"by"`
	At       string `yaml:"at"`
	Scope    string `yaml:"scope"`
	Attested string `yaml:"attested"`
}

func (f campaignFile) sources(d *document, client dialer.Client, now time.Time) []dialer.Source {
	if len(f.Sources) == 0 {
		d.add("sources", "", "at least one; a number without a source is never dialed (4.2 a)")
	}
	var names []string
	var out []dialer.Source
	for i, s := range f.Sources {
		names = append(names, s.Name)
		out = append(out, s.source(d, item("sources", i), client, now))
	}
	ids(d, "sources", "name", names)
	return out
}

func (s sourceEntry) source(d *document, at string, client dialer.Client, now time.Time) dialer.Source {
	oneOf(d, at+".kind", s.Kind, texts(dialer.SourceKinds())...)
	words(d, at+".basis", s.Basis, "the ground for using these numbers (4.2 a)")
	words(d, at+".spoken", s.Spoken, "the source as an agent says it (4.2 a, mfl. § 16)")
	obtained, err := time.ParseInLocation(time.DateOnly, s.ObtainedAt, hours.Oslo())
	if err != nil {
		d.add(at+".obtained_at", s.ObtainedAt, "the date when the numbers were obtained, 2026-01-31 (4.2 a)")
	}
	hasBeen(d, at+".obtained_at", s.ObtainedAt, obtained, now)
	return dialer.Source{
		Name: s.Name, Kind: dialer.SourceKind(s.Kind), ObtainedAt: obtained, Basis: s.Basis, Spoken: s.Spoken,
		RequestedTo: s.requestedTo(d, at, client), Wash: s.Wash.wash(d, at+".wash", now),
		Ends: s.ends(d, at+".ends", obtained),
	}
}

// ends reads the day from which on nothing is dialed of the list; zero where it names none.
func (s sourceEntry) ends(d *document, field string, obtained time.Time) time.Time {
	if s.Ends == "" {
		return time.Time{}
	}
	end, err := time.ParseInLocation(time.DateOnly, s.Ends, hours.Oslo())
	if err != nil || !end.After(obtained) {
		d.add(field, s.Ends, "the day from which on nothing is dialed of this list, 2027-01-31, after obtained_at; "+
			"without it, leads.retention_months after its last rows came")
	}
	return end
}

// requestedTo: a wish to be called is made to one trader, and only that one's campaigns may rest on it (4.2 b).
func (s sourceEntry) requestedTo(d *document, at string, client dialer.Client) string {
	orgno := strings.ReplaceAll(s.RequestedTo, " ", "")
	request := dialer.SourceKind(s.Kind) == dialer.ExplicitRequest
	switch {
	case !request && orgno != "":
		d.add(at+".requested_to_orgno", s.RequestedTo, "only for the kind "+string(dialer.ExplicitRequest)+" (4.2 b)")
	case request && orgno != "" && orgno != client.OrgNo:
		d.add(at+".requested_to_orgno", s.RequestedTo,
			"the client's own organisation number, and one only: no sister company's (4.2 b)")
	}
	return orgno
}

// wash reads the record of a whole list; all of it, or none.
func (w washEntry) wash(d *document, at string, now time.Time) dialer.Wash {
	if w == (washEntry{}) {
		return dialer.Wash{}
	}
	words(d, at+".by", w.By, "who held the list against the register (10)")
	oneOf(d, at+".scope", w.Scope, texts(dialer.WashScopes())...)
	when, err := instant(w.At)
	if err != nil {
		d.add(at+".at", w.At, instantForms)
	}
	hasBeen(d, at+".at", w.At, when, now)
	return dialer.Wash{At: when, By: w.By, Scope: dialer.WashScope(w.Scope), Attested: w.Attested}
}

// hasBeen refuses evidence of a day to come: what has not happened proves nothing.
func hasBeen(d *document, field, value string, at, now time.Time) {
	if at.After(now) {
		d.add(field, value, "a day that has been; it is "+now.In(hours.Oslo()).Format(time.DateOnly)+" in Oslo now")
	}
}

const instantForms = "a day as 2026-01-31 or 31.01.2026, with a time as 14:05 behind it or not, in Oslo"

// instant reads a day, or a time of one, in Oslo. A day alone is its beginning.
func instant(text string) (t time.Time, err error) {
	for _, layout := range []string{
		time.DateOnly, "02.01.2006", "2006-01-02 15:04", "02.01.2006 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05",
		time.RFC3339,
	} {
		if t, err = time.ParseInLocation(layout, text, hours.Oslo()); err == nil {
			return t, nil
		}
	}
	return time.Time{}, err
}
