package figures_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
)

// A word on the command line must not make room for abandoned calls: it never adds to the established ones. One that
// says machine takes the call out of them.
func TestATypedWordEstablishesNothing(t *testing.T) {
	at := func(s int) time.Time { return time.Date(2026, 11, 24, 11, 0, s, 0, time.UTC) }
	fact := func(s int, k dialer.FactKind) dialer.Fact {
		return dialer.Fact{At: at(s), Kind: k, Campaign: "c1", Attempt: 1, Number: "+4790000001"}
	}
	talk := []dialer.Fact{
		fact(0, dialer.FactBooked),
		fact(0, dialer.FactDialed),
		fact(9, dialer.FactAnswered),
		fact(9, dialer.FactBridged),
	}
	end := fact(60, dialer.FactEnded)
	end.Outcome, end.Party = dialer.Answered, dialer.ByConsumer
	word := func(s int, d dialer.Disposition, code string) dialer.Fact {
		f := fact(s, dialer.FactDisposed)
		f.Disposition, f.Code, f.By = d, code, map[bool]string{true: "person:kari"}[code != ""]
		return f
	}
	typed := dialer.Typed
	for _, tt := range []struct {
		name                          string
		words                         []dialer.Fact
		established, m, after, afterM int
	}{
		{"no word", nil, 0, 0, 0, 0},
		{"a person by key", []dialer.Fact{word(61, dialer.Person, "")}, 1, 0, 0, 0},
		{"a person, typed", []dialer.Fact{word(61, dialer.Person, typed)}, 0, 0, 1, 0},
		{"none, written by default", []dialer.Fact{word(61, "", dialer.ByDefault)}, 0, 0, 0, 0},
		{"a person by key, then none by default",
			[]dialer.Fact{word(61, dialer.Person, ""), word(62, "", dialer.ByDefault)}, 1, 0, 0, 0},
		{"typed twice", []dialer.Fact{word(61, dialer.Person, typed), word(62, dialer.CallLater, typed)}, 0, 0, 1, 0},
		{"machine by key, person typed",
			[]dialer.Fact{word(61, dialer.Machine, ""), word(62, dialer.Person, typed)}, 0, 1, 1, 0},
		{"person by key, machine typed",
			[]dialer.Fact{word(61, dialer.Person, ""), word(62, dialer.Machine, typed)}, 0, 0, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := slices.Concat(talk, []dialer.Fact{end}, tt.words)
			days := figures.Derive(slices.Values(facts), time.UTC)
			d := days[0]
			if len(days) != 1 || d.Established != tt.established || d.Machines != tt.m || d.TypedPerson != tt.after ||
				d.TypedMachine != tt.afterM {
				t.Errorf(
					"got established %d, m %d, typed person %d, typed machine %d; want %+v",
					d.Established,
					d.Machines,
					d.TypedPerson,
					d.TypedMachine,
					tt,
				)
			}
			tally := figures.NewTally(time.UTC)
			for _, f := range facts {
				tally.Apply(f)
			}
			if got := tally.Total("c1").Established(); got != tt.established {
				t.Errorf("the guard's ledger has %d established, want %d", got, tt.established)
			}
		})
	}
}
