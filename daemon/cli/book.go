package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// addFile is a verb that adds what stands in a file.
func (t *tool) addFile(what, example string, add func(ctx context.Context, f *rest.Remote, text []byte) (any, string, error)) *cobra.Command {
	return &cobra.Command{
		Use: "add FILE", Short: "Add or change " + what + " from a YAML file", Args: cobra.ExactArgs(1),
		Long: "Add or change " + what + " from a YAML file; - is standard input. All faults of the file are told\n" +
			"at once, and then nothing of it is taken. Each change is kept in the journal with who made it.\n\n" +
			"Exit codes: 0 added; 2 refused.\n\nExample:\n  " + example,
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := t.readFile(args[0])
			if err != nil {
				return err
			}
			return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
				v, said, err := add(ctx, f, text)
				if err != nil {
					return fmt.Errorf("%s:\n%w", args[0], err)
				}
				return t.show(v, func(w io.Writer) { fmt.Fprintln(w, said) })
			})
		},
	}
}

// removeOne is a verb that takes one thing out of the book.
func (t *tool) removeOne(what, stays, refused string, remove func(ctx context.Context, f *rest.Remote, id, why string) error) *cobra.Command {
	cmd := &cobra.Command{
		Use: "remove ID", Short: "Take " + what + " out of the book", Args: cobra.ExactArgs(1),
		Long: "Take " + what + " out of the book, for a reason that the journal keeps. " + stays + "\n\n" +
			"It is refused " + refused + ".\n\nExit codes: 0 removed; 2 refused.",
	}
	why := cmd.Flags().String("why", "", "a reason, kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			if err := remove(ctx, f, args[0], *why); err != nil {
				return err
			}
			fmt.Fprintln(t.Out, args[0], "is out of the book")
			return nil
		})
	}
	return cmd
}

// list is a verb that lists.
func (t *tool) list(what string, all func(ctx context.Context, f *rest.Remote) (any, func(w io.Writer), error)) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List " + what, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
				v, people, err := all(ctx, f)
				if err != nil {
					return err
				}
				return t.show(v, people)
			})
		},
	}
}

func (t *tool) clients() *cobra.Command {
	cmd := &cobra.Command{Use: "client", Short: "Businesses that calls are made for"}
	cmd.AddCommand(
		t.addFile("clients", "ringevett client add client.yaml", func(ctx context.Context, f *rest.Remote, text []byte) (any, string, error) {
			all, err := f.AddClients(ctx, text, by())
			return all, "in the book as in the file: " + names(all, func(c verb.Client) string { return c.ID }), err
		}),
		t.list("clients", func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
			all, err := f.Clients(ctx)
			return all, func(w io.Writer) {
				var rows [][]string
				for _, c := range all {
					state := "in the book"
					if !c.Archived.IsZero() {
						state = "removed " + oslo(c.Archived)
					}
					rows = append(rows, []string{c.ID, c.Name, c.OrgNo, c.Phone, strings.Join(c.Visible, " "), state})
				}
				table(w, "id name orgno phone visible state", rows)
			}, err
		}),
		t.removeOne("a client", "Its register and\nall facts stay: who reserved with it stays reserved if it is added again. Where\n"+
			"archived campaigns are its own, its name and numbers stay for their figures, and\nfor those who ring back: it is listed as removed.",
			"while a campaign of the\nclient's is not archived, or an inquiry about it waits for an answer", func(ctx context.Context, f *rest.Remote, id, why string) error {
				return f.RemoveClient(ctx, id, why, by())
			}))
	return cmd
}

func (t *tool) agents() *cobra.Command {
	cmd := &cobra.Command{Use: "agent", Short: "People who take calls"}
	cmd.AddCommand(
		t.addFile("agents", "ringevett agent add agents.yaml; the file holds PINs: delete it afterwards", func(ctx context.Context, f *rest.Remote, text []byte) (any, string, error) {
			all, err := f.AddAgents(ctx, text, by())
			return all, "in the book as in the file: " + names(all, func(a verb.Agent) string { return a.ID }), err
		}),
		t.list("agents", func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
			all, err := f.Agents(ctx)
			return all, func(w io.Writer) {
				var rows [][]string
				for _, a := range all {
					rows = append(rows, []string{a.ID, a.FullName, a.Endpoint, logIn(a.LogIn)})
				}
				table(w, "id name endpoint log-in", rows)
			}, err
		}),
		t.removeOne("an agent", "All facts stay.", "while the agent is logged in,\nor a campaign names the agent",
			func(ctx context.Context, f *rest.Remote, id, why string) error {
				return f.RemoveAgent(ctx, id, why, by())
			}),
		t.unlock())
	return cmd
}

// logIn says what of wrong PINs stands against an agent's phone.
func logIn(t *verb.PINTrial) string {
	switch {
	case t == nil:
		return "open"
	case t.Locked.IsZero():
		return fmt.Sprintf("%d wrong PINs", t.Wrong)
	}
	return "locked since " + oslo(t.Locked)
}

const unlockHelp = `Let a phone log in again that wrong PINs have locked, or that waits after some. It is
named by its agent, or as Asterisk names it; a phone that is no agent's is locked
too. Reason and person are kept in the journal.

Find out first who keyed them: ringevett journal show has each as wrong_pin, with its
phone. A forgotten PIN is replaced with: ringevett agent add.

Exit codes: 0 it can log in; 2 refused, or nothing stands against it.

Examples:
  ringevett agent unlock kari --why "new keyboard, she was at the phone herself"
  ringevett agent unlock PJSIP/meeting-room --why "a guest's child"`

func (t *tool) unlock() *cobra.Command {
	cmd := &cobra.Command{Use: "unlock AGENT|PHONE", Short: "Let a phone log in again after wrong PINs", Long: unlockHelp, Args: cobra.ExactArgs(1)}
	why := cmd.Flags().String("why", "", "a reason, kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			endpoint, err := f.UnlockPhone(ctx, args[0], *why, by())
			if err != nil {
				return err
			}
			return t.show(map[string]string{"endpoint": endpoint}, func(w io.Writer) { fmt.Fprintln(w, endpoint, "can log in again") })
		})
	}
	return cmd
}

func names[T any](all []T, name func(T) string) string {
	var words []string
	for _, v := range all {
		words = append(words, name(v))
	}
	return strings.Join(words, ", ")
}
