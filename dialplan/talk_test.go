package dialplan_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/dialplan"
)

// story is one visit: who rings, what the caller does, what fails, and all that comes of it.
type story struct {
	name    string
	caller  string // "": a Norwegian number; "-": none
	pres    string // presentation; "": allowed
	args    string // of AGI(); "": a new visit
	lang    string // of the number; "": nb
	staffed bool
	faults  map[string]fault
	stop    time.Duration
	acts    []act
	stuck   string // a key that is pressed all the time

	heard  string        // what was played, waited for and recorded, with what cut it
	told   []string      // to the desk
	ends   string        // "done", "staff", "hung up", or "away": the PBX's own message
	logged string        // a piece of it; "": nothing was logged
	took   time.Duration // 0: does not matter
}

const mobile = "+4790000001"

func (s story) head() string {
	head := "agi_network_script: desk\nagi_request: agi://127.0.0.1/desk\nagi_uniqueid: 7.5\nagi_channel: " +
		"PJSIP/101-00000001\n"
	head += "agi_callerid: 90000099\nagi_callingpres: 0\n" // nothing of it is believed
	for i, a := range s.arguments() {
		head += fmt.Sprintf("agi_arg_%d: %s\n", i+1, a)
	}
	return head + "\n"
}

func (s story) arguments() []string { return strings.Split(cmp.Or(s.args, ",,22000001"), ",") }

// pbx is what Asterisk holds of the channel.
func (s story) pbx() pbxSays {
	says := asSent("ringevett-desk-ask", deskVars, s.arguments())
	if says.vars["CALLERID(num)"] = cmp.Or(s.caller, mobile); s.caller == "-" {
		says.vars["CALLERID(num)"] = ""
	}
	says.vars["CALLERID(num-pres)"] = cmp.Or(s.pres, "allowed_not_screened")
	return says
}

// opened is the first thing that the desk is told of a new visit.
func opened(caller string) string {
	return fmt.Sprintf("open 22000001 from %q in 7.5 busy false", caller)
}

const (
	greeting = "nb greeting, nb greeting too"
	pause    = "nb menu, wait"
	openedBy = `open 22000001 from "` + mobile + `" in 7.5 busy false`
)

func TestVisits(t *testing.T) {
	dir := voices(t)
	for _, s := range slices.Concat(choices(), stuck(), callers(), hangUps(), broken()) {
		t.Run(s.name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { s.hold(t, dir) }) })
	}
}

func (s story) hold(t *testing.T, dir string) {
	began := time.Now()
	h := &house{
		lang: cmp.Or(s.lang, "nb"), staffed: s.staffed, faults: s.faults, stop: s.stop, acts: s.acts, stuck: s.stuck,
		dir: dir,
	}
	p, logged := ring(t, h, s.pbx(), s.head())
	if got := strings.Join(p.heard, ", "); got != s.heard {
		t.Errorf("heard %s\n want %s", got, s.heard)
	}
	if diff := gocmp.Diff(s.told, h.told); diff != "" {
		t.Errorf("the desk was told (-want +got):\n%s", diff)
	}
	if got := p.end(); got != s.ends {
		t.Errorf("it ends %q, want %q", got, s.ends)
	}
	if (logged == "") != (s.logged == "") || !strings.Contains(logged, s.logged) {
		t.Errorf("logged %q, want %q", logged, s.logged)
	}
	if took := time.Since(began); s.took != 0 && took != s.took {
		t.Errorf("it took %v, want %v", took, s.took)
	}
	if len(p.acts) > 0 {
		t.Errorf("the caller never came to %q", p.acts[0].at)
	}
}

// end is how the dialplan goes on; without a word of ours it plays its own message.
func (p *line) end() string {
	if p.over != "hung up" {
		return cmp.Or(p.vars[dialplan.VarDesk], "away")
	}
	return p.over
}

