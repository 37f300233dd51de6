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

const reopenHelp = `Have leads of a list that are done wait again, for a reason that the journal keeps:
those whose last outcome is the one named, and which were attempted on that day.
A list is what came into a campaign from one source.

Nothing is dialed by it: each lead is decided on as ever, so a number that has had
its attempts is not rung again. What an outage of the trunk refused counts as none.
Answered calls are not reopened. It is refused for a list that was ended.

Outcomes: trunk_failed, no_answer, busy, cancelled_ringing, not_placed, lost.

Exit codes: 0 reopened, or none found; 2 refused.

Example:
  ringevett lead reopen fjellvann-service kunder --outcome trunk_failed \
    --day 2026-11-24 --why "the trunk was out from 10 to 11"`

func (t *tool) reopen() *cobra.Command {
	var r verb.Reopening
	cmd := &cobra.Command{
		Use: "reopen CAMPAIGN LIST", Short: "Have leads that are done wait again", Long: reopenHelp, Args: cobra.ExactArgs(2),
	}
	cmd.Flags().StringVar(&r.Outcome, "outcome", "", "the last outcome of the leads")
	cmd.Flags().StringVar(&r.Day, "day", "", "the Oslo day of an attempt, 2026-11-24")
	cmd.Flags().StringVar(&r.Why, "why", "", "a reason, kept in the journal")
	for _, f := range []string{"outcome", "day", "why"} {
		cmd.MarkFlagRequired(f)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		r.Campaign, r.Source = args[0], args[1]
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := f.ReopenLeads(ctx, r, by())
			if err != nil {
				return err
			}
			return t.show(out, func(w io.Writer) { fmt.Fprintf(w, "%d leads of list %s wait again\n", out.Leads, r.Source) })
		})
	}
	return cmd
}
