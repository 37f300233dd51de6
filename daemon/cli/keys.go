package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) keys() *cobra.Command {
	cmd := &cobra.Command{Use: "keys", Short: "Where the keys lie"}
	cmd.AddCommand(t.moveKeys())
	return cmd
}

func (t *tool) moveKeys() *cobra.Command {
	cmd := &cobra.Command{
		Use: "move", Short: "Move the keys out of the data folder", Args: cobra.NoArgs,
	}
	to := cmd.Flags().String("to", "",
		"the folder; the one of data.master_key_file, or keys beside data.dir, where not given")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		who, err := upkeep.LocalBy(cmd.Context(), c, verb.MoveKeys)
		if err != nil {
			return err
		}
		moves, err := upkeep.MoveKeys(cmd.Context(),
			upkeep.KeyMoving{Path: t.configPath, Load: t.config, To: *to, By: who})
		if err != nil {
			return err
		}
		err = t.show(moves, func(w io.Writer) {
			for _, m := range moves {
				fmt.Fprintf(w, "%s: %s is now %s\n", m.Setting, m.From, m.To)
			}
			if len(moves) == 0 {
				fmt.Fprintln(w, "nothing to do: no key lies in the data folder")
			}
		})
		if err == nil && len(moves) == 0 {
			return errLook
		}
		return err
	}
	return cmd
}
