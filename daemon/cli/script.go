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

func (t *tool) script() *cobra.Command {
	s := verb.CampaignScript
	cmd := &cobra.Command{Use: "script ID", Short: s.Summary, Long: s.Help, Args: cobra.ExactArgs(1)}
	lang := cmd.Flags().String("lang", "", "nb, nn or en; without it the campaign's own")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			out, err := rest.Call(ctx, f, s, verb.ScriptQuery{Campaign: args[0], Language: *lang})
			if err != nil {
				return err
			}
			return t.show(out, func(w io.Writer) { printScript(w, out) })
		})
	}
	return cmd
}

func printScript(w io.Writer, s verb.Script) {
	for _, text := range s.Texts {
		about := text.Clause
		if text.Source != "" {
			about += ", list " + text.Source
		}
		fmt.Fprintf(w, "%s (%s)\n  %s\n", text.Prompt, about, text.Text)
	}
}
