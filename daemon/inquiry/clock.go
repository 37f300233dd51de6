// Package inquiry holds the rules for what people ask of the call centre: when an answer is due, who may say that it
// was given, in which way, and how long the dialogue is kept (4.4.3, norm 2.9).
package inquiry

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Window is the time for an answer: hours of the clock, weekends and holidays included (norm 5, no. 26).
const Window = 24 * time.Hour

// Due is when the time for the answer ends. An answer at that very instant is in time.
func Due(received time.Time) time.Time { return received.Add(Window) }

// Stage is how far the clock of an open inquiry has come. Stages are told in their order, each once.
type Stage int

// The stages.
const (
	Early     Stage = iota
	FourHours       // at most four hours are left
	OneHour         // at most one
	Late            // the time is over: a breach
)

// String is the word that is stored with an alarm.
func (s Stage) String() string {
	return [...]string{"none", "4h", "1h", "late"}[s]
}

// Fact is the kind of fact that tells the stage.
func (s Stage) Fact() dialer.FactKind {
	if s == Late {
		return dialer.FactInquiryLate
	}
	return dialer.FactInquiryAlarm
}

// At is when an inquiry that is due then comes to a stage.
func At(due time.Time, s Stage) time.Time {
	switch s {
	case FourHours:
		return due.Add(-4 * time.Hour)
	case OneHour:
		return due.Add(-time.Hour)
	case Late:
		return due.Add(1) // the first instant that is too late
	}
	return due.Add(-Window)
}

// Clock is the stage that an open inquiry has come to; an answered one has none.
func Clock(now time.Time, in dialer.Inquiry) Stage {
	if !in.Closed.IsZero() {
		return Early
	}
	s := Early
	for s < Late && !now.Before(At(in.Due, s+1)) {
		s++
	}
	return s
}

// Untold are the stages to tell now, in order. What was missed while no daemon ran is told all the same, and a clock
// that was put back tells nothing again.
func Untold(told, reached Stage) (todo []Stage) {
	for s := told + 1; s <= reached; s++ {
		todo = append(todo, s)
	}
	return todo
}

// Next is when an open inquiry comes to its next stage; ok is false where it has come to the last.
func Next(due time.Time, told Stage) (at time.Time, ok bool) {
	if told >= Late {
		return time.Time{}, false
	}
	return At(due, told+1), true
}

// WasLate reports whether an answer at this time comes too late.
func WasLate(at, due time.Time) bool { return at.After(due) }
