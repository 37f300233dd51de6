package sale

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Of is the sale that the facts of one attempt make, in the journal's order.
func Of(facts []dialer.Fact) Sale {
	var s Sale
	return s.Apply(facts...)
}

// Apply is the sale after these facts of its attempt. Facts that tell nothing of a sale change nothing.
func (s Sale) Apply(facts ...dialer.Fact) Sale {
	for _, f := range facts {
		s.apply(f)
	}
	return s
}

func (s *Sale) apply(f dialer.Fact) {
	mark := Mark{At: f.At, By: f.By, How: f.Code, Ref: f.Detail}
	switch f.Kind {
	case dialer.FactBooked:
		s.Attempt, s.Campaign, s.Client = f.Attempt, f.Campaign, f.Client
	case dialer.FactBridged: // another agent's script begins at its beginning
		s.Up, s.Agent, s.Offer, s.Ticks = true, f.Agent, "", [Age]time.Time{}
	case dialer.FactAgentGone, dialer.FactTaken:
		s.Up = false
	case dialer.FactEnded, dialer.FactLost:
		s.Up, s.Ended = false, f.At
	case dialer.FactTicked:
		s.tick(f)
	case dialer.FactDisposed:
		s.disposed(f)
	case dialer.FactSold:
		s.State, s.Cause, s.Agent, s.Offer, s.SoldAt, s.VoidAt = Pending, "", f.Agent, f.Prompt.SHA256, mark, Mark{}
		s.PassedAt, s.SentAt, s.AcceptedAt, s.ReleasedAt = Mark{}, Mark{}, Mark{}, Mark{}
	case dialer.FactSalePassed:
		s.State, s.PassedAt = Passed, mark
	case dialer.FactOfferSent:
		s.State, s.SentAt = Sent, mark
	case dialer.FactSaleAccepted:
		s.State, s.AcceptedAt = Accepted, mark
	case dialer.FactSaleReleased:
		s.State, s.ReleasedAt = Released, mark
	case dialer.FactSaleVoid:
		s.State, s.Cause, s.VoidAt = Void, Cause(f.Code), mark
	}
}

// tick keeps an item's time. A tick of another version of the offer begins the script again.
func (s *Sale) tick(f dialer.Fact) {
	i := itemNamed(f.Code)
	if i == 0 {
		return
	}
	if s.Offer != f.Prompt.SHA256 {
		s.Offer, s.Ticks = f.Prompt.SHA256, [Age]time.Time{}
	}
	s.Ticks[i-1] = f.At
}

// disposed follows a word on the call. One that ends it for the person's sake is final; another that is no sale takes
// the sale back.
func (s *Sale) disposed(f dialer.Fact) {
	cause := Corrected
	switch {
	case f.Disposition.Final():
		cause = Cause(f.Disposition)
	case f.Disposition == dialer.Sold, s.State == "", s.State == Void:
		return
	}
	s.State, s.Cause, s.VoidAt = Void, cause, Mark{At: f.At, By: f.By}
}
