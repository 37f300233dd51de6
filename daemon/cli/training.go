package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const trainingHelp = `What staff were taught (5): agents, and people with roles. An agent who lacks an item cannot log
in while training.require is true; the phone says which. "check" names everybody who lacks something.`

func (t *tool) training() *cobra.Command {
	cmd := &cobra.Command{Use: "training", Short: "What staff were taught", Long: trainingHelp}
	cmd.AddCommand(
		t.list("who lacks which training", func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
			all, err := rest.Call(ctx, f, verb.ListTraining, verb.TrainingQuery{})
			return all, func(w io.Writer) { trainingTable(w, all) }, err
		}),
		t.showTraining())
	return cmd
}

func trainingTable(w io.Writer, all []verb.Trained) {
	var rows [][]string
	for _, one := range all {
		state := "may take calls"
		if one.Kind == "person" {
			state = "trained"
		}
		if !one.Ready {
			state = "LACKS TRAINING"
		}
		rows = append(rows, []string{one.Kind, one.ID, state, orDash(lacking(one))})
	}
	table(w, "kind id state lacks", rows)
}

// lacking names the items that somebody lacks.
func lacking(one verb.Trained) (list string) {
	for _, i := range one.Items {
		if i.OK {
			continue
		}
		if list != "" {
			list += ", "
		}
		list += i.Item
		if i.Campaign != "" {
			list += " of " + i.Campaign
		}
	}
	return list
}

func (t *tool) showTraining() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "What one agent or person was taught", Args: cobra.ExactArgs(1),
		Long: "Show how an agent or a person stands with each item, and every entry.\n\n" +
			"Exit codes: 0 shown; 1 an item is missing; 2 refused.",
		RunE: func(cmd *cobra.Command, args []string) error {
			all, err := answered(t, cmd, verb.ListTraining, verb.TrainingQuery{ID: args[0]}, trainingPages)
			if err == nil && slices.ContainsFunc(all, func(one verb.Trained) bool { return !one.Ready }) {
				err = errLook
			}
			return err
		},
	}
}

func trainingPages(w io.Writer, all []verb.Trained) {
	for _, one := range all {
		fmt.Fprintf(w, "%s %s\n", one.Kind, one.ID)
		var rows [][]string
		for _, i := range one.Items {
			state := "ok"
			if !i.OK {
				state = "MISSING"
			}
			rows = append(rows, []string{i.Item, orDash(i.Campaign), state, i.Why})
		}
		table(w, "item campaign state until", rows)
		rows = nil
		for _, e := range one.Entries {
			rows = append(rows, []string{
				e.Day, e.Item, orDash(e.Campaign), fmt.Sprint(e.Months), e.Trainer, orDash(fmt.Sprintf("%.12s", e.Version)),
			})
		}
		table(w, "taught item campaign months by version", rows)
	}
}
