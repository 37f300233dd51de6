package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) deleteRecording() *cobra.Command {
	var d verb.RecordingWord
	cmd := &cobra.Command{
		Use: "delete ID", Short: "Delete a recording now", Args: cobra.ExactArgs(1),
	}
	cmd.Flags().BoolVar(&d.Used, "used", false, "its purpose is met")
	cmd.Flags().StringVar(&d.Why, "why", "", "kept, so no name or number")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		d.ID = args[0]
		return t.tellRun(cmd, func(ctx context.Context, f *rest.Remote) (verb.RecordingRun, error) {
			return rest.Call(ctx, f, verb.DeleteRecording, d)
		})
	}
	return cmd
}

func (t *tool) proveRecordings() *cobra.Command {
	cmd := &cobra.Command{
		Use: "prove", Short: "Delete what is over, and show that it is gone",
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.tellRun(cmd, func(ctx context.Context, f *rest.Remote) (verb.RecordingRun, error) {
			return rest.Call(ctx, f, verb.ProveRecordings, verb.Nothing{})
		})
	}
	return cmd
}

func (t *tool) rotateKey() *cobra.Command {
	cmd := &cobra.Command{Use: "rotate", Short: "Seal every recording's key under a new key", Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.tellRun(cmd, func(ctx context.Context, f *rest.Remote) (verb.RecordingRun, error) {
			return rest.Call(ctx, f, verb.RotateRecordingKey, verb.Nothing{})
		})
	}
	return cmd
}

func (t *tool) tellRun(
	cmd *cobra.Command, do func(ctx context.Context, f *rest.Remote) (verb.RecordingRun, error),
) error {
	return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
		r, err := do(ctx, f)
		if err != nil {
			return err
		}
		err = t.show(r, func(w io.Writer) {
			fmt.Fprintf(w,
				"collected %d, deleted %d, came back and removed %d\ngone %d, kept %d, held %d, past their time and "+
					"still there %d\n",
				r.Collected, r.Deleted, r.Returned, r.Gone, r.Kept, r.Held, r.Overdue)
			if r.Sealed > 0 {
				fmt.Fprintf(w, "%d sealed again\n", r.Sealed)
			}
		})
		if err == nil && (r.Returned > 0 || r.Overdue > 0) {
			err = errLook
		}
		return err
	})
}
