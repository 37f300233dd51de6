package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const registerHelp = `The reservation registers (4.4.4, 10, mfl. § 13 a):

  own                   the call centre's: never dialed, for anyone
  client/ID, or ID      a client's: never dialed for that client
  national              who reserved against marketing calls
  national-voluntary    who reserved against voluntary organisations too

An addition takes effect at once: a call that rings there is cancelled. The national
registers are delivered as a whole, with: ringevett register import.`

func (t *tool) registers() *cobra.Command {
	cmd := &cobra.Command{Use: "register", Short: "Who must not be rung", Long: registerHelp}
	cmd.AddCommand(
		t.wish("add", "Put a number or a person in a register", "how the wish reached us, kept in the journal",
			func(f *rest.Remote, ctx context.Context, w verb.Wish) (*verb.Request, error) {
				_, err := rest.Call(ctx, f, verb.Reserve, w)
				return nil, err
			}),
		t.wish("remove", "Take a number or a person out of a register",
			"who withdrew the reservation, and how; kept in the journal",
			func(f *rest.Remote, ctx context.Context, w verb.Wish) (*verb.Request, error) {
				out, err := rest.Call(ctx, f, verb.Unreserve, w)
				return out.Request, err
			}),
		t.listRegisters(), t.showAdditions(), t.checkNumber(), t.importRegister(), t.restoreRegister(),
		t.exportRegister())
	return cmd
}

func (t *tool) wish(
	word, short, because string, do func(*rest.Remote, context.Context, verb.Wish) (*verb.Request, error),
) *cobra.Command {
	var w verb.Wish
	cmd := &cobra.Command{Use: word + " [NUMBER]", Short: short, Args: cobra.MaximumNArgs(1)}
	cmd.Flags().StringVar(&w.Name, "name", "", "of a person, with --birth or --address")
	cmd.Flags().StringVar(&w.Birth, "birth", "", "the person's birth date, 1970-01-31")
	cmd.Flags().StringVar(&w.Address, "address", "",
		"the person's street address with its postcode: \"Storgata 1, 0155\"")
	cmd.Flags().StringVar(&w.Scope, "register", "own", `"own" for every client, "national", or a client's id`)
	cmd.Flags().StringVar(&w.Why, "why", "", because)
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w.Number = strings.Join(args, "")
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			asked, err := do(f, ctx, w)
			if err != nil {
				return err
			}
			if asked == nil {
				return t.show(map[string]any{"done": true},
					func(out io.Writer) { fmt.Fprintln(out, "done; it takes effect at once") })
			}
			err = t.show(asked, func(out io.Writer) {
				fmt.Fprintln(out, "NOT done yet: it needs a second person.", requestWords(*asked))
			})
			return errors.Join(err, errLook)
		})
	}
	return cmd
}

func (t *tool) listRegisters() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the registers, with version, count and freshness", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
				all, err := rest.Call(ctx, f, verb.ListRegisters, verb.Nothing{})
				if err != nil {
					return err
				}
				var rows [][]string
				stale := false
				for _, r := range all {
					fresh := oslo(r.FreshUntil)
					if r.Why != "" {
						fresh, stale = "NO: "+r.Why, true
					}
					rows = append(rows,
						[]string{r.Register, strconv.FormatInt(r.Version, 10), strconv.Itoa(r.Numbers),
							strconv.Itoa(r.PersonKeys),
							strconv.Itoa(r.Added), strconv.Itoa(r.Removed), oslo(r.LoadedAt), fresh})
				}
				err = t.show(all, func(w io.Writer) {
					table(w, "register version numbers person-keys added removed delivered fresh-until", rows)
				})
				if err == nil && stale {
					err = errLook
				}
				return err
			})
		},
	}
}

func (t *tool) showAdditions() *cobra.Command {
	cmd := &cobra.Command{
		Use: "show [REGISTER]", Short: "Show what was added one by one, who added it and why", Args: cobra.MaximumNArgs(1),
	}
	clear := cmd.Flags().Bool("numbers", false, "show whole numbers")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			all, err := rest.Call(ctx, f, verb.ListReservations, verb.Nothing{})
			if err != nil {
				return err
			}
			all = slices.DeleteFunc(all, func(r verb.Reservation) bool {
				return len(args) > 0 && r.Scope != strings.TrimPrefix(args[0], "client/")
			})
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
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := number.Parse(args[0]); err != nil {
				return err
			}
			return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
				in, err := rest.Call(ctx, f, verb.CheckNumber, verb.OfNumber{Number: args[0]})
				if err != nil {
					return err
				}
				in.Number = masked(in.Number)
				if err := t.show(in, func(w io.Writer) { fmt.Fprintln(w, checkWords(in)) }); err != nil {
					return err
				}
				if len(reservedIn(in)) > 0 {
					return errLook
				}
				return nil
			})
		},
	}
}

func reservedIn(in verb.NumberCheck) (names []string) {
	for _, a := range in.Registers {
		if a.Answer == "reserved" {
			names = append(names, a.Register)
		}
	}
	return names
}

func checkWords(in verb.NumberCheck) string {
	text := in.Number + " is in no register that could be asked"
	if names := reservedIn(in); len(names) > 0 {
		text = in.Number + " is in: " + strings.Join(names, ", ")
	}
	for _, a := range in.Registers {
		if a.Answer == "unknown" {
			text += "\nunknown: " + a.Register + " was never delivered"
		}
	}
	return text
}
