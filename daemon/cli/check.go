package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
)

const checkHelp = `Check everything that dialing needs, and change nothing: the configuration and
its files, keys and folders, the journal and each campaign with its sounds, the
registers and their Redis, the disk, the daemon that answers; and on Asterisk: the
ARI user, the version, the modules, the clock, the dialplan, agents' phones, the
trunk, and what it can read and store. Each finding that is not ok says what to do.
--list shows what is looked at.

It works beside a running daemon and reports nothing if all is well, so a monitor may
run it with --json. It takes some seconds. It asks Asterisk's dialplan on a channel
that is never dialed, so no phone rings. Which number consumers see behind a route of
the PBX is known only from a call; the daemon compares it at the first call of each
day: see ringevett shown.

With --watch FILE it is for cron: it looks once, and tells only what has begun or ended
since the last time, each once; FILE remembers. Besides its own findings it tells what
the daemon says of itself: late inquiries (4.4.3), predictive dialing switched off
(4.6.2), registers that do not answer, what the PBX does with our legs, and a daemon that
is gone. --mail ADDRESS hands it to the host's sendmail. A mail that is not taken is
tried again the next time. After 24 in a day it waits until the day is over.
It reads the whole journal each time.
  */15 * * * * ringevett ringevett check --watch /var/lib/ringevett/watch.json --mail per@example.com

Exit codes: 0 all is well; 1 warnings, or with --watch any fault; 2 must not dial, or
with --watch the news could not be told.`

func (t *tool) check() *cobra.Command {
	cmd := &cobra.Command{Use: "check", Short: "Is everything there that dialing needs?",
		Long: checkHelp, Args: cobra.NoArgs}
	list := cmd.Flags().Bool("list", false, "show what is looked at, and look at nothing")
	var w watching
	w.flags(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if w.memory != "" {
			return t.watchFaults(cmd.Context(), w)
		}
		if w.to != "" {
			return dialer.Invalid{Field: "--mail", Value: w.to, Why: "only with --watch FILE"}
		}
		if *list {
			rows := check.Rows()
			return t.show(rows, func(w io.Writer) { printProbes(w, rows) })
		}
		c, _ := config.Load(t.configPath) // its faults are findings; the level of the log is good enough
		found := app.Check(cmd.Context(), t.configPath, t.config, t.version, t.logger(c))
		if err := t.show(found, func(w io.Writer) { printFindings(w, found) }); err != nil {
			return err
		}
		switch probe.Worst(found) {
		case probe.Fail:
			return errRefuse
		case probe.Warn:
			return errLook
		}
		return nil
	}
	return cmd
}

// printFindings tells what to do once for several findings in a row that want the same.
func printFindings(w io.Writer, found []probe.Finding) {
	for i, f := range found {
		fmt.Fprintf(w, "%-4s  %s: %s\n", f.Level, f.Name, f.Text)
		if f.Do != "" && (i+1 == len(found) || found[i+1].Do != f.Do) {
			fmt.Fprintf(w, "      -> %s\n", f.Do)
		}
	}
}

// printProbes writes the table as the admin's page has it.
func printProbes(w io.Writer, rows []probe.Row) {
	fmt.Fprintln(w, "| check | is ok if | otherwise |\n| --- | --- | --- |")
	cell := strings.NewReplacer("|", "\\|")
	for _, r := range rows {
		fmt.Fprintf(w, "| %s | %s | %s |\n", r.Name, cell.Replace(r.Proves), cell.Replace(r.Do))
	}
}
