package verb

import (
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func campaigns() []Declared {
	return []Declared{
		ListCampaigns, CampaignScript, AddCampaign, StartCampaign, PauseCampaign, ArchiveCampaign,
		RestartPredictive, LiftShown,
	}
}

// Source says where leads came from (4.2 a).
type Source struct {
	Name       string    `json:"name"`
	Kind       string    `json:"kind"`
	ObtainedAt time.Time `json:"obtained_at"`
	Basis      string    `json:"basis"`
	Spoken     string    `json:"spoken"`
	Ends       time.Time `json:"ends,omitzero" doc:"when its list ends; absent: by leads.retention_months"`
}

// Campaign is one purpose for one client.
type Campaign struct {
	ID           string            `json:"id"`
	Client       string            `json:"client"`
	Kind         string            `json:"kind"`
	Purpose      string            `json:"purpose"`
	Subject      string            `json:"subject"`
	Visible      string            `json:"visible"`
	Language     string            `json:"language"`
	Mode         string            `json:"mode" enum:"power,predictive"`
	RingSeconds  int               `json:"ring_seconds"`
	WrapUpS      int               `json:"wrap_up_seconds"`
	Forced       bool              `json:"outcome_required,omitempty" doc:"no next call comes before an outcome is keyed"`
	Names        map[string]string `json:"outcome_names,omitempty" doc:"the campaign's own words for its outcomes"`
	PerCampaign  int               `json:"attempts_per_campaign"`
	PerClientDay int               `json:"attempts_per_client_day"`
	GapHours     float64           `json:"attempts_gap_h"`
	Agents       []string          `json:"agents"`
	Sources      []Source          `json:"sources"`
	Running      bool              `json:"running"`
	Archived     time.Time         `json:"archived,omitzero" doc:"when it was put away for good"`
}

// Change is a campaign after it was started or paused.
type Change struct {
	Campaign Campaign `json:"campaign"`
	Changed  bool     `json:"changed" doc:"false when it was so already"`
	Note     string   `json:"note,omitempty" doc:"why it does not dial yet, though started"`
}

// ListCampaigns gives all campaigns; a client sees its own, and not who takes the calls.
var ListCampaigns = Verb[Nothing, []Campaign]{
	Name: "campaign list", Method: Get, Path: "/campaigns", Summary: "All campaigns", Short: "List campaigns",
	Roles: readersAndClients(), Own: OwnFiltered, Mine: mine(func(all []Campaign, o Owner) []Campaign {
		all = slices.DeleteFunc(slices.Clone(all), func(c Campaign) bool { return !o.Campaigns[c.ID] })
		for i := range all {
			all[i].Agents = []string{}
		}
		return all
	}),
}

// AddCampaign adds a campaign, or changes it.
var AddCampaign = Verb[File, Campaign]{
	Name: "campaign add", Method: Post, Path: "/campaigns", Summary: "Add or change a campaign",
	Short: "Add or change a campaign from a YAML file",
	Roles: roles(dialer.Operator), Writes: facts(dialer.FactCampaign),
	Help: `Add or change a campaign from a YAML file; - is standard input. All faults of the file are reported
at once, and then nothing is changed. The journal keeps each change and who made it.

Exit codes: 0 added; 2 refused.

Example:
  ringevett campaign add campaign.yaml`,
}

// CampaignChange names a campaign, and may say why it changes.
type CampaignChange struct {
	Campaign string `path:"id" json:"-" arg:"ID" is:"campaign"`
	Why      string `json:"why,omitempty" flag:"why" doc:"a reason, kept in the journal"`
}

// CampaignReason names a campaign, and why it changes.
type CampaignReason struct {
	Campaign string `path:"id" json:"-" arg:"ID" is:"campaign"`
	Why      string `json:"why,omitempty" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// StartCampaign lets a campaign dial.
var StartCampaign = Verb[CampaignChange, Change]{
	Name: "campaign start", Method: Post, Path: "/campaigns/{id}/start", Summary: "Start a campaign",
	Short: "Let a campaign dial",
	Roles: roles(dialer.Supervisor), Writes: facts(dialer.FactCampaign),
	Help: `Start a campaign, so that it dials whenever it may: within calling hours, with
agents logged in, with leads due.

It is refused, with all reasons, while something is missing that time alone does
not supply: blanks in the configuration, agents who are not entered, an
abandoned-call message that is missing, too long, or spoken for another text; a
sales or fundraising campaign without the approval of its content, without the
attestation that it may be sold in Norway (4.2 c, d), or while the national
register is not connected.

Exit codes: 0 started; 1 it was running already; 2 refused.`,
}

// PauseCampaign has nothing new dialed for a campaign.
var PauseCampaign = Verb[CampaignChange, Change]{
	Name: "campaign pause", Method: Post, Path: "/campaigns/{id}/pause", Summary: "Pause a campaign",
	Short: "Dial nothing new for a campaign",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactCampaign),
	Help: `Pause a campaign: nothing new is dialed for it; calls under way go on.

Exit codes: 0 paused; 1 it was paused already; 2 refused.`,
}

// ArchiveCampaign is refused while the campaign runs, a call of it is open, or an inquiry about it.
var ArchiveCampaign = Verb[CampaignReason, Campaign]{
	Name: "campaign archive", Method: Post, Path: "/campaigns/{id}/archive", Summary: "Archive a campaign",
	Says:  "campaign {ID} is archived",
	Roles: leaders(), Writes: facts(dialer.FactCampaign),
	Help: `Archive a campaign. The journal keeps the reason. It cannot be started again and
takes no leads. Its unfinished leads are closed, and are forgotten at the limit for
call records. All facts, registers, flags and figures stay. People who call back
are answered as before. A campaign that follows within 30 days still inherits its
share of abandoned calls.

It is refused while the campaign runs, while a call of it is open, and while an
inquiry about it waits for an answer.

Exit codes: 0 archived; 2 refused.`,
}

// RestartPredictive lets a campaign dial predictively again after an alarm.
var RestartPredictive = Verb[CampaignReason, Done]{
	Name: "predictive restart", Method: Post, Path: "/campaigns/{id}/predictive/restart",
	Summary: "Dial predictively again after an alarm (4.6.2)",
	Says:    "campaign {Campaign} may dial predictively again",
	Roles:   roles(dialer.Supervisor), Writes: facts(dialer.FactCampaign),
	Help: `Dial predictively again after an alarm. The limit of abandoned calls was broken,
because agents' phones vanished or the end of calls was not seen. Since then the
campaign has dialed with an agent held for each call. Remove the cause first. The
guard still allows no predictive call until the campaign is under its limit again.

Exit codes: 0 restarted; 2 refused.`,
}

// ShownLift names a number that campaigns show and the PBX did not send.
type ShownLift struct {
	Number    string `json:"number" arg:"NUMBER"`
	Why       string `json:"why" flag:"why,needed" doc:"a reason, kept in the journal"`
	Confirmed bool   `json:"confirmed,omitempty" doc:"a person saw on a phone that the number is shown"`
}

// LiftShown lets a shown number be dialed with again.
var LiftShown = Verb[ShownLift, Done]{
	Name: "shown lift", Method: Post, Path: "/shown/lift",
	Summary: "Dial again with a number that was not shown (4.4.2)",
	Says:    "{Number} is in use again",
	Roles:   leaders(), Writes: facts(dialer.FactShown),
}
