package config

import (
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
)

// HoursRules is when persons may be rung; of a Config with faults, it is never.
func (c Config) HoursRules() hours.Rules {
	d := newDocument()
	r := c.Hours.rules(d)
	if d.err() != nil {
		return hours.Rules{}
	}
	return r
}

// Attempts limits how often one number is rung; a campaign may only tighten it.
func (c Config) Attempts() dialer.Attempts {
	return dialer.Attempts{
		PerCampaign:  c.Limits.PerCampaign,
		PerClientDay: c.Limits.PerClientDay,
		Gap:          time.Duration(c.Limits.GapHours) * time.Hour,
	}
}

// RestTime is for how long a number rests after a talk or a message, whichever client it was for.
func (c Config) RestTime() time.Duration { return time.Duration(c.Limits.RestHours) * time.Hour }

// RingTime is how long an unanswered call rings, where the campaign does not say.
func (c Config) RingTime() time.Duration { return time.Duration(c.Ringing.Seconds) * time.Second }

// WrapUpTime is the agent's time after a call, where the campaign does not say.
func (c Config) WrapUpTime() time.Duration { return time.Duration(c.WrapUp.Seconds) * time.Second }

// AfterWord is the agent's time after each word on a call, in which it can be corrected before the next number rings.
func (c Config) AfterWord() time.Duration { return time.Duration(c.WrapUp.AfterWord) * time.Second }

// ConnectWithin is T: an answered person has an agent within it, or the call is abandoned (4.3 d).
func (c Config) ConnectWithin() time.Duration {
	return time.Duration(c.Abandon.TConnectMS) * time.Millisecond
}

// Pacing is what campaigns in predictive mode are bound by; grace and ring time are set with each campaign.
func (c Config) Pacing() pacing.Settings {
	s := pacing.Defaults()
	s.Limit, s.Grace = c.Abandon.LimitPct, c.ConnectWithin()
	s.Spend = float64(min(c.Abandon.TargetPct, c.Abandon.LimitPct))
	s.SmallCrew, s.ReserveAgents = c.Predictive.MinAgents, c.Predictive.ReserveAgents
	return s
}

// Ack is the legal acknowledgement as the gate has it.
func (c Config) Ack() gate.Ack {
	a := c.Predictive.LegalAck
	day, err := a.day()
	if err != nil {
		return gate.Ack{}
	}
	return gate.Ack{Name: strings.TrimSpace(a.Name), Date: day, TextSHA256: a.TextSHA256}
}

// day is the Oslo day of the date; zero where none is given.
func (a LegalAck) day() (time.Time, error) {
	if a.Date == "" {
		return time.Time{}, nil
	}
	return time.ParseInLocation(time.DateOnly, a.Date, hours.Oslo())
}

// ResponsibleManager names the responsible person for the gate; empty, so that nothing is dialed, while any blank is
// left (4.1).
func (c Config) ResponsibleManager() string {
	if c.Blanks() != nil {
		return ""
	}
	return c.Responsible.Name + " (" + c.Responsible.Contact + ")"
}

// CallRecordsBefore is the instant before which called numbers are made unreadable; months are counted in Oslo.
func (c Config) CallRecordsBefore(now time.Time) time.Time {
	return now.In(hours.Oslo()).AddDate(0, -c.CallRecord.RetentionMonths, 0)
}

// NightBefore is the newest instant, not after now, at which the night's work is due.
func (c Config) NightBefore(now time.Time) time.Time {
	at := nightHour(newDocument(), "data.night", c.Data.Night)
	now = now.In(hours.Oslo())
	for back := 0; ; back++ {
		night := time.Date(now.Year(), now.Month(), now.Day()-back, int(at.Hours()), int(at.Minutes())%60, 0, 0,
			hours.Oslo())
		if !night.After(now) {
			return night
		}
	}
}

// ListsBefore is the instant before which a list's last rows came in that is ended.
func (c Config) ListsBefore(now time.Time) time.Time {
	return now.In(hours.Oslo()).AddDate(0, -c.Leads.RetentionMonths, 0)
}

// EvidenceBefore is the instant before which the last call was of which the evidence goes.
func (c Config) EvidenceBefore(now time.Time) time.Time {
	return now.In(hours.Oslo()).AddDate(0, -c.Leads.EvidenceMonths, 0)
}

// Placeholders of the dial string.
const (
	holeNumber = "{number}"     // 90000001
	holeE164   = "{e164}"       // +4790000001
	holePlain  = "{e164_plain}" // 4790000001
)

func templateNames() []string { return []string{holeNumber, holeE164, holePlain} }

// Endpoint is the dial string for n, in the form that the PBX's own routes expect.
func (a Asterisk) Endpoint(n dialer.Number) string {
	return strings.NewReplacer(
		holeNumber, n.National(),
		holeE164, string(n),
		holePlain, strings.TrimPrefix(string(n), "+"),
	).Replace(a.Dial)
}

// Password reads the ARI user's password from its file.
func (a Asterisk) Password() (string, error) { return Secret(a.PasswordFile) }
