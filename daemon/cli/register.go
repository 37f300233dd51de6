package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/rest"
)

const registerHelp = `The call centre's own reservation register, and each client's (4.4.4, 10). A
number in "own" is never dialed, for anyone; one in a client's register never
for that client. It takes effect at once: what rings there is cancelled.`

func (t *tool) registers() *cobra.Command {
	cmd := &cobra.Command{Use: "register", Short: "Numbers that must not be rung", Long: registerHelp}
	cmd.AddCommand(
		t.wish("add", "Put a number in a register", "how the wish reached us, kept in the journal", rest.Floor.Reserve),
		t.wish("remove", "Take a number out of a register", "who withdrew the reservation, and how; kept in the journal", rest.Floor.Unreserve),
		t.listRegisters(), t.checkNumber())
	return cmd
}

func (t *tool) wish(verb, short, whyHelp string, do func(rest.Floor, context.Context, rest.Wish, string) error) *cobra.Command {
	var w rest.Wish
	cmd := &cobra.Command{
		Use: verb + " NUMBER", Short: short, Args: cobra.ExactArgs(1),
		Long: short + ".\n\nExample:\n  ringevett register " + verb + " \"900 00 001\" --register own --why \"said so in a call\"",
	}
	cmd.Flags().StringVar(&w.Scope, "register", "own", `"own" for every client, or a client's id`)
	cmd.Flags().StringVar(&w.Why, "why", "", whyHelp)
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w.Number = args[0]
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f rest.Floor) error {
			if err := do(f, ctx, w, by()); err != nil {
				return err
			}
			return t.show(map[string]any{"done": true}, func(out io.Writer) { fmt.Fprintln(out, "done; it takes effect at once") })
		})
	}
	return cmd
}

func (t *tool) listRegisters() *cobra.Command {
	cmd := &cobra.Command{
		Use: "list", Short: "List every register, numbers masked", Args: cobra.NoArgs,
		Long: "List every register, the oldest reservation first. Numbers are masked unless --numbers is given.",
	}
	clear := cmd.Flags().Bool("numbers", false, "show whole numbers")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f rest.Floor) error {
			all, err := f.Reservations(ctx)
			if err != nil {
				return err
			}
			var rows [][]string
			for i := range all {
				if !*clear {
					all[i].Number = masked(all[i].Number)
				}
				rows = append(rows, []string{all[i].Scope, all[i].Number, oslo(all[i].At), all[i].By, all[i].Source})
			}
			return t.show(all, func(w io.Writer) { table(w, "register number since by why", rows) })
		})
	}
	return cmd
}

func (t *tool) checkNumber() *cobra.Command {
	return &cobra.Command{
		Use: "check NUMBER", Short: "In which registers does a number stand?", Args: cobra.ExactArgs(1),
		Long: "Tell in which registers a number stands.\n\nExit codes: 0 in none; 1 in some; 2 refused.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := number.Parse(args[0]); err != nil {
				return err
			}
			return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f rest.Floor) error {
				in, err := f.CheckNumber(ctx, args[0])
				if err != nil {
					return err
				}
				in.Number = masked(in.Number)
				if err := t.show(in, func(w io.Writer) { fmt.Fprintln(w, checkWords(in)) }); err != nil {
					return err
				}
				if in.Own || len(in.Clients) > 0 {
					return errLook
				}
				return nil
			})
		},
	}
}

func checkWords(in rest.NumberCheck) string {
	names := in.Clients
	if in.Own {
		names = append([]string{"own"}, names...)
	}
	if len(names) == 0 {
		return in.Number + " stands in no register of ours"
	}
	return in.Number + " stands in: " + strings.Join(names, ", ")
}
