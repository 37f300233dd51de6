package sqlite_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

func history(t *testing.T, s *sqlite.Store, client dialer.ClientID, n dialer.Number) sqlite.History {
	t.Helper()
	h, err := s.History(t.Context(), "wool", client, n, "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// fact is one of the attempt's, seconds after its booking.
func fact(id dialer.AttemptID, seconds int, kind dialer.FactKind) dialer.Fact {
	return dialer.Fact{At: monday.Add(time.Duration(seconds) * time.Second), Kind: kind, Attempt: id, Campaign: "wool",
		Client: "acme"}
}

func TestAnAbandonedNumberIsFlaggedUntilAPersonSpokeWithAnAgent(t *testing.T) {
	answered := func(id dialer.AttemptID) dialer.Fact {
		f := fact(id, 5, dialer.FactAnswered)
		f.Reserved = true
		return f
	}
	end := func(id dialer.AttemptID, o dialer.Outcome) dialer.Fact {
		f := ended(id, o)
		f.At, f.Party = monday.Add(60*time.Second), dialer.ByUs
		return f
	}
	talk := func(id dialer.AttemptID, d dialer.Disposition) []dialer.Fact {
		word := fact(id, 61, dialer.FactDisposed)
		word.Disposition = d
		return []dialer.Fact{booked(id, number(1)), answered(id), fact(id, 6, dialer.FactBridged),
			end(id, dialer.Answered),
			word}
	}
	abandoned := []dialer.Fact{answered(1), end(1, dialer.Answered)}
	tests := []struct {
		name  string
		facts []dialer.Fact
		want  bool
	}{
		{"answered, and no agent", []dialer.Fact{answered(1), end(1, dialer.Answered)}, true},
		{"not yet ended", []dialer.Fact{answered(1)}, false},
		{"no answer", []dialer.Fact{end(1, dialer.NoAnswer)}, false},
		{"its agent in time", []dialer.Fact{answered(1), fact(1, 6, dialer.FactBridged), end(1, dialer.Answered)},
			false},
		{"its agent too late", []dialer.Fact{answered(1), fact(1, 9, dialer.FactBridged), end(1, dialer.Answered)},
			true},
		{"its end was missed", []dialer.Fact{fact(1, 9, dialer.FactLost)}, true},
		{"its end was missed, and told later", []dialer.Fact{fact(1, 9, dialer.FactLost), end(1, dialer.Busy)}, false},
		{"abandoned, then rung without an answer",
			[]dialer.Fact{answered(1), end(1, dialer.Answered), booked(2, number(1)),
				end(2, dialer.NoAnswer)}, true},
		{"abandoned, then a person", slices.Concat(abandoned, talk(2, dialer.Person)), false},
		{"abandoned, then a voicemail", slices.Concat(abandoned, talk(2, dialer.Machine)), true},
		{"abandoned, then a talk without a word", slices.Concat(abandoned, talk(2, "")[:4]), true},
		{"abandoned twice", slices.Concat(abandoned, talk(2, dialer.Person), []dialer.Fact{
			booked(3, number(1)), answered(3), end(3, dialer.Answered)}), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			write(t, s, append([]dialer.Fact{booked(1, number(1))}, tt.facts...)...)
			for _, client := range []dialer.ClientID{"acme", "umbra"} { // across clients (4.6.3)
				if got := history(t, s, client, number(1)).Flagged; got != tt.want {
					t.Errorf("%s: got %v, want %v", client, got, tt.want)
				}
			}
			if history(t, s, "acme", number(2)).Flagged {
				t.Error("another number is flagged")
			}
		})
	}
}

func TestAFlagOutlivesTheErasureOfTheNumber(t *testing.T) {
	s := open(t, t.TempDir())
	write(t, s, booked(1, number(1)), fact(1, 5, dialer.FactAnswered), ended(1, dialer.Answered))
	if _, err := s.Forget(t.Context(), number(1), "asked to", "test"); err != nil {
		t.Fatal(err)
	}
	if !history(t, s, "acme", number(1)).Flagged {
		t.Error("the flag went with the number")
	}
}

func TestASurveyLeavesItsMark(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	survey := dialer.Campaign{ID: "poll", Kind: dialer.Survey, Client: dialer.Client{ID: "acme"}}
	if err := s.PutCampaign(t.Context(), survey, "test"); err != nil {
		t.Fatal(err)
	}
	b, a := booked(1, number(1)), fact(1, 5, dialer.FactAnswered)
	b.Campaign, a.Campaign = "poll", "poll"
	write(t, s, b)
	if got := history(t, s, "acme", number(1)); !got.Surveyed.IsZero() {
		t.Errorf("not reached yet, and got %v", got.Surveyed)
	}
	write(t, s, a, booked(2, number(2)), fact(2, 5, dialer.FactAnswered)) // the second is no survey
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, hours.Oslo())
	if got := history(t, s, "acme", number(1)); !got.Surveyed.Equal(today) || !got.SurveyedElsewhere.IsZero() {
		t.Errorf("the same client: got %+v", got)
	}
	if got := history(t, s, "umbra", number(1)); !got.SurveyedElsewhere.Equal(today) || !got.Surveyed.IsZero() {
		t.Errorf("another client: got %+v", got)
	}
	if got := history(t, s, "acme", number(2)); !got.Surveyed.IsZero() {
		t.Errorf("a number that was sold to: got %+v", got)
	}
}

