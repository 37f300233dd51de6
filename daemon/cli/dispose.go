package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
)

const disposeHelp = `Tell who was on the line in a conversation: person, machine, wrong_number or
call_later. Agents tell it with *0 and a digit; this is for their word by other
means, and for corrections. The last word holds, and figures follow it.

Example:
  ringevett dispose 42 machine`

func (t *tool) dispose() *cobra.Command {
	return &cobra.Command{
		Use: "dispose ATTEMPT WORD", Short: "Tell who was on the line", Long: disposeHelp, Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return dialer.Invalid{Field: "ATTEMPT", Value: args[0], Why: "the attempt's number, as in: ringevett journal show"}
			}
			return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
				if err := f.Dispose(ctx, id, args[1], by()); err != nil {
					return err
				}
				return t.show(map[string]any{"done": true}, func(w io.Writer) { fmt.Fprintf(w, "attempt %d: %s\n", id, args[1]) })
			})
		},
	}
}

func (t *tool) versionVerb() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return t.show(map[string]string{"version": t.version}, func(w io.Writer) { fmt.Fprintln(w, "ringevett", t.version) })
		},
	}
}
