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
		t.addFile("a campaign", "ringevett campaign add campaign.yaml",
			func(ctx context.Context, f *rest.Remote, text []byte) (any, string, error) {
				c, err := rest.Call(ctx, f, verb.AddCampaign, verb.File{Text: text})
				said := fmt.Sprintf("campaign %s is in the book", c.ID)
				if !c.Running {
					said += ", paused; start it with: ringevett campaign start " + c.ID
				}
				return c, said, err
			}),
		t.listCampaigns(), t.setRunning(true), t.setRunning(false), t.showCampaign(), t.script())
	return cmd
}

func (t *tool) listCampaigns() *cobra.Command {
	archived := false
	cmd := t.list("campaigns", func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
		all, err := rest.Call(ctx, f, verb.ListCampaigns, verb.Nothing{})
		all = slices.DeleteFunc(all, func(c verb.Campaign) bool { return !archived && !c.Archived.IsZero() })
		return all, func(w io.Writer) {
			var rows [][]string
			for _, c := range all {
				rows = append(rows, []string{
					c.ID, c.Client, c.Kind, c.Visible, strings.Join(c.Agents, " "), runsWord(c),
				})
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

func (t *tool) setRunning(running bool) *cobra.Command {
	v := verb.PauseCampaign
	if running {
		v = verb.StartCampaign
	}
	cmd := &cobra.Command{Use: "pause ID", Short: v.Short, Long: v.Help, Args: cobra.ExactArgs(1)}
	if running {
		cmd.Use = "start ID"
	}
	why := cmd.Flags().String("why", "", "a reason, kept in the journal")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := rest.Call(ctx, f, v, verb.CampaignChange{Campaign: args[0], Why: *why})
			if err != nil {
				return err
			}
			if err := t.show(out,
				func(w io.Writer) { fmt.Fprintln(w, changeWords(args[0], running, out)) }); err != nil {
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
				counts, err := rest.Call(ctx, f, verb.CountLeads, verb.LeadsQuery{Campaign: c.ID})
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
	all, err := rest.Call(ctx, f, verb.ListCampaigns, verb.Nothing{})
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
