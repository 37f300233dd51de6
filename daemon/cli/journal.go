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
	"github.com/ringevett/ringevett/daemon/verb"
)

func masked(n string) string { return dialer.Number(n).Masked() }

func (t *tool) journal() *cobra.Command {
	cmd := &cobra.Command{Use: "journal", Short: "The record of what happened"}
	cmd.AddCommand(t.verify(), t.heads(), t.showFacts(), t.forget(), t.backup(), t.accept(), t.rekey())
	return cmd
}

const verifyHelp = `Prove the journal: every entry against the one before it, the last one against
the mark of the end, each day's signature, every number's key, every table against
its seal, and the tables that follow from the entries against what the entries say.
It names the first entry, or the table, that shows a fault. It works beside a
running daemon.

What "whole" proves:
  without master.key, nothing in ringevett.db was changed, taken away or put in;
  ringevett.db alone was not put back from an older copy (by ringevett.last).
What it does not prove:
  who has master.key can write the whole chain again, its signatures with keys of
  his own, and it says "whole";
  who puts the whole folder back from an older copy has an older, whole journal;
  that what was written is true: a daemon writes what the PBX and people tell it.
The first two show only against what was kept elsewhere, on another machine:
  --first-key KEY   one line, kept once. Each day has a key pair; the key of today
                    signs that of tomorrow, signs the journal when the day is over,
                    and is then destroyed. So a thief of the folder can rewrite the
                    day of the theft and what follows, and no day before it: he has
                    none of their keys. An older copy still verifies; it ends early.
  --noted SEQ:HASH  one line a day: the journal must still hold that entry. It
                    shows an older copy too.
"ringevett journal heads" prints both. The daemon tells them once a day to its own
log, to the system's, by mail to the responsible person, and has an authority stamp
their time, each where the configuration says so (evidence). A stamp proves that the
journal up to its head was there at that time, against the authority's certificate.

A row of keys begins again where a private key was lost, as after a restore. Verify
names it: where you know why, give its first key too. Days on which no daemon ran
have no key; the last day before them is signed at the next start. Entries after
the last signed one are as good as anyone who has master.key and today's key.

Exit codes: 0 whole; 2 broken, or not what was noted.

Examples:
  ringevett journal verify
  ringevett journal verify --first-key 9f31… --noted 1042:6f0c…`

const headsHelp = `Show where the journal stood at the end of each Oslo day, the newest first; today's
is as of now. Below them stands the first key of each row of day keys. Keep both on
another machine: see "ringevett journal verify --help".`

func (t *tool) heads() *cobra.Command {
	cmd := &cobra.Command{Use: "heads", Short: "Show what to note of the journal, by the day", Long: headsHelp, Args: cobra.NoArgs}
	days := cmd.Flags().Int("last", 30, "of so many days, 1 to 3660")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *days < 1 || *days > 3660 {
			return dialer.Invalid{Field: "--last", Value: strconv.Itoa(*days), Why: "1 to 3660"}
		}
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			all, err := f.JournalHeads(ctx, *days)
			if err != nil {
				return err
			}
			return t.show(all, func(w io.Writer) { printHeads(w, all) })
		})
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
	cmd := &cobra.Command{Use: "verify", Short: "Prove that the journal is whole", Long: verifyHelp, Args: cobra.NoArgs}
	var noted verb.Noted
	cmd.Flags().StringArrayVar(&noted.Heads, "noted", nil, "a head that was noted elsewhere, SEQ:HASH; may be given more than once")
	cmd.Flags().StringArrayVar(&noted.FirstKeys, "first-key", nil, "a first key that was noted elsewhere; may be given more than once")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			r, err := f.VerifyJournal(ctx, noted)
			if err != nil {
				return err
			}
			err = t.show(r, func(w io.Writer) { printReport(w, r) })
			if err == nil && !r.Whole {
				return errRefuse
			}
			return err
		})
	}
	return cmd
}

