package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
)

func masked(n string) string { return dialer.Number(n).Masked() }

func (t *tool) journal() *cobra.Command {
	cmd := &cobra.Command{Use: "journal", Short: "The record of what happened"}
	cmd.AddCommand(t.verify(), t.heads(), t.showFacts(), t.backup(), t.accept(), t.restore(), t.rekey())
	return cmd
}

func (t *tool) heads() *cobra.Command {
	cmd := &cobra.Command{
		Use: "heads", Short: "Show what to note of the journal, by the day",
		Args: cobra.NoArgs,
	}
	days := cmd.Flags().Int("last", 30, "of so many days, 1 to 3660")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *days < 1 || *days > 3660 {
			return dialer.Invalid{Field: "--last", Value: strconv.Itoa(*days), Why: "1 to 3660"}
		}
		return answer(t, cmd, verb.ListHeads, verb.HeadsQuery{Days: *days}, printHeads)
	}
	return cmd
}

func printHeads(w io.Writer, all []verb.DayHead) {
	var firsts []string
	for _, h := range all {
		fmt.Fprintln(w, h.Day, h.At.In(hours.Oslo()).Format("15:04:05"), h.Head)
		if h.First != "" && !slices.Contains(firsts, h.First) {
			firsts = append(firsts, h.First)
		}
	}
	for _, key := range firsts {
		fmt.Fprintln(w, "first key", key)
	}
}

func (t *tool) verify() *cobra.Command {
	cmd := &cobra.Command{
		Use: "verify", Short: "Prove that the journal is whole", Args: cobra.NoArgs,
	}
	var noted verb.Noted
	cmd.Flags().StringArrayVar(&noted.Heads, "noted", nil,
		"a head that was noted elsewhere, SEQ:HASH; may be given more than once")
	cmd.Flags().StringArrayVar(&noted.FirstKeys, "first-key", nil,
		"a first key that was noted elsewhere; may be given more than once")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		r, err := answered(t, cmd, verb.VerifyJournal, noted, printReport)
		if err == nil && !r.Whole {
			err = errRefuse
		}
		return err
	}
	return cmd
}

func printReport(w io.Writer, r verb.JournalReport) {
	if !r.Whole {
		fmt.Fprintln(w, "BROKEN:", r.Why)
		return
	}
	fmt.Fprintf(w, "whole: %d entries, %d of them with an erased number\nhead %d:%s\n", r.Entries, r.Erased, r.Entries,
		r.Head)
	for _, row := range r.Keys {
		fmt.Fprintln(w, "first key", row.First, "of", row.From)
		if row.Closed == 0 {
			fmt.Fprintln(w, "  no day of it is over: it proves nothing yet")
			continue
		}
		fmt.Fprintf(w, "  days signed: %d, the last %s; signed: entries %d to %d\n", row.Closed, row.Last, row.Begins,
			row.Proven)
	}
	if s := r.Stamps; s.Count > 0 {
		fmt.Fprintf(w, "time stamps: %d, the last of head %s, seen %s\n", s.Count, s.Head,
			s.At.In(hours.Oslo()).Format(time.DateTime))
		if !s.Checked {
			fmt.Fprintln(w, "  whose stamps they are was not asked: name evidence.stamps.authority_file")
		}
	}
	switch {
	case len(r.Keys) == 0:
		fmt.Fprintln(w, "not signed: no daemon has run since days have keys")
	case !r.Noted:
		fmt.Fprintln(w, "without --first-key the signatures prove nothing against anyone who has master.key")
	}
}

func (t *tool) showFacts() *cobra.Command {
	var q verb.FactsQuery
	var day string
	cmd := &cobra.Command{Use: "show", Short: "Show facts", Args: cobra.NoArgs}
	cmd.Flags().StringVar(&q.Campaign, "campaign", "", "of one campaign")
	cmd.Flags().Int64Var(&q.Attempt, "attempt", 0, "of one attempt")
	cmd.Flags().StringVar(&day, "day", "", "of one Oslo day, 2026-11-24")
	cmd.Flags().IntVar(&q.Limit, "last", 0, "only the last so many; 0: all")
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		if day != "" {
			if q.From, err = time.ParseInLocation(time.DateOnly, day, hours.Oslo()); err != nil {
				return dialer.Invalid{Field: "--day", Value: day, Why: "an Oslo day as 2026-11-24"}
			}
			q.To = q.From.AddDate(0, 0, 1)
		}
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			facts, err := rest.Call(ctx, f, verb.ListFacts, q)
			if err != nil {
				return err
			}
			return t.show(facts, func(w io.Writer) {
				for _, fact := range facts {
					fmt.Fprintln(w, factLine(fact))
				}
			})
		})
	}
	return cmd
}

