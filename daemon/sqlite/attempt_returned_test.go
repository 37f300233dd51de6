package sqlite_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

func TestRungOnTellsTheCallsThatWentOut(t *testing.T) {
	s := open(t, t.TempDir())
	dialed := func(id dialer.AttemptID, at time.Time) dialer.Fact {
		return dialer.Fact{At: at, Kind: dialer.FactDialed, Attempt: id, Campaign: "wool"}
	}
	write(t, s,
		booked(1, number(1)), dialed(1, monday), ended(1, dialer.Busy),
		booked(2, number(2)), dialed(2, monday),
		booked(3, number(1)), // nothing rang
		booked(4, number(1)), dialed(4, monday.Add(2*time.Hour)), ended(4, dialer.Answered),
		booked(5, number(1)), dialed(5, monday.Add(-time.Hour)),
	)
	one := func(id dialer.AttemptID, at time.Time) sqlite.Rung {
		return sqlite.Rung{Attempt: id, Campaign: "wool", Client: "acme", At: at}
	}
	tests := []struct {
		name  string
		n     dialer.Number
		since time.Time
		want  []sqlite.Rung
	}{
		{"all, the newest first", number(1), monday.Add(-time.Hour),
			[]sqlite.Rung{one(4, monday.Add(2*time.Hour)), one(1, monday), one(5, monday.Add(-time.Hour))}},
		{"none that is older", number(1), monday.Add(-time.Hour + 1),
			[]sqlite.Rung{one(4, monday.Add(2*time.Hour)), one(1, monday)}},
		{"another's are not told", number(2), time.Time{}.AddDate(1970, 0, 0), []sqlite.Rung{one(2, monday)}},
		{"of an unknown number there is nothing", number(3), monday.Add(-time.Hour), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := s.RungOn(t.Context(), tt.n, tt.since)
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
	if _, err := s.Forget(t.Context(), number(1), "asked", "test"); err == nil {
		t.Fatal("forgot a number with an open call")
	}
	write(t, s, ended(3, dialer.NoAnswer), ended(5, dialer.NoAnswer))
	if _, err := s.Forget(t.Context(), number(1), "asked", "test"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.RungOn(t.Context(), number(1), monday.Add(-time.Hour)); err != nil || len(got) != 0 {
		t.Errorf("erased: got %+v, %v", got, err)
	}
}

// A caller waits for the answer, so the journal is never scanned for it.
func TestTheLookUpOfCallsUsesIndicesOnly(t *testing.T) {
	plan, err := open(t, t.TempDir()).PlanOfRungOn(t.Context())
	if err != nil || len(plan) == 0 {
		t.Fatalf("got %q, %v", plan, err)
	}
	for _, step := range plan {
		if strings.HasPrefix(step, "SCAN") {
			t.Errorf("%s, in %q", step, plan)
		}
	}
}

func TestATraceUsesIndicesOnly(t *testing.T) {
	plan, err := open(t, t.TempDir()).PlansOfATrace(t.Context())
	if err != nil || len(plan) < 6 {
		t.Fatalf("got %q, %v", plan, err)
	}
	for _, step := range plan {
		if strings.HasPrefix(step, "SCAN") {
			t.Errorf("%s, in %q", step, plan)
		}
	}
}

func TestACallIsFoundByItsChannel(t *testing.T) {
	s := open(t, t.TempDir())
	fact := func(kind dialer.FactKind, channel string, at time.Time) dialer.Fact {
		return dialer.Fact{At: at, Kind: kind, Code: channel, Visible: "+4722000001"}
	}
	want := []dialer.Fact{fact(dialer.FactReturned, "7.1", monday),
		fact(dialer.FactReturnedOver, "7.1", monday.Add(time.Hour))}
	write(t, s, want[0], fact(dialer.FactReturned, "7.2", monday), dialer.Fact{At: monday, Kind: dialer.FactCampaign,
		Code: "7.1"}, want[1])
	got, err := s.OnChannel(t.Context(), "7.1")
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestReturnedGivesOneCallsFacts(t *testing.T) {
	s := open(t, t.TempDir())
	fact := func(kind dialer.FactKind, channel string, at time.Time) dialer.Fact {
		return dialer.Fact{At: at, Kind: kind, Code: channel, Visible: "+4722000001"}
	}
	want := []dialer.Fact{fact(dialer.FactReturned, "7.1", monday),
		fact(dialer.FactReturnedLost, "7.1", monday.Add(time.Minute))}
	write(t, s, want[0], fact(dialer.FactReturned, "7.2", monday), dialer.Fact{At: monday, Kind: dialer.FactCampaign,
		Code: "7.1"}, want[1],
		fact(dialer.FactReturnedOver, "7.1", monday.Add(time.Hour)))
	got, err := s.Returned(t.Context(), "7.1", monday, monday.Add(time.Hour))
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// benchYear is when the long journal begins: its 500,000 facts are of 100,000 calls to 20,000 numbers, five to each.
var benchYear = monday.AddDate(-1, 0, 0)

func longJournal(b *testing.B, dir string) *sqlite.Store {
	s := open(b, dir)
	const calls, numbers = 100_000, 20_000
	var facts []dialer.Fact
	for i := range calls {
		id, at := dialer.AttemptID(i+1), benchYear.Add(time.Duration(i)*5*time.Minute)
		for j, f := range []dialer.Fact{booked(id, dialer.Number(fmt.Sprintf("+479%07d", i%numbers))),
			{Kind: dialer.FactDialed}, {Kind: dialer.FactRinging}, {Kind: dialer.FactAnswered},
			ended(id, dialer.Answered)} {
			f.Attempt, f.At, f.Campaign = id, at.Add(time.Duration(j)*time.Second), "wool"
			facts = append(facts, f)
		}
		if len(facts) >= 5000 {
			write(b, s, facts...)
			facts = facts[:0]
		}
	}
	return s
}

// BenchmarkReturned is what a caller waits for at the journal: the look-up, and the entry that the call came.
func BenchmarkReturned(b *testing.B) {
	s := longJournal(b, b.TempDir())
	var took []time.Duration
	i := 0
	for b.Loop() {
		began := time.Now()
		n := dialer.Number(fmt.Sprintf("+479%07d", i*7919%20_000))
		rung, err := s.RungOn(b.Context(), n, benchYear)
		if err != nil || len(rung) != 5 {
			b.Fatalf("got %d calls, %v, want 5", len(rung), err)
		}
		write(b, s, dialer.Fact{At: monday, Kind: dialer.FactReturned, Number: n, Visible: "+4722000001",
			Code: fmt.Sprintf("7.%d", i)})
		took = append(took, time.Since(began))
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(took[len(took)-1].Microseconds()), "most-µs")
}

// BenchmarkRungOn is the look-up alone.
func BenchmarkRungOn(b *testing.B) {
	s := longJournal(b, b.TempDir())
	i := 0
	for b.Loop() {
		n := dialer.Number(fmt.Sprintf("+479%07d", i*7919%20_000))
		if rung, err := s.RungOn(b.Context(), n, benchYear); err != nil || len(rung) != 5 {
			b.Fatalf("got %d calls, %v, want 5", len(rung), err)
		}
		i++
	}
}

// BenchmarkTrace is one call of a year, by attempt and by channel. The channel's calls are 5 in 1,000.
func BenchmarkTrace(b *testing.B) {
	s := longJournal(b, b.TempDir())
	for i := range 500 {
		channel := fmt.Sprintf("7.%d", i)
		write(b, s, dialer.Fact{At: monday, Kind: dialer.FactReturned, Visible: "+4722000001", Code: channel},
			dialer.Fact{At: monday, Kind: dialer.FactReturnedOver, Visible: "+4722000001", Code: channel})
	}
	b.Run("attempt", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			facts := 0
			for _, err := range s.Facts(b.Context(), sqlite.Query{Attempt: dialer.AttemptID(i*7919%100_000 + 1)}) {
				if err != nil {
					b.Fatal(err)
				}
				facts++
			}
			if facts != 5 {
				b.Fatalf("got %d facts", facts)
			}
		}
	})
	b.Run("channel", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if facts, err := s.OnChannel(b.Context(), fmt.Sprintf("7.%d", i*79%500)); err != nil || len(facts) != 2 {
				b.Fatalf("got %d facts, %v", len(facts), err)
			}
		}
	})
}
