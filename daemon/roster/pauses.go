package roster

import (
	"maps"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Pauses are the agents who keyed a pause and have not ended it. The zero map is none.
type Pauses map[dialer.AgentID]dialer.Pause

// Take counts a fact of an agent's leg; any other changes nothing. A leg that outlived the daemon keeps its pause. The
// table of the journal counts by the same rule.
func (p Pauses) Take(f dialer.Fact) {
	switch f.Kind {
	case dialer.FactPauseAsked, dialer.FactPaused:
		p[f.Agent] = dialer.Pause{Agent: f.Agent, Reason: dialer.PauseReason(f.Code), Since: f.At}
	case dialer.FactBack, dialer.FactLogout:
		delete(p, f.Agent)
	case dialer.FactLogin:
		if f.Code != dialer.LoginFound {
			delete(p, f.Agent)
		}
	}
}

// List gives them by agent.
func (p Pauses) List() []dialer.Pause {
	return slices.SortedFunc(maps.Values(p), func(a, b dialer.Pause) int {
		return strings.Compare(string(a.Agent), string(b.Agent))
	})
}