func printReport(w io.Writer, r verb.JournalReport) {
	if !r.Whole {
		fmt.Fprintln(w, "BROKEN:", r.Why)
		return
	}
	fmt.Fprintf(w, "whole: %d entries, %d of them with an erased number\nhead %d:%s\n", r.Entries, r.Erased, r.Entries, r.Head)
	for _, row := range r.Keys {
		fmt.Fprintln(w, "first key", row.First, "of", row.From)
		if row.Closed == 0 {
			fmt.Fprintln(w, "  no day of it is over: it proves nothing yet")
			continue
		}
		fmt.Fprintf(w, "  days signed: %d, the last %s; signed: entries %d to %d\n", row.Closed, row.Last, row.Begins, row.Proven)
	}
	if s := r.Stamps; s.Count > 0 {
		fmt.Fprintf(w, "time stamps: %d, the last of head %s, seen %s\n", s.Count, s.Head, s.At.In(hours.Oslo()).Format(time.DateTime))
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

const showHelp = `Show facts in the order in which they were written, numbers masked.

Examples:
  ringevett journal show --last 20
  ringevett journal show --attempt 42
  ringevett journal show --campaign fjellvann-service --day 2026-11-24`

func (t *tool) showFacts() *cobra.Command {
	var q verb.FactsQuery
	var day string
	cmd := &cobra.Command{Use: "show", Short: "Show facts", Long: showHelp, Args: cobra.NoArgs}
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
			facts, err := f.Facts(ctx, q)
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

const forgetHelp = `Erase a number: its key is destroyed, so that it can be read nowhere any more,
and its leads are never dialed. The journal stays whole, the figures stay the
same. Reservations stay: those who reserved must not be rung. No later list brings
the number in again, unless ringevett subject readmit lets it.

It cannot be undone. While a call to the number is open it is refused.

Example:
  ringevett journal forget "900 00 001" --why "the person asked for it in writing"`

func (t *tool) forget() *cobra.Command {
	return t.onNumber("forget", "Erase a number", forgetHelp,
		func(ctx context.Context, f *rest.Remote, number, why string) (any, func(io.Writer), error) {
			out, err := f.Forget(ctx, number, why, by())
			return out, func(w io.Writer) {
				fmt.Fprintf(w, "the number is erased; %d facts lost it, and the journal is whole\n", out.Facts)
			}, err
		})
}

const backupHelp = `Copy the journal and the book to a new file, mode 0600, beside a running daemon and
without holding it up. The copy is of one instant. SQLite's own ".backup" begins
again at each write and does not end beside a busy daemon.

The master key is not in the copy: back it up apart from the copies, again after each
"journal rekey". To restore a copy, put it in data.dir as ringevett.db while no daemon
runs, and then: ringevett journal accept.

What was erased since a copy was made is still in the copy. The list of erasures,
beside data.dir (data.erased_file), has it erased again before a restored copy is read.
The list names no person. Copy it elsewhere with each backup, and put its newest copy
back first; without it, those numbers can be read again. A copy that someone else opens
with the master key knows no list: keep copies no longer than the limits for call
records.

To archive a journal: stop the daemon, note the head that "journal verify" prints,
copy the journal, and prove the copy in a folder of its own with "journal verify":
the head must be the same. The journal in use goes on from there; it is not cut.

Example:
  ringevett journal backup /var/backups/ringevett-2026-11-28.db`

func (t *tool) backup() *cobra.Command {
	cmd := &cobra.Command{Use: "backup FILE", Short: "Copy the journal and the book", Long: backupHelp, Args: cobra.ExactArgs(1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c, err := t.config()
		if err == nil {
			err = t.withFloorOf(cmd, c, app.ToWrite, func(ctx context.Context, f *rest.Remote) error { return f.NoteCopy(ctx) })
		}
		if err == nil {
			err = app.BackupJournal(cmd.Context(), c, args[0])
		}
		if err == nil {
			fmt.Fprintln(t.Out, "copied to", args[0])
		}
		return err
	}
	return cmd
}

const acceptHelp = `Take the journal in the data folder on purpose, though it is not the one that was
open here last: after a restore from a backup. Until then the daemon refuses it.

What was erased since the copy was made is erased in it again, by the list of erasures,
before anything is read. Whatever was reserved, flagged or called after the copy was made is not in it. Put
what you know of it back first thing ("ringevett register add"); registers in a
shared Redis give their part back by themselves.

Exit codes: 0 taken, and the journal says so; 1 it is the last one, nothing to do;
2 refused.

Example:
  ringevett journal accept --why "restored from the backup of Friday, the disk died"`

func (t *tool) accept() *cobra.Command {
	cmd := &cobra.Command{Use: "accept", Short: "Take a restored journal on purpose", Long: acceptHelp, Args: cobra.NoArgs}
	why := cmd.Flags().String("why", "", "why; kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		who, err := app.LocalBy(cmd.Context(), c, verb.AcceptJournal)
		unlisted := ""
		if err == nil {
			unlisted, err = app.AcceptJournal(cmd.Context(), c, *why, who)
		}
		if errors.Is(err, dialer.ErrExists) {
			fmt.Fprintln(t.Out, "nothing to do:", err)
			return errLook
		}
		if err == nil {
			fmt.Fprintln(t.Out, "the journal is taken, and says so: what was reserved since the copy was made is not in it")
			if unlisted != "" {
				fmt.Fprintln(t.Out, "There was no list of erasures at", unlisted+":",
					"numbers erased since the copy was made can be read again. Erase them again.")
			}
		}
		return err
	}
	return cmd
}
