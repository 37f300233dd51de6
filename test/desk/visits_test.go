package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"syscall"

	"github.com/ringevett/ringevett/dialplan"
)

// visit is one call to a visible number of its own: who rings, what the desk says to what it is asked, what the
// caller does, and what comes of it.
type visit struct {
	name     string
	lang     string // the caller's; "": nb
	staffed  bool
	refuses  string // what fails: open, reserve, foreign, slow, message, or the sound of a part
	from     string // "": a mobile number
	withheld bool
	form     string // how the operator sends the visible number; "": 8 digits

	noMessage bool // the number has none of its own in the dialplan
	noStore   bool // the PBX cannot write recordings
	noFloor   bool // no one takes calls for agents any more
	alone     bool // with the daemon stopped or killed meanwhile: nothing else runs

	does  []step
	hears []string
	told  []string // after the opening
	n     int
}

// step is what the caller does, or what happens, when the n-th stretch of sound has begun, counted from 1; 0: before
// the call.
type step struct {
	at     int
	press  string
	speaks bool // for as long as the double sends it, two seconds
	after  bool // the speech
	hangup bool
	signal syscall.Signal // to the daemon
}

func (v visit) visible() string { return fmt.Sprintf("2200%04d", v.n) }

func (v visit) dialed() string {
	if v.form == "" {
		return v.visible()
	}
	return strings.Replace(v.form, "N", v.visible(), 1)
}

func (v visit) caller() string {
	switch {
	case v.from != "":
		return v.from
	case v.withheld:
		return "+4790000001"
	}
	return "+4790000002"
}

func visitOf(dialed string) (visit, bool) {
	i := slices.IndexFunc(visits(), func(v visit) bool { return strings.HasSuffix(dialed, v.visible()) })
	if i < 0 {
		return visit{}, false
	}
	return visits()[i], true
}

// visits are numbered by their place.
func visits() []visit {
	var all []visit
	for _, lang := range languages {
		all = append(all, branches(lang)...)
	}
	all = append(append(all, callers()...), faults()...)
	for n := range all {
		all[n].n = n + 1
		if all[n].lang == "" {
			all[n].lang = "nb"
		}
	}
	return all
}

// says are the words of parts, as the caller hears them in a language.
func says(lang string, list ...dialplan.Part) (out []string) {
	for _, p := range list {
		out = append(out, wordName(lang, p))
		if p == dialplan.PartGreeting {
			out = append(out, wordName(lang, p)+second)
		}
	}
	return out
}

func hears(pieces ...any) (out []string) {
	for _, p := range pieces {
		switch p := p.(type) {
		case string:
			out = append(out, p)
		case []string:
			out = append(out, p...)
		}
	}
	return out
}

const (
	greet = dialplan.PartGreeting
	menu  = dialplan.PartMenu
)

// over is what the desk is told at a visit's end, in one language.
func over(whole bool, lang string, things ...any) string {
	var out []string
	for _, x := range things {
		switch x := x.(type) {
		case dialplan.Part:
			out = append(out, wordName(lang, x))
		case string:
			out = append(out, x)
		}
	}
	return fmt.Sprintf("over whole %t: %s", whole, strings.Join(out, ", "))
}

// branches are every way through a visit, in one language.
func branches(lang string) []visit {
	other := "en"
	if lang == "en" {
		other = "nb"
	}
	say := func(p ...dialplan.Part) []string { return says(lang, p...) }
	done := func(things ...any) string { return over(true, lang, things...) }
	key := func(at int, k string) step { return step{at: at, press: k} }
	leave := dialplan.PartLeave
	all := []visit{
		{
			name: "no key: the menu twice, then the end", hears: say(greet, menu, menu),
			told: []string{done(greet, menu, menu)},
		},
		{name: "1 in the menu", does: []step{key(3, "1")}, hears: say(greet, menu, dialplan.PartClient, menu),
			told: []string{"reserve 0", done(greet, menu, "key 1", dialplan.PartClient, menu)}},
		{name: "2 in the silence after the menu, then 1", does: []step{key(3, "2"), key(5, "1")},
			hears: say(greet, menu, dialplan.PartAll, menu, dialplan.PartClient, menu),
			told: []string{
				"reserve 1", "reserve 0",
				done(greet, menu, "key 2", dialplan.PartAll, menu, "key 1", dialplan.PartClient, menu),
			}},
		{name: "3, a message, a hash", does: []step{key(3, "3"), {at: 5, speaks: true, after: true, press: "#"}},
			hears: hears(say(greet, menu, leave), "tone"),
			told:  []string{"message true about 2s ", done(greet, menu, "key 3", leave)}},
		{name: "3, a message, silence", does: []step{key(1, "3"), {at: 3, speaks: true}},
			hears: hears(say(greet)[0], say(leave), "tone"),
			told:  []string{"message true about 2s ", done(greet, "key 3", leave)}},
		{name: "3, a message, hung up", does: []step{key(1, "3"), {at: 3, speaks: true, after: true, hangup: true}},
			hears: hears(say(greet)[0], say(leave), "tone"),
			told:  []string{"message true about 2s ", over(false, lang, greet, "key 3", leave)}},
		{
			name: "0, somebody there", staffed: true, does: []step{key(3, "0")},
			hears: hears(say(greet, menu, dialplan.PartThrough), "an agent"),
		},
		{name: "0, no agent free", staffed: true,
			does:  []step{key(1, "0"), {at: 5, speaks: true, after: true, press: "#"}},
			hears: hears(say(greet)[0], say(dialplan.PartThrough, dialplan.PartBusy, leave), "tone"),
			told:  []string{"open again busy true", "message true about 2s ", done(dialplan.PartBusy, leave)}},
		{name: "0, closed", does: []step{key(3, "0"), {at: 6, speaks: true, after: true, press: "#"}},
			hears: hears(say(greet, menu, dialplan.PartClosed, leave), "tone"),
			told:  []string{"message true about 2s ", done(greet, menu, "key 0", dialplan.PartClosed, leave)}},
		{
			name: "star", does: []step{key(3, "*")}, hears: say(greet, menu, dialplan.PartAgain, menu, menu),
			told: []string{done(greet, menu, "key *", dialplan.PartAgain, menu, menu)},
		},
		{name: "9, and back", does: []step{key(3, "9"), key(6, "9")},
			hears: hears(say(greet, menu), says(other, greet, menu), say(greet, menu, menu)),
			told: []string{
				done(greet, menu, "key 9", wordName(other, greet), wordName(other, menu), "key 9", greet, menu, menu),
			}},
		{name: "a key that is none", does: []step{key(3, "7")}, hears: say(greet, menu, dialplan.PartWrong, menu, menu),
			told: []string{done(greet, menu, "key 7", dialplan.PartWrong, menu, menu)}},
		{name: "1, not stored", refuses: "reserve",
			does: []step{
				key(3, "1"), {at: 6, speaks: true, after: true, press: "#"},
			}, hears: hears(say(greet, menu, dialplan.PartFailed, leave), "tone"),
			told: []string{
				"reserve 0", "message true about 2s ", done(greet, menu, "key 1", dialplan.PartFailed, leave),
			}},
		{name: "2, withheld", withheld: true, does: []step{key(3, "2"), {at: 6, speaks: true, after: true, press: "#"}},
			hears: hears(say(greet, menu, dialplan.PartWithheld, leave), "tone"),
			told:  []string{"message true about 2s ", done(greet, menu, "key 2", dialplan.PartWithheld, leave)}},
	}
	for n := range all {
		all[n].lang = lang
	}
	return all
}
