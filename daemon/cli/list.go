package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
)

const endListHelp = `End a list, for a reason that the journal keeps: no lead of it is dialed any
more, and no more leads come in under its source. A list is what came into a
campaign from one source. Its leads that wait or are blocked are done, with the
code "list ended"; what rings goes on, and is not called again.

It is refused while a list is being imported.

Exit codes: 0 ended; 2 refused.`

const removeListHelp = `Take a list out of the book, for a reason that the journal keeps: as if it had
not been imported. Its numbers are forgotten at the limit for call records.

It is refused while its campaign runs, while a list is being imported, and where
a lead of it was ever rung: end such a list instead.

Exit codes: 0 removed; 2 refused.`

func (t *tool) lists() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "Lists of leads: what came into a campaign from one source"}
	cmd.AddCommand(t.showLists(),
		t.changeList("end CAMPAIGN LIST", "Dial no lead of a list any more", endListHelp, "is ended",
			func(ctx context.Context, f *rest.Remote, campaign, source, why string) error {
				return f.EndList(ctx, campaign, source, why, by())
			}),
		t.changeList("remove CAMPAIGN LIST", "Take a list that was never rung out of the book", removeListHelp, "is out of the book",
			func(ctx context.Context, f *rest.Remote, campaign, source, why string) error {
				return f.RemoveList(ctx, campaign, source, why, by())
			}))
	return cmd
}

func (t *tool) showLists() *cobra.Command {
	return &cobra.Command{
		Use: "show CAMPAIGN", Short: "The lists of a campaign, with their leads by state", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
				all, err := f.Lists(ctx, args[0])
				if err != nil {
					return err
				}
				return t.show(all, func(w io.Writer) {
					var rows [][]string
					for _, l := range all {
						for _, n := range l.Leads {
							rows = append(rows, []string{l.Source, yesNo(l.Ended), strconv.Itoa(n.Count), n.State, n.Code})
						}
					}
					table(w, "list ended leads state code", rows)
				})
			})
		},
	}
}

func (t *tool) changeList(
	use, short, long, done string, change func(ctx context.Context, f *rest.Remote, campaign, source, why string) error,
) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Long: long, Args: cobra.ExactArgs(2)}
	why := cmd.Flags().String("why", "", "a reason, kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			if err := change(ctx, f, args[0], args[1], *why); err != nil {
				return err
			}
			fmt.Fprintf(t.Out, "list %s of campaign %s %s\n", args[1], args[0], done)
			return nil
		})
	}
	return cmd
}
