package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/probe"
)

// LookFiles is what check says of the modes and owners of a house's files.
func LookFiles(ctx context.Context, c config.Config, path string) []Finding {
	s := &scene{Checking: Checking{Path: path}, cfg: c}
	return probe.Run(ctx, []probing{{Name: "files", Look: lookFiles}}, s)
}
