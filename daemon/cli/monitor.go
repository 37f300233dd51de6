package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const monitorHelp = `Listening to agents' calls (8.3): under a notice that the agent has acknowledged, after the
agent was told by voice.
"ringevett notice --help" tells of notices.`

func (t *tool) monitors() *cobra.Command {
	cmd := &cobra.Command{Use: "monitor", Short: "Listening to agents' calls", Long: monitorHelp}
	list := &cobra.Command{Use: "list", Short: verb.ListMonitors.Short, Args: cobra.NoArgs}
	list.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			all, err := rest.Call(ctx, f, verb.ListMonitors, verb.Nothing{})
			if err != nil {
				return err
			}
			return t.show(all, func(w io.Writer) { monitorTable(w, all) })
		})
	}
	cmd.AddCommand(list)
	return cmd
}

func monitorTable(w io.Writer, all []verb.Monitor) {
	if len(all) == 0 {
		io.WriteString(w, "no one listens\n")
		return
	}
	var rows [][]string
	for _, m := range all {
		rows = append(rows, []string{m.Agent, m.Listener, m.Client, m.Host, m.Purpose, m.State, m.Until.Format("15:04")})
	}
	table(w, "agent listener client host purpose state until", rows)
}
