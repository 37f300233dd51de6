package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

const serveHelp = `Run the daemon until it is told to stop.

It waits for Asterisk and reconnects without help. Without Asterisk it dials nothing
and says so in "ringevett status". Nor is anything dialed while the configuration
has blanks, while the journal cannot be written, or outside the calling hours.

Signals:
  TERM, INT   once: nothing new is dialed, conversations end, then it stops.
              A second time: ringing calls are cancelled, and it stops within 5 s;
              conversations go on in Asterisk.
  HUP         reads the configuration again, as "ringevett reload" does; what
              changed, or why nothing did, is in the log and in the journal.

--demo-clock shifts the clock, for a demonstration at night. It is refused
unless Asterisk is on this machine and has a global variable
RINGEVETT_DEMO_PBX with the same word as RINGEVETT_DEMO_TOKEN in the
environment. The mark on the figures of such a day is permanent.

Asterisk gives an application's name (asterisk.app) to the last client that asks. If
another client has the name, the daemon does not connect, and "ringevett status" says
who it is. Its own restart is not affected. --take-over takes the name anyway, once:
the other client gets no more events of its calls.

It never creates a journal. If there is none, or not the one that was open here last,
it refuses to start, because a new one would forget every reservation. Create the
first with "ringevett init"; accept a restored one with "ringevett journal accept".

Exit codes: 0 stopped in order; 1 failed, starting again may help; 2 refused:
a fault in the configuration, no journal or the wrong one, a wrong master key,
another daemon on the same data or socket.

Examples:
  ringevett serve
  RINGEVETT_DEMO_TOKEN=... ringevett serve --demo-clock 2026-11-24T10:00:00`

func (t *tool) serve() *cobra.Command {
	var demo string
	var takeOver bool
	cmd := &cobra.Command{Use: "serve", Short: "Run the daemon", Long: serveHelp, Args: cobra.NoArgs}
	cmd.Flags().StringVar(&demo, "demo-clock", "", "Oslo time at which the day of a demonstration begins")
	cmd.Flags().BoolVar(&takeOver, "take-over", false,
		"take the application's name at Asterisk, even if another client holds it")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		at, err := demoTime(demo)
		if err != nil {
			return err
		}
		err = app.Run(cmd.Context(), app.Options{
			Path: t.configPath, Config: c, Version: t.version, DemoClock: at, TakeOver: takeOver, Log: t.logger(c),
			Load: t.config, Reload: t.stops.Reload, Cut: t.stops.Cut,
		})
		return servedWith(err)
	}
	return cmd
}

// servedWith tells a fault that a restart may mend from one that it cannot.
func servedWith(err error) error {
	var bad dialer.Invalid
	if err == nil || errors.Is(err, dialer.ErrRefused) || errors.Is(err, dialer.ErrNotFound) || errors.As(err, &bad) {
		return err
	}
	return fmt.Errorf("serve %w: %w", errFailed, err)
}

func demoTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", text, hours.Oslo())
	if err != nil {
		return at, dialer.Invalid{Field: "--demo-clock", Value: text, Why: "Oslo time as 2026-11-24T10:00:00"}
	}
	return at, nil
}