// factLine is a fact in one line, only what it has.
func factLine(f verb.Fact) string {
	words := []string{f.At.In(hours.Oslo()).Format("2006-01-02 15:04:05.000"), f.Kind}
	add := func(name, value string) {
		if value != "" && value != "0" {
			words = append(words, name+"="+value)
		}
	}
	add("attempt", strconv.FormatInt(f.Attempt, 10))
	add("campaign", f.Campaign)
	add("client", f.Client)
	add("lead", strconv.FormatInt(f.Lead, 10))
	add("agent", f.Agent)
	add("number", f.Number)
	add("visible", f.Visible)
	if f.Reserved {
		add("reserved", "yes")
	}
	add("outcome", f.Outcome)
	add("disposition", f.Disposition)
	if f.Named != "" {
		words = append(words, strconv.Quote(f.Named))
	}
	add("by_party", f.Party)
	add("cause", strconv.Itoa(f.Cause))
	add("sip", strconv.Itoa(f.TechCause))
	add("code", f.Code)
	add("by", f.By)
	add("recording", f.Recording)
	add("prompt", f.Prompt)
	if f.Detail != "" {
		words = append(words, strconv.Quote(f.Detail))
	}
	return strings.Join(words, " ")
}

func (t *tool) backup() *cobra.Command {
	cmd := &cobra.Command{
		Use: "backup FILE", Short: "Copy the journal and the book", Args: cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c, err := t.config()
		if err == nil {
			err = t.withFloorOf(cmd, c, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
				_, err := rest.Call(ctx, f, verb.NoteCopy, verb.Nothing{})
				return err
			})
		}
		if err == nil {
			err = upkeep.BackupJournal(cmd.Context(), c, args[0])
		}
		if err != nil {
			return err
		}
		apart, err := upkeep.KeptApart(c, args[0])
		if err != nil {
			return err
		}
		return t.show(apart, func(w io.Writer) {
			fmt.Fprintln(w, "copied to", apart.File)
			for _, file := range apart.Keep {
				fmt.Fprintln(w, "keep apart:", file)
			}
			for _, file := range apart.Not {
				fmt.Fprintln(w, "never copy:", file)
			}
		})
	}
	return cmd
}

func (t *tool) restore() *cobra.Command {
	cmd := &cobra.Command{Use: "restore FILE", Short: verb.RestoreJournal.Short, Args: cobra.ExactArgs(1)}
	var r upkeep.Restoring
	cmd.Flags().StringVar(&r.Why, "why", "", "why; kept in the journal")
	cmd.Flags().StringVar(&r.Since, "since", "", "the folder of the journal written after the copy; default: data.dir")
	cmd.Flags().BoolVar(&r.Unproven, "unproven", false, "also where not all that came after the copy can be known")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		r.From = args[0]
		c, err := t.config()
		if err == nil {
			r.By, err = upkeep.LocalBy(cmd.Context(), c, verb.RestoreJournal)
		}
		var done upkeep.Restored
		if err == nil {
			done, err = upkeep.RestoreJournal(cmd.Context(), c, r)
		}
		if err != nil {
			for _, what := range done.Unknown {
				fmt.Fprintln(t.Err, "not known:", what)
			}
			if len(done.Unknown) > 0 {
				fmt.Fprintln(t.Err, "find the later journal (--since) or the list of erasures, or go on with --unproven")
			}
			return err
		}
		return t.show(done, func(w io.Writer) { printRestored(w, done) })
	}
	return cmd
}

func printRestored(w io.Writer, r upkeep.Restored) {
	fmt.Fprintf(w, "restored: the copy ends at entry %d", r.Entries)
	if r.Proven > r.Entries {
		fmt.Fprintf(w, ", and the later journal was read to entry %d", r.Proven)
	}
	fmt.Fprintf(w, "\nreserved again: %d numbers, %d persons", r.Numbers, r.Persons)
	if r.Elsewhere > 0 {
		fmt.Fprintf(w, ", %d of them in the own register, as their client is not in the copy", r.Elsewhere)
	}
	fmt.Fprintf(w, "\nnot carried over: %d attempts, %d inquiries, with all that followed from them\n", r.Attempts,
		r.Inquiries)
	for _, what := range r.Unknown {
		fmt.Fprintln(w, "not known:", what)
	}
	if r.Aside != "" {
		fmt.Fprintln(w, "what lay there is in", r.Aside)
	}
}

func (t *tool) accept() *cobra.Command {
	cmd := &cobra.Command{
		Use: "accept", Short: "Take a restored journal on purpose", Args: cobra.NoArgs,
	}
	why := cmd.Flags().String("why", "", "why; kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		who, err := upkeep.LocalBy(cmd.Context(), c, verb.AcceptJournal)
		unlisted := ""
		if err == nil {
			unlisted, err = upkeep.AcceptJournal(cmd.Context(), c, *why, who)
		}
		if errors.Is(err, dialer.ErrExists) {
			fmt.Fprintln(t.Out, "nothing to do:", err)
			return errLook
		}
		if err == nil {
			fmt.Fprintln(t.Out,
				"the journal is taken, and says so: what was reserved since the copy was made is not in it")
			if unlisted != "" {
				fmt.Fprintln(t.Out, "There was no list of erasures at", unlisted+":",
					"numbers erased since the copy was made can be read again. Erase them again.")
			}
		}
		return err
	}
	return cmd
}
