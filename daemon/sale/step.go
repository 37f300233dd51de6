package sale

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Event is something that a person does about a sale.
type Event interface{ event() }

// The events.
type (
	// Tick is the agent's word that an item was said and confirmed.
	Tick struct{ Item Item }
	// Sell is the outcome "sale": in the talk, in the wrap-up, or typed afterwards.
	Sell struct{ By string }
	// Pass says that a person has checked the sale. Self: that person is the agent who sold it.
	Pass struct {
		By      string // who enters it
		Checker string // the name of who checked
		Self    bool
	}
	// Send says that the offer was sent in writing.
	Send struct{ Writing }
	// Accept says that the consumer accepted the offer in writing.
	Accept struct{ Writing }
	// Release gives the sale to the client as an order.
	Release struct{ By string }
	// Annul makes the sale void, or says that the call can have none.
	Annul struct {
		Cause Cause
		Why   string // a person's words; of duty of care there are none (4.2 f)
		By    string
	}
)

func (Tick) event()    {}
func (Sell) event()    {}
func (Pass) event()    {}
func (Send) event()    {}
func (Accept) event()  {}
func (Release) event() {}
func (Annul) event()   {}

// Writing is something written that a person reports.
type Writing struct {
	At      time.Time // of the writing, not of the report
	Channel string    // letter, sms, email or web
	Ref     string    // where it lies: an order, a message id
	By      string    // who reports it
}

// Step decides on an event, of a sale of campaign c as it is now. It gives the facts to write, which Apply then takes,
// or a Refused.
func Step(now time.Time, c dialer.Campaign, s Sale, ev Event) ([]dialer.Fact, error) {
	switch ev := ev.(type) {
	case Tick:
		return s.ticks(now, c, ev.Item)
	case Sell:
		return s.sells(now, c, ev)
	case Pass:
		return s.passes(now, c, ev)
	case Send:
		return s.sends(now, c, ev.Writing)
	case Accept:
		return s.accepts(now, ev.Writing)
	case Release:
		if err := s.must(Accepted, Released); err != nil {
			return nil, err
		}
		return s.fact(now, dialer.Fact{Kind: dialer.FactSaleReleased, By: ev.By}), nil
	case Annul:
		return s.annuls(now, ev)
	}
	return nil, nil
}

// fact is one fact of this sale's attempt.
func (s Sale) fact(now time.Time, f dialer.Fact) []dialer.Fact {
	f.Attempt, f.Campaign, f.Client, f.Agent = s.Attempt, s.Campaign, s.Client, s.Agent
	if f.At.IsZero() {
		f.At = now
	}
	return []dialer.Fact{f}
}

// open refuses what a call can have no more: it was a minor's, it was ended for the consumer's sake, it is void.
func (s Sale) open() error {
	switch {
	case s.State != Void || !s.Cause.ends():
		return nil
	case s.Cause == Minor:
		return refuse(IsMinor, "the person is under 18")
	case s.Cause == DutyOfCare:
		return refuse(CareEnded, "the call was ended out of care for the person")
	}
	return refuse(IsVoid, "the sale is void: %s", s.Cause)
}

