package engine_test

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/hours"
)

// keptJournal is a journal in memory that can be read back, after a while and not at the first try.
type keptJournal struct {
	mu    sync.Mutex
	facts []dialer.Fact
	reads int
}

func (j *keptJournal) Write(_ context.Context, b dialer.Batch) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.facts = append(j.facts, b.Facts...)
	return nil
}

func (j *keptJournal) recall(_ context.Context, id dialer.AttemptID) (all []dialer.Fact, err error) {
	time.Sleep(3 * time.Second)
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.reads++; j.reads == 1 {
		return nil, errors.New("the disk is busy")
	}
	for _, f := range j.facts {
		if f.Attempt == id {
			all = append(all, f)
		}
	}
	return all, nil
}

func talked(id dialer.AttemptID, at time.Time) (all []dialer.Fact) {
	for i, f := range []dialer.Fact{
		{Kind: dialer.FactBooked, Client: "k", Visible: "+4722000001"},
		{Kind: dialer.FactAnswered}, {Kind: dialer.FactBridged},
		{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer},
		{Kind: dialer.FactDisposed, Disposition: dialer.Person},
	} {
		f.At, f.Attempt, f.Campaign = at.Add(time.Duration(i)*time.Second), id, "c0"
		all = append(all, f)
	}
	return all
}

// TestACorrectionOfAnAttemptForgottenIsCounted: words on a call of the day before come while its facts are being read,
// some on the disk by then and some not; the last word holds, each is counted once, and the loop does not wait.
func TestACorrectionOfAnAttemptForgottenIsCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		j := &keptJournal{facts: talked(1, time.Now().AddDate(0, 0, -1))}
		j.facts = append(j.facts, talked(2, time.Now().Add(-time.Minute))...)
		tally := figures.NewTally(hours.Oslo())
		tally.Forget(time.Hour)
		for _, f := range j.facts {
			tally.Apply(f)
		}
		if tally.Held() != 1 {
			t.Fatalf("%d attempts are held, want the newest alone", tally.Held())
		}
		log := logrus.New()
		log.SetOutput(io.Discard)
		ports := engine.Ports{Journal: j, Recall: j.recall, Now: time.Now, Log: logrus.NewEntry(log)}
		e := engine.New(engine.Settings{T: 2 * time.Second}, ports, 100)
		e.SetCampaigns([]dialer.Campaign{{ID: "c0"}})
		e.Resume(tally)
		ended := make(chan struct{})
		go func() { defer close(ended); e.Run(ctx) }()
		live := func(want int) {
			t.Helper()
			s, err := e.Snapshot(ctx)
			if err != nil || len(s.Campaigns) != 1 || s.Campaigns[0].Date.Live != want {
				t.Errorf("%v, %+v; want %d live", err, s.Campaigns, want)
			}
		}
		live(2)
		for _, word := range []dialer.Disposition{dialer.Person, dialer.Machine, dialer.WrongNumber, dialer.Machine} {
			f := dialer.Fact{At: time.Now(), Kind: dialer.FactDisposed, Campaign: "c0", Attempt: 1, Disposition: word}
			if err := e.Correct(ctx, dialer.Batch{Facts: []dialer.Fact{f}}); err != nil {
				t.Fatal(err)
			}
			live(2) // the loop answers, and nothing is counted yet
			time.Sleep(time.Second)
		}
		time.Sleep(time.Minute)
		live(1)
		cancel()
		<-ended
	})
}

// TestDistrustStopsDialing: it is said in the snapshot and written once.
func TestDistrustStopsDialing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		j := &keptJournal{}
		log := logrus.New()
		log.SetOutput(io.Discard)
		e := engine.New(engine.Settings{}, engine.Ports{Journal: j, Now: time.Now, Log: logrus.NewEntry(log)}, 1)
		e.Distrust("journal is broken at entry 7")
		ended := make(chan struct{})
		go func() { defer close(ended); e.Run(ctx) }()
		e.Distrust("journal is broken at entry 9")
		s, err := e.Snapshot(ctx)
		if want := "journal is broken at entry 7; nothing is dialed"; err != nil || s.Halted != want {
			t.Errorf("halted: %q, %v; want %q", s.Halted, err, want)
		}
		cancel()
		<-ended
		if len(j.facts) != 1 || j.facts[0].Kind != dialer.FactBreach {
			t.Errorf("got %+v, want one breach", j.facts)
		}
	})
}
