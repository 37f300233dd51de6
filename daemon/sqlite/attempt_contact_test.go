package sqlite_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestWhatANumberRestsAfter: a talk for any client, and a message that was heard. A voicemail, and a call without
// either, do not count.
func TestWhatANumberRestsAfter(t *testing.T) {
	answer, bridge := dialer.Fact{Kind: dialer.FactAnswered, Reserved: true}, dialer.Fact{Kind: dialer.FactBridged}
	end := dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer}
	said := func(d dialer.Disposition) dialer.Fact { return dialer.Fact{Kind: dialer.FactDisposed, Disposition: d} }
	at := func(facts int) time.Time { return monday.Add(time.Duration(facts) * time.Second) }
	for _, tt := range []struct {
		name           string
		facts          []dialer.Fact
		spoken, agreed time.Time // as the client of the call finds it
	}{
		{"no answer", []dialer.Fact{{Kind: dialer.FactEnded, Outcome: dialer.NoAnswer}}, time.Time{}, time.Time{}},
		{"hung up at once", []dialer.Fact{answer, end}, time.Time{}, time.Time{}},
		{"a talk without a word", []dialer.Fact{answer, bridge, end}, at(3), time.Time{}},
		{"a person", []dialer.Fact{answer, bridge, end, said(dialer.Person)}, at(3), time.Time{}},
		{"a voicemail", []dialer.Fact{answer, bridge, said(dialer.Machine), end}, time.Time{}, time.Time{}},
		{"a voicemail, told after the end", []dialer.Fact{answer, bridge, end, said(dialer.Machine)}, time.Time{},
			time.Time{}},
		{"no voicemail after all", []dialer.Fact{answer, bridge, said(dialer.Machine), end, said(dialer.Person)}, at(4),
			time.Time{}},
		{"asked to be called another day", []dialer.Fact{answer, bridge, said(dialer.CallLater), end}, time.Time{},
			at(4)},
		{"and did not after all", []dialer.Fact{answer, bridge, said(dialer.CallLater), end, said(dialer.Person)},
			at(4),
			time.Time{}},
		{"our message", []dialer.Fact{answer, {Kind: dialer.FactMessage}, end}, at(3), time.Time{}},
		{"a talk whose end was missed", []dialer.Fact{answer, bridge, {Kind: dialer.FactLost}}, at(3), time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			write(t, s, attemptOf(tt.facts...)(1, number(1), monday, false)...)
			others := tt.spoken
			if others.IsZero() {
				others = tt.agreed
			}
			hold := func(when string) {
				t.Helper()
				if h := history(t, s, "acme", number(1)); !h.Spoken.Equal(tt.spoken) || !h.Agreed.Equal(tt.agreed) {
					t.Errorf("%s: spoken %v, agreed %v", when, h.Spoken, h.Agreed)
				}
				if h := history(t, s, "umbra", number(1)); !h.Spoken.Equal(others) || !h.Agreed.IsZero() {
					t.Errorf("%s, another client: spoken %v, agreed %v, want %v and none", when, h.Spoken, h.Agreed,
						others)
				}
			}
			hold("written")
			if _, err := s.Forget(t.Context(), number(1), "asked to", "test"); err != nil {
				t.Fatal(err)
			}
			hold("the number erased")
		})
	}
}

// TestACallerWhoIsServedEndsTheLead of the client that rang, and of no other; the agent's last word holds.
func TestACallerWhoIsServedEndsTheLead(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1), Source: "customers"},
		dialer.Lead{Number: number(2), Source: "customers"})
	rung := booked(1, number(1))
	rung.Lead = 1
	write(t, s, rung, ended(1, dialer.Busy))
	morning := monday.AddDate(0, 0, 1)
	serve := func(n dialer.Number, c dialer.ClientID, said dialer.Disposition, leads int) {
		t.Helper()
		got, err := s.ServeCaller(t.Context(), sqlite.Served{
			Number: n, Clients: []dialer.ClientID{c}, Said: said, Later: morning, Code: "1763974800.7", Agent: "anna",
			Now: monday.Add(time.Hour),
		})
		if err != nil || got != leads {
			t.Errorf("%q on %s for %s changed %d leads, want %d: %v", said, n, c, got, leads, err)
		}
	}
	is := func(id dialer.LeadID, want sqlite.LeadStatus) {
		t.Helper()
		got, err := s.LeadStatus(t.Context(), id)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
	}
	serve(number(1), "umbra", "", 0)
	serve(number(2), "acme", "", 0) // never rung: it rests, and waits
	is(2, sqlite.LeadStatus{State: sqlite.LeadWaiting})
	serve(number(1), "acme", "", 1)
	is(1, sqlite.LeadStatus{State: sqlite.LeadDone, Code: sqlite.ServedCode})
	serve(number(1), "acme", dialer.CallLater, 1)
	is(1, sqlite.LeadStatus{State: sqlite.LeadWaiting, Code: "call_later"})
	if l := due(t, s, morning, 9); len(l) != 2 || !l[1].CallBack || !l[1].Due.Equal(morning) {
		t.Errorf("the call-back is %+v", l)
	}
	if h := history(t, s, "acme", number(1)); h.Agreed.IsZero() || h.Spoken.IsZero() { // umbra's talk binds all
		t.Errorf("the number's rest: %+v", h)
	}
	serve(number(1), "acme", dialer.Person, 1)
	is(1, sqlite.LeadStatus{State: sqlite.LeadDone, Code: sqlite.ServedCode})
}
