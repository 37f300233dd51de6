package notice

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/refusal"
)

// Listener is a person who listens, or who is present as host.
type Listener struct {
	Name   string
	Client dialer.ClientID // whose person it is; "": the call centre's own
	House  bool            // answers for calls: operator, supervisor or quality
	Phone  string          // as Asterisk names it: "PJSIP/leader"
}

// Wish is a person's wish to listen to an agent's calls (8.3).
type Wish struct {
	Agent    dialer.AgentID
	Purpose  Purpose
	Listener Listener
	Host     Listener // of a client's person; the zero value: none
	// the campaign whose calls are listened to, and its client; "": all calls that the listener may hear
	Campaign dialer.CampaignID
	Client   dialer.ClientID
	Until    time.Time
	By       string // who asked, as the journal keeps it
}

// Allows gives the notice under which the wish is granted now, or says why it is not. lacks says what the agent has not
// been taught of monitoring (5 e); "" where nothing is missing.
func (l Ledger) Allows(now time.Time, w Wish, lacks string) (Notice, error) {
	if r, bars := w.barred(); bars {
		return Notice{}, r
	}
	if lacks != "" {
		return Notice{}, refusal.Because(Untrained, "agent %s lacks training: %s", w.Agent, lacks)
	}
	l.Notices = slices.DeleteFunc(slices.Clone(l.Notices), func(n Notice) bool { return w.keptFrom(n) })
	n, err := l.Monitored(now, w.Agent, w.Purpose)
	switch {
	case err != nil:
		return Notice{}, err
	case w.Until.After(n.ends(now)):
		return Notice{}, refusal.Because(NoEnd, "until %s: %s is of %s", hours.Text(w.Until), n.ID, n.Times())
	case !w.Until.After(now):
		return Notice{}, refusal.Because(NoEnd, "until %s: the time is over", hours.Text(w.Until))
	}
	return n, nil
}

// barred says why no notice can grant the wish.
func (w Wish) barred() (r Refused, bars bool) {
	who := w.Listener
	switch {
	case who.Client == "" && !who.House:
		return refusal.Because(NotTheirs, "%s has none of the roles operator, supervisor, quality", who.Name), true
	case who.Client == "":
		return Refused{}, false
	case w.Purpose != ClientCheck && w.Purpose != ClientGrow:
		return refusal.Because(NotForClient, "a client listens for client_service_check or client_development, not for %s",
			w.Purpose), true
	case w.Client != "" && w.Client != who.Client:
		return refusal.Because(NotOwn, "campaign %s is not of client %s, whose person %s is", w.Campaign, who.Client,
			who.Name), true
	case !w.Host.House || w.Host.Client != "" || w.Host.Name == who.Name || w.Host.Phone == "":
		return refusal.Because(NoHost, "a client's person listens together with a host of the call centre, an operator, "+
			"supervisor or quality, who is on a phone too: name both"), true
	}
	return Refused{}, false
}

// keptFrom reports whether a notice is of no use to the listener: a client's person listens under one that named the
// client to the agent.
func (w Wish) keptFrom(n Notice) bool {
	return w.Listener.Client != "" && n.Client != w.Listener.Client
}

// ends is when a notice that covers now next ceases to.
func (n Notice) ends(now time.Time) time.Time {
	end := n.To
	if n.Closes > 0 {
		day := hours.InOslo(now)
		closes := time.Date(day.Year(), day.Month(), day.Day(), 0, n.Closes, 0, 0, hours.Oslo())
		if closes.Before(end) {
			end = closes
		}
	}
	return end
}

// Hears reports whether the listener may hear a call of a campaign and its client.
func (w Wish) Hears(c dialer.CampaignID, of dialer.ClientID) bool {
	return (w.Campaign == "" || w.Campaign == c) && (w.Listener.Client == "" || w.Listener.Client == of)
}
