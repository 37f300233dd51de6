package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const reloadHelp = `Have the daemon read its configuration again: whole or not at all. A file with a
fault changes nothing, and every fault is told. What changed is in the journal,
each key with its old and its new value, and who asked for it.

It takes the call centre's name, the responsible person, calling hours, the
limits of calls, attempts and abandoned calls, predictive, ring, wrap-up and
retention times, the desk's hours, the level of the log. Campaigns in the book
keep what they were added with. Calls under way go on as they were begun.

Everything else is named and needs a restart: Asterisk's address and dial string,
the agents' codes, data, api, agi, registers, redis, sounds.dir, recording.

Exit codes: 0 all of the file is in force; 1 some of it needs a restart;
2 refused, nothing changed.`

func (t *tool) reload() *cobra.Command {
	cmd := &cobra.Command{Use: "reload", Short: "Have the daemon read its configuration again", Long: reloadHelp, Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			out, err := f.Reload(ctx, by())
			if err != nil {
				return err
			}
			if err := t.show(out, func(w io.Writer) { printReload(w, out) }); err != nil {
				return err
			}
			for _, c := range out.Changes {
				if c.Restart {
					return errLook
				}
			}
			return nil
		})
	}
	return cmd
}

func printReload(w io.Writer, r verb.Reloaded) {
	fmt.Fprintln(w, "configuration in force:", r.InForce)
	if len(r.Changes) == 0 {
		fmt.Fprintln(w, "nothing differs")
	}
	for _, c := range r.Changes {
		how := "changed"
		if c.Restart {
			how = "NEEDS A RESTART, not in force"
		}
		fmt.Fprintf(w, "%s: %s: %q -> %q\n", how, c.Key, c.Old, c.New)
	}
}
