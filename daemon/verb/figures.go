package verb

func figures() []Declared {
	return []Declared{
		ShowFigures, ShowAgentDays,
	}
}

// FiguresQuery picks Oslo days, "2026-11-23", both included; an empty Campaign is all.
type FiguresQuery struct {
	From     string `query:"from" flag:"from" doc:"first Oslo day, 2026-11-23; empty is today"`
	To       string `query:"to" flag:"to" doc:"last Oslo day; empty is from"`
	Campaign string `query:"campaign" flag:"campaign" is:"campaign" doc:"of one campaign"`
}

// Figures are the daily figures, derived again from the journal each time (4.3).
type Figures struct {
	From      string   `json:"from"`
	To        string   `json:"to"`
	DemoClock string   `json:"demo_clock,omitempty" doc:"not empty when any of it was told under a shifted clock"`
	LimitPct  int      `json:"limit_pct" doc:"the limit of the strict rate (4.6.2)"`
	Days      []Day    `json:"days"`
	Broken    []string `json:"broken" doc:"invariants of norm 2.2 that do not hold; empty is good"`

	Since string            `json:"since,omitempty" doc:"the day of the journal's first entry"`
	Gone  []string          `json:"gone" doc:"days before the journal began: unknown, which is not 0"`
	Kept  map[string]string `json:"kept" doc:"by figure, how long its evidence is kept"`
}

// Day is one campaign's figures on one Oslo day; a to f are the code's letters (4.3).
type Day struct {
	Day      string `json:"day"`
	Campaign string `json:"campaign"`

	Attempted   int `json:"attempted" doc:"a"`
	Answered    int `json:"answered" doc:"b"`
	Connected   int `json:"connected" doc:"c"`
	Transferred int `json:"transferred" doc:"d"`
	Abandoned   int `json:"abandoned" doc:"e"`
	Complaints  int `json:"complaints" doc:"f"`

	NoAnswer         int `json:"no_answer"`
	Busy             int `json:"busy"`
	CancelledRinging int `json:"cancelled_ringing"`
	TrunkFailed      int `json:"trunk_failed"`
	Lost             int `json:"lost"`
	MachineAtAnswer  int `json:"machine_at_answer"`
	Machines         int `json:"m" doc:"transferred, and a machine by the agent's word"`
	TypedPerson      int `json:"typed_person" doc:"transferred; a person only by a later word"`
	TypedMachine     int `json:"typed_machine" doc:"the same, a machine; it is not established"`
	EarlyHangup      int `json:"early_hangup"`
	LateTransfer     int `json:"late_transfer"`
	AbandonedNotLate int `json:"abandoned_not_late"`
	AgentDrop        int `json:"agent_drop"`
	AgentDropCounted int `json:"agent_drop_counted"`
	AgentCut         int `json:"agent_cut" doc:"ended by the agent's word within 1 s of the bridging: abandoned"`
	RedialDedicated  int `json:"redial_dedicated"`
	RedialFailed     int `json:"redial_failed"`
	ConsentYes       int `json:"consent_yes" doc:"answered, and the recording allowed"`
	ConsentNo        int `json:"consent_no" doc:"answered, and the recording refused or stopped"`
	ConsentNone      int `json:"consent_none" doc:"answered, asked, and neither yes nor no was said"`
	ExemptCustomer   int `json:"exempt_customer"`
	ExemptRequest    int `json:"exempt_request"`
	LocalError       int `json:"local_error"`
	Open             int `json:"open" doc:"not ended; in no other figure"`

	Blocked     map[string]int `json:"blocked" doc:"by the gate's code"`
	RingMinS    float64        `json:"ring_min_s"`
	RingMedianS float64        `json:"ring_median_s"`

	AEff        int  `json:"abandoned_effective"`
	Established int  `json:"established"`
	Wide        int  `json:"wide_denominator" doc:"connected, and machines counted as persons"`
	Breach      bool `json:"breach" doc:"the strict rate is over the limit; exactly at it is none"`
}

// ShowFigures gives the daily figures.
var ShowFigures = Verb[FiguresQuery, Figures]{
	Name: "figures", Method: Get, Path: "/figures", Summary: "The daily figures (4.3)",
	Roles: readersAndClients(), Own: OwnByQuery,
	Help: `Print the six daily figures of each campaign, (a) to (f) as the code names them
(4.3), and their parts. They are derived from the journal each time, so the same
journal always gives the same figures.

The limit of 5 % is about the strict rate (4.6.2); exactly 5 % is not a breach.
The wide rate divides by every connected call.

Beside each figure is how long its evidence is kept. Days before the journal's
first entry are shown as gone, not as 0.

An attempt that was booked and has no end yet is not counted. If there is one, the
first line says so: it is in progress, or the daemon died and must be started
again to settle it.

Exit codes: 0 printed; 1 attempts are open, a breach of the limit, or an
invariant that does not hold; 2 refused.

Examples:
  ringevett figures                      today
  ringevett figures --day 2026-11-24
  ringevett figures --from 2026-11-01 --to 2026-11-30 --campaign fjellvann-service --json`,
}
