package figures

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// key names one row.
type key struct {
	day      dialer.Day
	campaign dialer.CampaignID
}

// Table gathers the figures piece by piece, so that a caller need not hold a whole journal. Each attempt is told once
// and whole; facts of no attempt are told one by one; the order does not matter. It is not for concurrent use.
type Table struct {
	oslo *time.Location
	rows map[key]*Day
	ring map[key][]time.Duration // of unanswered calls that rang
}

// NewTable makes an empty one. Days are of the zone oslo.
func NewTable(oslo *time.Location) *Table {
	return &Table{oslo: oslo, rows: map[key]*Day{}, ring: map[key][]time.Duration{}}
}

// Story is an attempt and the days on which something happened to it. The zero Story has heard nothing.
type Story struct {
	Attempt
	Facts int       // how many it has heard
	Last  time.Time // the newest of them
	days  []dialer.Day
	hour  int64 // since 1970, of the fact heard last
}

// Hear takes the attempt's next fact, in the journal's order. Days are of the zone oslo.
func (s *Story) Hear(f dialer.Fact, oslo *time.Location) {
	s.Apply(f)
	s.Facts++
	if f.At.After(s.Last) {
		s.Last = f.At
	}
	hour := f.At.Unix() / 3600 // a day of Oslo begins with an hour
	if hour == s.hour && len(s.days) > 0 {
		return
	}
	s.hour = hour
	if day := dialer.DayOf(f.At, oslo); !slices.Contains(s.days, day) {
		s.days = append(s.days, day)
	}
}

// StoryOf has heard all facts of one attempt, which come in the journal's order.
func StoryOf(facts []dialer.Fact, oslo *time.Location) *Story {
	s := new(Story)
	for _, f := range facts {
		s.Hear(f, oslo)
	}
	return s
}

// Derive gives the figures of all facts, sorted by day and campaign. A campaign with any fact on a day has a row for
// it, be it all zero. Facts of one attempt come in the journal's order; the order of attempts does not matter.
func Derive(facts iter.Seq[dialer.Fact], oslo *time.Location) []Day {
	t := NewTable(oslo)
	attempts := map[dialer.AttemptID]*Story{}
	for f := range facts {
		if f.Attempt == 0 {
			t.House(f)
			continue
		}
		s, ok := attempts[f.Attempt]
		if !ok {
			s = new(Story)
			attempts[f.Attempt] = s
		}
		s.Hear(f, oslo)
	}
	for _, s := range attempts {
		t.Tell(s)
	}
	return t.Days()
}

// Zero gives the campaign a row for the day, be it all zero.
func (t *Table) Zero(c dialer.CampaignID, day dialer.Day) { t.at(key{day, c}) }

// Attempt takes all facts of one attempt, in the journal's order.
func (t *Table) Attempt(facts []dialer.Fact) { t.Tell(StoryOf(facts, t.oslo)) }

// House takes a fact of no attempt: what the gate blocked, a written complaint (f), and that the campaign had any fact
// at all. What belongs to no campaign has a row of its own.
func (t *Table) House(f dialer.Fact) {
	complaint := f.Kind == dialer.FactComplaint && dialer.InquiryChannel(f.Code).Written()
	if f.Campaign == "" && f.Kind != dialer.FactBlocked && !complaint {
		return
	}
	d := t.row(f.Campaign, f.At)
	if complaint {
		d.Complaints++
	}
	if f.Kind != dialer.FactBlocked {
		return
	}
	if d.Blocked == nil {
		d.Blocked = map[string]int{}
	}
	d.Blocked[f.Code]++
}

// Tell puts one attempt, of which all facts were heard, into its two days.
func (t *Table) Tell(s *Story) {
	for _, day := range s.days {
		t.at(key{day, s.Campaign})
	}
	c := Classify(s.Attempt)
	dialed := t.row(s.Campaign, s.DialedAt())
	dialed.addDialed(c)
	dialed.addExempt(c, s.Exempt)
	if c.Answered {
		answered := t.row(s.Campaign, s.AnsweredAt())
		answered.addAnswered(c)
		answered.addConsent(s.Consent)
		return
	}
	given := c.Outcome == dialer.NoAnswer || c.Outcome == dialer.CancelledRinging // not those that the person refused
	if rang, ok := ringTime(s.Attempt); ok && c.Attempted && given {
		k := key{dialer.DayOf(s.DialedAt(), t.oslo), s.Campaign}
		t.ring[k] = append(t.ring[k], rang)
	}
}

// ringTime is from the first 180 to our cancelling or the end.
func ringTime(a Attempt) (time.Duration, bool) {
	until := firstOf(a.Cancelled, a.Ended)
	if a.Ringing.IsZero() || until.Before(a.Ringing) {
		return 0, false
	}
	return until.Sub(a.Ringing), true
}

func (t *Table) row(c dialer.CampaignID, at time.Time) *Day {
	return t.at(key{dialer.DayOf(at, t.oslo), c})
}

func (t *Table) at(k key) *Day {
	d, ok := t.rows[k]
	if !ok {
		d = &Day{Day: k.day, Campaign: k.campaign}
		t.rows[k] = d
	}
	return d
}

// Days gives the rows so far, sorted by day and campaign.
func (t *Table) Days() []Day {
	days := make([]Day, 0, len(t.rows))
	for k, d := range t.rows {
		d.RingMin, d.RingMedian = spread(t.ring[k])
		days = append(days, *d)
	}
	slices.SortFunc(days, func(a, b Day) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Campaign, b.Campaign))
	})
	return days
}

// spread gives the least and the median; of an even count the mean of the two in the middle.
func spread(d []time.Duration) (least, median time.Duration) {
	n := len(d)
	if n == 0 {
		return 0, 0
	}
	slices.Sort(d)
	return d[0], (d[(n-1)/2] + d[n/2]) / 2
}
