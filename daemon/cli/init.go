package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
)

const initHelp = `Make the data folder, the master key and an empty journal, where the
configuration says. What is there already is left alone.

Run it as the daemon's own user, so that the files are its own:
  sudo -u ringevett ringevett init

Back the master key up, on paper or on a medium apart from the backups of the
journal: without it no number can be read again.

Exit codes: 0 made; 1 it was there already; 2 refused.`

func (t *tool) init() *cobra.Command {
	cmd := &cobra.Command{Use: "init", Short: "Make the data folder, the master key and an empty journal", Long: initHelp, Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		made, err := app.Init(cmd.Context(), c)
		if err != nil {
			return err
		}
		if !made {
			fmt.Fprintln(t.Out, "nothing to do: there is a journal in", c.Data.Dir)
			return errLook
		}
		fmt.Fprintf(t.Out, `Made the journal in %s and its master key %s.

Next:
  1. Back the master key up, apart from the journal.
  2. Paste what "ringevett dialplan" prints into Asterisk, and give it the ARI user ("ringevett dialplan --ari").
  3. Fill in the blanks that "ringevett check" names; then: ringevett client add, agent add, campaign add, sounds.
`, c.Data.Dir, c.MasterKey().Path)
		return nil
	}
	return cmd
}
