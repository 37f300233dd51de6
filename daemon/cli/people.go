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

const peopleHelp = `People who use ringevett, and what each may do. A person is known by the account on this host: the
kernel names the account at the other end of the socket. Behind sudo and su the account that logged in counts.
"person me" says who you are.

Once people are entered, no other account can change or read anything. The journal names the person behind each
change, each look at the data on a number, and each export. Without people, everyone who may use the socket may do
everything.

Roles; a person may have several:
  operator    configuration, clients, agents, campaigns, registers, people
  supervisor  starts campaigns; leads, inquiries, the data on a number
  quality     recordings
  privacy     the data on a number, its erasure, recordings
  auditor     reads
  client      reads the campaigns and figures of one client

An account that may run only this program as the daemon's account is held to its roles. An account that may run
anything as the daemon's account or as root can change the files themselves. In sudoers:
  %callcentre ALL=(ringevett) NOPASSWD: /usr/bin/ringevett

Agents who only take calls need no entry.`

func (t *tool) people() *cobra.Command {
	cmd := &cobra.Command{Use: "person", Short: "People who use ringevett, and what each may do", Long: peopleHelp}
	cmd.AddCommand(t.listPeople(), t.me(), t.putPerson("add"), t.putPerson("change"))
	return cmd
}

func (t *tool) listPeople() *cobra.Command {
	return t.list("people", func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
		all, err := rest.Call(ctx, f, verb.ListPeople, verb.Nothing{})
		return all, func(w io.Writer) {
			var rows [][]string
			for _, p := range all {
				until := "in use"
				if !p.Ended.IsZero() {
					until = "ended " + oslo(p.Ended)
				}
				rows = append(rows, []string{p.ID, p.Name, p.Login, p.Kind, roleWords(p), until})
			}
			table(w, "id name login kind roles state", rows)
		}, err
	})
}

func roleWords(p verb.Person) string {
	words := strings.Join(p.Roles, ", ")
	if p.Client != "" {
		words += " of " + p.Client
	}
	return words
}

func (t *tool) me() *cobra.Command {
	return &cobra.Command{
		Use: "me", Short: "Who ringevett takes you for", Args: cobra.NoArgs,
		Long: "Tell who ringevett takes you for.\n\nExit codes: 0 you may ask; 1 you are not entered; 2 " +
			"refused.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
				c, err := rest.Call(ctx, f, verb.ShowMe, verb.Nothing{})
				if err != nil {
					return err
				}
				err = t.show(c, func(w io.Writer) { fmt.Fprintln(w, meWords(c)) })
				if err == nil && c.People > 0 && c.Person == nil {
					err = errLook
				}
				return err
			})
		},
	}
}

func meWords(c verb.Asker) string {
	switch {
	case c.Person != nil:
		return fmt.Sprintf("%s, %s (%s): %s", c.Account, c.Person.ID, c.Person.Name, roleWords(*c.Person))
	case c.People == 0:
		return c.Account + "; no people are entered, so that who may use the socket may do everything"
	}
	return c.Account + ", no person in the book: an operator enters you with ringevett person add"
}

func personAddHelp(word string) string {
	return map[string]string{
		"add": `Enter somebody who uses ringevett. The login is an account of this host, or group: and a group of it; each
belongs to one entry. A program, such as a nightly job, is of the kind service and has one role.

Who was entered after something was asked for cannot confirm it: see ringevett second.

Examples:
  ringevett person add kari --name "Kari Nordmann" --login kari --roles supervisor,quality
  ringevett person add nightly --kind service --name "figures by cron" --login figures --roles auditor
  ringevett person add fjell --name "Fjellvann Kraft" --login fjell --roles client --client fjellvann`,
		"change": `Change somebody's name, login or roles; what is left out stays. Roles are given whole. Operators cannot
give themselves roles or another login while another operator can.

Example:
  ringevett person change kari --roles supervisor,quality,privacy`,
	}[word] + "\n\nExit codes: 0 it is in the book; 2 refused."
}

