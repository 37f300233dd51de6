package dialplan_test

import (
	"context"
	"strings"
	"time"

	"github.com/ringevett/ringevett/dialplan"
)

// callers are numbers, and what became of the header.
func callers() []story {
	ask := []act{{at: "nb greeting", press: "1"}, {at: "record", speaks: 3 * time.Second, press: "#"}}
	unseen := func(name, caller, pres string) story {
		return story{name: name, caller: caller, pres: pres, acts: ask,
			heard: "nb greeting (1), nb withheld, nb leave, record 3.1s", ends: "done",
			told: []string{
				opened(""), "message ringevett/desk/7.5 of 2 s: <nil>",
				"over whole true: nb greeting, key 1, nb withheld, nb leave",
			}}
	}
	foreign := unseen("from abroad: the house has no register for it", "+46700000001", "")
	foreign.faults = map[string]fault{"reserve": refuses(dialplan.ErrNoNumber)}
	foreign.told = []string{
		opened("+46700000001"), "reserve 0: in the house: no number to reserve", foreign.told[1], foreign.told[2],
	}
	return []story{
		unseen("withheld: no number is reserved, and a message asked for", mobile, "prohib_not_screened"),
		unseen("not available", mobile, "unavailable"),
		unseen("a presentation of another kind", mobile, "shown"),
		unseen("no caller id", "-", ""),
		unseen("letters", "Fjellvann", ""), unseen("digits and letters", "9000000x", ""),
		unseen("a plus and nothing", "+", ""), foreign,
		{name: "a number with commas is one number", args: ",,2200,0001", acts: []act{{at: "nb greeting", hang: true}},
			heard: "nb greeting (hung up)", ends: "hung up",
			told: []string{`open 2200,0001 from "` + mobile + `" in 7.5 busy false`, "over whole false: nb greeting"}},
		{
			name: "the file of another version", args: "22000001", ends: "away",
			logged: "is the dialplan's file of version 7?",
		},
	}
}

// hangUps are in every step there is, and nothing that was keyed is lost by one.
func hangUps() []story {
	up := func(at string) act { return act{at: at, hang: true} }
	key := func(at, k string) act { return act{at: at, press: k} }
	gone := func(name, heard, over string, acts ...act) story {
		return story{
			name: "hung up " + name, acts: acts, heard: heard, ends: "hung up",
			told: []string{openedBy, "over whole false: " + over},
		}
	}
	with := func(s story, told ...string) story {
		s.told = append([]string{openedBy}, append(told, s.told[1])...)
		return s
	}
	staffed := func(s story) story { s.staffed = true; return s }
	withheld := gone("in the words for a withheld number", "nb greeting (2), nb withheld (hung up)",
		"nb greeting, key 2, nb withheld", key("nb greeting", "2"), up("nb withheld"))
	withheld.pres, withheld.told[0] = "prohib_not_screened", opened("")
	failed := with(
		gone("where it is said that nothing was stored", "nb greeting (1), nb failed (hung up)",
			"nb greeting, key 1, nb failed", key("nb greeting", "1"), up("nb failed")), "reserve 0: the disk is full",
	)
	failed.faults, failed.logged = map[string]fault{
		"reserve": fails("the disk is full"),
	}, "a reservation: the disk is full"
	slow := with(
		gone("while the reservation is written", "nb greeting (2)", "nb greeting, key 2", key("nb greeting", "2"),
			up("set TIMEOUT(absolute)")), "reserve 1: <nil>",
	)
	slow.faults = map[string]fault{"reserve": takes(time.Second)}
	later := slow
	later.name, later.acts = "hung up in the middle of that", []act{
		{at: "nb greeting", press: "2", hang: true, after: time.Second},
	}
	atOnce := slow
	atOnce.name, atOnce.acts = "hung up with the key itself", []act{{at: "nb greeting", press: "2", gone: true}}
	tired := gone("in the words that no agent is free", "nb busy (hung up)", "nb busy", up("nb busy"))
	tired.args, tired.told[0] = "busy,nb,22000001", strings.Replace(openedBy, "false", "true", 1)
	none := "no message in 7.5, nothing was said after the tone: <nil>"
	return []story{
		gone("as it is answered", "", "", up("answer")),
		gone("in the greeting", "nb greeting (hung up)", "nb greeting", up("nb greeting")),
		gone("in its second word", "nb greeting, nb greeting too (hung up)", "nb greeting", up("nb greeting too")),
		gone("in the menu", greeting+", nb menu (hung up)", "nb greeting, nb menu", up("nb menu")),
		gone("in the silence", greeting+", nb menu, wait (hung up)", "nb greeting, nb menu", up("wait")),
		gone("in the words for a wrong key", "nb greeting (5), nb wrong (hung up)", "nb greeting, key 5, nb wrong",
			key("nb greeting", "5"), up("nb wrong")),
		gone("in the greeting that is said again", "nb greeting (*), nb again (hung up)",
			"nb greeting, key *, nb again", key("nb greeting", "*"), up("nb again")),
		gone("in English", "nb greeting (9), en greeting (hung up)", "nb greeting, key 9, en greeting",
			key("nb greeting", "9"), up("en greeting")),
		with(
			gone("in a confirmation", "nb greeting (1), nb client (hung up)", "nb greeting, key 1, nb client",
				key("nb greeting", "1"), up("nb client")), "reserve 0: <nil>",
		),
		slow, later, atOnce, withheld, failed, tired,
		staffed(
			gone("on the way to an agent", "nb greeting (0), nb through (hung up)", "nb greeting, key 0, nb through",
				key("nb greeting", "0"), up("nb through")),
		),
		staffed(
			gone("just before the agents", "nb greeting (0), nb through", "nb greeting, key 0, nb through",
				key("nb greeting", "0"), up("set RINGEVETT_DESK_LANG")),
		),
		gone("in why the desk is closed", "nb greeting (0), nb closed (hung up)", "nb greeting, key 0, nb closed",
			key("nb greeting", "0"), up("nb closed")),
		gone("before the tone", "nb greeting (3), nb leave (hung up)", "nb greeting, key 3, nb leave",
			key("nb greeting", "3"), up("nb leave")),
		with(
			gone("at the tone", "nb greeting (3), nb leave, record 100ms", "nb greeting, key 3, nb leave",
				key("nb greeting", "3"), up("record")), none,
		),
		with(gone("after the message, which counts", "nb greeting (3), nb leave, record 4.1s",
			"nb greeting, key 3, nb leave", key("nb greeting", "3"),
			act{at: "record", speaks: 4 * time.Second, hang: true}),
			"message ringevett/desk/7.5 of 3 s: <nil>"),
		with(gone("while Asterisk tells how the recording ended", "nb greeting (3), nb leave, record 4.1s",
			"nb greeting, key 3, nb leave",
			key("nb greeting", "3"), act{at: "record", speaks: 4 * time.Second, press: "#"}, up("get RECORD_STATUS")),
			"message ringevett/desk/7.5 of 3 s: <nil>"),
		gone("at the very end", greeting+", "+pause+", "+pause, "nb greeting, nb menu, nb menu",
			up("set RINGEVETT_DESK")).toTheEnd(),
	}
}