func (s Sale) ticks(now time.Time, c dialer.Campaign, i Item) ([]dialer.Fact, error) {
	if err := Sells(c); err != nil {
		return nil, err
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	if !s.Up {
		return nil, refuse(NotInCall, "%s is ticked while the consumer is on the line", i)
	}
	return s.fact(now, dialer.Fact{Kind: dialer.FactTicked, Code: i.String(), Prompt: Heard(c.Offer)}), nil
}

func (s Sale) sells(now time.Time, c dialer.Campaign, ev Sell) ([]dialer.Fact, error) {
	if err := Sells(c); err != nil {
		return nil, err
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	if s.State != "" && s.State != Void {
		return nil, refuse(Skipped, "the call is a sale already, and it is %s", s.State)
	}
	if err := s.read(c); err != nil {
		return nil, err
	}
	missing := s.Missing()
	if len(missing) == 1 && missing[0] == Age {
		return nil, refuse(NoAge, "the agent has not ticked that the person is 18 or over: *4%d", Age)
	}
	if len(missing) > 0 {
		return nil, refuse(Unticked, "not ticked in the call: %s", listed(missing))
	}
	return s.fact(now, dialer.Fact{Kind: dialer.FactSold, By: ev.By, Prompt: Heard(c.Offer)}), nil
}

// read refuses a sale of another offer than the one that was read aloud: the script begins again.
func (s Sale) read(c dialer.Campaign) error {
	if s.Offer != "" && s.Offer != Version(c.Offer) {
		return refuse(Changed, "the offer was changed after it was read aloud: it must be read and ticked again")
	}
	return nil
}

func listed(items []Item) string {
	names := make([]string, 0, len(items))
	for _, i := range items {
		names = append(names, i.String()+" (*4"+string(rune('0'+i))+", "+i.Clause()+")")
	}
	return strings.Join(names, ", ")
}

// must refuse a step that does not come from the state before it.
func (s Sale) must(from, to State) error {
	if err := s.open(); err != nil {
		return err
	}
	if s.State != from {
		return refuse(Skipped, "only a sale that is %s becomes %s; this one is %s", from, to, s.State.words())
	}
	return nil
}

func (s State) words() string {
	if s == "" {
		return "no sale"
	}
	return string(s)
}

// passes takes the check of a person who did not sell it. The sale of an exempt campaign is released with it (9).
func (s Sale) passes(now time.Time, c dialer.Campaign, ev Pass) ([]dialer.Fact, error) {
	if err := s.must(Pending, Passed); err != nil {
		return nil, err
	}
	if ev.Self {
		return nil, refuse(OwnCheck, "another person than the agent who sold it checks the sale")
	}
	if err := s.read(c); err != nil {
		return nil, err
	}
	exempt, err := Exempt(c.Unwritten)
	if err != nil {
		return nil, err
	}
	facts := s.fact(now, dialer.Fact{Kind: dialer.FactSalePassed, Detail: ev.Checker, By: ev.By})
	if exempt {
		facts = append(facts, s.fact(now, dialer.Fact{
			Kind: dialer.FactSaleReleased, Code: string(c.Unwritten.Exemption), By: ev.By,
		})...)
	}
	return facts, nil
}

// Channels of a writing. An offer must come on a durable medium: a web page is none (angrerettloven § 18).
const (
	Letter = "letter"
	SMS    = "sms"
	Email  = "email"
	Web    = "web" // a form that the consumer fills in
)

func (s Sale) sends(now time.Time, c dialer.Campaign, w Writing) ([]dialer.Fact, error) {
	if err := s.must(Passed, Sent); err != nil {
		return nil, err
	}
	if err := s.read(c); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{Letter, SMS, Email}, w.Channel) {
		return nil, refuse(NotDurable, "%q is no durable medium: letter, sms or email", w.Channel)
	}
	if s.Ended.IsZero() || w.at(now).Before(s.Ended) {
		return nil, refuse(TooEarly, "the offer is sent after the call has ended")
	}
	return s.writing(now, dialer.FactOfferSent, w)
}

// isRecording are references that name a sound: our own recordings, or a file of sound.
var isRecording = regexp.MustCompile(
	`(?i)^a\d+-(consumer|agent)-\d+$|\.(wav|mp3|ogg|flac|gsm|m4a)$|\brecording\b|\bopptak`)

func (s Sale) accepts(now time.Time, w Writing) ([]dialer.Fact, error) {
	if err := s.must(Sent, Accepted); err != nil {
		return nil, err
	}
	switch {
	case w.Channel == "recording" || isRecording.MatchString(strings.TrimSpace(w.Ref)):
		return nil, refuse(Recorded, "a recording is no written acceptance")
	case !slices.Contains([]string{Letter, SMS, Email, Web}, w.Channel):
		return nil, refuse(Oral, "%q is not in writing: letter, sms, email or web", w.Channel)
	case w.at(now).Before(s.SentAt.At):
		return nil, refuse(AcceptedEarly, "the consumer accepts an offer that was sent before")
	}
	return s.writing(now, dialer.FactSaleAccepted, w)
}

// at is when the writing was; now, where the report does not say.
func (w Writing) at(now time.Time) time.Time {
	if w.At.IsZero() {
		return now
	}
	return w.At
}

// writing is the fact of something written, dated when it was, with a reference to it.
func (s Sale) writing(now time.Time, kind dialer.FactKind, w Writing) ([]dialer.Fact, error) {
	switch {
	case w.at(now).After(now):
		return nil, refuse(Future, "it is dated in the future")
	case !says(w.Ref):
		return nil, refuse(NoRef, "a reference to what was written is missing")
	}
	return s.fact(now, dialer.Fact{
		Kind: kind, At: w.at(now), Code: w.Channel, Detail: strings.TrimSpace(w.Ref), By: w.By,
	}), nil
}

func (s Sale) annuls(now time.Time, ev Annul) ([]dialer.Fact, error) {
	if err := s.open(); err != nil {
		return nil, err
	}
	none := s.State == "" || s.State == Void
	if none && ev.Cause != Minor && ev.Cause != DutyOfCare {
		return nil, refuse(Skipped, "the call is no sale")
	}
	why := ev.Why
	if ev.Cause == DutyOfCare {
		why = ""
	}
	return s.fact(now, dialer.Fact{Kind: dialer.FactSaleVoid, Code: string(ev.Cause), Detail: why, By: ev.By}), nil
}

// Exports refuses to tell the client of a sale that was not checked (6), or, where binding ones are wanted, of one that
// was not accepted in writing (9).
func (s Sale) Exports(binding bool) error {
	switch {
	case s.State == Void:
		return refuse(IsVoid, "the sale is void: %s", s.Cause)
	case !s.State.Exportable():
		return refuse(Withheld, "no person has checked the sale")
	case binding && !s.State.Binding():
		return refuse(Skipped, "the sale is %s, and binds only when accepted in writing", s.State)
	}
	return nil
}
