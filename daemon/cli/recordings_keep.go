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

const holdHelp = `Keep a recording beyond its time: for a complaint at most 90 days, for a request for access at most 30. A hold
ends by itself; it may be put on again, with a reason.

Example:
  ringevett recordings hold a42-consumer-1 --for access --why "request 7"`

func (t *tool) holdRecording() *cobra.Command {
	var h verb.RecordingHold
	cmd := &cobra.Command{Use: "hold ID", Short: "Keep a recording for a complaint or a request", Long: holdHelp, Args: cobra.ExactArgs(1)}
	cmd.Flags().StringVar(&h.Kind, "for", "", "complaint or access")
	cmd.Flags().IntVar(&h.Days, "days", 0, "0: as long as that may last")
	cmd.Flags().StringVar(&h.Why, "why", "", "kept, so no name or number")
	cmd.MarkFlagRequired("for")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		h.ID = args[0]
		return t.change(cmd, "held", func(ctx context.Context, f *rest.Remote) error { return f.HoldRecording(ctx, h, by()) })
	}
	return cmd
}

func (t *tool) releaseRecording() *cobra.Command {
	cmd := &cobra.Command{Use: "release ID", Short: "End every hold on a recording", Args: cobra.ExactArgs(1)}
	why := cmd.Flags().String("why", "", "kept, so no name or number")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.change(cmd, "released", func(ctx context.Context, f *rest.Remote) error {
			return f.ReleaseRecording(ctx, verb.RecordingWord{ID: args[0], Why: *why}, by())
		})
	}
	return cmd
}

// change does something that has no more to tell than that it is done.
func (t *tool) change(cmd *cobra.Command, word string, do func(ctx context.Context, f *rest.Remote) error) error {
	return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
		if err := do(ctx, f); err != nil {
			return err
		}
		return t.show(map[string]bool{"done": true}, func(w io.Writer) { fmt.Fprintln(w, word) })
	})
}

const deleteHelp = `Delete a recording now: because its purpose is met (--used, what 8.2.1 b asks for), or on a wish. Its key is
destroyed at once, its files go with this run. One that is held is not deleted: release it first.`

func (t *tool) deleteRecording() *cobra.Command {
	var d verb.RecordingWord
	cmd := &cobra.Command{Use: "delete ID", Short: "Delete a recording now", Long: deleteHelp, Args: cobra.ExactArgs(1)}
	cmd.Flags().BoolVar(&d.Used, "used", false, "its purpose is met")
	cmd.Flags().StringVar(&d.Why, "why", "", "kept, so no name or number")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		d.ID = args[0]
		return t.tellRun(cmd, func(ctx context.Context, f *rest.Remote) (verb.RecordingRun, error) {
			return f.DeleteRecording(ctx, d, by())
		})
	}
	return cmd
}

const proveHelp = `Run the deletion now, and look at every file: nothing past its time may be there, nothing deleted may have come
back. What came back is removed, and stands in the journal.

Exit codes: 0 all is as it should be; 1 a file had come back, or one past its time is still there.`

func (t *tool) proveRecordings() *cobra.Command {
	cmd := &cobra.Command{Use: "prove", Short: "Delete what is over, and show that it is gone", Long: proveHelp, Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.tellRun(cmd, func(ctx context.Context, f *rest.Remote) (verb.RecordingRun, error) { return f.ProveRecordings(ctx) })
	}
	return cmd
}

func (t *tool) rotateKey() *cobra.Command {
	cmd := &cobra.Command{Use: "rotate", Short: "Seal every recording's key under a new key", Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.tellRun(cmd, func(ctx context.Context, f *rest.Remote) (verb.RecordingRun, error) {
			return f.RotateRecordingKey(ctx, by())
		})
	}
	return cmd
}

func (t *tool) tellRun(cmd *cobra.Command, do func(ctx context.Context, f *rest.Remote) (verb.RecordingRun, error)) error {
	return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
		r, err := do(ctx, f)
		if err != nil {
			return err
		}
		err = t.show(r, func(w io.Writer) {
			fmt.Fprintf(w, "collected %d, deleted %d, came back and removed %d\ngone %d, kept %d, held %d, past their time and still there %d\n",
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

const noticeHelp = `Write down that an agent was told that calls are recorded, why and when, and acknowledged it (8.1). A notice is
of a concrete time: at most 14 days from now. Without one the agent's *60 plays nothing.

Example:
  ringevett recordings notice kari --days 14`

func (t *tool) notice() *cobra.Command {
	var n verb.Notice
	cmd := &cobra.Command{Use: "notice AGENT", Short: "An agent acknowledges that calls are recorded", Long: noticeHelp, Args: cobra.ExactArgs(1)}
	cmd.Flags().IntVar(&n.Days, "days", 14, "1 to 14")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		n.Agent = args[0]
		return t.change(cmd, "acknowledged", func(ctx context.Context, f *rest.Remote) error { return f.AckNotice(ctx, n, by()) })
	}
	return cmd
}
