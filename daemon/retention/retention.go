// Package retention says how long recordings are kept and what keeps one longer (8.2.1 b-d). It also puts into words
// how long each kind of record about a person is kept (norm 2.9).
package retention

import (
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Limits in days. The code says "some days" for quality and training; the figures are our reading of it (norm 5, no.
// 13).
const (
	DefaultDays  = 3
	MaxDays      = 7  // without an assessment
	AssessedDays = 30 // with one; never more
	maxComplaint = 90 // and may be renewed, with a reason
	maxAccess    = 30
)

// Purposes a recording may have. A sale's proof is none of them (norm 5, no. 14).
func Purposes() []string { return []string{"quality", "training"} }

// Category is one kind of recording: why, on what ground, and for how long (8.2.1).
type Category struct {
	ID            string
	Purpose       string
	LIARef        string // the assessment of legitimate interest: where it lies
	LIADate       string // 2026-11-23
	Days          int
	Reason        string // why so many days are needed, whatever they are (8.2.1 c)
	AssessmentRef string // over MaxDays: where the assessment is, its date and author
	AssessedOn    string
	AssessedBy    string
}

// Check tells everything that is wrong with a category; field is what it is called where it was written.
func (c Category) Check(field string) (faults []dialer.Invalid) {
	add := func(name, value, why string) {
		faults = append(faults, dialer.Invalid{Field: field + "." + name, Value: value, Why: why})
	}
	need := func(name, value, why string) {
		if value == "" {
			add(name, "", why)
		}
	}
	need("category", c.ID, "what the category is called")
	if !slices.Contains(Purposes(), c.Purpose) {
		add("purpose", c.Purpose, "quality or training (8.2.1); proof of an order is no purpose here")
	}
	need("lia_ref", c.LIARef,
		"where the assessment of legitimate interest lies: without one nothing is recorded (8.2.1)")
	day(add, "lia_date", c.LIADate, "the day of that assessment, 2026-11-23")
	need("retention_reason", c.Reason, "why so many days are needed, the default too (8.2.1 c)")
	days := fmt.Sprint(c.Days)
	switch {
	case c.Days < 1:
		add("retention_days", days, "at least 1: what is not to be kept is not to be recorded")
	case c.Days > AssessedDays:
		add("retention_days", days, fmt.Sprintf("never over %d for quality and training (8.2.1 b)", AssessedDays))
	case c.Days > MaxDays:
		const why = "over 7 days need a documented assessment: where it is, its day, its author (8.2.1 c)"
		need("assessment_ref", c.AssessmentRef, why)
		day(add, "assessment_date", c.AssessedOn, why)
		need("assessment_by", c.AssessedBy, why)
	}
	return faults
}

func day(add func(name, value, why string), name, value, why string) {
	if _, err := time.Parse(time.DateOnly, value); err != nil {
		add(name, value, why)
	}
}

// Due is when a recording that ended then goes.
func Due(ended time.Time, days int) time.Time { return ended.Add(time.Duration(days) * 24 * time.Hour) }

// Goes reports whether a recording is to go now. Running, it stays until it has ended; going or gone, there is
// nothing left to decide.
func Goes(now time.Time, r dialer.Recording) bool {
	settled := r.State == dialer.RecordingKept || r.State == dialer.RecordingLeft
	return settled && !r.Due.After(now) && Held(now, r) == nil
}

// Held is the hold that keeps a recording longest; nil where none does. A hold ends by itself.
func Held(now time.Time, r dialer.Recording) *dialer.RecordingHold {
	var longest *dialer.RecordingHold
	for i, h := range r.Holds {
		if h.Until.After(now) && (longest == nil || h.Until.After(longest.Until)) {
			longest = &r.Holds[i]
		}
	}
	return longest
}

// Hold makes a hold of so many days; 0 is as many as its kind may last.
func Hold(now time.Time, kind dialer.HoldKind, days int, why, by string) (dialer.RecordingHold, error) {
	limit := map[dialer.HoldKind]int{dialer.HoldComplaint: maxComplaint, dialer.HoldAccess: maxAccess}[kind]
	if days == 0 {
		days = limit
	}
	switch {
	case limit == 0:
		return dialer.RecordingHold{}, dialer.Invalid{Field: "hold", Value: string(kind), Why: "complaint or access"}
	case days < 1 || days > limit:
		return dialer.RecordingHold{}, dialer.Invalid{
			Field: "days", Value: fmt.Sprint(days),
			Why: fmt.Sprintf("1 to %d for %s; it may be renewed, with a reason", limit, kind),
		}
	case why == "":
		return dialer.RecordingHold{}, dialer.Invalid{
			Field: "why", Why: "what keeps it: it is kept in the journal, so no name or number",
		}
	}
	return dialer.RecordingHold{Kind: kind, From: now, Until: now.AddDate(0, 0, days), Why: why, By: by}, nil
}

// Now is the time that a run goes by. A clock that was put back makes nothing last longer: the last run's time holds.
func Now(wall, last time.Time) time.Time {
	if wall.Before(last) {
		return last
	}
	return wall
}

// Listeners of a recording: staff who work with its purpose hear both sides, each party only its own (8.2.1 d).
const (
	ForQuality  = "quality"
	ForConsumer = "consumer"
	ForAgent    = "agent"
)

// MayHear reports whether a side may be given to a listener.
func MayHear(listener string, side dialer.Side) bool {
	switch listener {
	case ForQuality:
		return true
	case ForConsumer:
		return side == dialer.ConsumerSide
	case ForAgent:
		return side == dialer.AgentSide
	}
	return false
}
