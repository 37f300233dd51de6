package cli

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) lists() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "Lists of leads: what came into a campaign from one source"}
	cmd.AddCommand(t.showLists())
	return cmd
}

func (t *tool) showLists() *cobra.Command {
	return &cobra.Command{
		Use: "show CAMPAIGN", Short: "The lists of a campaign, with their leads by state", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
				all, err := rest.Call(ctx, f, verb.ShowLists, verb.OfCampaign{Campaign: args[0]})
				if err != nil {
					return err
				}
				return t.show(all, func(w io.Writer) {
					var rows [][]string
					for _, l := range all {
						for _, n := range l.Leads {
							rows = append(rows, []string{
								l.Source, yesNo(l.Ended), strconv.Itoa(n.Count), n.State, n.Code,
							})
						}
					}
					table(w, "list ended leads state code", rows)
				})
			})
		},
	}
}
