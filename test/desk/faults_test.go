package desk_test

import (
	"syscall"

	"github.com/ringevett/ringevett/dialplan"
)

// callers are forms of numbers, the caller's and the one that was rung, each with a key cut in.
func callers() []visit {
	withheld := func(v visit) visit {
		v.does = []step{{at: 1, press: "1"}, {at: 2, hangup: true}}
		v.hears = hears(says("nb", greet)[0], says("nb", dialplan.PartWithheld))
		v.told = []string{over(false, "nb", greet, "key 1", dialplan.PartWithheld)}
		return v
	}
	rung := func(form string) visit {
		return visit{
			name: "rung as " + form, form: form, does: []step{{at: 1, hangup: true}}, hears: says("nb", greet)[:1],
			told: []string{over(false, "nb", greet)},
		}
	}
	foreign := withheld(visit{name: "from abroad", from: "+46700000001", refuses: "foreign"})
	foreign.told = append([]string{"reserve 0"}, foreign.told...)
	return []visit{
		withheld(visit{name: "from letters", from: "Fjellvann"}),
		withheld(visit{name: "from a hidden number", from: "anonymous"}),
		withheld(visit{name: "from digits and letters", from: "9000000x"}), foreign,
		rung("47N"), rung("+47N"), rung("0047N"),
		{name: "another number without a message", refuses: "open", noMessage: true, hears: []string{"away house"}},
	}
}

// faults are what goes wrong on the way, with the daemon there and without.
func faults() []visit {
	say := func(p ...dialplan.Part) []string { return says("nb", p...) }
	done := func(whole bool, things ...any) string { return over(whole, "nb", things...) }
	first := say(greet)[:1]
	const stop, kill = syscall.SIGSTOP, syscall.SIGKILL
	leave := dialplan.PartLeave
	return []visit{
		{name: "two keys at once: the first counts", does: []step{{at: 1, press: "21"}},
			hears: hears(first, say(dialplan.PartAll, menu)),
			told:  []string{"reserve 1", done(true, greet, "key 2", dialplan.PartAll, menu)}},
		{name: "the registers do not answer", refuses: "open", hears: []string{"away of its own"}},
		{
			name: "the greeting's sound is missing", refuses: "greeting", hears: []string{"away of its own"},
			told: []string{done(true, "away")},
		},
		{
			name: "the menu's sound is missing", refuses: "menu", hears: hears(say(greet), "away of its own"),
			told: []string{done(true, greet, "away")},
		},
		{name: "a message that is not taken", refuses: "message",
			does:  []step{{at: 1, press: "3"}, {at: 3, speaks: true, after: true, press: "#"}},
			hears: hears(first, say(leave), "tone", "away of its own"),
			told:  []string{"message true about 2s ", done(true, greet, "key 3", leave, "away")}},
		{name: "recordings cannot be written", noStore: true, alone: true, does: []step{{at: 1, press: "3"}},
			hears: hears(first, say(leave), "tone", "away of its own"),
			told: []string{
				`message false 0s asterisk did not record: RECORD_STATUS "ERROR"`,
				done(true, greet, "key 3", leave, "away"),
			}},
		{name: "nothing is said after the tone", does: []step{{at: 1, press: "3"}},
			hears: hears(first, say(leave), "tone"),
			told:  []string{"message false 0s nothing was said after the tone", done(true, greet, "key 3", leave)}},
		{
			name: "hung up in the menu", does: []step{{at: 3, hangup: true}}, hears: say(greet, menu),
			told: []string{done(false, greet, menu)},
		},
		{name: "hung up in a confirmation", does: []step{{at: 1, press: "1"}, {at: 2, hangup: true}},
			hears: hears(first, say(dialplan.PartClient)),
			told:  []string{"reserve 0", done(false, greet, "key 1", dialplan.PartClient)}},
		{
			name: "hung up before the tone", does: []step{{at: 1, press: "3"}, {at: 2, hangup: true}},
			hears: hears(first, say(leave)), told: []string{done(false, greet, "key 3", leave)},
		},
		{name: "hung up at the tone", does: []step{{at: 1, press: "3"}, {at: 3, hangup: true}},
			hears: hears(first, say(leave), "tone"),
			told:  []string{"message false 0s nothing was said after the tone", done(false, greet, "key 3", leave)}},
		{name: "hung up on the way to an agent", staffed: true,
			does: []step{{at: 1, press: "0"}, {at: 2, hangup: true}}, hears: hears(first, say(dialplan.PartThrough)),
			told: []string{done(false, greet, "key 0", dialplan.PartThrough)}},
		{name: "a reservation that takes too long", refuses: "slow", does: []step{{at: 1, press: "1"}},
			hears: hears(first, "away of its own"),
			told:  []string{"reserve 0", done(true, greet, "key 1", "away")}},
		{name: "9, 0, no agent free", staffed: true,
			does: []step{{at: 1, press: "9"}, {at: 2, press: "0"}, {at: 6, speaks: true, after: true, press: "#"}},
			hears: hears(first, says("en", greet)[:1], says("en", dialplan.PartThrough, dialplan.PartBusy, leave),
				"tone"),
			told: []string{
				"open again busy true", "message true about 2s ", over(true, "en", dialplan.PartBusy, leave),
			}},
		{name: "0, the floor hangs", staffed: true, does: []step{{at: 1, press: "0"}, {at: 3, hangup: true}},
			hears: hears(first, say(dialplan.PartThrough, dialplan.PartBusy)),
			told:  []string{"open again busy true", done(false, dialplan.PartBusy)}},

		{name: "0, the floor is away", staffed: true, alone: true, noFloor: true,
			does:  []step{{at: 1, press: "0"}, {at: 3, hangup: true}},
			hears: hears(first, say(dialplan.PartThrough, dialplan.PartBusy)),
			told:  []string{"open again busy true", done(false, dialplan.PartBusy)}},
		{name: "killed before", alone: true, does: []step{{signal: kill}}, hears: []string{"away of its own"}},
		{name: "hung before", alone: true, does: []step{{signal: stop}}, hears: []string{"away of its own"}},
		{
			name: "killed, a number without a message", alone: true, noMessage: true, does: []step{{signal: kill}},
			hears: []string{"away house"},
		},
		{
			name: "killed in the greeting", alone: true, does: []step{{at: 1, signal: kill}},
			hears: hears(first, "away of its own"),
		},
		{
			name: "hung in the greeting", alone: true, does: []step{{at: 1, signal: stop}},
			hears: hears(first, "away of its own"),
		},
		{
			name: "killed in the menu", alone: true, does: []step{{at: 3, signal: kill}},
			hears: hears(say(greet, menu), "away of its own"),
		},
		{
			name: "hung in the menu", alone: true, does: []step{{at: 3, signal: stop}},
			hears: hears(say(greet, menu), "away of its own"),
		},
		{
			name: "hung in a confirmation", alone: true, does: []step{{at: 1, press: "1"}, {at: 2, signal: stop}},
			hears: hears(first, say(dialplan.PartClient), "away of its own"), told: []string{"reserve 0"},
		},
		{name: "killed in a message", alone: true,
			does:  []step{{at: 1, press: "3"}, {at: 3, signal: kill}, {at: 3, speaks: true, after: true, press: "#"}},
			hears: hears(first, say(leave), "tone", "away of its own")},
		{name: "hung in a message", alone: true,
			does:  []step{{at: 1, press: "3"}, {at: 3, signal: stop}, {at: 3, speaks: true, after: true, press: "#"}},
			hears: hears(first, say(leave), "tone", "away of its own")},
	}
}
