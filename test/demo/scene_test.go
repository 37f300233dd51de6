package main

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/debian"
)

// TestBrokenScenes: the consumers press other keys than the demo has planned, on a list of four. Each row must say
// so, and the end be bad.
func TestBrokenScenes(t *testing.T) {
	t.Parallel()
	if _, err := debian.Asterisk(t.Context(), "22", t.Output()); errors.Is(err, debian.ErrUnavailable) &&
		os.Getenv(asterisk.RequireEnv) == "" {
		t.Skipf("NO ASTERISK, NOT TESTED: %v", err)
	}
	asterisk.WatchLag(t)
	var out bytes.Buffer
	d, err := newDemo(t.TempDir(), &out)
	must(t, err)
	d.fates, d.keys = d.fates[:4], presses{desk: "1", yes: "2", no: "1", reserve: "*72"}
	err = d.run(t.Context())
	if err == nil {
		t.Fatalf("it ended well:\n%s", &out)
	}
	for _, row := range []string{`…040 is abandoned +true`, `…040 rings back +NOT TRUE`,
		`…041 agrees to recording +NOT TRUE`,
		`…042 refuses recording +NOT TRUE`, `Redis stops +NOT TRUE`, `siv knows her call +true`,
		`…050 is reserved +NOT TRUE`, `…051 buys +NOT TRUE`} {
		if !regexp.MustCompile(row).MatchString(out.String()) {
			t.Errorf("it did not print a row like %q", row)
		}
	}
	for _, want := range []string{"…040 rings back: pressed 1 and did not hear", "the number is not in the register",
		"the gate would not block it",
		"after key 2 not both voices were recorded", "after key 1 recorded ",
		"1 calls left without a register's answer"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %q", want)
		}
	}
	if t.Failed() {
		t.Logf("%s\n%v", &out, err)
	}
}

