package sqlite_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// fullFact has something in every field, so that a field added to the fact and forgotten by the journal is found.
func fullFact() dialer.Fact {
	var f dialer.Fact
	v := reflect.ValueOf(&f).Elem()
	for i := range v.NumField() {
		switch field := v.Field(i); field.Kind() {
		case reflect.String:
			field.SetString("x" + v.Type().Field(i).Name)
		case reflect.Int, reflect.Int64:
			field.SetInt(int64(100 + i))
		case reflect.Bool:
			field.SetBool(true)
		}
	}
	f.At, f.Number = monday.Add(123456789), number(1)
	f.Prompt = dialer.Prompt{Name: "consent-nb", SHA256: "c0ffee"}
	f.Proof = dialer.Proof{Day: "2026-11-23", Key: []byte("k"), Next: []byte("n"), Signature: []byte("s"), Head: "7:ab",
		Token: []byte("t")}
	f.Registers = []dialer.RegisterVersion{{Register: dialer.National, Version: 7, Seq: 8, Count: 9, LoadedAt: monday}}
	return f
}

func TestEveryFieldComesBack(t *testing.T) {
	s := open(t, t.TempDir())
	want := fullFact()
	if v := reflect.ValueOf(want); true {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Fatalf("%s is not tried", v.Type().Field(i).Name)
			}
		}
	}
	write(t, s, want)
	if diff := cmp.Diff([]dialer.Fact{want}, facts(t, s, sqlite.Query{})); diff != "" {
		t.Error(diff)
	}
}

func TestFacts(t *testing.T) {
	s := open(t, t.TempDir())
	other := booked(3, number(1))
	other.Campaign, other.At = "silk", monday.Add(time.Hour)
	write(t, s, booked(1, number(1)), ended(1, dialer.Busy), booked(2, number(2)), other)

	tests := []struct {
		name string
		q    sqlite.Query
		want []dialer.AttemptID
	}{
		{"all, in the order of writing", sqlite.Query{}, []dialer.AttemptID{1, 1, 2, 3}},
		{"one campaign's", sqlite.Query{Campaign: "silk"}, []dialer.AttemptID{3}},
		{"one attempt's", sqlite.Query{Attempt: 1}, []dialer.AttemptID{1, 1}},
		{"one number's", sqlite.Query{Number: number(1)}, []dialer.AttemptID{1, 3}},
		{"a number never seen has none", sqlite.Query{Number: number(9)}, nil},
		{"from is included", sqlite.Query{From: monday.Add(time.Hour)}, []dialer.AttemptID{3}},
		{"to is not", sqlite.Query{To: monday.Add(20 * time.Second)}, []dialer.AttemptID{1, 2}},
		{"all conditions hold together", sqlite.Query{Campaign: "wool", Number: number(1)}, []dialer.AttemptID{1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []dialer.AttemptID
			for _, f := range facts(t, s, test.q) {
				got = append(got, f.Attempt)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFactsCanBeLeftEarly(t *testing.T) {
	s := open(t, t.TempDir())
	for i := range 20 { // more often than the pool has connections
		write(t, s, booked(dialer.AttemptID(i+1), number(i)))
		for range s.Facts(t.Context(), sqlite.Query{}) {
			break
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	bare := dialer.Fact{At: monday, Kind: dialer.FactBooked}
	blocked := dialer.Fact{At: monday, Kind: dialer.FactBlocked, Code: "BLOCK_AGE", Number: number(1)}
	tests := []struct {
		name  string
		facts []dialer.Fact
		want  []string
	}{
		{"a fact without kind and time", []dialer.Fact{{}}, []string{"kind", "at"}},
		{"a booking that no limit could count, with all its faults", []dialer.Fact{bare},
			[]string{"booked.attempt", "booked.campaign", "booked.client", "booked.number"}},
		{"a blocked contact by name", []dialer.Fact{blocked}, []string{"blocked.number", "4.2 j"}},
		{"one bad fact among good ones", []dialer.Fact{booked(1, number(1)), bare}, []string{"booked.attempt"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			err := s.Write(t.Context(), sqlite.Batch{Facts: test.facts})
			for _, want := range test.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want it to say %q", err, want)
				}
			}
			if err != nil && strings.Contains(err.Error(), "90000001") {
				t.Errorf("the number is in clear in %q", err)
			}
			if got := facts(t, s, sqlite.Query{}); len(got) != 0 {
				t.Errorf("something was written: %+v", got)
			}
		})
	}
}

func TestAnAttemptIsBookedOnce(t *testing.T) {
	s := open(t, t.TempDir())
	write(t, s, booked(1, number(1)))
	err := s.Write(t.Context(), sqlite.Batch{Facts: []dialer.Fact{booked(2, number(2)), booked(1, number(1))}})
	if !errors.Is(err, dialer.ErrExists) {
		t.Errorf("got %v, want %v", err, dialer.ErrExists)
	}
	if got := len(facts(t, s, sqlite.Query{})); got != 1 {
		t.Errorf("got %d facts, want 1: a batch is written whole or not at all", got)
	}
	verify(t, s)
}

func TestNumbersNeverStandInClear(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	f := booked(1, number(1))
	f.Detail = "rang +4790000001, that is 90000001"
	write(t, s, f)
	if _, _, err := s.AddLeads(t.Context(), list, []dialer.Lead{
		{Number: number(1), Name: "Kari Nordmann"},
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Reserve(t.Context(), sqlite.OwnRegister, number(1), "by phone", "cli:per"); err != nil {
		t.Fatal(err)
	}
	for _, clear := range []string{"90000001", "Nordmann"} {
		if got := inFiles(t, dir, []byte(clear)); len(got) > 0 {
			t.Errorf("%s is in %v", clear, got)
		}
	}
	if got := facts(t, s, sqlite.Query{Attempt: 1})[0].Detail; strings.Contains(got, "9000") {
		t.Errorf("detail: got %q", got)
	}
}
