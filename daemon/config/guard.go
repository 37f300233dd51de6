package config

import (
	"regexp"
	"slices"

	"github.com/ringevett/ringevett/daemon/number"
)

// Guard is how texts that people dial by hand are read.
type Guard struct {
	Outside    []string   `yaml:"outside"`
	Extensions []string   `yaml:"extensions"`
	Persons    []string   `yaml:"persons"`
	Unreadable Unreadable `yaml:"unreadable"`
}

// Unreadable names the contexts of the dialplan in which a text may be dialed that reads as nothing.
type Unreadable struct {
	Allow []string `yaml:"allow"`
}

var (
	outsidePrefix = regexp.MustCompile(`^[0-9*#]{1,3}$`)
	extensionOf   = regexp.MustCompile(`^[0-9Xx]{4,7}$`)
	contextName   = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,79}$`)
)

func (g Guard) check(d *document) {
	for i, p := range g.Outside {
		if !outsidePrefix.MatchString(p) || p == "00" || p == "47" {
			d.add(item("guard.outside", i), p,
				"one to three of the keys 0-9, * and #; not 00 or 47, with which numbers begin")
		}
	}
	for i, p := range g.Extensions {
		if !extensionOf.MatchString(p) {
			d.add(item("guard.extensions", i), p,
				"four to seven digits, X for any: 2XXX. Shorter ones pass by themselves")
		}
	}
	contexts(d, "guard.persons", g.Persons)
	contexts(d, "guard.unreadable.allow", g.Unreadable.Allow)
}

func contexts(d *document, field string, names []string) {
	for i, c := range names {
		if !contextName.MatchString(c) {
			d.add(item(field, i), c, "the name of a context of the dialplan, without brackets")
		}
	}
}

// Dialing is what the PBX puts around numbers.
func (g Guard) Dialing() number.Dialing {
	return number.Dialing{Outside: g.Outside, Extensions: g.Extensions}
}

// Private reports whether private persons are rung from a context, so that calling hours bind it without a campaign
// too.
func (g Guard) Private(context string) bool {
	return context != "" && slices.Contains(g.Persons, context)
}

// Unread reports whether what cannot be read may be dialed in a context.
func (g Guard) Unread(context string) bool {
	return context != "" && slices.Contains(g.Unreadable.Allow, context)
}
