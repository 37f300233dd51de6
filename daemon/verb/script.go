package verb

// ScriptQuery asks for what agents of a campaign say.
type ScriptQuery struct {
	Campaign string `path:"id" json:"-" arg:"ID" is:"campaign"`
	Language string `query:"lang" json:"-" flag:"lang" doc:"nb, nn or en; without it the campaign's own"`
}

// Script is what the agents of a campaign say themselves, in the order of a call. It has no sound.
type Script struct {
	Campaign string     `json:"campaign"`
	Language string     `json:"language"`
	Texts    []ScriptOf `json:"texts"`
}

// ScriptOf is one text of a script.
type ScriptOf struct {
	Prompt string   `json:"prompt" doc:"script-opening, for example"`
	Clause string   `json:"clause" doc:"of the code for call centres that asks for it"`
	Source string   `json:"source,omitempty" doc:"which list it is for; absent: every list"`
	Text   string   `json:"text" doc:"a blank is named in pointed quotes"`
	Blanks []string `json:"blanks,omitempty" doc:"what the agent fills in: the campaign does not have it"`
}

// CampaignScript gives what the agents of a campaign say, filled in.
var CampaignScript = Verb[ScriptQuery, Script]{
	Name: "campaign script", Method: Get, Path: "/campaigns/{id}/script",
	Summary: "What the agents of a campaign say themselves, filled in",
	Roles:   readersAndClients(), Own: OwnByPath,
	Help: `Print what the agents of a campaign say themselves, filled in from the campaign
and the configuration: the opening (4.2 g), where the number came from, a text
for each source (4.2 a, h), the right to be left alone (4.2 h), the apology after
an abandoned call (4.6.3), and the order's questions where something is sold
(6.1). A blank that only the agent or the offer can fill is named like «name».

Exit codes: 0 printed; 2 refused.

Example:
  ringevett campaign script fjellvann-service --lang nn`,
}
