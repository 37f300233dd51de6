package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) why() *cobra.Command {
	var q verb.WhyQuery
	var at string
	cmd := &cobra.Command{
		Use: "why NUMBER", Short: "Why may a number be dialed, or not?",
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&q.Campaign, "campaign", "", "the campaign that would dial it")
	cmd.Flags().StringVar(&at, "at", "", "Oslo time, 2027-05-17T12:00; empty is now")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		q.Number = args[0]
		var err error
		if q.At, err = osloTime("--at", at); err != nil {
			return err
		}
		w, err := t.askWhy(cmd, q)
		if err != nil {
			return err
		}
		if err := t.show(w, func(out io.Writer) { printWhy(out, w) }); err != nil {
			return err
		}
		if !w.Allowed {
			return errLook
		}
		return nil
	}
	return cmd
}

// askWhy asks the daemon, else the house, else the rules alone.
func (t *tool) askWhy(cmd *cobra.Command, q verb.WhyQuery) (w verb.Why, err error) {
	c, err := t.config()
	configured := err == nil
	if errors.Is(err, os.ErrNotExist) && !cmd.Flags().Changed("config") {
		c, err = config.Defaults(), nil
	}
	if err != nil {
		return w, err
	}
	f, err := t.floor(cmd.Context(), c, app.ToWrite)
	if errors.Is(err, dialer.ErrNotFound) || !configured && err != nil {
		return app.WhyFromRules(c, configured, q)
	}
	if err != nil {
		return w, err
	}
	w, err = rest.Call(context.WithoutCancel(cmd.Context()), f.Remote, verb.AskWhy, q)
	return w, errors.Join(err, f.Close())
}

// osloTime reads a time of a flag; empty is the zero time.
func osloTime(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", time.RFC3339} {
		if at, err := time.ParseInLocation(layout, text, hours.Oslo()); err == nil {
			return at, nil
		}
	}
	return time.Time{}, dialer.Invalid{Field: flag, Value: text, Why: "Oslo time as 2027-05-17T12:00"}
}

func printWhy(out io.Writer, w verb.Why) {
	if w.Demo != "" {
		fmt.Fprintln(out, "***", w.Demo, "***")
	}
	where := ""
	if w.Campaign != "" {
		where = " for " + w.Campaign
	}
	verdict := "MAY NOT BE DIALED"
	switch {
	case w.Allowed:
		verdict = "may be dialed"
	case w.Code == "":
		verdict = "CANNOT BE DECIDED"
	}
	fmt.Fprintf(out, "%s%s at %s: %s\n", w.Number, where, oslo(w.At), verdict)
	fmt.Fprintf(out, "  %s\n\n", strings.TrimSpace(w.Code+" "+w.Why))
	var rows [][]string
	for _, s := range w.Steps {
		next := ""
		if !s.Next.IsZero() {
			next = oslo(s.Next)
		}
		rows = append(rows, []string{s.Rule, s.Verdict, s.Code, s.Why, next})
	}
	table(out, "rule verdict code found changes", rows)
	printWhySets(out, w)
	if w.Abandoned != nil {
		fmt.Fprintln(out)
		printAbandoned(out, w.Abandoned)
	}
	for _, l := range w.Lacked {
		fmt.Fprintln(out, "\nnot known:", l)
	}
	if w.Halted != "" {
		fmt.Fprintln(out, "\nbesides, the floor dials nothing at all:", w.Halted)
	}
}

// printAbandoned tells the history of a number's flag (4.6.3).
func printAbandoned(w io.Writer, a *verb.Abandonment) {
	if a == nil {
		return
	}
	if !a.At.IsZero() {
		stands := "not cleared: dialed with two agents held only"
		if !a.Cleared.IsZero() {
			stands = "cleared " + oslo(a.Cleared) + ": a person spoke with an agent in a later call"
		}
		fmt.Fprintf(w, "a call was abandoned %s; %s\n", oslo(a.At), stands)
	}
	if !a.Again.IsZero() {
		fmt.Fprintf(w, "a call was abandoned again %s, with agents held for it alone: not dialed for twelve months\n",
			oslo(a.Again))
	}
}

func printWhySets(out io.Writer, w verb.Why) {
	if len(w.Sets) == 0 {
		return
	}
	fmt.Fprintln(out)
	var rows [][]string
	for _, s := range w.Sets {
		rows = append(rows, []string{
			s.Register, s.Answer, s.By, fmt.Sprintf("%d.%d", s.Version, s.Seq), fmt.Sprint(s.Count), oslo(s.LoadedAt),
		})
	}
	table(out, "register answer by version numbers loaded", rows)
	for _, s := range w.Sets {
		if s.How != "" {
			fmt.Fprintf(out, "%s: %s\n", s.Register, s.How)
		}
	}
}
