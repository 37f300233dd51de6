package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) subject() *cobra.Command {
	cmd := &cobra.Command{Use: "subject", Short: "What is held on one number (7)"}
	cmd.AddCommand(t.exportSubject(), t.eraseSubject(), t.listErasures(), t.decideErasure(), t.readmitSubject())
	return cmd
}

const subjectHelp = `Give everything that is held on a number: the journal's entries of it and of its calls; the rows of lists with
name, address, source, evidence and what became of them, and other persons on the number; what each register says, by which
entry, and the deliveries that have it; flags and other marks; recordings; what the person asked and was answered. Every table
that has something of the number is named. With --sounds the person's own voice is written there, one WAV for each recording;
the agent's voice is not the person's to have (8.2.1 d). That it was asked for stands in the journal, without the number.

Make sure that who asks is who they say: ring back on the number, or answer by letter.

Example:
  ringevett subject export "900 00 001" --json --sounds DIR > answer.json`

func (t *tool) exportSubject() *cobra.Command {
	cmd := &cobra.Command{Use: "export NUMBER", Short: "Everything held on a number", Long: subjectHelp, Args: cobra.ExactArgs(1)}
	sounds := cmd.Flags().String("sounds", "", "a folder for the person's own voice")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
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

func erasedText(w io.Writer, e verb.Erased) {
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
erased: the wish is put in a queue, and a person decides (ringevett subject erasures, subject decide). In the night after, what
the file still holds of deleted entries is overwritten.

It cannot be undone. While a call to the number is open it is refused.

Exit codes: 0 erased; 1 in the queue; 2 refused.

Example:
  ringevett subject erase "900 00 001" --why "the person asked for it in writing"`

func (t *tool) eraseSubject() *cobra.Command {
	return t.onNumber("erase", "Erase a number and its recordings", eraseHelp,
		func(ctx context.Context, f *rest.Remote, number, why string) (any, func(io.Writer), error) {
			out, err := f.EraseSubject(ctx, number, why, by())
			if err == nil && out.Queued != nil {
				err = errLook
			}
			return out, func(w io.Writer) { erasedText(w, out) }, err
		})
}

const readmitHelp = `Let lists bring in a number again that was erased on its owner's wish. Until then every
list's row with it is refused, told as erased. That it was let in again stands in the journal, without the number.

Example:
  ringevett subject readmit "900 00 001" --why "the person became a customer again, order of 2 May"`

func (t *tool) readmitSubject() *cobra.Command {
	return t.onNumber("readmit", "Let lists bring in an erased number again", readmitHelp,
		func(ctx context.Context, f *rest.Remote, number, why string) (any, func(io.Writer), error) {
			err := f.Readmit(ctx, number, why, by())
			return map[string]any{"done": true}, func(w io.Writer) { fmt.Fprintln(w, "done; the next list may bring it in") }, err
		})
}

// onNumber is a verb that does something to one number, for a reason that the journal keeps. errLook is shown with what
// was done.
func (t *tool) onNumber(
	verb, short, long string,
	do func(ctx context.Context, f *rest.Remote, number, why string) (done any, people func(io.Writer), err error),
) *cobra.Command {
	cmd := &cobra.Command{Use: verb + " NUMBER", Short: short, Long: long, Args: cobra.ExactArgs(1)}
	why := cmd.Flags().String("why", "", "on whose wish; kept, so do not write the number or a name")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			done, people, err := do(ctx, f, args[0], *why)
			if err != nil && !errors.Is(err, errLook) {
				return err
			}
			return errors.Join(t.show(done, people), err)
		})
	}
	return cmd
}
