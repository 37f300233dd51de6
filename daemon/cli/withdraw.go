package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
)

const withdrawHelp = `Take back a person's wish to be called by a client (4.2 b). It holds for the next
dial, in every campaign of that client, and stops what rings on that ground. The
wish does not come back with an older list. To keep the number from being rung
at all, reserve it: ringevett register add.

Exit codes: 0 taken back; 1 there was no such wish.

Example:
  ringevett lead withdraw "900 00 013" --client fjellvann`

func (t *tool) withdraw() *cobra.Command {
	cmd := &cobra.Command{Use: "withdraw NUMBER", Short: "Take back a wish to be called", Long: withdrawHelp, Args: cobra.ExactArgs(1)}
	client := cmd.Flags().String("client", "", "who was asked to call")
	cmd.MarkFlagRequired("client")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := f.WithdrawRequest(ctx, *client, args[0], by())
			if err != nil {
				return err
			}
			err = t.show(out, func(w io.Writer) { fmt.Fprintf(w, "taken back in %d leads\n", out.Leads) })
			if err == nil && out.Leads == 0 {
				err = errLook
			}
			return err
		})
	}
	return cmd
}
