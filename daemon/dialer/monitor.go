package dialer

// Facts of monitoring sessions (8.3): somebody listens to an agent's calls. Each has the Agent. Begun and ended are of
// the session, the others of one call in it.
const (
	// somebody asked to listen: Code is the notice's id, Client is the listener's, Campaign the one whose calls are
	// listened to; Detail is who, the host, what for, until when and on which phones; By who asked
	FactMonitorBegun FactKind = "monitor_begun"
	FactMonitorTold  FactKind = "monitor_told"  // the agent heard to the end who listens until when
	FactMonitorOpen  FactKind = "monitor_open"  // the listener hears the call from now on
	FactMonitorShut  FactKind = "monitor_shut"  // and no more: Detail says why
	FactMonitorEnded FactKind = "monitor_ended" // Detail says why, By who, where a person did it
	// another program or person listens to a call of ours, or records it: Code is how, Detail by what (8.1)
	FactMonitorForeign FactKind = "monitor_foreign"
)
