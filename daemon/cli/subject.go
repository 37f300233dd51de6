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
	cmd.AddCommand(t.exportSubject(), t.eraseSubject(), t.listErasures(), t.decideErasure())
	return cmd
}

func (t *tool) exportSubject() *cobra.Command {
	cmd := &cobra.Command{
		Use: "export NUMBER", Short: "Everything held on a number",
		Args: cobra.ExactArgs(1),
	}
	sounds := cmd.Flags().String("sounds", "", "a folder for the person's own voice")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			s, err := rest.Call(ctx, f, verb.ShowSubject, verb.SubjectQuery{Number: args[0]})
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
		fmt.Fprintf(w,
			"NOT erased: a dialogue is kept (%s, 4.4.3 b); in the queue as %d, a person decides: ringevett subject "+
				"decide %d\n", keptUntil(*q), q.ID, q.ID)
		return
	}
	fmt.Fprintf(w, "erased: %d recordings, and the number in %d facts\n", e.Recordings, e.Facts)
	for _, what := range e.Stays {
		fmt.Fprintln(w, "stays:", what)
	}
}

func (t *tool) eraseSubject() *cobra.Command {
	return t.onNumber("erase", "Erase a number and its recordings", verb.EraseSubject.Help,
		func(ctx context.Context, f *rest.Remote, number, why string) (any, func(io.Writer), error) {
			out, err := rest.Call(ctx, f, verb.EraseSubject, verb.NumberReason{Number: number, Why: why})
			if err == nil && out.Queued != nil {
				err = errLook
			}
			return out, func(w io.Writer) { erasedText(w, out) }, err
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