// Each thing that is said of a scene must be able to be untrue.
func TestWhatASceneSaysIsHeldAgainstWhatWasSeen(t *testing.T) {
	clear := hearing{score: 1}
	truly := func() visit {
		return visit{number: abandonedNumber, key: "2", answered: time.Now(), hello: clear, called: clear, about: clear,
			menu: clear, done: clear,
			before: standing{in: "clear"}, after: standing{in: "reserved", gate: gate.BlockOwn}}
	}
	talked := [2]time.Duration{goesOn, goesOn}
	kept := []verb.Recording{{Bytes: 40}, {Bytes: 41}}
	yes := func() asked {
		return asked{
			number: yesNumber, key: "1", willing: true, agent: &agent{id: "kari"}, prompt: clear, after: disk{2, 65536},
			heard: talked, kept: kept,
		}
	}
	no := func() asked {
		return asked{number: noNumber, key: "2", agent: &agent{id: "ola"}, prompt: clear, heard: talked}
	}
	gone := func() lost {
		return lost{agent: "anne", message: clear, after: 3 * time.Second, silent: 2 * time.Second}
	}
	was := func(change func(*away)) scene {
		a := away{keys: 8, halted: "the reservation registers do not answer: refused", answered: true,
			why: verb.Why{Code: gate.BlockUnknown, Halted: "the reservation registers do not answer"}}
		change(&a)
		return a.scene()
	}
	rung := func(change func(*visit)) scene { v := truly(); change(&v); return v.scene() }
	told := func(a asked, change func(*asked)) scene { change(&a); return a.scene() }
	left := func(change func(*lost)) scene { l := gone(); change(&l); return l.scene() }
	stepped := func(change func(*dayStep)) scene {
		st := dayStep{who: "siv", keyed: []string{"*55"}, journal: []noted{{"the journal: 1 sale_pending", true}},
			heard: []earful{{by: "siv", words: "a word", hearing: clear},
				{by: "the consumer", words: "a word", not: true}}}
		change(&st)
		return st.scene()
	}
	tests := []struct {
		name  string
		scene scene
		want  string // of the error; "": all is true
	}{
		{"abandoned as planned", left(func(*lost) {}), ""},
		{"no agent was heard", left(func(l *lost) { l.agent = "" }), "heard no agent first"},
		{"no message was heard", left(func(l *lost) { l.message.score = 0.5 }), "heard no message"},
		{"silence", left(func(l *lost) { l.silent = 3 * time.Second }), "heard nothing for 3s"},

		{"rang back as planned", rung(func(*visit) {}), ""},
		{"no answer", rung(func(v *visit) { v.answered = time.Time{} }), "did not answer at once"},
		{"answered late", rung(func(v *visit) { v.answeredAfter = 5 * time.Second }), "did not answer at once"},
		{"does not hear who we are", rung(func(v *visit) { v.hello.score = 0.3 }), "did not hear who rang"},
		{"does not hear that we rang", rung(func(v *visit) { v.called.score = 0.3 }), "did not hear who rang"},
		{"does not hear the client", rung(func(v *visit) { v.about.score = 0.3 }), "did not hear who rang"},
		{"hears no confirmation", rung(func(v *visit) { v.done.score = 0.3 }),
			"did not hear that the number is reserved"},
		{"is not in the register", rung(func(v *visit) { v.after.in = "clear" }), "not in the register"},
		{"was in the register before", rung(func(v *visit) { v.before.in = "reserved" }), "not in the register"},
		{"the gate lets it through", rung(func(v *visit) { v.after.gate = "" }), "the gate would not block it"},
		{"the gate blocked it before", rung(func(v *visit) { v.before.gate = gate.BlockOwn }),
			"the gate would not block it"},
		{"it went no further", rung(func(v *visit) { v.trouble = errors.New("cut off") }), "cut off"},

		{"agreed as planned", told(yes(), func(*asked) {}), ""},
		{"was not asked", told(yes(), func(a *asked) { a.prompt.score = 0.3 }), "was not asked"},
		{"recorded before the yes", told(yes(), func(a *asked) { a.before = disk{1, 44} }),
			"recorded before the answer: 44 bytes in 1 files"},
		{"a file without bytes before the yes", told(yes(), func(a *asked) { a.before.files = 1 }),
			"recorded before the answer: 0 bytes in 1 files"},
		{"nothing recorded after the yes", told(yes(), func(a *asked) { a.after = disk{} }),
			"not both voices were recorded"},
		{"one voice recorded", told(yes(), func(a *asked) { a.after.files = 1 }), "not both voices were recorded"},
		{"nothing kept", told(yes(), func(a *asked) { a.kept = nil }), "kept are 0 voices"},
		{"something left at Asterisk", told(yes(), func(a *asked) { a.left = disk{1, 9} }), "at Asterisk 9 bytes"},
		{"the consumer hears no voice after it", told(yes(), func(a *asked) { a.heard[0] = 0 }), "did not go on"},

		{"refused as planned", told(no(), func(*asked) {}), ""},
		{"recorded after the no", told(no(), func(a *asked) { a.after = disk{2, 8} }), "after key 2 recorded 8 bytes"},
		{"kept after the no", told(no(), func(a *asked) { a.kept = kept }), "2 kept"},
		{"the agent hears no voice after it", told(no(), func(a *asked) { a.heard[1] = 0 }), "did not go on"},
		{"was not rung",
			told(no(), func(a *asked) { *a = asked{number: noNumber, trouble: errors.New("it was not rung")} }),
			"it was not rung; was not asked"},
		{"Redis stopped as planned", was(func(*away) {}), ""},
		{"no Redis kept the sets", was(func(a *away) { a.keys = 0 }), "Redis kept no set"},
		{"a call left meanwhile", was(func(a *away) { a.dialed = 1 }), "1 calls left without"},
		{"the status does not name it", was(func(a *away) { a.halted = "" }), "the program does not name it"},
		{"why does not name it", was(func(a *away) { a.why.Halted = "" }), "the program does not name it"},
		{"why gives another reason", was(func(a *away) { a.why.Code = gate.BlockHours }),
			"the program does not name it"},
		{"dialing does not resume", was(func(a *away) { a.answered = false }), "dialing did not resume"},
		{"it was not found out", was(func(a *away) { a.trouble = errors.New("not found out") }), "not found out"},
		{"no Redis is at hand", withoutRedis(errors.New("none")), ""},

		{"the day as planned", stepped(func(*dayStep) {}), ""},
		{"the agent hears nothing", stepped(func(st *dayStep) { st.heard[0].score = 0.5 }), "siv did not hear a word"},
		{"the consumer hears it", stepped(func(st *dayStep) { st.heard[1].score = 0.5 }), "the consumer heard a word"},
		{"the journal lacks it", stepped(func(st *dayStep) { st.journal[0].is = false }), "not so: the journal: 1"},
		{"the day was cut short", stepped(func(st *dayStep) { st.trouble = errors.New("cut off") }), "cut off"},

		{"a scene that was not played", scene{who: "kari"}, "kari: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.scene.err()
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if row := strings.Join(tt.scene.row(), "\n"); strings.Contains(row, "NOT TRUE") != (tt.want != "") {
				t.Errorf("the row says\n%s", row)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
