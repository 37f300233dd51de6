package engine_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/training"
)

// taught is a ledger in which agents know all items but those left out, each from one day on for so many months.
func taught(day time.Time, months int, agents []string, without ...training.Item) training.Ledger {
	l := training.Ledger{Entries: map[training.Person][]training.Entry{}}
	for _, item := range []training.Item{training.Norm, training.Statute} {
		l.Pins = append(l.Pins, training.Pin{Item: item, Version: "v1", Since: day})
	}
	for _, a := range agents {
		who := training.OfAgent(dialer.AgentID(a))
		for _, item := range training.Items() {
			if strings.Contains(strings.Join(words(without), " "), string(item)) {
				continue
			}
			e := training.Entry{Person: who, Item: item, Version: l.Current(item), Day: day, Months: months}
			if item == training.Product {
				e.Campaign = "c1"
			}
			l.Entries[who] = append(l.Entries[who], e)
		}
	}
	return l
}

// untaught has the floor know that anna was taught all items but these.
func (f *floor) untaught(items []string) error {
	without := make([]training.Item, len(items))
	for i, item := range items {
		without[i] = training.Item(item)
	}
	f.training = taught(midnight(f.now()), 12, []string{"anna"}, without...)
	if !f.running {
		return nil
	}
	return f.e.PutTraining(f.t.Context(), f.training)
}

func words(items []training.Item) (all []string) {
	for _, i := range items {
		all = append(all, string(i))
	}
	return all
}

func midnight(d time.Time) time.Time {
	y, m, day := d.In(hours.Oslo()).Date()
	return time.Date(y, m, day, 0, 0, 0, 0, hours.Oslo())
}

// TestTrainingKeepsFromCalls has each way in which training may be missing, and its negative.
func TestTrainingKeepsFromCalls(t *testing.T) {
	for _, c := range []struct {
		name    string
		without []training.Item
		want    []string // in the transcript
		never   []string
	}{
		{"complete", nil, []string{"!login", "a1 join anna"}, []string{"training-missing"}},
		{"privacy missing", []training.Item{training.Privacy},
			[]string{"anna say training-missing privacy", "anna hangup", "!untrained"},
			[]string{"!login", "a1 create", "say welcome"}},
		{"two missing", []training.Item{training.Norm, training.Routines},
			[]string{"anna say training-missing norm", "anna say training-missing routines"}, []string{"!login"}},
		{"the product missing", []training.Item{training.Product}, []string{"!login"}, []string{"a1 create"}},
		{"expectations missing: check alone tells", []training.Item{training.Expectations}, []string{"a1 join anna"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFloor(t)
				f.training = taught(midnight(f.now()), 12, []string{"anna"}, c.without...)
				f.tellLines("10:00:00 agent anna\n lead 90000001")
				f.until(mustClock("10:00:30"))
				got := f.transcript()
				for _, w := range c.want {
					if !strings.Contains(got, w) {
						t.Errorf("want %q in\n%s", w, got)
					}
				}
				for _, w := range c.never {
					if strings.Contains(got, w) {
						t.Errorf("got %q in\n%s", w, got)
					}
				}
			})
		})
	}
}

// TestTrainingThatEndsOnTheLine: the conversation goes on to its end; then the agent hears what is missing, and no
// further call comes.
func TestTrainingThatEndsOnTheLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.training = taught(midnight(f.now()), 12, []string{"anna", "berit"})
		f.tellLines("10:00:00 agent anna\n lead 90000001\n lead 90000002\n10:00:01 a1 rings\n10:00:09 a1 answered")
		short := taught(midnight(f.now()), 12, []string{"berit"})
		if err := f.e.PutTraining(t.Context(), short); err != nil {
			t.Fatal(err)
		}
		f.until(mustClock("10:00:30"))
		if got := f.transcript(); strings.Contains(got, "anna hangup") || strings.Contains(got, "training-missing") {
			t.Fatalf("the conversation was cut:\n%s", got)
		}
		f.tellLines("10:01:00 a1 hangs up 16\n10:01:10 anna keys *01")
		f.until(mustClock("10:02:00"))
		got := f.transcript()
		for _, want := range []string{"!untrained", "anna say training-missing norm", "anna hangup"} {
			if !strings.Contains(got, want) {
				t.Errorf("want %q in\n%s", want, got)
			}
		}
		if strings.Contains(got, "a2 create") {
			t.Errorf("another call was made:\n%s", got)
		}
	})
}

// TestTrainingEndsByTime: nothing but the clock says that it is over.
func TestTrainingEndsByTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.training = taught(midnight(f.now()).AddDate(0, -12, -1), 12, []string{"anna"})
		for who, all := range f.training.Entries { // a grace that ends at 11
			for i := range all {
				all[i].Months = 24
			}
			f.training.Entries[who] = all
		}
		f.training.Pins = append(f.training.Pins, training.Pin{
			Item: training.Norm, Version: "v2", Since: midnight(f.now()).Add(11 * time.Hour).Add(-training.Grace),
		})
		f.tellLines("10:00:00 agent anna")
		f.until(mustClock("10:59:59"))
		if got := f.transcript(); !strings.Contains(got, "!login") || strings.Contains(got, "training-missing") {
			t.Fatalf("within the grace:\n%s", got)
		}
		f.until(mustClock("11:00:01"))
		if got := f.transcript(); !strings.Contains(got, "anna say training-missing norm") {
			t.Errorf("after the grace:\n%s", got)
		}
	})
}

// TestACampaignIsChosenWithItsTrainingAlone has an agent choose the campaign whose training is missing, then the other.
func TestACampaignIsChosenWithItsTrainingAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFloor(t)
		f.training = taught(midnight(f.now()), 12, []string{"anna"})
		f.tellLines("rival skog anna\n10:00:00 agent anna\n10:00:05 anna keys *562\n10:00:10 anna keys *561\n" +
			"10:00:15 lead 90000001\n10:00:20 lead 90000002 of skog")
		f.until(mustClock("10:00:30"))
		got := f.transcript()
		for at, want := range map[string]string{
			"10:00:05": "anna say training-missing product", "10:00:10": "!seat_campaign", "10:00:15": "a1 join anna",
			"10:00:20": "",
		} {
			if line := lineAt(got, at); !strings.Contains(line, want) || want == "" && line != "" {
				t.Errorf("%s: got %q, want %q", at, line, want)
			}
		}
	})
}
