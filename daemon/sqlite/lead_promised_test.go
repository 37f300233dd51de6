package sqlite_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// TestAPromisedCallOutlastsWhatDoesNotSettleIt follows one lead through the changes that the engine makes.
func TestAPromisedCallOutlastsWhatDoesNotSettleIt(t *testing.T) {
	due := monday.Add(27 * time.Hour)
	promise := sqlite.LeadChange{State: sqlite.LeadWaiting, Due: due, Code: "call_later", For: "anna"}
	for _, tt := range []struct {
		name   string
		change sqlite.LeadChange
		stands bool
	}{
		{"its call is booked", redial.Booked(0), true},
		{"its call reached no one", sqlite.LeadChange{State: sqlite.LeadWaiting, Due: due, Code: "no_answer"}, true},
		{"the gate put it off", redial.Refused(0, "BLOCK_REST", due), true},
		{"the gate barred it", redial.Refused(0, "BLOCK_OWN", time.Time{}), true},
		{"the person was spoken with", sqlite.LeadChange{State: sqlite.LeadDone, Code: "answered"}, false},
		{"the person rang us", redial.Served(0, dialer.Person, due), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			l := oneLead(t, s)
			for _, c := range []sqlite.LeadChange{promise, tt.change} {
				c.Lead = l.ID
				must(t, s.Write(t.Context(), dialer.Batch{Leads: []sqlite.LeadChange{c}}))
			}
			got, err := s.CallBacks(t.Context())
			must(t, err)
			if stands := len(got) == 1; stands != tt.stands {
				t.Fatalf("%d promised calls, want that it stands: %v", len(got), tt.stands)
			}
			if c := append(got, sqlite.CallBack{})[0]; tt.stands && (c.For != "anna" || !c.Promised.Equal(due) ||
				c.Number != number(1) || c.Client != "acme") {
				t.Errorf("got %+v", c)
			}
		})
	}
}

func TestAPromisedCallIsMovedAndCancelled(t *testing.T) {
	s := open(t, t.TempDir())
	l := oneLead(t, s)
	if _, err := s.CancelCallBack(t.Context(), l.ID, "moved away", "cli:per"); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("a lead that no call is promised to: %v", err)
	}
	must(t, s.Write(t.Context(), dialer.Batch{Leads: []sqlite.LeadChange{
		{Lead: l.ID, State: sqlite.LeadWaiting, Due: monday.Add(24 * time.Hour), Code: "call_later", For: "anna"},
	}}))
	due := monday.Add(48 * time.Hour)
	if _, err := s.MoveCallBack(t.Context(), l.ID, due, "", " ", "cli:per"); err == nil {
		t.Error("moved without a reason")
	}
	campaign, err := s.MoveCallBack(t.Context(), l.ID, due, "bob", "anna is ill", "cli:per")
	got, _ := s.CallBacks(t.Context())
	if err != nil || campaign != "wool" || len(got) != 1 || got[0].For != "bob" || !got[0].Promised.Equal(due) {
		t.Errorf("moved: %v, %q, %+v", err, campaign, got)
	}
	if f := lastFact(t, s); f.Lead != l.ID || f.By != "cli:per" || !strings.Contains(f.Detail, "anna is ill") {
		t.Errorf("the journal says %+v", f)
	}
	_, err = s.CancelCallBack(t.Context(), l.ID, "moved away", "cli:per")
	must(t, err)
	at, err := s.LeadStatus(t.Context(), l.ID)
	settled, _ := s.ServedLead(t.Context(), l.ID)
	if want := (sqlite.LeadStatus{State: "done", Code: "cancelled"}); err != nil || at != want || !settled {
		t.Errorf("cancelled: %+v, %v, not to be dialed: %v", at, err, settled)
	}
}

// oneLead is a campaign's only lead.
func oneLead(t *testing.T, s *sqlite.Store) dialer.Lead {
	t.Helper()
	book(t, s)
	_, _, err := s.AddLeads(t.Context(), list, []dialer.Lead{
		{Campaign: "wool", Number: number(1), Source: "customers"},
	})
	must(t, err)
	l, err := s.LeadOf(t.Context(), "wool", number(1))
	must(t, err)
	return l
}
