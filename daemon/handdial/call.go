package handdial

import (
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/dialplan"
)

// handCall is a call that the guard allowed and that has not ended.
type handCall struct {
	agent    dialer.AgentID
	campaign dialer.Campaign
	lead     dialer.LeadID
	number   dialer.Number
	channel  string
	allowed  time.Time // when the PBX was told: Dial() follows at once
	tries    int       // the campaign's attempts on the number, this one included

	gone    time.Time     // when the PBX was first seen to have no such channel
	written chan struct{} // closed when the call's end is on the disk; nil: the end was not reported
}

// The detail of every fact of a call by hand begins with markOfHand. A booking goes on with the channel.
const (
	markOfHand    = "Path: hand-dialed"
	markOfChannel = "; channel "
)

// detailOf is a fact's detail that names the channel.
func detailOf(channel, more string) string { return markOfHand + markOfChannel + channel + "; " + more }

// channelIn reads the channel from a booking's detail; dialed is false where the call was not dialed by hand.
func channelIn(detail string) (channel string, dialed bool) {
	rest, dialed := strings.CutPrefix(detail, markOfHand+markOfChannel)
	channel, _, _ = strings.Cut(rest, ";")
	return channel, dialed
}

// endFacts describes a call from its end. The person who dialed was on the line from the start, so an answer is a
// transfer at once (4.3 d).
func endFacts(c *handCall, e dialplan.HandEnd, at time.Time) ([]dialer.Fact, dialer.Outcome) {
	outcome, party := outcomeOf(e.Status)
	if outcome == dialer.NotPlaced {
		why := markOfHand + ": the dialplan came to no Dial()"
		return []dialer.Fact{{At: at, Kind: dialer.FactNotPlaced, Detail: why}}, outcome
	}
	facts := []dialer.Fact{{At: c.allowed, Kind: dialer.FactDialed}}
	switch outcome {
	case dialer.Answered:
		up := at.Add(-e.Talked)
		if up.Before(c.allowed) {
			up = c.allowed
		}
		facts = append(facts, dialer.Fact{At: up, Kind: dialer.FactAnswered, Reserved: true},
			dialer.Fact{At: up, Kind: dialer.FactBridged, Agent: c.agent})
	case dialer.CancelledRinging:
		facts = append(facts,
			dialer.Fact{At: at, Kind: dialer.FactCancelled, Detail: markOfHand + ": given up while it rang"})
	}
	return append(facts, dialer.Fact{
		At: at, Kind: dialer.FactEnded, Outcome: outcome, Party: party, Cause: e.Cause,
		Detail: markOfHand + "; " + e.Status,
	}), outcome
}

// outcomeOf reads DIALSTATUS, which does not say who ended a conversation.
func outcomeOf(status string) (dialer.Outcome, dialer.Party) {
	switch status {
	case "ANSWER":
		return dialer.Answered, ""
	case "BUSY":
		return dialer.Busy, dialer.ByConsumer
	case "NOANSWER":
		return dialer.NoAnswer, dialer.ByNetwork
	case "CANCEL":
		return dialer.CancelledRinging, dialer.ByAgent
	case "", "DONTCALL", "TORTURE", "INVALIDARGS":
		return dialer.NotPlaced, ""
	}
	return dialer.TrunkFailed, dialer.ByNetwork // CONGESTION, CHANUNAVAIL
}
