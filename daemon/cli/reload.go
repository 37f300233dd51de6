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

func (t *tool) reload() *cobra.Command {
	cmd := &cobra.Command{
		Use: "reload", Short: "Have the daemon read its configuration again",
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			out, err := rest.Call(ctx, f, verb.Reload, verb.Nothing{})
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
