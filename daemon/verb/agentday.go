package verb

// AgentDaysQuery picks Oslo days, both included; an empty Agent is all.
type AgentDaysQuery struct {
	From  string `query:"from" flag:"from" doc:"first Oslo day, 2026-11-23; empty is today"`
	To    string `query:"to" flag:"to" doc:"last Oslo day; empty is from"`
	Agent string `query:"agent" flag:"agent" is:"agent" doc:"of one agent"`
}

// AgentDay is one agent's time and work on one Oslo day. Times are whole seconds; ready_s, talk_s, wrap_up_s and the
// pauses together are logged_in_s, but for what the rounding drops.
type AgentDay struct {
	Day       string         `json:"day"`
	Agent     string         `json:"agent"`
	LoggedInS int            `json:"logged_in_s"`
	ReadyS    int            `json:"ready_s" doc:"waiting, a call that rings for the agent included"`
	TalkS     int            `json:"talk_s" doc:"from the bridging to the end, with consumers and callers"`
	WrapUpS   int            `json:"wrap_up_s"`
	PauseS    map[string]int `json:"pause_s" doc:"by reason"`

	Calls    int            `json:"calls" doc:"consumers the agent talked with"`
	Callers  int            `json:"callers" doc:"people who rang back and got the agent"`
	Outcomes map[string]int `json:"outcomes" doc:"the last that the agent keyed for each of calls"`
	Sales    int            `json:"sales" doc:"of outcomes"`
	NoWord   int            `json:"no_outcome" doc:"of calls, those for which the agent keyed none"`
}

// ShowAgentDays gives agents' days.
var ShowAgentDays = Verb[AgentDaysQuery, []AgentDay]{
	Name: "agent day", Method: Get, Path: "/agents/days", Summary: "Agents' days: time and work, from the journal",
	Short: "Print agents' days: logged in, ready, talk, wrap-up, pauses, calls, outcomes",
	Roles: leaders(),
	Help: `Print what each agent did on a day: time logged in, ready, in talks, in wrap-up and
in pauses by reason, and calls, callers, outcomes and sales. All of it is derived
from the journal each time: from login, bridged, ended, free, paused, back and
logout, and the outcomes keyed.

A moment on the line is in exactly one column. "Ready" includes a call that rings.
"Talk" is from the bridging to the end, as the phone has it, but for the log-in and
the wait before. An outcome counts on the day of its call; one that a supervisor
typed is not the agent's. A call that two agents had one after the other counts for
both. While no daemon ran, nothing is known and nothing is counted. A log-in of
more than a day before is counted from the day's beginning only if it is in the
journal of the day before.

Exit codes: 0 printed; 2 refused.

Examples:
  ringevett agent day                        today
  ringevett agent day --day 2026-11-24 --agent kari --json`,
}
