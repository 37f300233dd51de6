package verb

import (
	"cmp"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// ClientOf renders a client of the book.
func ClientOf(c dialer.Client) Client {
	return Client{
		ID: string(c.ID), Name: c.Name, Spoken: c.Spoken, Internal: c.Internal, OrgNo: c.OrgNo, Phone: c.Phone,
		Visible: Each(c.Visible, Text), Archived: c.Archived,
	}
}

// AgentOf renders an agent of the book, without what is known of the phone.
func AgentOf(a dialer.Agent) Agent {
	return Agent{ID: string(a.ID), FullName: a.FullName, Endpoint: a.Endpoint}
}

// TrialOf renders how a phone stands at the log-in.
func TrialOf(t dialer.PINTrial) PINTrial {
	return PINTrial{
		Endpoint: t.Endpoint, Agent: string(t.Agent), Wrong: t.Wrong,
		Last: hours.InOslo(t.Last), Locked: hours.InOslo(t.Locked),
	}
}

// CampaignOf renders a campaign of the book. One without a mode dials in power mode.
func CampaignOf(c dialer.Campaign) Campaign {
	return Campaign{
		ID: string(c.ID), Client: string(c.Client.ID), Kind: string(c.Kind), Purpose: c.Purpose, Subject: c.Subject,
		Visible: string(c.Visible), Language: c.Language, Mode: string(cmp.Or(c.Mode, dialer.Power)),
		Running:     c.Running,
		Archived:    c.Archived,
		RingSeconds: int(c.Ring / time.Second), WrapUpS: int(c.WrapUp / time.Second),
		Forced:      c.Forced,
		Names:       namesOf(c),
		PerCampaign: c.Attempts.PerCampaign, PerClientDay: c.Attempts.PerClientDay, GapHours: c.Attempts.Gap.Hours(),
		Agents: Each(c.Agents, Text), Sources: Each(c.Sources, sourceOf),
	}
}

// namesOf are the campaign's own words for its outcomes.
func namesOf(c dialer.Campaign) map[string]string {
	out := map[string]string{}
	for of, name := range c.Names {
		out[string(of)] = name
	}
	return out
}

func sourceOf(s dialer.Source) Source {
	return Source{
		Name: s.Name, Kind: string(s.Kind), ObtainedAt: s.ObtainedAt, Basis: s.Basis, Spoken: s.Spoken, Ends: s.Ends,
	}
}

// PersonOf renders a person of the book.
func PersonOf(p dialer.User) Person {
	return Person{
		ID: string(p.ID), Name: p.Name, Login: p.Login.String(), Kind: string(p.Kind), Roles: Each(p.Roles, Text),
		Client: string(p.Client), Added: p.Added, Ended: p.Ended,
	}
}

// FactOf renders a fact of the journal. The consumer's number is masked.
func FactOf(f dialer.Fact) Fact {
	return Fact{
		At: f.At, Kind: string(f.Kind), Campaign: string(f.Campaign), Client: string(f.Client),
		Attempt: int64(f.Attempt),
		Lead:    int64(f.Lead), Agent: string(f.Agent), Number: f.Number.Masked(), Visible: string(f.Visible),
		Reserved: f.Reserved,
		TMillis:  f.T.Milliseconds(), Outcome: string(f.Outcome), Disposition: string(f.Disposition),
		Party: string(f.Party),
		Cause: f.Cause, TechCause: f.TechCause, Code: f.Code, Detail: f.Detail, By: f.By,
		Recording: string(f.Recording),
		Prompt:    strings.TrimSuffix(f.Prompt.Name+" sha256:"+f.Prompt.SHA256, " sha256:"),
	}
}
