package sqlite_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// What is counted of a fact is read whole, whatever its texts hold.
func TestWhatIsCountedIsReadWithoutTheWords(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	odd := `,"number":{ ,"detail":" \ "`
	want := []dialer.Fact{
		{At: monday, Kind: dialer.FactBooked, Attempt: 1, Campaign: "wool", Client: "acme", Lead: 7,
			Visible: "+4722000001",
			T:       time.Second, Code: odd, By: odd, Exempt: odd},
		{At: monday, Kind: dialer.FactEnded, Attempt: 1, Campaign: "wool", Outcome: dialer.Answered, Party: "agent",
			Cause: 16, By: odd + ","},
	}
	told := slices.Clone(want)
	told[0].Number, told[0].Detail = number(1), odd
	told[0].Registers = []dialer.RegisterVersion{{Register: "own", Seq: 3}}
	told[1].Detail = odd
	write(t, s, told...)
	var got []dialer.Fact
	err := s.EachAttempt(t.Context(), []dialer.AttemptID{1}, func(facts []dialer.Fact) bool {
		got = slices.Clone(facts)
		return true
	})
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// Every fact of a day is told once, also where entries of that day stand far apart because the clock was set.
func TestFactsAroundADayAreAllTold(t *testing.T) {
	for _, tt := range []struct {
		name  string
		apart int // entries of other days between two of the day
	}{{"together", 0}, {"a few between", 10}, {"far apart", 5000}} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			book(t, s)
			day := monday.AddDate(0, 0, 1)
			var facts []dialer.Fact
			for i := range 2 + tt.apart {
				f := ended(dialer.AttemptID(i+1), dialer.Busy)
				f.At = monday.Add(time.Duration(i) * time.Second)
				if i == 0 || i == 1+tt.apart {
					f.At = day.Add(time.Duration(i) * time.Second)
				}
				facts = append(facts, f, f)
			}
			write(t, s, facts...)
			told := map[dialer.AttemptID]int{}
			err := s.FactsAround(t.Context(), day, day.AddDate(0, 0, 1), func(f dialer.Fact) { told[f.Attempt]++ })
			if err != nil || told[1] != 2 || told[dialer.AttemptID(2+tt.apart)] != 2 {
				t.Errorf("told %v, %v", told, err)
			}
			if tt.apart == 5000 && len(told) != 2 {
				t.Errorf("%d attempts were read for two", len(told))
			}
			err = s.FactCounts(t.Context(), slices.Sorted(maps.Keys(told)), func(id dialer.AttemptID, n int) {
				if n != 2 {
					t.Errorf("attempt %d has %d facts", id, n)
				}
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}
