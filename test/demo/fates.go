package main

import (
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// fate is one row of the demo's list: who stands there, and what is to become of the row.
type fate struct {
	number string // as the list has it
	fortune
}

// fortune is what a number's phone does, what the daemon must make of it, and what is special about its row.
type fortune struct {
	does     string // in plain words
	plan     phone.Plan
	want     outcome
	birth    string // in the list; "": not known
	source   string // in the list; "": the campaign's own
	register string // that has the number; "": none
}

// outcome is what the daemon must make of a row.
type outcome string

const (
	answered    outcome = "answered"
	noAnswer    outcome = "no answer"
	busy        outcome = "busy"
	trunkFailed outcome = "trunk failed"
	blocked     outcome = "blocked" // by the gate, before anything rings
	refused     outcome = "refused" // at the import
)

// What consumers say is a tone, so that an agent's phone can tell who is on the line.
const (
	toneStranger = 750 // has the number now, and is not the one sought
	toneLater    = 900
	toneMachine  = 1050
	tonePerson   = 600
	toneAsked    = 480 // is asked whether the call may be recorded
)

// fates is the whole list, in the order it is rung. The long rings come first, so that they do not end last.
func fates() []fate {
	const s = time.Second
	return []fate{
		{"900 00 001", ringsOut()},
		{"90000002", ringsOut()},
		{"+47 900 00 003", ringsOut()},
		{"90000004", talks(tonePerson, 3*s)},
		{"90000005", engaged()},
		{"90000006", reserved("own")},
		{"90000007", talks(tonePerson, 2*s)},
		{"90000008", machine()},
		{"90000009", noSuchNumber()},
		{"81000001", notTaken("a special number, dear to ring back")},
		{"90000010", talks(tonePerson, 5*s)},
		{"90000011", hangsUpAtOnce()},
		{"90000012", engaged()},
		{"90000013", talks(toneStranger, 2*s)},
		{"09000", notTaken("five digits")},
		{"90000014", declines()},
		{"90000015", talks(tonePerson, 2500*time.Millisecond)},
		{"90000016", talks(tonePerson, 3*s)},
		{"+46 8 000 00 01", notTaken("a foreign number")},
		{"90000017", machine()},
		{"90000018", trunkFull()},
		{"90000019", talks(toneLater, 2*s)},
		{"90000020", engaged()},
		{"900 00 004", notTaken("a number that stands on another row")},
		{"90000021", talks(tonePerson, 2*s)},
		{"90000022", reserved("fjellvann")},
		{"90000023", talks(tonePerson, 3500*time.Millisecond)},
		{"90000024", declines()},
		{"90000025", isAChild()},
		{"90000026", talks(tonePerson, 2*s)},
		{"90000027", noSuchNumber()},
		{"90000028", talks(tonePerson, 4*s)},
		{"90000029", hangsUpAtOnce()},
		{"90000030", withoutSource()},
		{"90000031", talks(tonePerson, 2*s)},
		{"90000032", machine()},
		{"90000033", talks(tonePerson, 2500*time.Millisecond)},
		{"90000034", engaged()},
		{"22000036", talks(tonePerson, 3*s)},
		{"22000037", talks(tonePerson, 2*s)},
	}
}

const ring = 600 * time.Millisecond

func ringsOut() fortune {
	return fortune{does: "lets it ring", plan: phone.Plan{Never: true}, want: noAnswer}
}

func talks(tone int, long time.Duration) fortune {
	return fortune{
		does: fmt.Sprintf("talks %v", long), plan: phone.Plan{Ring: ring, Send: phone.Tone(tone), Hold: long},
		want: answered,
	}
}

// isAsked is played by a scene, which ends the call.
func isAsked(does string) fortune {
	return fortune{does: does, plan: phone.Plan{Ring: ring, Send: phone.Tone(toneAsked)}, want: answered}
}

func hangsUpAtOnce() fortune {
	f := talks(tonePerson, 800*time.Millisecond)
	f.does = "picks up and hangs up at once"
	return f
}

func machine() fortune {
	return fortune{does: "voicemail", plan: phone.Plan{Ring: ring, Send: phone.Tone(toneMachine)}, want: answered}
}

func engaged() fortune { return fortune{does: "is engaged", plan: phone.Busy(), want: busy} }

func declines() fortune {
	return fortune{does: "declines", plan: phone.Plan{Ring: ring, Code: 603}, want: busy}
}

func noSuchNumber() fortune {
	return fortune{does: "does not exist", plan: phone.Refused(404), want: trunkFailed}
}

func trunkFull() fortune {
	return fortune{does: "no line free in the network", plan: phone.Refused(503), want: trunkFailed}
}

func reserved(register string) fortune {
	return fortune{does: "has reserved against calls", register: register, want: blocked}
}

func notTaken(does string) fortune { return fortune{does: does, want: refused} }

func isAChild() fortune { return fortune{does: "is a child", birth: "2012-05-17", want: refused} }

func withoutSource() fortune {
	return fortune{does: "its list does not say where the number is from", source: "ukjent", want: refused}
}

// national is the number as the trunk has it.
func (f fate) national() string {
	return strings.TrimPrefix(strings.ReplaceAll(f.number, " ", ""), "+47")
}

// tail is what is left of a number when it is masked; no two numbers of the list share it.
func tail(number string) string { return number[max(0, len(number)-3):] }

// listOf writes the fates as the list that is imported; the first stands on line 2.
func listOf(all []fate, source string) (string, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = ';'
	rows := [][]string{{"number", "name", "birth_date", "source", "ref"}}
	for i, f := range all {
		from := source
		if f.source != "" {
			from = f.source
		}
		rows = append(rows, []string{
			f.number, fmt.Sprintf("Eksempel Nummer %d", i+1), f.birth, from, fmt.Sprintf("K-%04d", 1001+i),
		})
	}
	err := w.WriteAll(rows)
	return b.String(), err
}

// planned counts the rows that are to end so.
func planned(all []fate, want outcome) int {
	n := 0
	for _, f := range all {
		if f.want == want {
			n++
		}
	}
	return n
}
