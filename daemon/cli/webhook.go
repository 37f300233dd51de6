package cli

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const webhookHelp = `Events for another system, such as a CRM: outcomes, sales, reservations ("webhook" in the
configuration). They are sent in the order of the journal, signed as the Standard Webhooks specification has it.`

func (t *tool) webhook() *cobra.Command {
	cmd := &cobra.Command{Use: "webhook", Short: "Events for another system", Long: webhookHelp}
	cmd.AddCommand(t.list(verb.ListUndelivered.Short,
		func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
			all, err := rest.Call(ctx, f, verb.ListUndelivered, verb.Nothing{})
			return all, func(w io.Writer) { undeliveredTable(w, all) }, err
		}))
	return cmd
}

func undeliveredTable(w io.Writer, all []verb.Undelivered) {
	var rows [][]string
	for _, u := range all {
		why := u.Why
		if u.Again {
			why = "is tried again; " + why
		}
		rows = append(rows, []string{
			strconv.FormatInt(u.Event, 10), u.Type, strconv.FormatInt(u.Attempt, 10), oslo(u.At), why,
		})
	}
	table(w, "event type attempt given-up why", rows)
}
