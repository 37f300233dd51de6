package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func monitors() []Declared { return []Declared{StartMonitor, StopMonitor, ListMonitors} }

// MonitorWish is who wants to listen to an agent's calls.
type MonitorWish struct {
	Agent     string `json:"agent" arg:"AGENT" is:"agent"`
	Phone     string `json:"phone" flag:"phone,needed" doc:"the listener's phone as Asterisk names it: PJSIP/leader"`
	Purpose   string `json:"purpose" flag:"purpose,needed" doc:"one of those of the notice"`
	Until     string `json:"until" flag:"until,needed" doc:"2026-11-23 14:00, in Oslo; the notice's end at most"`
	Listener  string `json:"listener,omitempty" flag:"listener" is:"person" doc:"who listens; left out: you"`
	Host      string `json:"host,omitempty" flag:"host" is:"person" doc:"with a client's person: who is present of us"`
	HostPhone string `json:"host_phone,omitempty" flag:"host-phone" doc:"the host's phone"`
	Campaign  string `json:"campaign,omitempty" flag:"campaign" is:"campaign" doc:"only calls of this one are heard"`
}

// MonitorBegun is a session that has begun.
type MonitorBegun struct {
	Listener string `json:"listener"`
}

// MonitoredAgent names the agent of a session.
type MonitoredAgent struct {
	Agent string `json:"agent" arg:"AGENT" is:"agent"`
}

// Monitor is a session that is open.
type Monitor struct {
	Agent    string    `json:"agent"`
	Listener string    `json:"listener"`
	Client   string    `json:"client,omitempty" doc:"whose person the listener is; left out: the call centre's"`
	Host     string    `json:"host,omitempty"`
	Purpose  string    `json:"purpose"`
	Campaign string    `json:"campaign,omitempty"`
	Notice   int64     `json:"notice"`
	State    string    `json:"state" doc:"rings, not told, tells, waits, opens, listening"`
	Told     bool      `json:"told" doc:"the agent has heard who listens until when"`
	Until    time.Time `json:"until"`
	By       string    `json:"by"`
}

// StartMonitor begins to listen to an agent's calls.
var StartMonitor = Verb[MonitorWish, MonitorBegun]{
	Name: "monitor start", Method: Post, Path: "/monitors", Summary: "Listen to an agent's calls (8.3)",
	Short: "Listen to an agent's calls, after the agent was told",
	Says:  "{Listener} may listen to {Agent}: answer the phone; the agent is told before you hear anything",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactMonitorBegun),
	Help: `Listen to an agent's calls (8.1, 8.3). The listener's phone rings. Once it is answered, the agent is told by
voice, to the agent's ear alone, who listens until when. Only then the listener hears calls, both sides, and the agent
hears when it is over. Neither agent nor consumer hears the listener, and the consumer hears nothing of it.

It is refused unless a notice of monitoring of this purpose covers the time until --until, and the agent has heard it
and keyed *81 ("ringevett notice list"). The agent must have been taught the routines of monitoring (5 e). Only a person
with the role operator, supervisor or quality listens.

A client's person (role client) listens only under a notice with --client, for client_service_check or
client_development, to calls of that client alone, and together with a host of the call centre. Both have a phone each;
when one of them hangs up, both are out.

A session ends at --until, with the notice, when the agent leaves the line, when a phone is hung up, with "monitor
stop", and with a restart of the PBX or of the daemon. The journal keeps who listened to which calls, when and why.

Exit codes: 0 begun; 2 refused.

Examples:
  ringevett monitor start kari --phone PJSIP/leader --purpose quality --until "2026-11-23 14:00"
  ringevett monitor start kari --listener siri --phone PJSIP/guest --host per --host-phone PJSIP/leader \\
    --purpose client_service_check --campaign fjellvann-service --until "2026-11-23 14:00"`,
}

// StopMonitor ends a session.
var StopMonitor = Verb[MonitoredAgent, Done]{
	Name: "monitor stop", Method: Post, Path: "/monitors/stop", Summary: "End a monitoring session",
	Short: "Stop listening to an agent", Says: "no one listens to {Agent}",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Quality), Writes: facts(dialer.FactMonitorEnded),
}

// ListMonitors gives the sessions that are open.
var ListMonitors = Verb[Nothing, []Monitor]{
	Name: "monitor list", Method: Get, Path: "/monitors", Summary: "Monitoring sessions that are open",
	Short: "Who listens to which agent now", Roles: readers(),
}
