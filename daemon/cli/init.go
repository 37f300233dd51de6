package cli

import (
	"fmt"

	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/spf13/cobra"
)

const initHelp = `Make the data folder, the master key and an empty journal, at the paths in the
configuration. Existing files are left alone. The person who runs it is entered as the
first person, operator and supervisor, by the account that logged in on this host.
Every later change needs a person who is entered ("ringevett person --help").

Run it as the daemon's user, so that the daemon owns the files:
  sudo -u ringevett ringevett init

Back up the master key on paper or on a medium apart from the journal's backups:
without it no number can be read again.

Exit codes: 0 made; 1 it was there already; 2 refused.`

func (t *tool) init() *cobra.Command {
	name := ""
	cmd := &cobra.Command{
		Use: "init", Short: "Make the data folder, the master key and an empty journal", Long: initHelp,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&name, "name", "", "your first and last name; as the host knows it, where it is left out")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		first, made, err := upkeep.InitFor(cmd.Context(), c, name)
		if err != nil {
			return err
		}
		if !made {
			fmt.Fprintln(t.Out, "nothing to do: there is a journal in", c.Data.Dir)
			return errLook
		}
		fmt.Fprintf(t.Out, `Made the journal in %s and its master key %s.
The first person is %s (%s), login %s: %s.

Next:
  1. Back the master key up, apart from the journal.
  2. Paste what "ringevett dialplan" prints into Asterisk, and give it the ARI user ("ringevett dialplan --ari").
  3. Fill in the blanks that "ringevett check" names; then: ringevett client add, agent add, campaign add, sounds.
`, c.Data.Dir, c.MasterKey().Path, first.ID, first.Name, first.Login, roleWords(first))
		return nil
	}
	return cmd
}
