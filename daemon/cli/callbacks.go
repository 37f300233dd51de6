package cli

import (
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) callBacks() *cobra.Command {
	cmd := &cobra.Command{Use: "callbacks", Short: "Calls that agents promised"}
	var q verb.CallBackQuery
	list := &cobra.Command{Use: "list", Short: verb.ListCallBacks.Short, Args: cobra.NoArgs}
	list.Flags().StringVar(&q.Campaign, "campaign", "", "of one campaign")
	list.Flags().StringVar(&q.Agent, "agent", "", "that this agent is to make in person")
	list.RunE = func(cmd *cobra.Command, _ []string) error {
		return answer(t, cmd, verb.ListCallBacks, q, callBackTable)
	}
	cmd.AddCommand(list)
	return cmd
}

func callBackTable(w io.Writer, all []verb.CallBack) {
	if len(all) == 0 {
		fmt.Fprintln(w, "no call is promised")
		return
	}
	var rows [][]string
	for _, c := range all {
		rows = append(rows, []string{
			strconv.FormatInt(c.Lead, 10), oslo(c.Due), oslo(c.Promised), c.Campaign, c.Client, c.Number,
			orDash(c.Agent), c.State, orDash(c.Why),
		})
	}
	table(w, "lead due promised campaign client number agent state why", rows)
}
