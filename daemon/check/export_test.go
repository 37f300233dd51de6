package check

import (
	"context"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/verb"
)

// LookFiles is what check says of the modes and owners of a house's files.
func LookFiles(ctx context.Context, c config.Config, path string) []probe.Finding {
	s := &scene{Checking: Checking{Path: path}, cfg: c}
	return probe.Run(ctx, []probing{{Name: "files", Look: lookFiles}}, s)
}

// GuardFindings is what check says of the way from the dialplan's guard to the daemon.
func GuardFindings(ctx context.Context, c config.Config, set telephony.Settings) []probe.Finding {
	return probe.Run(ctx, guardProbes(), &scene{cfg: c, set: set})
}

// SharedNumbers is what check says of visible numbers.
func SharedNumbers(all []dialer.Client) []string { return sharedNumbers(all) }

// FaultsOf are those that a daemon tells of itself.
func FaultsOf(st verb.Status) []Fault { return faultsOf(st) }
