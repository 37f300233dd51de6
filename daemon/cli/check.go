package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
)

const checkHelp = `Look at everything that dialing needs, and change nothing: the configuration,
the master key, the journal and each campaign with its abandoned-call message,
calling hours, the disk; and on Asterisk: the ARI user, the version, the
modules, our application's name, the clock, the dialplan.

It works beside a running daemon. Exit codes: 0 all is well; 1 warnings;
2 must not dial.`

func (t *tool) check() *cobra.Command {
	cmd := &cobra.Command{Use: "check", Short: "Is everything there that dialing needs?", Long: checkHelp, Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		found := app.Check(cmd.Context(), c, t.logger(c))
		err = t.show(found, func(w io.Writer) {
			for _, f := range found {
				fmt.Fprintf(w, "%-4s  %s: %s\n", f.Level, f.Name, f.Text)
			}
		})
		if err != nil {
			return err
		}
		switch app.Worst(found) {
		case "fail":
			return errRefuse
		case "warn":
			return errLook
		}
		return nil
	}
	return cmd
}