// toTheEnd is a visit that was over when the caller hung up.
func (s story) toTheEnd() story {
	last := &s.told[len(s.told)-1]
	*last = strings.Replace(*last, "whole false", "whole true", 1)
	return s
}

// broken is what goes wrong on our side and the PBX's. Where a caller cannot be helped on, the PBX's own message is
// next.
func broken() []story {
	key := func(at, k string) act { return act{at: at, press: k} }
	one := []act{key("nb greeting", "1")}
	is := func(what string, f fault) map[string]fault { return map[string]fault{what: f} }
	told := func(more ...string) []string { return append([]string{openedBy}, more...) }
	away := func(name string, faults map[string]fault, logged, heard string, told []string, acts ...act) story {
		return story{name: name, faults: faults, logged: logged, heard: heard, told: told, acts: acts, ends: "away"}
	}
	speaks := act{at: "record", speaks: 3 * time.Second, press: "#"}
	three := []act{key("nb greeting", "3"), speaks}
	const taken, spoken = "nb greeting (3), nb leave, record 3.1s", "nb greeting, key 3, nb leave"
	return []story{
		away("the house cannot open a visit", is("open", fails("no register")), "desk: no register", "", told()),
		away("nor in its time", is("open", hangs), "deadline exceeded", "", told()),
		away("nor keeps to it", is("open", sleeps), "desk: agi SET VARIABLE", "", told("over whole true: away")),
		away("a panic is that visit's alone", is("open", breaks), "panic: broken", "", told()),
		away("a part without words", is("words menu", nil), "words of menu in nb: there are none", greeting,
			told("over whole true: nb greeting, away")),
		away("words that fail", is("words greeting", fails("no subject")), "words of greeting in nb: no subject", "",
			told("over whole true: away")),
		away("a sound that is not there", is("lost menu", nil), "could not be played", greeting,
			told("over whole true: nb greeting, away")),
		away("a confirmation without a sound", is("lost client", nil), "could not be played", "nb greeting (1)",
			told("reserve 0: <nil>", "over whole true: nb greeting, key 1, away"), one...),
		away("words for a wrong key that are not there", is("lost wrong", nil), "could not be played",
			"nb greeting (7)", told("over whole true: nb greeting, key 7, away"), key("nb greeting", "7")),
		away("a reservation that hangs past the PBX's patience", is("reserve", sleeps), "desk: agi SET VARIABLE",
			"nb greeting (1)", told("reserve 0: <nil>", "over whole true: nb greeting, key 1, away"), one...),
		{name: "a reservation that fails: that is said, and a message taken",
			faults: is("reserve", fails("the disk is full")), acts: append(one, speaks), ends: "done",
			heard: "nb greeting (1), nb failed, nb leave, record 3.1s", logged: "a reservation: the disk is full",
			told: told("reserve 0: the disk is full", "message ringevett/desk/7.5 of 2 s: <nil>",
				"over whole true: nb greeting, key 1, nb failed, nb leave")},
		{name: "a reservation that waits for the disk: the caller hears so, and no fault is logged",
			faults: is("reserve", func(context.Context) error { return dialplan.ErrKept }),
			acts:   []act{key("nb menu", "2")}, ends: "done",
			heard: greeting + ", nb menu (2), nb kept, " + pause,
			told: told("reserve 1: "+dialplan.ErrKept.Error(),
				"over whole true: nb greeting, nb menu, key 2, nb kept, nb menu")},
		{name: "a message that waits for the disk: as one that is on it",
			faults: is("message", func(context.Context) error { return dialplan.ErrKept }),
			acts:   []act{key("nb menu", "3"), {at: "record", speaks: 6 * time.Second, press: "#"}}, ends: "done",
			heard: greeting + ", nb menu (3), nb leave, record 6.1s",
			told: told("message ringevett/desk/7.5 of 5 s: "+dialplan.ErrKept.Error(),
				"over whole true: nb greeting, nb menu, key 3, nb leave")},
		{name: "one that has not come in two seconds: the same", faults: is("reserve", hangs),
			acts: append(one, speaks), ends: "done",
			heard:  "nb greeting (1), nb failed, nb leave, record 3.1s",
			logged: "a reservation: context deadline exceeded",
			told: told("reserve 0: context deadline exceeded", "message ringevett/desk/7.5 of 2 s: <nil>",
				"over whole true: nb greeting, key 1, nb failed, nb leave")},
		away("a message that is not taken", is("message", fails("the journal is full")),
			"a message: the journal is full", taken,
			told("message ringevett/desk/7.5 of 2 s: the journal is full", "over whole true: "+spoken+", away"),
			three...),
		{name: "the end cannot be told: the caller does not notice", faults: is("over", fails("the journal is full")),
			logged: "the end of the visit: the journal is full",
			acts:   []act{{at: "nb greeting", hang: true}}, heard: "nb greeting (hung up)", ends: "hung up",
			told: told("over whole false: nb greeting")},
		away("Asterisk could not record", nil, "", taken,
			told(`no message, asterisk did not record: RECORD_STATUS "ERROR": <nil>`,
				"over whole true: "+spoken+", away"), key("nb greeting", "3"),
			act{at: "record", speaks: 3 * time.Second, press: "#", status: "ERROR"}),
		away("a subroutine that is not there", nil, "", taken,
			told("no message, agi GOSUB: asterisk answered \"503 no\": <nil>", "over whole true: "+spoken+", away"),
			key("nb greeting", "3"), act{at: "record", speaks: 3 * time.Second, press: "#", answer: "503 no\n"}),
		away("a playback that never finishes", nil, "agi STREAM FILE", "nb greeting (away)",
			told("over whole true: nb greeting, away"), act{at: "nb greeting", never: true}),
		{name: "a busy PBX plays slower",
			acts:  []act{{at: "nb greeting", late: 1100 * time.Millisecond}, {at: "nb menu", hang: true}},
			heard: greeting + ", nb menu (hung up)", ends: "hung up",
			told: told("over whole false: nb greeting, nb menu")},
		away("a wait that never finishes", nil, "agi WAIT FOR DIGIT", greeting+", nb menu, wait (away)",
			told("over whole true: nb greeting, nb menu, away"), act{at: "wait", never: true}),
		away("an Asterisk that does not answer", nil, "agi ANSWER: context deadline exceeded", "",
			told("over whole true: away"), act{at: "answer", never: true}),
		away("an answer that is none", nil, "names no key", "nb greeting", told("over whole true: nb greeting, away"),
			act{at: "nb greeting", answer: "200 result=7 endpos=0\n"}),
		{
			name: "the daemon is stopped in the greeting", stop: time.Second, logged: "context canceled",
			heard: "nb greeting (away)", ends: "away", told: told("over whole true: nb greeting, away"),
		},
	}
}