func TestAListIsOfOneKind(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	if err := s.PutCampaign(t.Context(), dialer.Campaign{
		ID: "poll", Kind: dialer.Survey, Client: dialer.Client{
			ID: "acme",
		}, Sources: []dialer.Source{{Name: "customers"}},
	}, "test"); err != nil {
		t.Fatal(err)
	}
	add := func(c dialer.CampaignID, digest string, n int) error {
		_, _, err := s.AddLeads(t.Context(), sqlite.ImportList{Campaign: c, Source: "customers", By: "test",
			Digest: func() []byte { return []byte(digest) }}, []dialer.Lead{{Number: number(n)}})
		return err
	}
	if err := errors.Join(add("poll", "a", 1), add("poll", "a", 1), add("wool", "b", 2)); err != nil {
		t.Fatal(err)
	}
	if err := add("wool", "a", 3); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("a survey's list for sales: got %v", err)
	}
}

func TestEachKindHasItsOwnVisibleNumber(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s) // sales, shown as +4722000001
	poll := dialer.Campaign{ID: "poll", Kind: dialer.Survey, Client: dialer.Client{ID: "acme"}, Visible: "+4722000001"}
	if err := s.PutCampaign(t.Context(), poll, "test"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("the seller's number for a survey: got %v", err)
	}
	poll.Visible = "+4722000002"
	if err := s.PutCampaign(t.Context(), poll, "test"); err != nil {
		t.Error(err)
	}
}

func TestAWithdrawnRequestIsGoneAtOnce(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1), Request: dialer.Request{OrgNo: "999999999", At: monday}},
		dialer.Lead{Number: number(2), Request: dialer.Request{OrgNo: "999999999", At: monday}})
	if n, err := s.WithdrawRequest(t.Context(), number(1), "999999998", monday, "test"); err != nil || n != 0 {
		t.Errorf("another trader's: got %d, %v", n, err)
	}
	if n, err := s.WithdrawRequest(t.Context(), number(1), "999999999", monday, "test"); err != nil || n != 1 {
		t.Errorf("got %d, %v", n, err)
	}
	for id, want := range map[dialer.LeadID]bool{1: true, 2: false} {
		if l, err := s.Lead(t.Context(), id); err != nil || l.Request.WithdrawnAt.IsZero() == want {
			t.Errorf("lead %d: got %+v, %v", id, l.Request, err)
		}
	}
}

