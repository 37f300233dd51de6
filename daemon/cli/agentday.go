package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) agentDay() *cobra.Command {
	var q verb.AgentDaysQuery
	var day string
	cmd := &cobra.Command{Use: "day", Short: verb.ShowAgentDays.Short, Args: cobra.NoArgs}
	cmd.Flags().StringVar(&day, "day", "", "one Oslo day; empty is today")
	cmd.Flags().StringVar(&q.From, "from", "", "the first Oslo day")
	cmd.Flags().StringVar(&q.To, "to", "", "the last Oslo day")
	cmd.Flags().StringVar(&q.Agent, "agent", "", "of one agent")
	cmd.MarkFlagsMutuallyExclusive("day", "from")
	cmd.MarkFlagsMutuallyExclusive("day", "to")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if day != "" {
			q.From = day
		}
		return answer(t, cmd, verb.ShowAgentDays, q, agentDayTable)
	}
	return cmd
}

func agentDayTable(w io.Writer, all []verb.AgentDay) {
	if len(all) == 0 {
		fmt.Fprintln(w, "no agent was on the line")
		return
	}
	var rows [][]string
	for _, d := range all {
		rows = append(rows, []string{
			d.Day, d.Agent, clockOf(d.LoggedInS), clockOf(d.ReadyS), clockOf(d.TalkS), clockOf(d.WrapUpS),
			each(d.PauseS, clockOf), strconv.Itoa(d.Calls), strconv.Itoa(d.Callers), each(d.Outcomes, strconv.Itoa),
			strconv.Itoa(d.NoWord), strconv.Itoa(d.Sales),
		})
	}
	table(w, "day agent logged-in ready talk wrap-up pauses calls callers outcomes no-outcome sales", rows)
}

// clockOf is a span as 3:07:05.
func clockOf(s int) string { return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60) }

// each prints "break 0:10:00, lunch 0:30:00".
func each(of map[string]int, print func(int) string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, name+" "+print(of[name]))
	}
	return orDash(strings.Join(parts, ", "))
}
