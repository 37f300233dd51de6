package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func notices() []Declared { return []Declared{AddNotice, ListNotices, WithdrawNotice} }

// NoticeDraft is what agents are told before they are recorded or monitored. Each text is heard by the agent.
type NoticeDraft struct {
	Kind    string   `json:"kind" flag:"of,needed" enum:"recording,monitoring" doc:"recording or monitoring"`
	Purpose string   `json:"purpose" flag:"purpose,needed" doc:"quality, training, or a client's (see below)"`
	Goal    string   `json:"goal" flag:"goal,needed" doc:"the goal, in words (8.1 a)"`
	Themes  string   `json:"themes" flag:"themes,needed" doc:"the main points, or where they lie (8.1 c)"`
	Plan    string   `json:"plan" flag:"plan,needed" doc:"the plan of development, or where it lies (8.1 d)"`
	Agents  []string `json:"agents" flag:"agents,needed" doc:"the agents that it concerns, with commas, or all"`
	From    string   `json:"from,omitempty" flag:"from" doc:"2026-11-23 09:00, in Oslo; left out: now"`
	To      string   `json:"until" flag:"until,needed" doc:"2026-12-04 16:00, in Oslo"`
	Hours   string   `json:"hours,omitempty" flag:"hours" doc:"of each day: 09:00-16:00; left out: the whole day"`
	Client  string   `json:"client,omitempty" flag:"client" is:"client" doc:"whose person may listen too (8.3)"`
}

// NoticeAdded is a notice that was entered.
type NoticeAdded struct {
	ID   int64  `json:"id"`
	Next string `json:"next" doc:"how it comes to count, or why its sound could not be made"`
}

// NoticesQuery picks notices; zero fields pick those that are not over.
type NoticesQuery struct {
	Agent string `json:"agent,omitempty" flag:"agent" is:"agent" doc:"that name one agent"`
	Over  bool   `json:"over,omitempty" flag:"over" doc:"also those that are over or withdrawn, for 12 months"`
}

// Notice is a notice, and how its agents stand with it.
type Notice struct {
	ID      int64         `json:"id"`
	Kind    string        `json:"kind"`
	Purpose string        `json:"purpose"`
	Goal    string        `json:"goal"`
	Themes  string        `json:"themes"`
	Plan    string        `json:"plan"`
	Client  string        `json:"client,omitempty"`
	From    time.Time     `json:"from"`
	To      time.Time     `json:"until"`
	Hours   string        `json:"hours,omitempty"`
	Made    time.Time     `json:"made"`
	By      string        `json:"by"`
	Ended   time.Time     `json:"withdrawn,omitzero"`
	Agents  []NoticeAgent `json:"agents"`
}

// NoticeAgent is how an agent stands with a notice.
type NoticeAgent struct {
	Agent string    `json:"agent"`
	Acked time.Time `json:"acknowledged,omitzero"`
	Why   string    `json:"why,omitempty" doc:"it does not count for the agent now"`
}

// NoticeEnd withdraws a notice.
type NoticeEnd struct {
	ID  int64  `json:"id" arg:"ID"`
	Why string `json:"why" flag:"why,needed" doc:"the journal keeps it"`
}

// AddNotice enters a notice.
var AddNotice = Verb[NoticeDraft, NoticeAdded]{
	Name: "notice add", Method: Post, Path: "/notices", Summary: "Notice of recording or monitoring to agents (8.1)",
	Short: "Tell agents that they will be recorded or monitored", Says: "notice {ID}: {Next}",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactNoticeMade),
	Help: `Enter a notice of recording or of monitoring (8.1, 8.3). Each agent hears it on the line, between two calls,
and acknowledges it with *81. Until then it counts for nothing: the agent's calls are neither recorded nor listened
to. All faults are told at once, and then nothing is entered.

A notice is of a concrete time: of recording at most 14 days, of monitoring at most 4 hours. The purposes:

  quality               the quality of the calls
  training              to plan training and development
  client_service_check  the client checks service and quality
  client_development    the client and the call centre develop the project together

A client's person may listen only under a notice with --client and one of the last two. Who listens asks with
"ringevett monitor start"; a notice also counts for one who sits beside the agent.

Exit codes: 0 entered; 2 refused.

Example:
  ringevett notice add --of recording --purpose quality --goal "clear openings" --themes "handbook 4" \\
    --plan "a talk with the team leader each week" --agents kari,ola --until "2026-12-04 16:00" --hours 09:00-16:00`,
}

// ListNotices gives notices.
var ListNotices = Verb[NoticesQuery, []Notice]{
	Name: "notice list", Method: Post, Path: "/notices/list", Summary: "Notices, and who acknowledged them",
	Short: "Which notices agents have acknowledged", Roles: readers(),
}

// WithdrawNotice ends a notice before its time.
var WithdrawNotice = Verb[NoticeEnd, Done]{
	Name: "notice withdraw", Method: Post, Path: "/notices/withdraw", Summary: "Withdraw a notice",
	Short: "End a notice now: what it allows ends with it", Says: "withdrawn",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactNoticeWithdrawn),
}
