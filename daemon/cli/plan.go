package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
)

const planHelp = `Show what a campaign would do from now on, and change nothing: which of its leads could
be dialed in the coming shift, which rule stops the others, and when it would finish.
The gate is asked about every lead. The days are simulated with the daemon's own
dialing, and with the campaign's own answers and conversations if its journal has
enough of them.

It reads the data folder beside a running daemon or without one. Its ledgers of
abandoned calls begin empty, which makes predictive mode careful at first.

Exit codes: 0 planned; 1 nothing would be dialed in the shift; 2 refused.

Examples:
  ringevett plan fjellvann-service
  ringevett plan fjellvann-service --agents 12 --from 12:00 --to 20:00 --json`

func (t *tool) plan() *cobra.Command {
	var q app.PlanQuery
	var from, to string
	cmd := &cobra.Command{
		Use: "plan CAMPAIGN", Short: "What would go out, and when is it through?", Long: planHelp,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().IntVar(&q.Agents, "agents", 0, "agents on the line; 0 is all of the campaign's")
	cmd.Flags().StringVar(&from, "from", "09:00", "the shift's begin, each day")
	cmd.Flags().StringVar(&to, "to", "17:00", "the shift's end")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		q.Campaign = args[0]
		var errs []error
		q.From, errs = clockFlag("--from", from, errs)
		q.To, errs = clockFlag("--to", to, errs)
		if len(errs) == 0 && q.To <= q.From {
			errs = append(errs, dialer.Invalid{Field: "--to", Value: to, Why: "later than --from, " + from})
		}
		if q.Agents < 0 {
			errs = append(errs, dialer.Invalid{Field: "--agents", Value: fmt.Sprint(q.Agents), Why: "0 and more"})
		}
		if err := errors.Join(errs...); err != nil {
			return err
		}
		p, err := t.planned(cmd, q)
		if err != nil {
			return err
		}
		if err := t.show(p, func(w io.Writer) { printPlan(w, p) }); err != nil {
			return err
		}
		if p.Dialed == 0 {
			return errLook
		}
		return nil
	}
	return cmd
}

func (t *tool) planned(cmd *cobra.Command, q app.PlanQuery) (app.Plan, error) {
	c, err := t.config()
	if err != nil {
		return app.Plan{}, err
	}
	h, err := app.Open(cmd.Context(), c, app.ToRead, t.version, t.logger(c))
	if err != nil {
		return app.Plan{}, err
	}
	p, err := h.Plan(cmd.Context(), q)
	return p, errors.Join(err, h.Close())
}

// clockFlag reads a time of day as time since midnight.
func clockFlag(flag, text string, errs []error) (time.Duration, []error) {
	at, err := time.Parse("15:04", text)
	if err != nil {
		return 0, append(errs, dialer.Invalid{Field: flag, Value: text, Why: "a time of day as 09:00, Oslo time"})
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, errs
}

func printPlan(w io.Writer, p app.Plan) {
	fmt.Fprintf(w, "%s, %s to %s, %d agents, %s mode\n", p.Campaign, oslo(p.At), p.To.Format("15:04"), p.Agents, p.Mode)
	for _, n := range p.Notes {
		fmt.Fprintln(w, "  !", n)
	}
	fmt.Fprintf(w,
		"\n  %6d leads wait\n  %6d could go out in the shift, as far as the rules go\n  %6d are not due before it "+
			"ends\n", p.Waiting, p.Today, p.Later)
	if len(p.Blocked) > 0 {
		fmt.Fprintln(w, "\nstopped by a rule; the first one counts at the dial")
		var rows [][]string
		for _, b := range p.Blocked {
			rows = append(rows, []string{b.Code, fmt.Sprint(b.First), fmt.Sprint(b.Until), fmt.Sprint(b.Any)})
		}
		table(w, "rule first ends-by-itself in-all", rows)
	}
	fmt.Fprintf(w, "\nsimulated: %d dials in the shift, %d conversations, agents %.0f %% talking\n", p.Dialed, p.Talked,
		p.TalkPct)
	if p.Ends.IsZero() && p.Left > 0 {
		fmt.Fprintf(w, "expected end: not within %d days of dialing; %d leads are left then\n", p.Days, p.Left)
	} else if !p.Ends.IsZero() {
		fmt.Fprintf(w, "expected end: %s, after %d days of dialing\n", oslo(p.Ends), p.Days)
	}
	if len(p.Own) > 0 {
		fmt.Fprintln(w, "from this campaign's journal:", strings.Join(p.Own, ", "))
	}
	if len(p.Usual) > 0 {
		fmt.Fprintln(w, "too few in the journal, so an ordinary campaign's:", strings.Join(p.Usual, ", "))
	}
}
