package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// The child of TestACheckpointOutlivesKills counts beside its own writing, and writes a checkpoint every few facts.
const childCounts = "RINGEVETT_TEST_COUNT_UNTIL_KILLED"

func campaignOf(id dialer.AttemptID) dialer.CampaignID {
	return dialer.CampaignID(fmt.Sprintf("c%d", id%3))
}

// call gives the facts of one answered call, and now and then a correction of an older one.
func call(r *rand.Rand, id dialer.AttemptID) []dialer.Fact {
	at := monday.Add(time.Duration(id) * 40 * time.Second)
	f := func(kind dialer.FactKind, after time.Duration) dialer.Fact {
		return dialer.Fact{At: at.Add(after), Kind: kind, Attempt: id, Campaign: campaignOf(id), Client: "acme"}
	}
	b := f(dialer.FactBooked, 0)
	b.Number, b.Visible, b.T = number(int(id%100)), "+4722000001", 2*time.Second
	e := f(dialer.FactEnded, 30*time.Second)
	e.Outcome, e.Party = dialer.Answered, dialer.ByConsumer
	all := []dialer.Fact{b, f(dialer.FactDialed, time.Second), f(dialer.FactAnswered, 9*time.Second)}
	if r.IntN(5) > 0 {
		all = append(all, f(dialer.FactBridged, 10*time.Second))
	}
	all = append(all, e)
	if r.IntN(3) > 0 {
		d := f(dialer.FactDisposed, 33*time.Second)
		d.Disposition = dialer.Person
		all = append(all, d)
	}
	if old := dialer.AttemptID(r.Int64N(int64(id)) + 1); r.IntN(4) == 0 {
		d := f(dialer.FactDisposed, 34*time.Second)
		d.Attempt, d.Campaign, d.Disposition = old, campaignOf(old), dialer.Machine
		all = append(all, d)
	}
	return all
}

// countUntilKilled writes calls from the first id on, and checkpoints beside it.
func countUntilKilled(dir string, first dialer.AttemptID) error {
	ctx := context.Background()
	s, err := sqlite.Create(ctx, options(dir))
	if err != nil {
		return err
	}
	c, refused, err := s.OpenCounter(ctx)
	if err != nil || refused != "" {
		return fmt.Errorf("refused %q: %w", refused, err)
	}
	failed := make(chan error, 2)
	go func() {
		r := rand.New(rand.NewPCG(uint64(first), 2))
		for id := first; ; id++ {
			if err := s.Write(ctx, sqlite.Batch{Facts: call(r, id)}); err != nil {
				failed <- err
			}
			fmt.Println(int64(id))
		}
	}()
	go func() {
		for {
			if err := c.CountAll(ctx, func(int64, int64) {}); err != nil {
				failed <- err
			}
			if err := c.Save(ctx); err != nil {
				failed <- err
			}
		}
	}()
	return <-failed
}

// ledgersOf are all that a tally of the calls can be asked.
func ledgersOf(t *figures.Tally) (all []figures.Ledger) {
	for _, id := range []dialer.CampaignID{"c0", "c1", "c2"} {
		all = append(all, t.Total(id), t.Inherited(dialer.Campaign{ID: id}, monday))
		for day := range 10 {
			all = append(all, t.Day(id, dialer.DayOf(monday.AddDate(0, 0, day), hours.Oslo())))
		}
	}
	return all
}

// counted gives the ledgers as a start finds them, where it began to count, and those of the whole journal.
func counted(t *testing.T, s *sqlite.Store) (resumed, whole []figures.Ledger, from, to int64) {
	t.Helper()
	c, refused, err := s.OpenCounter(t.Context())
	if err != nil || refused != "" {
		t.Fatalf("refused %q, %v", refused, err)
	}
	from = c.Seq()
	if err := c.CountAll(t.Context(), func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	all := figures.NewTally(hours.Oslo())
	for _, f := range facts(t, s, sqlite.Query{}) {
		all.Apply(f)
	}
	return ledgersOf(c.Tally()), ledgersOf(all), from, c.Seq()
}

// TestACheckpointOutlivesKills: killed at any moment of writing and counting, the next start comes to the figures of
// the whole journal, from a checkpoint and not from the beginning.
func TestACheckpointOutlivesKills(t *testing.T) {
	dir, first, resumed := t.TempDir(), dialer.AttemptID(1), 0
	for kill := range 5 {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), childCounts+"="+fmt.Sprint(int64(first)), childDir+"="+dir)
		told := childTells(t, cmd, 30+rand.IntN(400))
		if len(told) == 0 {
			t.Fatal("the child wrote nothing")
		}
		first = told[len(told)-1] + 100 // what it wrote and did not tell is among those left out
		s := open(t, dir)
		got, want, from, to := counted(t, s)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("kill %d, checkpoint at %d of %d (-whole journal +resumed):\n%s", kill, from, to, diff)
		}
		if from > 0 {
			resumed++
		}
		s.Close()
	}
	t.Logf("5 kills, %d starts from a checkpoint", resumed)
	if resumed < 4 {
		t.Errorf("only %d of 5 starts found a checkpoint", resumed)
	}
}

