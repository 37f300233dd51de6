package sqlite_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// watch is a clock that a test sets.
type watch struct{ at time.Time }

func openAt(t *testing.T, dir string, at time.Time) (*sqlite.Store, *watch) {
	t.Helper()
	w := &watch{at}
	s, err := sqlite.Create(t.Context(), sqlite.Options{Dir: dir, Now: func() time.Time { return w.at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, w
}

func ask(t *testing.T, s *sqlite.Store, in dialer.Inquiry) dialer.InquiryID {
	t.Helper()
	id, err := s.AddInquiry(t.Context(), in, "cli:per")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func email(n dialer.Number, text string) dialer.Inquiry {
	return dialer.Inquiry{Channel: dialer.InquiryEmail, Number: n, Client: "acme", Campaign: "wool", Text: text}
}

func inquiryOf(t *testing.T, s *sqlite.Store, id dialer.InquiryID) sqlite.Inquiry {
	t.Helper()
	all, err := s.Inquiries(t.Context(), sqlite.InquiryQuery{ID: id})
	if err != nil {
		t.Fatal(err)
	}
	return all[0]
}

func answered(text string) inquiry.Closing { return inquiry.Closing{By: "Kari Nordmann", Text: text} }

// told are the facts of an inquiry, "kind code".
func factsTold(t *testing.T, s *sqlite.Store, id dialer.InquiryID) (all []string) {
	t.Helper()
	for _, f := range facts(t, s, sqlite.Query{}) {
		if f.Inquiry == id {
			all = append(all, strings.TrimSpace(string(f.Kind)+" "+f.Code))
		}
	}
	return all
}

func TestAnInquiryIsKeptSealed(t *testing.T) {
	dir := t.TempDir()
	s, _ := openAt(t, dir, monday)
	const asked, said = "Hvem ringte meg fra dette nummeret?", "Vi ringte om serviceavtalen din."
	id := ask(t, s, email(number(1), asked))
	if err := s.CloseInquiry(t.Context(), id, answered(said), false, "cli:per"); err != nil {
		t.Fatal(err)
	}
	got := inquiryOf(t, s, id)
	if got.Text != asked || got.Answer != said || got.Number != number(1) || got.By != "Kari Nordmann" ||
		!got.Due.Equal(monday.Add(24*time.Hour)) || !got.Closed.Equal(monday) {
		t.Errorf("got %+v", got)
	}
	for _, needle := range []string{asked, said, string(number(1)), number(1).National()} {
		if in := inFiles(t, dir, []byte(needle)); in != nil {
			t.Errorf("%q is in clear in %v", needle, in)
		}
	}
	if want := []string{"inquiry email", "inquiry_closed written"}; !slices.Equal(factsTold(t, s, id), want) {
		t.Errorf("got %q, want %q", factsTold(t, s, id), want)
	}
	if of, err := s.Inquiries(t.Context(), sqlite.InquiryQuery{Number: number(1)}); err != nil || len(of) != 1 {
		t.Errorf("by number: got %v, %v", of, err)
	}
	verify(t, s)
}

func TestAddRefuses(t *testing.T) {
	s, _ := openAt(t, t.TempDir(), monday)
	for name, in := range map[string]dialer.Inquiry{
		"a way that is none":       {Channel: "pigeon"},
		"no way":                   {},
		"what has not come in yet": {Channel: dialer.InquiryEmail, Received: monday.Add(time.Hour)},
	} {
		if _, err := s.AddInquiry(t.Context(), in, "cli:per"); !errors.As(err, new(dialer.Invalid)) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if n := len(facts(t, s, sqlite.Query{})); n != 0 {
		t.Errorf("%d facts were written", n)
	}
}

func TestEachAlarmIsToldOnce(t *testing.T) {
	s, now := openAt(t, t.TempDir(), monday)
	id := ask(t, s, email(number(1), "?"))
	for _, at := range []time.Duration{19, 20, 21, 20, 23, 22, 25, 24, 2, 48} { // hours, by a clock that jumps
		now.at = monday.Add(at * time.Hour)
		if _, err := s.TellInquiry(t.Context(), id, inquiry.Clock(now.at, inquiryOf(t, s, id).Inquiry)); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"inquiry email", "inquiry_alarm 4h", "inquiry_alarm 1h",
		"inquiry_late"}; !slices.Equal(factsTold(t, s, id), want) {
		t.Errorf("got %q, want %q", factsTold(t, s, id), want)
	}
	if open, late, err := s.OpenInquiries(t.Context()); err != nil || open != 1 || late != 1 {
		t.Errorf("got %d open, %d late, %v", open, late, err)
	}
}

func TestALateAnswerCounts(t *testing.T) {
	for _, tt := range []struct {
		name  string
		after time.Duration
		mono  bool // the clock that cannot be put back says late
		late  bool
	}{
		{"a second before", 24*time.Hour - time.Second, false, false},
		{"at the last instant", 24 * time.Hour, false, false},
		{"a second after, and not told yet", 24*time.Hour + time.Second, false, true},
		{"by a clock that was put back meanwhile", time.Hour, true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, now := openAt(t, t.TempDir(), monday)
			id := ask(t, s, email(number(1), "?"))
			now.at = monday.Add(tt.after)
			if err := s.CloseInquiry(t.Context(), id, answered("Ja, det var oss."), tt.mono, "cli:per"); err != nil {
				t.Fatal(err)
			}
			got := factsTold(t, s, id)
			if late := slices.Contains(got, "inquiry_late"); late != tt.late ||
				got[len(got)-1] != "inquiry_closed written" {
				t.Errorf("got %q", got)
			}
			days, err := s.Breaches(t.Context(), monday, monday.AddDate(0, 0, 7))
			if err != nil || (len(days["2026-11-24"]) == 1) != tt.late {
				t.Errorf("breaches: got %v, %v", days, err)
			}
			if again, err := s.TellInquiry(t.Context(), id, inquiry.Late); err != nil || again != nil {
				t.Errorf("told again: %v, %v", again, err)
			}
		})
	}
}

func TestManyAtOnceAreRefusedAndTold(t *testing.T) {
	s, now := openAt(t, t.TempDir(), monday)
	var ids []dialer.InquiryID
	for i := range 4 {
		ids = append(ids, ask(t, s, email(number(i+1), "?")))
	}
	for i, id := range ids[:3] {
		now.at = now.at.Add(10 * time.Second)
		err := s.CloseInquiry(t.Context(), id, answered("Takk, det er notert."), false, "cli:per")
		if errors.Is(err, inquiry.ErrBulk) != (i == 2) || (err == nil) != (i < 2) {
			t.Errorf("closing %d: got %v", i+1, err)
		}
	}
	if got := factsTold(t, s, ids[2]); !slices.Contains(got, "inquiry_refused bulk") ||
		!inquiryOf(t, s, ids[2]).Closed.IsZero() {
		t.Errorf("got %q", got)
	}
	if err := s.CloseInquiry(t.Context(), ids[3], answered("Hei Anne, du er sperret for Fjellvann."), false,
		"cli:per"); err != nil {
		t.Errorf("words of its own: %v", err)
	}
}

func TestTheCallThatAnswered(t *testing.T) {
	s, now := openAt(t, t.TempDir(), monday.Add(-time.Hour))
	id, other := ask(t, s, email(number(1), "?")), ask(t, s, email(number(2), "?"))
	now.at = monday
	bridged := dialer.Fact{At: monday, Kind: dialer.FactBridged, Attempt: 1, Campaign: "wool"}
	write(t, s, booked(1, number(1)), bridged, booked(2, number(1)))
	before := ask(t, s, dialer.Inquiry{Channel: dialer.InquiryLetter, Number: number(1), Received: monday})
	now.at = monday.Add(time.Hour)
	after := ask(t, s, email(number(1), "?"))
	for _, tt := range []struct {
		name string
		id   dialer.InquiryID
		call dialer.AttemptID
		want string
	}{
		{"a call without a conversation", id, 2, "no conversation"},
		{"a call that never was", id, 9, "no conversation"},
		{"a conversation with another", other, 1, "another number"},
		{"a conversation before it came", after, 1, "before"},
		{"the conversation", id, 1, ""},
		{"the same conversation for another of hers", before, 1, ""},
	} {
		err := s.CloseInquiry(t.Context(), tt.id, inquiry.Closing{By: "Kari Nordmann", Attempt: tt.call}, false,
			"cli:per")
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
}

func TestADialogueIsDeletedOnTimeAndNotBefore(t *testing.T) {
	dir := t.TempDir()
	s, now := openAt(t, dir, monday)
	id, open := ask(t, s, email(number(1), "Hvem er dere?")), ask(t, s, email(number(2), "?"))
	if err := s.CloseInquiry(t.Context(), id, answered("Fjellvann, om avtalen din."), false, "cli:per"); err != nil {
		t.Fatal(err)
	}
	purge := func(at time.Time, months, want int) {
		t.Helper()
		now.at = at
		if got, err := s.PurgeInquiries(t.Context(), at, inquiry.Keep{Months: months, Complaint: 12}); err != nil ||
			got != want {
			t.Errorf("at %v with %d months: %d went, %v, want %d", at, months, got, err, want)
		}
	}
	half := monday.AddDate(0, 6, 0)
	if _, err := s.PurgeInquiries(t.Context(), half.AddDate(0, 0, 1), inquiry.Keep{
		Months: 5, Complaint: 12,
	}); err == nil {
		t.Error("five months were not refused")
	}
	purge(half.AddDate(0, 0, -1), 6, 0)
	if n, err := s.ForgetOlder(t.Context(), half); err != nil || n != 0 {
		t.Errorf("the limit for call records took %d numbers of dialogues, %v", n, err)
	}
	purge(half.AddDate(0, 0, 1), 7, 0)
	purge(half.AddDate(0, 0, 1), 6, 1)
	purge(half.AddDate(0, 0, 1), 6, 0)
	got := inquiryOf(t, s, id)
	if got.Text+got.Answer+string(got.Number) != "" || got.Over.IsZero() || got.By != "Kari Nordmann" {
		t.Errorf("got %+v", got)
	}
	if inquiryOf(t, s, open).Text != "?" {
		t.Error("an open inquiry lost its words")
	}
	if n, err := s.ForgetOlder(t.Context(), half); err != nil || n != 1 {
		t.Errorf("then %d numbers are forgotten, %v, want 1", n, err)
	}
	verify(t, s)
}

func TestErasureWaitsForThePerson(t *testing.T) {
	s, now := openAt(t, t.TempDir(), monday)
	closed := func(n dialer.Number) dialer.InquiryID {
		id := ask(t, s, email(n, "Slett meg."))
		if err := s.CloseInquiry(t.Context(), id, answered(fmt.Sprint("Vi svarer deg her, sak ", id)), false,
			"cli:per"); err != nil {
			t.Fatal(err)
		}
		return id
	}
	id, second := closed(number(1)), closed(number(2))
	if _, err := s.Forget(t.Context(), number(1), "asked", "cli:per"); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), "4.4.3 b") {
		t.Errorf("forgotten under the floor: %v", err)
	}
	for range 2 {
		e, queued, err := s.QueueErasure(t.Context(), number(1), "asked by letter", "cli:per")
		if err != nil || !queued || e.ID != 1 || !e.Until.Equal(monday.In(hours.Oslo()).AddDate(0, 6, 0)) {
			t.Errorf("got %+v, %v, %v", e, queued, err)
		}
	}
	if _, queued, err := s.QueueErasure(t.Context(), number(9), "asked", "cli:per"); queued || err != nil {
		t.Errorf("of a number without a dialogue: %v, %v", queued, err)
	}
	if all, err := s.Erasures(t.Context(), false); err != nil || len(all) != 1 || all[0].Number != number(1) ||
		all[0].Why != "asked by letter" {
		t.Errorf("got %+v, %v", all, err)
	}
	if inquiryOf(t, s, id).Text == "" {
		t.Error("the dialogue went with the wish")
	}
	t.Run("a person may decide to erase", func(t *testing.T) {
		if _, err := s.DecideErasure(t.Context(), 1, true, "counsel says so", "Kari Nordmann"); err != nil {
			t.Fatal(err)
		}
		if got := inquiryOf(t, s, id); got.Text != "" || got.Number != "" {
			t.Errorf("got %+v", got)
		}
		if n := len(facts(t, s, sqlite.Query{Number: number(1)})); n != 0 {
			t.Errorf("%d facts still have the number", n)
		}
		if all, err := s.Erasures(t.Context(), false); err != nil || len(all) != 0 {
			t.Errorf("still waiting: %v, %v", all, err)
		}
	})
	t.Run("or to keep", func(t *testing.T) {
		if _, queued, err := s.QueueErasure(t.Context(), number(2), "asked", "cli:per"); err != nil || !queued {
			t.Fatal(queued, err)
		}
		if _, err := s.DecideErasure(t.Context(), 2, false, "needed in a case", "Kari Nordmann"); err != nil {
			t.Fatal(err)
		}
		if inquiryOf(t, s, second).Text == "" {
			t.Error("it was erased")
		}
	})
	t.Run("after the floor nothing stands against it", func(t *testing.T) {
		now.at = monday.AddDate(0, 6, 1)
		if _, queued, err := s.QueueErasure(t.Context(), number(2), "asked", "cli:per"); err != nil || queued {
			t.Error(queued, err)
		}
		if _, err := s.Forget(t.Context(), number(2), "asked", "cli:per"); err != nil ||
			inquiryOf(t, s, second).Text != "" {
			t.Error(err)
		}
	})
	t.Run("an open inquiry is answered first", func(t *testing.T) {
		ask(t, s, email(number(3), "Slett meg."))
		e, queued, err := s.QueueErasure(t.Context(), number(3), "asked", "cli:per")
		if err != nil || !queued || !e.Until.IsZero() {
			t.Fatalf("got %+v, %v, %v", e, queued, err)
		}
		if _, err := s.DecideErasure(t.Context(), e.ID, true, "counsel says so", "Kari Nordmann"); !errors.Is(err,
			dialer.ErrRefused) {
			t.Errorf("got %v", err)
		}
		if _, err := s.Forget(t.Context(), number(3), "asked", "cli:per"); !errors.Is(err, dialer.ErrRefused) ||
			!strings.Contains(err.Error(), "answered first") {
			t.Errorf("forgotten beside it: %v", err)
		}
	})
	verify(t, s)
}

// A complaint is told once, at the time when it came, whether it was known as one from the start or found to be one;
// and it outstays others.
func TestAComplaintIsToldAndKept(t *testing.T) {
	s, now := openAt(t, t.TempDir(), monday)
	known, found, other := email(number(1), "Slutt å ringe!"), email(number(2), "Dere ringte i går også."),
		email(number(3), "?")
	known.Complaint = true
	one, two, three := ask(t, s, known), ask(t, s, found), ask(t, s, other)
	now.at = monday.Add(time.Hour)
	for _, c := range []struct {
		id        dialer.InquiryID
		words     string
		complaint bool
	}{{one, "Nummeret ditt er sperret.", true}, {two, "Det beklager vi.", true}, {three, "Om avtalen din.", false}} {
		a := answered(c.words)
		a.Complaint = c.complaint
		if err := s.CloseInquiry(t.Context(), c.id, a, false, "cli:per"); err != nil {
			t.Fatal(err)
		}
	}
	told := map[dialer.InquiryID]int{}
	for _, f := range facts(t, s, sqlite.Query{}) {
		if f.Kind == dialer.FactComplaint {
			told[f.Inquiry]++
			if !f.At.Equal(monday) || f.Code != "email" || f.Attempt != 0 {
				t.Errorf("told as %+v", f)
			}
		}
	}
	if want := (map[dialer.InquiryID]int{one: 1, two: 1}); !maps.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	for _, step := range []struct{ months, gone int }{{8, 1}, {11, 0}, {13, 2}} {
		now.at = monday.AddDate(0, step.months, 0)
		if n, err := s.PurgeInquiries(t.Context(), now.at, inquiry.Keep{Months: 7, Complaint: 12}); err != nil ||
			n != step.gone {
			t.Errorf("after %d months %d went, want %d: %v", step.months, n, step.gone, err)
		}
	}
}
