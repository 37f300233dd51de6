package handdial

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/number"
)

// PBX is what the guard asks of Asterisk. It blocks.
type PBX interface {
	// HandCall reports whether the channel exists and whether it was answered.
	HandCall(ctx context.Context, channel string) (lives, up bool, err error)
	StopRinging(ctx context.Context, channel string) error
	// HandAttempt gives the attempt that a channel carries; "" where it carries none, or has gone.
	HandAttempt(ctx context.Context, channel string) (attempt string, err error)
}

// Book is what the guard reads of clients, agents and leads.
type Book interface {
	Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error)
	// LeadOf gives dialer.ErrNotFound where the campaign has no lead with the number.
	LeadOf(ctx context.Context, c dialer.CampaignID, n dialer.Number) (dialer.Lead, error)
	AgentByEndpoint(ctx context.Context, endpoint string) (dialer.Agent, error)
}

// Journal is what the guard reads of past calls.
type Journal interface {
	// AttemptFacts gives what the journal says of one attempt, in order.
	AttemptFacts(ctx context.Context, id dialer.AttemptID) iter.Seq2[dialer.Fact, error]
	// Tries counts a campaign's attempts on the number of a booked fact, that one included.
	Tries(ctx context.Context, booked dialer.Fact) (int, error)
}

// Engine is the dialer's single writer: it holds numbers that ring, and writes attempts.
type Engine interface {
	Claim(ctx context.Context, n dialer.Number) (engine.Claim, error)
	Unclaim(n dialer.Number, c engine.Claim)
	BookHand(ctx context.Context, c engine.Claim, h engine.HandCall, b dialer.Batch) (dialer.AttemptID, error)
	AdoptHand(id dialer.AttemptID, h engine.HandCall)
	EndHand(ctx context.Context, id dialer.AttemptID, b dialer.Batch) error
}

// Ports are what the guard needs of its surroundings.
type Ports struct {
	Book      Book
	Journal   Journal
	Engine    Engine
	Registers engine.Registers
	PBX       PBX // first used when the engine runs

	Note func(dialer.Batch) // writes facts that belong to no attempt; does not block
	// Complete adds what the configuration says to facts that Registers gave.
	Complete func(f gate.Facts, c dialer.Campaign, l dialer.Lead, by gate.Path) gate.Facts

	Sound    func(file string) string // where a sound lies, without ending
	Settings func() Settings
	Now      func() time.Time
	Log      *logrus.Entry
}

// Settings are the guard's part of the configuration. They may change from one call to the next.
type Settings struct {
	Dialing    number.Dialing // what the PBX puts around numbers
	Persons    []string       // contexts without a campaign from which private persons are rung
	Unreadable []string       // contexts in which a text that cannot be read may be dialed

	Hours         hours.Rules
	Ring          time.Duration // how long an unanswered call rings
	ConnectWithin time.Duration // T of norm 2.2

	Language string // in which the person who dialed hears why a call is refused
}

// mayBeUnread reports whether a text that cannot be read may be dialed from the context.
func (s Settings) mayBeUnread(context string) bool {
	return context != "" && slices.Contains(s.Unreadable, context)
}

// closedTo says why private persons may not be called at that time from a context without a campaign; "" where they
// may be, and where private persons are not called from it.
func (s Settings) closedTo(context string, at time.Time) string {
	if context == "" || !slices.Contains(s.Persons, context) {
		return ""
	}
	switch w := s.Hours.At(at, s.Ring); {
	case w.Open:
		return ""
	case w.Why == "":
		return "closed"
	default:
		return w.Why
	}
}
