package app

import (
	"cmp"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

func clientOut(c dialer.Client) verb.Client {
	return verb.Client{
		ID: string(c.ID), Name: c.Name, Spoken: c.Spoken, Internal: c.Internal, OrgNo: c.OrgNo, Phone: c.Phone,
		Visible: each(c.Visible, text), Archived: c.Archived,
	}
}

func agentOut(a dialer.Agent) verb.Agent {
	return verb.Agent{ID: string(a.ID), FullName: a.FullName, Endpoint: a.Endpoint}
}

func campaignOut(c dialer.Campaign) verb.Campaign {
	return verb.Campaign{
		ID: string(c.ID), Client: string(c.Client.ID), Kind: string(c.Kind), Purpose: c.Purpose, Subject: c.Subject,
		Visible: string(c.Visible), Language: c.Language, Mode: string(cmp.Or(c.Mode, dialer.Power)), Running: c.Running,
		Archived:    c.Archived,
		RingSeconds: int(c.Ring / time.Second), WrapUpS: int(c.WrapUp / time.Second),
		PerCampaign: c.Attempts.PerCampaign, PerClientDay: c.Attempts.PerClientDay, GapHours: c.Attempts.Gap.Hours(),
		Agents: each(c.Agents, text), Sources: each(c.Sources, sourceOut),
	}
}

func sourceOut(s dialer.Source) verb.Source {
	return verb.Source{
		Name: s.Name, Kind: string(s.Kind), ObtainedAt: s.ObtainedAt, Basis: s.Basis, Spoken: s.Spoken, Ends: s.Ends,
	}
}

func factOut(f dialer.Fact) verb.Fact {
	return verb.Fact{
		At: f.At, Kind: string(f.Kind), Campaign: string(f.Campaign), Client: string(f.Client), Attempt: int64(f.Attempt),
		Lead: int64(f.Lead), Agent: string(f.Agent), Number: f.Number.Masked(), Visible: string(f.Visible), Reserved: f.Reserved,
		TMillis: f.T.Milliseconds(), Outcome: string(f.Outcome), Disposition: string(f.Disposition), Party: string(f.Party),
		Cause: f.Cause, TechCause: f.TechCause, Code: f.Code, Detail: f.Detail, By: f.By,
		Recording: string(f.Recording), Prompt: strings.TrimSuffix(f.Prompt.Name+" sha256:"+f.Prompt.SHA256, " sha256:"),
	}
}

func text[T ~string](v T) string { return string(v) }
