package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
)

func (t *tool) subject() *cobra.Command {
	cmd := &cobra.Command{Use: "subject", Short: "What is held on one number (7)"}
	cmd.AddCommand(t.exportSubject(), t.eraseSubject(), t.listErasures(), t.decideErasure(), t.readmitSubject())
	return cmd
}

const subjectHelp = `Give everything that is held on a number: the journal's entries of it and of its calls, what the registers say,
and its recordings, and what the person asked and was answered. With --sounds the person's own voice is written there, one WAV for each recording; the
agent's voice is not the person's to have (8.2.1 d). That it was asked for stands in the journal, without the number.

Make sure that who asks is who they say: ring back on the number, or answer by letter.

Example:
  ringevett subject export "900 00 001" --json --sounds DIR > answer.json`

func (t *tool) exportSubject() *cobra.Command {
	cmd := &cobra.Command{Use: "export NUMBER", Short: "Everything held on a number", Long: subjectHelp, Args: cobra.ExactArgs(1)}
	sounds := cmd.Flags().String("sounds", "", "a folder for the person's own voice")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f rest.Floor) error {
			s, err := f.Subject(ctx, args[0], by())
			if err != nil {
				return err
			}
			files := 0
			if *sounds != "" {
				if files, err = writeSounds(ctx, f, s, *sounds, "a person's request for what is held"); err != nil {
					return err
				}
			}
			return t.show(s, func(w io.Writer) { subjectText(w, s, files) })
		})
	}
	return cmd
}

func subjectText(w io.Writer, s rest.Subject, files int) {
	if len(s.Facts) == 0 && len(s.Recordings) == 0 && len(s.Inquiries) == 0 && s.Abandoned == nil && len(s.Leads)+len(s.Household)+len(s.Marks)+len(s.Entries) == 0 {
		fmt.Fprintln(w, "the journal and the recordings hold nothing on this number")
	}
	for _, f := range s.Facts {
		fmt.Fprintln(w, factLine(f))
	}
	for _, l := range s.Leads {
		fmt.Fprintf(w, "lead in campaign %s, list %s: %s %s; %s %s %s\n", l.Campaign, l.Source, l.State, l.Code, l.Name, l.Birth, l.Address)
	}
	for _, p := range s.Household {
		fmt.Fprintf(w, "another person on the number: %s %s %s\n", p.Name, p.Birth, p.Address)
	}
	for _, m := range s.Marks {
		fmt.Fprintf(w, "mark %s %s %s %s\n", m.Kind, m.Of, oslo(m.At), m.Detail)
	}
	for _, e := range s.Entries {
		fmt.Fprintf(w, "register %s: %s %s by %s: %s%s\n", e.Register, e.Op, oslo(e.At), e.By, e.Source, e.Reason)
	}
	for _, r := range s.Registers {
		fmt.Fprintf(w, "register %s: %s\n", r.Register, r.Answer)
	}
	printAbandoned(w, s.Abandoned)
	if len(s.Recordings) > 0 {
		recordingTable(w, s.Recordings)
	}
	for _, in := range s.Inquiries {
		inquiryText(w, in)
	}
	if files > 0 {
		fmt.Fprintf(w, "%d sounds written\n", files)
	}
}

func erasedText(w io.Writer, e rest.Erased) {
	if q := e.Queued; q != nil {
		fmt.Fprintf(w, "NOT erased: a dialogue is kept (%s, 4.4.3 b); in the queue as %d, a person decides: ringevett subject decide %d\n", keptUntil(*q), q.ID, q.ID)
		return
	}
	fmt.Fprintf(w, "erased: %d recordings, and the number in %d facts\n", e.Recordings, e.Facts)
	for _, what := range e.Stays {
		fmt.Fprintln(w, "stays:", what)
	}
}

const eraseHelp = `Erase a number: its recordings become unreadable and their files go, its key is destroyed, its leads are never dialed.
What stays, and why, is printed. A recording under a hold stops the whole: a person decides and releases it first.

While a dialogue with the person must be kept (4.4.3 b: six months from its last message, and while an inquiry is open) nothing is
erased: the wish is put in a queue, and a person decides (ringevett subject erasures, subject decide).

It cannot be undone. While a call to the number is open it is refused.

Exit codes: 0 erased; 1 in the queue; 2 refused.

Example:
  ringevett subject erase "900 00 001" --why "the person asked for it in writing"`

func (t *tool) eraseSubject() *cobra.Command {
	cmd := &cobra.Command{Use: "erase NUMBER", Short: "Erase a number and its recordings", Long: eraseHelp, Args: cobra.ExactArgs(1)}
	why := cmd.Flags().String("why", "", "on whose wish; kept, so do not write the number or a name")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f rest.Floor) error {
			out, err := f.EraseSubject(ctx, args[0], *why, by())
			if err != nil {
				return err
			}
			err = t.show(out, func(w io.Writer) { erasedText(w, out) })
			if err == nil && out.Queued != nil {
				err = errLook
			}
			return err
		})
	}
	return cmd
}

const readmitHelp = `Let lists bring in a number again that was erased on its owner's wish. Until then every
list's row with it is refused, told as erased. That it was let in again stands in the journal, without the number.

Example:
  ringevett subject readmit "900 00 001" --why "the person became a customer again, order of 2 May"`

func (t *tool) readmitSubject() *cobra.Command {
	cmd := &cobra.Command{Use: "readmit NUMBER", Short: "Let lists bring in an erased number again", Long: readmitHelp, Args: cobra.ExactArgs(1)}
	why := cmd.Flags().String("why", "", "on whose wish; kept, so do not write the number or a name")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f rest.Floor) error {
			if err := f.Readmit(ctx, args[0], *why, by()); err != nil {
				return err
			}
			return t.show(map[string]any{"done": true}, func(w io.Writer) { fmt.Fprintln(w, "done; the next list may bring it in") })
		})
	}
	return cmd
}
