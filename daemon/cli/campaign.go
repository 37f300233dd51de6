package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) campaigns() *cobra.Command {
	cmd := &cobra.Command{Use: "campaign", Short: "One purpose for one client each"}
	cmd.AddCommand(
		t.addFile("a campaign", "ringevett campaign add campaign.yaml", func(ctx context.Context, f *rest.Remote, text []byte) (any, string, error) {
			c, err := f.AddCampaign(ctx, text, by())
			said := fmt.Sprintf("campaign %s is in the book", c.ID)
			if !c.Running {
				said += ", paused; start it with: ringevett campaign start " + c.ID
			}
			return c, said, err
		}),
		t.listCampaigns(), t.setRunning(true), t.setRunning(false), t.archiveCampaign(), t.showCampaign())
	return cmd
}

func (t *tool) listCampaigns() *cobra.Command {
	archived := false
	cmd := t.list("campaigns", func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
		all, err := f.Campaigns(ctx)
		all = slices.DeleteFunc(all, func(c verb.Campaign) bool { return !archived && !c.Archived.IsZero() })
		return all, func(w io.Writer) {
			var rows [][]string
			for _, c := range all {
				rows = append(rows, []string{c.ID, c.Client, c.Kind, c.Visible, strings.Join(c.Agents, " "), runsWord(c)})
			}
			table(w, "id client kind visible agents running", rows)
		}, err
	})
	cmd.Flags().BoolVar(&archived, "all", false, "list those that are archived too")
	return cmd
}

func runsWord(c verb.Campaign) string {
	if !c.Archived.IsZero() {
		return "archived"
	}
	return yesNo(c.Running)
}

const archiveHelp = `Put a campaign away for good, for a reason that the journal keeps. It cannot be
started again, and takes no leads; the floor no longer loads it. The leads that
were not called to their end are done, and are forgotten at the limit for call
records. All facts, registers, flags and figures stay, who was rung and rings
back is answered as before, and a campaign that follows within 30 days still
inherits its share of abandoned calls.

It is refused while the campaign runs, while a call of it is open, and while an
inquiry about it waits for an answer.

Exit codes: 0 archived; 2 refused.`

func (t *tool) archiveCampaign() *cobra.Command {
	cmd := &cobra.Command{Use: "archive ID", Short: "Put a campaign away for good", Long: archiveHelp, Args: cobra.ExactArgs(1)}
	why := cmd.Flags().String("why", "", "a reason, kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			c, err := f.ArchiveCampaign(ctx, args[0], *why, by())
			if err != nil {
				return err
			}
			return t.show(c, func(w io.Writer) { fmt.Fprintf(w, "campaign %s is archived\n", args[0]) })
		})
	}
	return cmd
}

const startHelp = `Start a campaign, so that it dials whenever it may: within calling hours, with
agents logged in, with leads due.

It is refused, with all reasons, while something is missing that waiting does
not mend: blanks in the configuration, agents who are not in the book, an
abandoned-call message that is missing, too long, or spoken for another text; a
sales or fundraising campaign while the national register is not connected.

Exit codes: 0 started; 1 it was running already; 2 refused.`

const pauseHelp = `Pause a campaign: nothing new is dialed for it; calls under way go on.

Exit codes: 0 paused; 1 it was paused already; 2 refused.`

func (t *tool) setRunning(running bool) *cobra.Command {
	cmd := &cobra.Command{Use: "pause ID", Short: "Dial nothing new for a campaign", Long: pauseHelp, Args: cobra.ExactArgs(1)}
	if running {
		cmd.Use, cmd.Short, cmd.Long = "start ID", "Let a campaign dial", startHelp
	}
	why := cmd.Flags().String("why", "", "a reason, kept in the journal")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := f.SetRunning(ctx, args[0], running, *why, by())
			if err != nil {
				return err
			}
			if err := t.show(out, func(w io.Writer) { fmt.Fprintln(w, changeWords(args[0], running, out)) }); err != nil {
				return err
			}
			if !out.Changed {
				return errLook
			}
			return nil
		})
	}
	return cmd
}

func changeWords(id string, running bool, c verb.Change) string {
	word := map[bool]string{true: "running", false: "paused"}[running]
	said := fmt.Sprintf("campaign %s is %s", id, word)
	if !c.Changed {
		said += " already"
	}
	if c.Note != "" {
		said += "; it does not dial yet: " + c.Note
	}
	return said
}

func (t *tool) showCampaign() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "Everything about one campaign, with its leads by state", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
				c, err := findCampaign(ctx, f, args[0])
				if err != nil {
					return err
				}
				counts, err := f.LeadCounts(ctx, c.ID)
				if err != nil {
					return err
				}
				v := struct {
					verb.Campaign
					Leads []verb.LeadCount `json:"leads"`
				}{c, counts}
				return t.show(v, func(w io.Writer) { printCampaign(w, c, counts) })
			})
		},
	}
}

func findCampaign(ctx context.Context, f *rest.Remote, id string) (verb.Campaign, error) {
	all, err := f.Campaigns(ctx)
	if err != nil {
		return verb.Campaign{}, err
	}
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
	}
	return verb.Campaign{}, fmt.Errorf("campaign %s: %w", id, dialer.ErrNotFound)
}

func printCampaign(w io.Writer, c verb.Campaign, counts []verb.LeadCount) {
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "%-10s %s\n", name, fmt.Sprintf(format, args...))
	}
	line("id", "%s", c.ID)
	line("running", "%s", yesNo(c.Running))
	if !c.Archived.IsZero() {
		line("archived", "%s", oslo(c.Archived))
	}
	line("client", "%s", c.Client)
	line("kind", "%s", c.Kind)
	line("purpose", "%s", c.Purpose)
	line("subject", "%s", c.Subject)
	line("visible", "%s", c.Visible)
	line("language", "%s", c.Language)
	line("mode", "%s", c.Mode)
	line("ring", "%d s, wrap-up %d s", c.RingSeconds, c.WrapUpS)
	line("attempts", "%d on a number, %d a day for the client, %g h between", c.PerCampaign, c.PerClientDay, c.GapHours)
	line("agents", "%s", strings.Join(c.Agents, " "))
	for _, s := range c.Sources {
		line("source", "%s: %s of %s; %s", s.Name, s.Kind, s.ObtainedAt.Format(time.DateOnly), s.Basis)
	}
	for _, n := range counts {
		line("leads", "%d %s %s", n.Count, n.State, n.Code)
	}
}
