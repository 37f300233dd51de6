package verb

import "github.com/ringevett/ringevett/daemon/dialer"

func tries() []Declared { return []Declared{BeginTry, ShowTry, EndTry} }

// TryAsk asks for a try.
type TryAsk struct {
	Extension string `json:"extension" arg:"EXTENSION" doc:"of this PBX, as in PJSIP/102"`
	Agent     string `json:"agent" flag:"agent,needed" is:"agent" doc:"who talks with it"`
	Campaign  string `json:"campaign,omitempty" flag:"campaign" is:"campaign" doc:"whose words are heard"`
}

// Try is a try under way, or the last one.
type Try struct {
	Extension string   `json:"extension"`
	Agent     string   `json:"agent"`
	Campaign  string   `json:"campaign,omitempty" doc:"of which the agent is told while it rings"`
	State     string   `json:"state"`
	Heard     []string `json:"heard" doc:"what happened and was heard, in order"`
	Over      bool     `json:"over"`
	Talked    bool     `json:"talked" doc:"the two were joined"`
	Next      string   `json:"next,omitempty" doc:"what somebody must do now"`
}

// BeginTry begins a try.
var BeginTry = Verb[TryAsk, Try]{
	Name: "try", Method: Post, Path: "/tries", Summary: "Ring an extension for an agent, at any hour",
	Short: "Ring an extension of this PBX for an agent, at any hour",
	Roles: leaders(), Writes: facts(dialer.FactTry, dialer.FactTried),
	Help: `Try the installation: ring one extension of this PBX for an agent who is logged in, or
who logs in within two minutes. It works at any hour, because no consumer is called. A
try is no call: it has no lead, passes no gate, and no figure counts it. The journal
has that it was made: who, which extension, when, and what was heard.

The agent hears client and purpose of the campaign while the extension rings, and may
ask the question of the recording (*60); the extension answers with 1 or 2. Nothing is
ever recorded. The agent ends the try with *01, or either hangs up.

It rings a phone that registers at this PBX, and nothing else: a number, an emergency
number, a trunk, an endpoint with an operator's account and a Local channel are
refused. One try is made at a time; it lasts five minutes at most and ends with the
daemon. Ctrl-C ends it.

Exit codes: 0 the two talked; 1 they did not; 2 refused.

Example:
  ringevett try 102 --agent kari`,
}

// ShowTry gives the try under way, or the last one.
var ShowTry = Verb[Nothing, Try]{
	Name: "try", Method: Get, Path: "/tries", Summary: "The try under way, or the last one", Roles: readers(),
}

// EndTry ends the try under way.
var EndTry = Verb[Nothing, Done]{
	Name: "try", Method: Post, Path: "/tries/end", Summary: "End the try under way",
	Roles: leaders(), Writes: facts(dialer.FactTried),
}