// choices are what a caller may key, with everything in order. Which sound is whose the story does not say: PART is
// enough.
func choices() []story {
	key := func(at, k string) act { return act{at: at, press: k} }
	told := func(more ...string) []string { return append([]string{openedBy}, more...) }
	return []story{
		{name: "no key: the menu twice, five seconds after each, and the end",
			heard: greeting + ", " + pause + ", " + pause, ends: "done",
			told: told("over whole true: nb greeting, nb menu, nb menu"), took: 18 * time.Second},
		{name: "1, and nothing more: the menu once", acts: []act{key("nb menu", "1")},
			heard: greeting + ", nb menu (1), nb client, " + pause, ends: "done",
			told: told("reserve 0: <nil>", "over whole true: nb greeting, nb menu, key 1, nb client, nb menu")},
		{name: "2 in the silence, then 1", acts: []act{key("wait", "2"), key("nb menu", "1")},
			heard: greeting + ", nb menu, wait (2), nb all, nb menu (1), nb client, " + pause, ends: "done",
			told: told("reserve 1: <nil>", "reserve 0: <nil>",
				"over whole true: nb greeting, nb menu, key 2, nb all, nb menu, key 1, nb client, nb menu")},
		{name: "a key before the prompt ends cuts all of it", acts: []act{key("nb greeting", "2")},
			heard: "nb greeting (2), nb all, " + pause, ends: "done",
			told: told("reserve 1: <nil>", "over whole true: nb greeting, key 2, nb all, nb menu")},
		{name: "two keys at once: the first counts", acts: []act{key("nb menu", "21")},
			heard: greeting + ", nb menu (2), nb all, " + pause, ends: "done",
			told: told("reserve 1: <nil>", "over whole true: nb greeting, nb menu, key 2, nb all, nb menu")},
		{name: "a key while the answer to another is said does nothing",
			acts:  []act{key("nb menu", "1"), key("nb client", "2")},
			heard: greeting + ", nb menu (1), nb client, " + pause, ends: "done",
			told: told("reserve 0: <nil>", "over whole true: nb greeting, nb menu, key 1, nb client, nb menu")},
		{name: "3: a message until a hash",
			acts:  []act{key("nb menu", "3"), {at: "record", speaks: 6 * time.Second, press: "#"}},
			heard: greeting + ", nb menu (3), nb leave, record 6.1s", ends: "done",
			told: told("message ringevett/desk/7.5 of 5 s: <nil>",
				"over whole true: nb greeting, nb menu, key 3, nb leave")},
		{name: "3: a message until silence, which is no part of it",
			acts:  []act{key("nb menu", "3"), {at: "record", speaks: 6 * time.Second}},
			heard: greeting + ", nb menu (3), nb leave, record 10.5s", ends: "done",
			told: told("message ringevett/desk/7.5 of 6 s: <nil>",
				"over whole true: nb greeting, nb menu, key 3, nb leave")},
		{name: "3, and a hash goes straight to the tone; nothing is said",
			acts:  []act{key("nb menu", "3"), key("nb leave", "#")},
			heard: greeting + ", nb menu (3), nb leave (#), record 4.5s", ends: "done",
			told: told("no message in 7.5, nothing was said after the tone: <nil>",
				"over whole true: nb greeting, nb menu, key 3, nb leave")},
		{name: "0 in the desk's hours: on to the agents, and no end is told", staffed: true,
			acts:  []act{key("nb menu", "0")},
			heard: greeting + ", nb menu (0), nb through", ends: "staff", told: told()},
		{name: "0 outside them: why, and a message",
			acts:  []act{key("nb menu", "0"), {at: "record", speaks: 3 * time.Second, press: "#"}},
			heard: greeting + ", nb menu (0), nb closed, nb leave, record 3.1s", ends: "done",
			told: told("message ringevett/desk/7.5 of 2 s: <nil>",
				"over whole true: nb greeting, nb menu, key 0, nb closed, nb leave")},
		{name: "back from the agents: none free, and a message", args: "busy,en,22000001",
			acts:  []act{{at: "record", speaks: 3 * time.Second, press: "#"}},
			heard: "en busy, en leave, record 3.1s", ends: "done",
			told: []string{
				`open 22000001 from "` + mobile + `" in 7.5 busy true`, "message ringevett/desk/7.5 of 2 s: <nil>",
				"over whole true: en busy, en leave",
			}},
		{name: "star: again, and a key cuts that too", acts: []act{key("nb menu", "*"), key("nb again", "1")},
			heard: greeting + ", nb menu (*), nb again (1), nb client, " + pause, ends: "done",
			told: told("reserve 0: <nil>",
				"over whole true: nb greeting, nb menu, key *, nb again, key 1, nb client, nb menu")},
		{name: "9 and 9: English and back", lang: "nn",
			acts: []act{
				key("nn greeting", "9"), key("en greeting", "9"), key("nn greeting", "0"), {at: "record", press: "#"},
			},
			heard: "nn greeting (9), en greeting (9), nn greeting (0), nn closed, nn leave, record 100ms", ends: "done",
			told: told("no message in 7.5, nothing was said after the tone: <nil>",
				"over whole true: nn greeting, key 9, en greeting, key 9, nn greeting, key 0, nn closed, nn leave")},
		{name: "9 of who hears English is bokmål", lang: "en", staffed: true,
			acts:  []act{key("en greeting", "9"), key("nb greeting", "0")},
			heard: "en greeting (9), nb greeting (0), nb through", ends: "staff", told: told()},
		{name: "a key that few telephones have",
			acts:  []act{key("wait", "A"), key("nb wrong", "1"), key("nb menu", "1")},
			heard: greeting + ", nb menu, wait (A), nb wrong, nb menu (1), nb client, " + pause, ends: "done",
			told: told("reserve 0: <nil>",
				"over whole true: nb greeting, nb menu, key A, nb wrong, nb menu, key 1, nb client, nb menu")},
		{name: "a key that is none: that is said whole, then the menu",
			acts:  []act{key("nb menu", "7"), key("nb wrong", "1")},
			heard: greeting + ", nb menu (7), nb wrong, " + pause + ", " + pause, ends: "done",
			took: 20*time.Second + 100*time.Millisecond,
			told: told("over whole true: nb greeting, nb menu, key 7, nb wrong, nb menu, nb menu")},
	}
}

