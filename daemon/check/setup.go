package check

import (
	"context"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// PBXAsked is what a setup asks of the PBX.
type PBXAsked struct {
	Phones []string // endpoints of agents, as PJSIP/101
	Route  string   // the context of asterisk.dial; "": it dials by an endpoint
	Sample string   // a number as that context is dialed with
}

// PBXSeen is what it has.
type PBXSeen struct {
	telephony.Seen
	Codes map[string]bool // whether the log-in code exists in the context in which each of Phones dials
	Route bool
}

// LookAtPBX looks at the PBX of a configuration that is not in force yet.
func LookAtPBX(ctx context.Context, c config.Config, s telephony.Settings, ask PBXAsked) PBXSeen {
	route := telephony.Place{Context: ask.Route, Exten: ask.Sample}
	code := func(of telephony.Seen, phone string) telephony.Place {
		return telephony.Place{Context: of.Contexts[phone], Exten: c.Agents.LoginCode}
	}
	seen := PBXSeen{Codes: map[string]bool{}}
	seen.Seen = telephony.LookAround(ctx, s, ask.Phones, func(of telephony.Seen) (all []telephony.Place) {
		for _, phone := range ask.Phones {
			all = append(all, code(of, phone))
		}
		if ask.Route != "" {
			all = append(all, route)
		}
		return all
	})
	for _, phone := range ask.Phones {
		seen.Codes[phone] = seen.Contexts[phone] != "" && seen.Places[code(seen.Seen, phone)]
	}
	seen.Route = seen.Places[route]
	return seen
}
