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

// addFile is a verb that adds what a file has.
func (t *tool) addFile(
	what, example string, add func(ctx context.Context, f *rest.Remote, text []byte) (any, string, error),
) *cobra.Command {
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

// list is a verb that lists.
func (t *tool) list(
	what string, all func(ctx context.Context, f *rest.Remote) (any, func(w io.Writer), error),
) *cobra.Command {
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
		t.addFile("clients", "ringevett client add client.yaml",
			func(ctx context.Context, f *rest.Remote, text []byte) (any, string, error) {
				all, err := rest.Call(ctx, f, verb.AddClients, verb.File{Text: text})
				return all, "in the book as in the file: " + names(all, func(c verb.Client) string { return c.ID }), err
			}),
		t.list("clients", func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
			all, err := rest.Call(ctx, f, verb.ListClients, verb.Nothing{})
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
		}))
	return cmd
}

func (t *tool) agents() *cobra.Command {
	cmd := &cobra.Command{Use: "agent", Short: "People who take calls"}
	cmd.AddCommand(
		t.addFile("agents", "ringevett agent add agents.yaml; the file holds PINs: delete it afterwards",
			func(ctx context.Context, f *rest.Remote, text []byte) (any, string, error) {
				all, err := rest.Call(ctx, f, verb.AddAgents, verb.File{Text: text})
				return all, "in the book as in the file: " + names(all, func(a verb.Agent) string { return a.ID }), err
			}),
		t.list("agents", func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
			all, err := rest.Call(ctx, f, verb.ListAgents, verb.Nothing{})
			return all, func(w io.Writer) {
				var rows [][]string
				for _, a := range all {
					rows = append(rows, []string{a.ID, a.FullName, a.Endpoint, logIn(a.LogIn), choices(a.Choices)})
				}
				table(w, "id name endpoint log-in campaigns", rows)
			}, err
		}), t.agentDay())
	return cmd
}

// choices are an agent's campaigns with the digits that choose them.
func choices(all []string) string {
	var parts []string
	for i, id := range all {
		parts = append(parts, fmt.Sprintf("*56%d %s", i+1, id))
	}
	return orDash(strings.Join(parts, ", "))
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

func names[T any](all []T, name func(T) string) string {
	var words []string
	for _, v := range all {
		words = append(words, name(v))
	}
	return strings.Join(words, ", ")
}
