package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const shownHelp = `Consumers must see the number that a campaign shows (4.4.2, mfl. § 14), and a PBX can
replace it: in its outbound route, or with from_user of its trunk. So the daemon
compares the number that is sent. The first call of each day with each number goes out
alone; after that one call in twenty is looked at, and the first after five minutes. If
another number is sent, ringing calls are ended and nothing more is dialed with that
number, also after a restart; "ringevett status" names both. Three calls in a row whose
number cannot be read stop it too: then only a person can say what consumers see.`

func (t *tool) shown() *cobra.Command {
	cmd := &cobra.Command{Use: "shown", Short: "The number that consumers see, where the PBX does not send it (4.4.2)",
		Long: shownHelp}
	cmd.AddCommand(
		t.liftShown("again NUMBER", "The route was mended: the next call proves the number", "", false),
		t.liftShown("confirm NUMBER", "A person saw on a phone that the number is shown", confirmHelp, true))
	return cmd
}

const confirmHelp = `Enter that a person called a phone of their own by the same route and saw the number
there: the operator takes it from elsewhere than the From. It holds for what is sent
now; if something else is sent, dialing stops again.`

func (t *tool) liftShown(use, short, long string, confirmed bool) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Long: long, Args: cobra.ExactArgs(1)}
	why := cmd.Flags().String("why", "", "the reason, kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			lift := verb.ShownLift{Number: args[0], Why: *why, Confirmed: confirmed}
			if _, err := rest.Call(ctx, f, verb.LiftShown, lift); err != nil {
				return err
			}
			fmt.Fprintf(t.Out, "%s is in use again\n", args[0])
			return nil
		})
	}
	return cmd
}