func (t *tool) putPerson(word string) *cobra.Command {
	e := verb.PersonEntry{Add: word == "add"}
	cmd := &cobra.Command{
		Use: word + " ID", Short: map[string]string{
			"add": "Enter somebody", "change": "Change name, login or roles",
		}[word],
		Long: personAddHelp(word), Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&e.Name, "name", "", "first and last name, or what the service does")
	cmd.Flags().StringVar(&e.Login, "login", "", "an account of this host, or group:NAME")
	cmd.Flags().StringVar(&e.Kind, "kind", "", "person or service")
	cmd.Flags().
		StringSliceVar(&e.Roles, "roles", nil, "operator, supervisor, quality, privacy, auditor, client; with commas")
	cmd.Flags().StringVar(&e.Client, "client", "", "with the role client: whose campaigns")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		e.ID = args[0]
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			p, err := rest.Call(ctx, f, verb.PutPerson, e)
			if err != nil {
				return err
			}
			return t.show(p,
				func(w io.Writer) { fmt.Fprintf(w, "%s: %s, login %s: %s\n", p.ID, p.Name, p.Login, roleWords(p)) })
		})
	}
	return cmd
}

const secondHelp = `Acts that one person requests and another confirms: taking a number out of a register, and erasing a
number whose dialogue must still be kept or whose owner has complained. A supervisor or a privacy
officer who was entered before the request confirms it. A request lapses after 72 hours.

If no other person could confirm it, the person who asked can do it alone after 24 hours. The journal marks it so.

To decide on a wish for erasure: ringevett subject decide.`

func (t *tool) second() *cobra.Command {
	cmd := &cobra.Command{Use: "second", Short: "What waits for a second person", Long: secondHelp}
	cmd.AddCommand(
		t.list("what waits for a second person",
			func(ctx context.Context, f *rest.Remote) (any, func(io.Writer), error) {
				all, err := rest.Call(ctx, f, verb.ListRequests, verb.Nothing{})
				return all, func(w io.Writer) {
					for _, r := range all {
						fmt.Fprintln(w, requestWords(r))
					}
				}, err
			}),
		t.decideRequest("confirm", "Do what another person asked for"),
		t.decideRequest("refuse", "Refuse what another person asked for"))
	return cmd
}

// requestWords tell in one line what waits, and who can go on with it.
func requestWords(r verb.Request) string {
	what := fmt.Sprintf("%d: lift the reservation of %s in %s", r.ID, orDash(r.Number), r.Of)
	confirm := fmt.Sprintf("ringevett second confirm %d", r.ID)
	if r.Act == "erase" {
		what = fmt.Sprintf("erasure %d of %s", r.ID, r.Number)
		confirm = fmt.Sprintf("ringevett subject decide %d", r.ID)
	}
	who := "confirmed by one of " + strings.Join(r.Others, ", ") + " with"
	if !r.Alone.IsZero() {
		who = "no other person can confirm it; from " + oslo(r.Alone) + " " + r.By + " can do it ALONE, with"
	}
	until := ""
	if !r.Until.IsZero() {
		until = "; lapses " + oslo(r.Until)
	}
	return fmt.Sprintf("%s, asked for by %s: %s: %s %s%s", what, r.By, r.Why, who, confirm, until)
}

func (t *tool) decideRequest(word, short string) *cobra.Command {
	d := verb.RequestDecision{Refuse: word == "refuse"}
	cmd := &cobra.Command{
		Use: word + " ID", Short: short, Args: cobra.ExactArgs(1),
		Long: short + ". Both names are kept in the journal.\n\nExit codes: 0 done; 2 refused.",
	}
	cmd.Flags().StringVar(&d.Why, "why", "", "a reason, kept in the journal")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		if d.ID, err = idOf("ID", args[0], "the request's number, as in: ringevett second list"); err != nil {
			return err
		}
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			r, err := rest.Call(ctx, f, verb.DecideRequest, d)
			if err != nil {
				return err
			}
			return t.show(r, func(w io.Writer) { fmt.Fprintf(w, "request %d: %s\n", r.ID, r.Verdict) })
		})
	}
	return cmd
}