// TestACheckpointThatWasTouchedIsRefused: a checkpoint that was edited, replaced, cut or added to is refused. The whole
// journal is counted instead, and the next checkpoint is good again.
func TestACheckpointThatWasTouchedIsRefused(t *testing.T) {
	for _, tt := range []struct{ name, before, after, refused string }{
		{"as it was", "", "", ""},
		{"a ledger is changed", "", `UPDATE checkpoint
			SET doc = CAST(replace(CAST(doc AS TEXT), '"abandoned":', '"abandoned":1') AS BLOB) WHERE day <> ''`,
			"not sealed"},
		{"the seal of another day", "",
			`UPDATE checkpoint SET seal = (SELECT max(seal) FROM checkpoint) WHERE day <> ''`, "not sealed"},
		{"another position", "", `UPDATE checkpoint SET seq = seq - 1 WHERE day = ''`, "not sealed"},
		{"a day is taken away", "", `DELETE FROM checkpoint WHERE campaign = 'c1'`, "taken away"},
		{"an old row is put back", `CREATE TABLE kept AS SELECT * FROM checkpoint`,
			`UPDATE checkpoint SET (seq, doc, seal) =
				(SELECT seq, doc, seal FROM kept k WHERE k.campaign = 'c1') WHERE campaign = 'c1'`, "put back"},
		// An older one is as good: more is counted.
		{"all is put back", `CREATE TABLE kept AS SELECT * FROM checkpoint`,
			`DELETE FROM checkpoint; INSERT INTO checkpoint SELECT * FROM kept`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, r := t.TempDir(), rand.New(rand.NewPCG(1, 1))
			checkpoint(t, dir, r, 1)
			if tt.before != "" {
				tamper(t, dir, tt.before)
			}
			checkpoint(t, dir, r, 61)
			if tt.after != "" {
				tamper(t, dir, strings.Split(tt.after, "; ")...)
			}
			s := open(t, dir)
			c, refused, err := s.OpenCounter(t.Context())
			if err != nil || tt.refused == "" && refused != "" || !strings.Contains(refused, tt.refused) {
				t.Fatalf("refused %q, %v, want %q", refused, err, tt.refused)
			}
			if (c.Seq() == 0) != (tt.refused != "") {
				t.Errorf("it counts from %d", c.Seq())
			}
			if err := errors.Join(c.CountAll(t.Context(), func(int64, int64) {}), c.Save(t.Context())); err != nil {
				t.Fatal(err)
			}
			got, want, from, _ := counted(t, s)
			if diff := cmp.Diff(want, got); diff != "" || from == 0 {
				t.Errorf("from %d (-whole journal +resumed):\n%s", from, diff)
			}
		})
	}
}

// checkpoint writes sixty calls and a checkpoint.
func checkpoint(t *testing.T, dir string, r *rand.Rand, first dialer.AttemptID) {
	t.Helper()
	s := open(t, dir)
	defer s.Close()
	for id := first; id < first+60; id++ {
		write(t, s, call(r, id)...)
	}
	c, _, err := s.OpenCounter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(c.CountAll(t.Context(), func(int64, int64) {}), c.Save(t.Context())); err != nil {
		t.Fatal(err)
	}
}

// TestACountProvesTheChain: an entry changed after the checkpoint is found by the count that passes it.
func TestACountProvesTheChain(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(1, 1))
	checkpoint(t, dir, r, 1)
	s := open(t, dir)
	for id := dialer.AttemptID(61); id < 90; id++ {
		write(t, s, call(r, id)...)
	}
	s.Close()
	tamper(t, dir, `UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), 'person', 'machine') AS BLOB) WHERE seq =
		(SELECT max(seq) FROM journal WHERE kind = 'disposed' AND CAST(body AS TEXT) LIKE '%person%'
			AND attempt BETWEEN 61 AND 80)`)
	c, _, err := open(t, dir).OpenCounter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var broken *sqlite.Broken
	if err := c.CountAll(t.Context(), func(int64, int64) {}); !errors.As(err, &broken) || broken.Entry == 0 {
		t.Errorf("got %v, want the entry that was changed", err)
	}
}