// stuck are lines that send one key for ever, a tenth of a second after each sound has begun: they come to an end.
func stuck() (all []story) {
	const most = 30
	for _, k := range []struct{ key, first, then, over, told string }{
		{"7", "nb wrong", "nb menu (7), nb wrong", "nb menu, key 7, nb wrong", ""},
		{"#", "nb wrong", "nb menu (#), nb wrong", "nb menu, key #, nb wrong", ""},
		{"1", "nb client", "nb menu (1), nb client", "nb menu, key 1, nb client", "reserve 0: <nil>"},
		{"2", "nb all", "nb menu (2), nb all", "nb menu, key 2, nb all", "reserve 1: <nil>"},
		{"*", "nb again (*)", "nb again (*)", "key *, nb again", ""},
		{"9", "en greeting (9)", "nb greeting (9), en greeting (9)", "key 9, nb greeting, key 9, en greeting", ""},
	} {
		times := most - 1
		if k.key == "9" { // each round is two keys
			times = most/2 - 1
		}
		s := story{name: "for ever " + k.key, stuck: k.key, ends: "done", told: []string{openedBy}}
		s.heard = "nb greeting (" + k.key + "), " + k.first + strings.Repeat(", "+k.then, times)
		over := "over whole true: nb greeting, key " + k.key + ", " + strings.TrimSuffix(k.first, " ("+k.key+")") +
			strings.Repeat(", "+k.over, times)
		if k.key == "9" {
			s.heard, over = s.heard+", nb greeting (9)", over+", key 9, nb greeting"
		}
		if k.told != "" {
			s.told = append(s.told, slices.Repeat([]string{k.told}, most)...)
		}
		s.told = append(s.told, over)
		all = append(all, s)
	}
	return all
}
