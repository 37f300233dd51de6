package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// addDeclared gives every declared verb that prints one sentence its command, where root has none of its own for it. A
// command of its own takes its help and the completion of its arguments from the declaration.
func (t *tool) addDeclared(root *cobra.Command) {
	for _, s := range verb.All() {
		group, word, has := strings.Cut(s.Name, " ")
		parent := root
		if i := slices.IndexFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == group }); has &&
			i >= 0 {
			parent = root.Commands()[i]
		}
		word = cmp.Or(word, group)
		own := slices.IndexFunc(parent.Commands(), func(c *cobra.Command) bool { return c.Name() == word })
		switch {
		case own >= 0:
			cmd := parent.Commands()[own]
			if cmd.ValidArgsFunction == nil {
				cmd.ValidArgsFunction = t.completion(arguments(s))
			}
			if s.Help != "" {
				cmd.Long = s.Help
			}
		case own < 0 && s.Says != "" && s.Path != "" && !(has && parent == root):
			parent.AddCommand(t.declared(s, word))
		}
	}
}

// declared is a verb's command as its declaration has it: arguments, flags, help, and the sentence that it ends with.
func (t *tool) declared(s verb.Spec, word string) *cobra.Command {
	in := reflect.New(s.In()).Elem()
	cmd := &cobra.Command{Use: word, Short: cmp.Or(s.Short, s.Summary), Long: s.Help}
	var args []verb.Field
	least := 0
	for _, f := range s.Fields() {
		switch {
		case f.Arg != "" && f.Optional:
			args, cmd.Use = append(args, f), cmd.Use+" ["+f.Arg+"]"
		case f.Arg != "":
			args, cmd.Use = append(args, f), cmd.Use+" "+f.Arg
			least++
		case f.Flag != "":
			addFlag(cmd, f, in.FieldByIndex(f.Index))
		}
	}
	cmd.Args = cobra.RangeArgs(least, len(args))
	if least == len(args) {
		cmd.Args = cobra.ExactArgs(least)
	}
	cmd.ValidArgsFunction = t.completion(args)
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		for i, word := range words {
			if err := setArgument(args[i], in.FieldByIndex(args[i].Index), word); err != nil {
				return err
			}
		}
		return t.withFloor(cmd, access(s), func(ctx context.Context, r *rest.Remote) error {
			out, err := r.Ask(ctx, s, in.Interface())
			if err != nil {
				return err
			}
			return t.show(out, func(w io.Writer) { fmt.Fprintln(w, s.Said(in.Interface(), out)) })
		})
	}
	return cmd
}

// arguments are the fields that the command takes as arguments, in their order.
func arguments(s verb.Spec) []verb.Field {
	return slices.DeleteFunc(s.Fields(), func(f verb.Field) bool { return f.Arg == "" })
}

// access is how the data folder is opened where no daemon runs.
func access(s verb.Spec) app.Access {
	if s.Reads() {
		return app.ToRead
	}
	return app.ToWrite
}

// addFlag has the command write a flag into its field.
func addFlag(cmd *cobra.Command, f verb.Field, into reflect.Value) {
	switch to := into.Addr().Interface().(type) {
	case *string:
		cmd.Flags().StringVar(to, f.Flag, f.Default, f.Doc())
	case *bool:
		cmd.Flags().BoolVar(to, f.Flag, false, f.Doc())
	case *int:
		n, _ := strconv.Atoi(f.Default) // none: 0
		cmd.Flags().IntVar(to, f.Flag, n, f.Doc())
	case *int64:
		cmd.Flags().Int64Var(to, f.Flag, 0, f.Doc())
	case *[]string:
		cmd.Flags().StringSliceVar(to, f.Flag, nil, f.Doc())
	default:
		panic(fmt.Sprintf("--%s: no flag can be a %T", f.Flag, to))
	}
	if f.Needed {
		cmd.MarkFlagRequired(f.Flag)
	}
}

// setArgument reads one argument into its field.
func setArgument(f verb.Field, into reflect.Value, text string) error {
	if into.Kind() != reflect.Int64 {
		into.SetString(text)
		return nil
	}
	n, err := idOf(f.Arg, text, cmp.Or(f.Doc(), "a whole number from 1 on"))
	into.SetInt(n)
	return err
}

// idOf reads the number by which a command names something: from 1 on. why says where a person finds it.
func idOf(field, text, why string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, dialer.Invalid{Field: field, Value: text, Why: why}
	}
	return n, nil
}

// completion offers what the next argument may name, from the daemon that runs; nothing where none does.
func (t *tool) completion(args []verb.Field) cobra.CompletionFunc {
	return func(cmd *cobra.Command, words []string, _ string) ([]string, cobra.ShellCompDirective) {
		const no = cobra.ShellCompDirectiveNoFileComp
		if len(words) >= len(args) {
			return nil, no
		}
		c, err := t.config()
		if err != nil {
			return nil, no
		}
		ctx, stop := context.WithTimeout(cmd.Context(), time.Second)
		defer stop()
		r, err := rest.Dial(ctx, c.API.Socket)
		if err != nil {
			return nil, no
		}
		defer r.Close()
		return namesOf(ctx, r, args[len(words)].Is, words), no
	}
}

// namesOf are the ids of a kind, for completion; before are the arguments that stand already.
func namesOf(ctx context.Context, r *rest.Remote, kind string, before []string) []string {
	switch kind {
	case "campaign":
		return called(ctx, r, verb.ListCampaigns, verb.Nothing{}, func(c verb.Campaign) string { return c.ID })
	case "client":
		return called(ctx, r, verb.ListClients, verb.Nothing{}, func(c verb.Client) string { return c.ID })
	case "agent":
		return called(ctx, r, verb.ListAgents, verb.Nothing{}, func(a verb.Agent) string { return a.ID })
	case "person":
		return called(ctx, r, verb.ListPeople, verb.Nothing{}, func(p verb.Person) string { return p.ID })
	case "register":
		return called(ctx, r, verb.ListRegisters, verb.Nothing{}, func(r verb.Register) string { return r.Register })
	case "request":
		return called(ctx, r, verb.ListRequests, verb.Nothing{}, func(r verb.Request) string { return fmt.Sprint(r.ID) })
	case "erasure":
		return called(ctx, r, verb.ListErasures, verb.ErasureQuery{}, func(e verb.Erasure) string { return fmt.Sprint(e.ID) })
	case "inquiry":
		return called(ctx, r, verb.ListInquiries, verb.InquiryQuery{},
			func(i verb.Inquiry) string { return fmt.Sprint(i.ID) })
	case "list":
		if len(before) > 0 {
			of := verb.OfCampaign{Campaign: before[0]}
			return called(ctx, r, verb.ShowLists, of, func(l verb.List) string { return l.Source })
		}
	}
	return nil
}

// called gives the names of what a verb lists; none where it fails, since nothing depends on them.
func called[In, T any](ctx context.Context, r *rest.Remote, v verb.Verb[In, []T], in In, name func(T) string) []string {
	all, err := rest.Call(ctx, r, v, in)
	if err != nil {
		return nil
	}
	return verb.Each(all, name)
}
