package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) metrics() *cobra.Command {
	cmd := &cobra.Command{Use: "metrics", Short: verb.ShowMetrics.Short, Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, r *rest.Remote) error {
			text, err := rest.Call(ctx, r, verb.ShowMetrics, verb.Nothing{})
			if err == nil {
				_, err = t.Out.Write(text)
			}
			return err
		})
	}
	return cmd
}
