package registers_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// past is a book with one lead; err is what each question to it fails with.
type past struct {
	served                     bool
	lead, home, history, serve error
}

func (p past) Lead(context.Context, dialer.LeadID) (dialer.Lead, error) {
	return dialer.Lead{ID: 1, Number: "+4790000001", Name: "as it is now"}, p.lead
}

func (p past) Household(context.Context, dialer.Number) ([]dialer.PersonKey, error) {
	return []dialer.PersonKey{7}, p.home
}

func (p past) History(context.Context, dialer.CampaignID, dialer.ClientID, dialer.Number, dialer.Day) (
	sqlite.History, error) {
	return sqlite.History{CampaignAttempts: 2, Flagged: true}, p.history
}

func (p past) ServedLead(context.Context, dialer.LeadID) (bool, error) { return p.served, p.serve }

// asked are registers that note who they are asked about.
type asked struct {
	err error
	who dialer.Subject
}

func (a *asked) Check(_ context.Context, who dialer.Subject, regs []dialer.RegisterID) (
	[]dialer.RegisterAnswer, error) {
	a.who = who
	return make([]dialer.RegisterAnswer, len(regs)), a.err
}

func TestWhatCannotBeLearntIsNotDialed(t *testing.T) {
	fault := errors.New("disk I/O error")
	never, heard := func() string { return "" }, func() error { return nil }
	for _, tt := range []struct {
		name string
		book past
		sets error
		halt func() string
		deaf func() error
		want error // nil: the facts
	}{
		{name: "all is known"},
		{name: "the lead", book: past{lead: fault}, want: fault},
		{name: "the household", book: past{home: fault}, want: fault},
		{name: "the history", book: past{history: fault}, want: fault},
		{name: "the registers", sets: fault, want: fault},
		{name: "whether the person was served", book: past{serve: fault}, want: fault},
		{name: "served in a call of their own", book: past{served: true}, want: dialer.ErrNotFound},
		{name: "others are not heard", deaf: func() error { return fault }, want: fault},
		{
			name: "dialing is halted", halt: func() string { return "the watch broke" },
			want: errors.New("the watch broke"),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.halt == nil {
				tt.halt = never
			}
			if tt.deaf == nil {
				tt.deaf = heard
			}
			sets := &asked{err: tt.sets}
			k := registers.Unserved{Heard: registers.Heard{
				Lookup: registers.Lookup{Book: tt.book, Sets: sets}, Halt: tt.halt, Deaf: tt.deaf,
			}}
			f, err := k.Look(t.Context(), dialer.Campaign{}, dialer.Lead{ID: 1, Name: "as it was"}, time.Time{})
			if tt.want != nil {
				if err == nil || !errors.Is(err, tt.want) && err.Error() != tt.want.Error() || f.HistoryKnown {
					t.Errorf("got %+v, %v; want no facts, and %v", f, err, tt.want)
				}
				return
			}
			if err != nil || f.Lead.Name != "as it is now" || f.CampaignAttempts != 2 || f.Flagged != gate.Yes {
				t.Errorf("got %+v, %v", f, err)
			}
			if sets.who.Number != "+4790000001" || len(sets.who.Persons) != 1 {
				t.Errorf("the registers were asked about %+v", sets.who)
			}
		})
	}
}
