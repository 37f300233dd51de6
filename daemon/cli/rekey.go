package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) rekey() *cobra.Command {
	var r upkeep.Rekeying
	cmd := &cobra.Command{
		Use: "rekey", Short: "Rotate the master key", Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&r.Why, "why", "", "why; kept in the journal")
	cmd.Flags().StringVar(&r.NewKey, "new-key", "", "write the new key to this file, and leave the old one where it is")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		if r.By, err = upkeep.LocalBy(cmd.Context(), c, verb.RekeyJournal); err != nil {
			return err
		}
		out, err := upkeep.Rekey(cmd.Context(), c, r)
		if err != nil {
			return err
		}
		return t.show(out, func(w io.Writer) {
			fmt.Fprintf(w, "the master key is rotated: %s opens the journal from now on. Back it up.\n", out.Key)
			fmt.Fprintf(w, "%s opens the backups of before, and only those: remove it when they are gone.\n",
				out.OldKey)
			if r.NewKey != "" {
				fmt.Fprintln(w, "Before the next start, have the new file read in the old one's place.")
			}
		})
	}
	return cmd
}
