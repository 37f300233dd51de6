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

func (t *tool) withdraw() *cobra.Command {
	cmd := &cobra.Command{
		Use: "withdraw NUMBER", Short: "Take back a wish to be called",
		Args: cobra.ExactArgs(1),
	}
	client := cmd.Flags().String("client", "", "who was asked to call")
	cmd.MarkFlagRequired("client")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := rest.Call(ctx, f, verb.WithdrawRequest, verb.Withdrawal{Client: *client, Number: args[0]})
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