func TestAHouseholdIsAllWhomListsHaveOnTheNumber(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	other := dialer.Campaign{ID: "silk", Kind: dialer.Sales, Client: dialer.Client{ID: "acme"},
		Sources: []dialer.Source{{Name: "customers"}}}
	if err := s.PutCampaign(t.Context(), other, "test"); err != nil {
		t.Fatal(err)
	}
	born := time.Date(1980, 5, 17, 0, 0, 0, 0, hours.Oslo())
	addLeads(t, s, dialer.Lead{Number: number(1), Name: "Kari Nordmann", Birth: born})
	_, _, err := s.AddLeads(t.Context(), sqlite.ImportList{Campaign: "silk", Source: "customers", By: "test"},
		[]dialer.Lead{{Number: number(1), Name: "Ola Nordmann", Birth: born}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Household(t.Context(), number(1))
	for _, name := range []string{"Nordmann Kari", "Ola Nordmann"} {
		if want := reservation.Keys(s.PersonSecret(), name, born, ""); err != nil ||
			!slices.ContainsFunc(want, func(k dialer.PersonKey) bool { return slices.Contains(got, k) }) {
			t.Errorf("got %v, %v; want %s among them", got, err, name)
		}
	}
}

func TestAListThatComesAgainRenewsItsEvidence(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	wish := dialer.Request{OrgNo: "999999999", At: monday, Channel: "web", EvidenceRef: "1"}
	addLeads(t, s, dialer.Lead{Number: number(1), Due: monday}, dialer.Lead{Number: number(2), Due: monday},
		dialer.Lead{Number: number(3), Request: wish, Due: monday})
	if err := s.Write(t.Context(), sqlite.Batch{Leads: []dialer.LeadChange{
		{Lead: 1, State: dialer.LeadBlocked, Code: "BLOCK_WASH"}, {Lead: 2, State: dialer.LeadDone, Code: "answered"},
	}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.WithdrawRequest(t.Context(), number(3), "999999999", monday.Add(time.Hour), "test"); err != nil {
		t.Fatal(err)
	}
	wish.At = monday.Add(time.Minute) // later than the one that is there, and before it was withdrawn
	wash := dialer.Wash{At: monday, By: "acme", Scope: dialer.WashPersons}
	again := []dialer.Lead{{Number: number(1), Wash: wash, Due: monday}, {Number: number(2), Wash: wash},
		{Number: number(3), Request: wish}, {Number: number(4)}, {Number: number(4)}}
	var known []sqlite.Known
	renewing := list
	renewing.Known = func(k sqlite.Known) { known = append(known, k) }
	added, there, err := s.ImportLeads(t.Context(), renewing, func(yield func(dialer.Lead, error) bool) {
		for _, l := range again {
			if !yield(l, nil) {
				return
			}
		}
	})
	want := []sqlite.Known{{Place: 0, Source: "customers", Renewed: true},
		{Place: 1, Source: "customers", Renewed: true},
		{Place: 2, Source: "customers"}, {Place: 4, Source: "customers"}}
	if diff := cmp.Diff(want, known); err != nil || added != 1 || there != 4 || diff != "" {
		t.Errorf("added %d, %v (-want +got):\n%s", added, err, diff)
	}
	for _, l := range due(t, s, monday, 10) {
		if l.ID == 2 {
			t.Error("what was done waits again")
		}
		if l.ID == 1 && l.Wash != wash {
			t.Errorf("the wash was not taken: %+v", l.Wash)
		}
		if l.ID == 3 && l.Request.WithdrawnAt.IsZero() {
			t.Error("a wish that was withdrawn came back with the old list")
		}
	}
	if l, err := s.Lead(t.Context(), 1); err != nil || l.Wash != wash {
		t.Errorf("got %+v, %v", l, err)
	}
}

// Newer evidence is taken with its list or not at all, and only once the list is there whole.
func TestAListThatFailsRenewsNothing(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	addLeads(t, s, dialer.Lead{Number: number(1), Due: monday})
	wash := dialer.Wash{At: monday, By: "acme", Scope: dialer.WashPersons}
	broken := errors.New("line 200: not CSV")
	for _, last := range []error{broken, nil} {
		_, _, err := s.ImportLeads(t.Context(), list, func(yield func(dialer.Lead, error) bool) {
			if !yield(dialer.Lead{Number: number(1), Wash: wash}, nil) {
				return
			}
			for _, l := range many(250)[2:] {
				if !yield(l, nil) {
					return
				}
			}
			if l, err := s.Lead(t.Context(), 1); err != nil || l.Wash != (dialer.Wash{}) {
				t.Errorf("before the list is complete: %+v, %v", l.Wash, err)
			}
			if last != nil {
				yield(dialer.Lead{}, last)
			}
		})
		if !errors.Is(err, last) {
			t.Fatalf("got %v, want %v", err, last)
		}
		want := dialer.Wash{}
		if last == nil {
			want = wash
		}
		if l, err := s.Lead(t.Context(), 1); err != nil || l.Wash != want {
			t.Errorf("after a list that ended with %v: %+v, %v", last, l.Wash, err)
		}
	}
}

func TestAnErrorAmongTheLeadsTakesAllBack(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	broken := errors.New("line 400: not CSV")
	_, _, err := s.ImportLeads(t.Context(), list, func(yield func(dialer.Lead, error) bool) {
		for _, l := range many(399) {
			if !yield(l, nil) {
				return
			}
		}
		yield(dialer.Lead{}, broken)
	})
	if !errors.Is(err, broken) || len(due(t, s, monday.AddDate(1, 0, 0), 10)) != 0 {
		t.Errorf("got %v, and leads", err)
	}
}
