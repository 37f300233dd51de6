package verb

func lists() []Declared { return []Declared{ShowLists, EndList, RemoveList, ReopenLeads} }

// OfCampaign names a campaign.
type OfCampaign struct {
	Campaign string `path:"id" json:"-" arg:"CAMPAIGN" is:"campaign"`
}

// List is a list of leads: those of a campaign that came from one source.
type List struct {
	Source string      `json:"source"`
	Ended  bool        `json:"ended,omitempty" doc:"no lead of it is dialed any more"`
	Leads  []LeadCount `json:"leads"`
}

// ListChange names a list, and why it changes.
type ListChange struct {
	Campaign string `path:"id" json:"-" arg:"CAMPAIGN" is:"campaign"`
	Source   string `json:"source" arg:"LIST" is:"list"`
	Why      string `json:"why,omitempty" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// ShowLists gives a campaign's lists.
var ShowLists = Verb[OfCampaign, []List]{
	Name: "list show", Method: Get, Path: "/campaigns/{id}/lists", Summary: "The lists of a campaign",
	Short: "The lists of a campaign, with their leads by state",
	Roles: readersAndClients(), Own: OwnByPath,
}

// EndList has no lead of a list dialed any more.
var EndList = Verb[ListChange, Done]{
	Name: "list end", Method: Post, Path: "/campaigns/{id}/lists/end",
	Summary: "End a list: none of its leads is dialed any more",
	Says:    "list {Source} of campaign {Campaign} is ended",
	Roles:   leaders(), Writes: changed(),
	Help: `End a list: none of its leads is dialed any more, and no more leads are imported
under its source. The journal keeps the reason. A list is all leads of a campaign
from one source. Its waiting and blocked leads are closed with the code "list
ended". A call that rings goes on, and its number is not called again.

It is refused while a list is being imported.

Exit codes: 0 ended; 2 refused.`,
}

// RemoveList is refused where the campaign runs, or a lead of the list was rung.
var RemoveList = Verb[ListChange, Done]{
	Name: "list remove", Method: Post, Path: "/campaigns/{id}/lists/remove",
	Summary: "Remove a list that was never dialed",
	Says:    "list {Source} of campaign {Campaign} is removed",
	Roles:   leaders(), Writes: changed(),
	Help: `Remove a list as if it had not been imported. The journal keeps the reason. Its
numbers are forgotten at the limit for call records.

It is refused while its campaign runs, while a list is being imported, and if one
of its leads was ever dialed: end such a list instead.

Exit codes: 0 removed; 2 refused.`,
}

// Reopening names leads of a list that are done, by their last outcome and the Oslo day of an attempt.
type Reopening struct {
	Campaign string `path:"id" json:"-" arg:"CAMPAIGN" is:"campaign"`
	Source   string `json:"source" doc:"the list" arg:"LIST" is:"list"`
	Outcome  string `json:"outcome" flag:"outcome,needed" doc:"how they ended: trunk_failed, no_answer, busy …"`
	Day      string `json:"day" flag:"day,needed" doc:"the Oslo day of an attempt, 2026-11-24"`
	Why      string `json:"why" flag:"why,needed" doc:"a reason, kept in the journal"`
}

// Reopened is how many leads wait again.
type Reopened struct {
	Leads int `json:"leads"`
}

// ReopenLeads has leads that are done wait again; every gate applies to them as before.
var ReopenLeads = Verb[Reopening, Reopened]{
	Name: "lead reopen", Method: Post, Path: "/campaigns/{id}/leads/reopen",
	Summary: "Put closed leads back to waiting",
	Says:    "{Leads} leads of list {Source} wait again",
	Roles:   leaders(), Writes: changed(),
	Help: `Put closed leads of a list back to waiting: those with the named last outcome that
were attempted on that day. The journal keeps the reason. A list is all leads of a
campaign from one source.

This dials nothing. The gate decides on each lead as always, so a number that has
used its attempts is not called again. A call that a failing trunk refused does not
count as an attempt. Answered calls are not reopened. It is refused for a list that
was ended.

Outcomes: trunk_failed, no_answer, busy, cancelled_ringing, not_placed, lost.

Exit codes: 0 reopened, or none found; 2 refused.

Example:
  ringevett lead reopen fjellvann-service kunder --outcome trunk_failed \
    --day 2026-11-24 --why "the trunk was out from 10 to 11"`,
}
