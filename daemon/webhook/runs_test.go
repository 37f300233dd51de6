package webhook_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/webhook"
)

// oneEvent is a store with one event that nothing takes away.
type oneEvent struct {
	webhook.Store
	given int
}

func (*oneEvent) StartHook(context.Context) error { return nil }

func (*oneEvent) NextEvent(context.Context, []dialer.FactKind) (sqlite.Event, bool, error) {
	return sqlite.Event{Seq: 1, ID: "1-a", Fact: dialer.Fact{Kind: dialer.FactReserved, At: time.Now()}}, true, nil
}

func (s *oneEvent) Undelivered(context.Context) ([]sqlite.Undelivered, error) {
	return make([]sqlite.Undelivered, s.given), nil
}

// TestAFailureIsToldAndTriedEverLessOften: a secret that cannot be read is in status, and costs a try a minute.
func TestAFailureIsToldAndTriedEverLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		tries, told := 0, error(nil)
		quiet := logrus.New()
		quiet.SetOutput(io.Discard)
		broken := errors.New("the secret is gone")
		webhook.New(webhook.Ports{
			Store: &oneEvent{given: 2}, Now: time.Now, Log: logrus.NewEntry(quiet), Report: func(err error) { told = err },
			Settings: func() webhook.Settings {
				return webhook.Settings{URL: "https://crm.example.no", GiveUp: time.Hour, Key: func() ([]byte, error) {
					tries++
					return nil, broken
				}}
			},
		}).Runs(ctx)
		if tries < 10 || tries > 20 {
			t.Errorf("tried %d times in ten minutes", tries)
		}
		if told == nil || !errors.Is(told, broken) || told.Error() != "the secret is gone\n2 events were given up: "+
			"ringevett webhook list" {
			t.Errorf("told %v", told)
		}
	})
}
