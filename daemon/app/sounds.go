package app

import (
	"context"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/settings"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/verb"
)

// RenderSounds makes the sounds in use that are missing or out of date, from the book that api answers for; with all
// also those that no call plays. It serves the command line, which may run beside a daemon.
func RenderSounds(ctx context.Context, c config.Config, api speech.API, all bool) ([]verb.SoundMade, error) {
	return speech.Render(ctx, settings.Speech(c), api, all)
}
