package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/verb"
)

const rekeyHelp = `Make a new master key, and seal by it all that the old one sealed: each number's key,
the registers, the inquiries, the seals on the journal and its tables. Stop the daemon
first. The journal is proven whole before; a broken one is refused.

A crash at any point leaves a journal that opens: the next start finds out which of the
two keys does. The next start after counts the ledgers from the whole journal.

The old key stays beside the new one, as master.key.until-DATE: backups that were made
before open with it and with nothing else. Remove it when those backups are gone, or at
once where they must never be read again. Back the new key up.

What it does not do: a number's own key stays the same, because the chain covers what it
seals. Who has the old master key and an old copy reads that copy, and what was written
about the same numbers later in a newer one. Numbers that came later stay shut to them.

Where systemd hands the master key over, give --new-key, and load that file from then on.

Exit codes: 0 rotated, and the journal says so; 2 refused.

Example:
  ringevett journal rekey --why "a disk with a copy was lost"`

func (t *tool) rekey() *cobra.Command {
	var r app.Rekeying
	cmd := &cobra.Command{Use: "rekey", Short: "Rotate the master key", Long: rekeyHelp, Args: cobra.NoArgs}
	cmd.Flags().StringVar(&r.Why, "why", "", "why; kept in the journal")
	cmd.Flags().StringVar(&r.NewKey, "new-key", "", "write the new key to this file, and leave the old one where it is")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		if r.By, err = app.LocalBy(cmd.Context(), c, verb.RekeyJournal); err != nil {
			return err
		}
		out, err := app.Rekey(cmd.Context(), c, r)
		if err != nil {
			return err
		}
		return t.show(out, func(w io.Writer) {
			fmt.Fprintf(w, "the master key is rotated: %s opens the journal from now on. Back it up.\n", out.Key)
			fmt.Fprintf(w, "%s opens the backups of before, and only those: remove it when they are gone.\n", out.OldKey)
			if r.NewKey != "" {
				fmt.Fprintln(w, "Before the next start, have the new file read in the old one's place.")
			}
		})
	}
	return cmd
}
