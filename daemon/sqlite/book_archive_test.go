package sqlite_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// archives fails unless the campaign can be archived, or is refused with these words.
func archives(t *testing.T, s *sqlite.Store, refusal string) {
	t.Helper()
	err := s.ArchiveCampaign(t.Context(), "wool", "the season is over", "cli:per")
	switch {
	case refusal == "" && err != nil:
		t.Fatal(err)
	case refusal != "" && (!errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), refusal)):
		t.Fatalf("got %v, want a refusal with %q", err, refusal)
	}
}

func TestACampaignWithSomethingOpenIsNotArchived(t *testing.T) {
	s, _ := openAt(t, t.TempDir(), monday)
	book(t, s)
	if err := s.SetRunning(t.Context(), "wool", true, "cli:per", ""); err != nil {
		t.Fatal(err)
	}
	archives(t, s, "it runs")
	if err := s.SetRunning(t.Context(), "wool", false, "cli:per", ""); err != nil {
		t.Fatal(err)
	}
	write(t, s, booked(1, number(1)))
	archives(t, s, "attempt 1 is open")
	write(t, s, ended(1, dialer.Busy))
	_, _, err := s.ImportLeads(t.Context(), list, func(yield func(dialer.Lead, error) bool) {
		archives(t, s, "a list is being imported")
		yield(dialer.Lead{Number: number(3)}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	id := ask(t, s, email(number(2), "why did you ring"))
	archives(t, s, "waits for an answer")
	if err := s.CloseInquiry(t.Context(), id, answered("because"), false, "cli:per"); err != nil {
		t.Fatal(err)
	}
	if err := s.ArchiveCampaign(t.Context(), "wool", " ", "cli:per"); !errors.As(err, new(dialer.Invalid)) {
		t.Errorf("without a reason: got %v", err)
	}
	archives(t, s, "")
	if f := lastFact(t, s); f.Kind != dialer.FactCampaign || f.Code != "archived" || f.Detail != "the season is over" ||
		f.By != "cli:per" {
		t.Errorf("the journal has %+v", f)
	}
	archives(t, s, "archived since 2026-")
	verify(t, s)
}

func TestAnArchivedCampaignTakesNothingMore(t *testing.T) {
	s, _ := openAt(t, t.TempDir(), monday)
	book(t, s)
	archives(t, s, "")
	other := wool
	other.Purpose = "selling mittens"
	_, _, imported := s.AddLeads(t.Context(), list, []dialer.Lead{{Number: number(1)}})
	survey := wool
	survey.ID, survey.Kind = "ask", dialer.Survey
	for what, err := range map[string]error{
		"changed":                           s.PutCampaign(t.Context(), other, "cli:per"),
		"started":                           s.SetRunning(t.Context(), "wool", true, "cli:per", ""),
		"imported":                          imported,
		"its number taken for another kind": s.PutCampaign(t.Context(), survey, "cli:per"),
	} {
		if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), "wool") {
			t.Errorf("%s: got %v", what, err)
		}
	}
	if err := s.RemoveAgent(t.Context(), "anna", "left", "cli:per"); err != nil {
		t.Errorf("an agent that only an archived campaign names: %v", err)
	}
}

// Leads beyond one step are done when their campaign is archived, and the existing limit then forgets their numbers.
func TestTheLeadsOfAnArchivedCampaignAreForgotten(t *testing.T) {
	s, clock := openAt(t, t.TempDir(), monday)
	book(t, s)
	var leads []dialer.Lead
	for i := range 600 {
		leads = append(leads, dialer.Lead{Number: number(i), Name: "Kari"})
	}
	addLeads(t, s, leads...)
	clock.at = monday.AddDate(2, 0, 0)
	if n, err := s.ForgetOlder(t.Context(), monday.AddDate(1, 0, 0)); err != nil || n != 0 {
		t.Fatalf("while they wait: got %d, %v, want none forgotten", n, err)
	}
	archives(t, s, "")
	counts, err := s.LeadCounts(t.Context(), "wool")
	if want := (sqlite.LeadStatus{State: sqlite.LeadDone, Code: "archived"}); err != nil || len(counts) != 1 ||
		counts[want] != 600 {
		t.Errorf("got %v, %v", counts, err)
	}
	late := due(t, s, clock.at, 1)
	if len(late) > 0 {
		t.Errorf("leads still wait: %v", late)
	}
	if n, err := s.ForgetOlder(t.Context(), monday.AddDate(1, 0, 0)); err != nil || n != 600 {
		t.Errorf("got %d, %v, want all forgotten", n, err)
	}
	verify(t, s)
}

// A clone that is made after the archive goes on with the ledger, from a checkpoint and from the whole journal alike,
// and the days of the archived campaign still count (norm 2.4).
func TestACloneOfAnArchivedCampaignInherits(t *testing.T) {
	for _, saved := range []bool{true, false} {
		inherits(t, saved)
	}
}

func inherits(t *testing.T, saved bool) {
	s, clock := openAt(t, t.TempDir(), monday)
	book(t, s)
	at := func(kind dialer.FactKind, s int) dialer.Fact {
		return dialer.Fact{At: monday.Add(time.Duration(s) * time.Second), Kind: kind, Attempt: 1, Campaign: "wool",
			Client: "acme"}
	}
	gone := at(dialer.FactEnded, 20)
	gone.Outcome, gone.Party = dialer.Answered, dialer.ByConsumer
	write(t, s, booked(1, number(1)), at(dialer.FactDialed, 1), at(dialer.FactAnswered, 9), gone)
	before, _, err := s.OpenCounter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := before.CountAll(t.Context(), func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	if saved {
		if err := before.Save(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	archives(t, s, "")
	clone := wool
	clone.ID = "wool-2"
	clock.at = monday.AddDate(0, 0, 20)
	if err := s.PutCampaign(t.Context(), clone, "cli:per"); err != nil {
		t.Fatal(err)
	}
	resumed, refused, err := s.OpenCounter(t.Context())
	if err != nil || refused != "" || resumed.Seq() > 0 != saved {
		t.Fatalf("refused %q, %v, from %d", refused, err, resumed.Seq())
	}
	whole := s.Recounter(resumed.Tally().State())
	for name, c := range map[string]*sqlite.Counter{"from the checkpoint": resumed, "from the journal": whole} {
		if err := c.CountAll(t.Context(), func(int64, int64) {}); err != nil {
			t.Fatal(err)
		}
		if l := c.Tally().Inherited(clone, clock.at); l.Abandoned != 1 {
			t.Errorf("%s: the clone inherits %+v", name, l)
		}
		if l := c.Tally().Inherited(clone, monday.AddDate(0, 0, 31)); l.Abandoned != 0 {
			t.Errorf("%s: after 31 days it inherits %+v", name, l)
		}
		if l := c.Tally().Total("wool"); l.Abandoned != 1 {
			t.Errorf("%s: the archived campaign has %+v", name, l)
		}
	}
}
