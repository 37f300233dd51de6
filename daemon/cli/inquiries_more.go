package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) listenInquiry() *cobra.Command {
	var l verb.InquiryListen
	cmd := &cobra.Command{
		Use: "listen ID", Short: "Write what was spoken to a file",
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&l.Why, "why", "", "what for; kept, so no name or number")
	out := cmd.Flags().String("out", "", "the file; it is not deleted on time: you are answerable for it")
	cmd.MarkFlagRequired("why")
	cmd.MarkFlagRequired("out")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		if l.ID, err = inquiryID(args[0]); err != nil {
			return err
		}
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			s, err := rest.Call(ctx, f, verb.ListenInquiry, l)
			if err == nil {
				err = os.WriteFile(*out, s.WAV, 0o600)
			}
			if err != nil {
				return err
			}
			return t.show(map[string]string{"file": *out},
				func(w io.Writer) { fmt.Fprintf(w, "%s: %d bytes\n", *out, len(s.WAV)) })
		})
	}
	return cmd
}

func (t *tool) breaches() *cobra.Command {
	var q verb.BreachQuery
	cmd := &cobra.Command{
		Use: "breaches", Short: "Days on which answers were late", Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&q.From, "from", "", "the first Oslo day; empty is the last thirty")
	cmd.Flags().StringVar(&q.To, "to", "", "the last Oslo day")
	cmd.MarkFlagsRequiredTogether("from", "to")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		days, err := answered(t, cmd, verb.ListBreaches, q, breachTable)
		if err == nil && len(days) > 0 {
			err = errLook
		}
		return err
	}
	return cmd
}

func breachTable(w io.Writer, days []verb.BreachDay) {
	if len(days) == 0 {
		fmt.Fprintln(w, "no answer was late")
		return
	}
	var rows [][]string
	for _, d := range days {
		rows = append(rows, []string{dayWords(d.Day), strconv.Itoa(d.Breaches), fmt.Sprint(d.Inquiries)})
	}
	table(w, "day breaches inquiries", rows)
}

func (t *tool) listErasures() *cobra.Command {
	var q verb.ErasureQuery
	cmd := &cobra.Command{
		Use: "erasures", Short: "Wishes for erasure that wait for a decision", Args: cobra.NoArgs,
	}
	cmd.Flags().BoolVar(&q.All, "all", false, "decided ones too")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			all, err := rest.Call(ctx, f, verb.ListErasures, q)
			if err != nil {
				return err
			}
			waits := false
			var rows [][]string
			for _, e := range all {
				waits = waits || e.Decided.IsZero()
				rows = append(rows, []string{
					strconv.FormatInt(e.ID, 10), orDash(e.Number), oslo(e.At), keptUntil(e), e.By, e.Why,
					orDash(e.Verdict),
				})
			}
			err = t.show(all,
				func(w io.Writer) { table(w, "erasure number asked dialogue-kept-until by why verdict", rows) })
			if err == nil && waits {
				err = errLook
			}
			return err
		})
	}
	return cmd
}

func keptUntil(e verb.Erasure) string {
	if e.Until.IsZero() {
		return "an inquiry is open"
	}
	return oslo(e.Until)
}

func (t *tool) decideErasure() *cobra.Command {
	var d verb.ErasureDecision
	cmd := &cobra.Command{
		Use: "decide ID", Short: "Decide on a wish for erasure",
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().BoolVar(&d.Erase, "erase", false, "erase now; it cannot be undone")
	keep := cmd.Flags().Bool("keep", false, "keep the dialogue")
	cmd.Flags().StringVar(&d.By, "by", "", "first and last name of who decides; you, where it is left out")
	cmd.Flags().StringVar(&d.Why, "why", "", "the ground; kept, so no name or number of the person")
	cmd.MarkFlagRequired("why")
	cmd.MarkFlagsOneRequired("erase", "keep")
	cmd.MarkFlagsMutuallyExclusive("erase", "keep")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		if d.ID, err = idOf("ID", args[0], "the wish's number, as in: ringevett subject erasures"); err != nil {
			return err
		}
		d.Erase = !*keep
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := rest.Call(ctx, f, verb.DecideErasure, d)
			if err != nil {
				return err
			}
			return t.show(out, func(w io.Writer) {
				if !d.Erase {
					fmt.Fprintln(w, "kept")
					return
				}
				erasedText(w, out)
			})
		})
	}
	return cmd
}
