package cli

import (
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/verb"
)

const noticeHelp = `Notices of recording and of monitoring (8.1, 8.3): what agents are told beforehand.
A notice counts for an agent who has heard it on the line and keyed *81, and within its times only.`

func (t *tool) notices() *cobra.Command {
	cmd := &cobra.Command{Use: "notice", Short: "Notices of recording and monitoring", Long: noticeHelp}
	var q verb.NoticesQuery
	list := &cobra.Command{Use: "list", Short: verb.ListNotices.Short, Args: cobra.NoArgs}
	list.Flags().StringVar(&q.Agent, "agent", "", "that name one agent")
	list.Flags().BoolVar(&q.Over, "over", false, "also those that are over or withdrawn, for 12 months")
	list.RunE = func(cmd *cobra.Command, _ []string) error {
		return answer(t, cmd, verb.ListNotices, q, noticeTable)
	}
	cmd.AddCommand(list)
	return cmd
}

func noticeTable(w io.Writer, all []verb.Notice) {
	const clock = "2006-01-02 15:04"
	var rows [][]string
	for _, n := range all {
		times := strings.TrimSpace(n.From.Format(clock) + " to " + n.To.Format(clock) + " " + n.Hours)
		for _, a := range n.Agents {
			acked := "-"
			if !a.Acked.IsZero() {
				acked = a.Acked.Format(clock)
			}
			counts := "counts now"
			if a.Why != "" {
				counts = a.Why
			}
			rows = append(rows, []string{strconv.FormatInt(n.ID, 10), n.Kind, n.Purpose, times, a.Agent, acked, counts})
		}
	}
	table(w, "notice of purpose times agent acknowledged counts", rows)
}
