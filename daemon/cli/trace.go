package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) trace() *cobra.Command {
	var q verb.TraceQuery
	var n verb.TraceNumberQuery
	cmd := &cobra.Command{Use: "trace [CALL]", Short: verb.TraceAttempt.Short, Args: cobra.MaximumNArgs(1)}
	cmd.Flags().StringVar(&n.Number, "number", "", "the calls with a number, and the story of the newest")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		needs := app.ToRead
		switch {
		case (len(args) == 1) == (n.Number != ""):
			return dialer.Invalid{Field: "CALL", Value: strings.Join(args, " "),
				Why: "an attempt, as 42, or the id of a channel; or --number NUMBER"}
		case n.Number != "":
			needs = app.ToWrite // the journal keeps who asked
		default:
			q.Call = args[0]
		}
		var told verb.Trace
		err := t.withFloor(cmd, needs, func(ctx context.Context, f *rest.Remote) (err error) {
			if n.Number != "" {
				told, err = rest.Call(ctx, f, verb.TraceNumber, n)
			} else {
				told, err = rest.Call(ctx, f, verb.TraceAttempt, q)
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := t.show(told, func(w io.Writer) { printTrace(w, told) }); err != nil {
			return err
		}
		if told.Open {
			return errLook
		}
		return nil
	}
	return cmd
}

func printTrace(w io.Writer, t verb.Trace) {
	if len(t.Calls) > 0 {
		var rows [][]string
		for _, c := range t.Calls {
			way := "we rang"
			if c.Returned {
				way = "rang us"
			}
			rows = append(rows, []string{oslo(c.At), c.Call, way, c.Campaign})
		}
		table(w, "at call way campaign", rows)
		fmt.Fprintln(w)
	}
	printTraceHead(w, t)
	part := ""
	for _, s := range t.Steps {
		if s.Part != part {
			part = s.Part
			fmt.Fprintln(w, part)
		}
		f := s.Fact
		f.Campaign, f.Client, f.Attempt, f.Lead, f.Number = "", "", 0, 0, "" // they stand in the head
		_, line, _ := strings.Cut(factLine(f), " ")                          // without the date
		fmt.Fprintln(w, "  "+line)
		if f.Kind == string(dialer.FactBooked) && t.Gate != nil {
			printTraceGate(w, t.Gate)
		}
	}
	if len(t.Recordings) > 0 {
		fmt.Fprintln(w)
		recordingTable(w, t.Recordings)
	}
	if t.Sale != nil {
		fmt.Fprintf(w, "\nsale: %s%s, offer %s\n", t.Sale.State, after(" because ", t.Sale.Cause), t.Sale.Offer)
	}
	printTraceCounts(w, t)
}

func printTraceHead(w io.Writer, t verb.Trace) {
	who := "with"
	if t.Returned {
		who = "from"
	}
	number := t.Number
	if number == "" {
		number = "a number that is not known any more"
	}
	fmt.Fprintf(w, "call %s %s %s, %s\n", t.Call, who, number, t.At.In(hours.Oslo()).Format("2006-01-02 15:04:05"))
	var head []string
	for _, h := range [][2]string{{"campaign ", t.Campaign}, {"client ", t.Client},
		{"agent ", strings.Join(t.Agents, ", ")}, {"outcome ", t.Outcome}} {
		if h[1] != "" {
			head = append(head, h[0]+h[1])
		}
	}
	if t.Lead != 0 {
		head = append(head, fmt.Sprint("lead ", t.Lead))
	}
	if t.Open {
		head = append(head, "NOT OVER")
	}
	fmt.Fprintf(w, "%s\n\n", strings.Join(head, "; "))
}

func printTraceGate(w io.Writer, g *verb.TraceGate) {
	fmt.Fprintf(w, "    none of %d rules was against it: %s\n", len(g.Rules), strings.Join(g.Rules, ", "))
	if g.Exempt != "" {
		fmt.Fprintln(w, "    a reservation did not bar it:", g.Exempt)
	}
	if g.Dedicated {
		fmt.Fprintln(w, "    agents were held for it alone (4.6.3)")
	}
	for _, r := range g.Registers {
		fmt.Fprintf(w, "    %s was asked at version %d.%d%s\n", r.Register, r.Version, r.Seq,
			after(", loaded ", oslo(r.LoadedAt)))
	}
}

func printTraceCounts(w io.Writer, t verb.Trace) {
	fmt.Fprintln(w)
	switch {
	case t.Returned:
		fmt.Fprintln(w, "counts in no figure of 4.3: the person rang us")
	case t.Open:
		fmt.Fprintln(w, "counts in no figure yet: its end is not in the journal")
	}
	for _, d := range t.Counts {
		var counts []string
		for _, name := range slices.Sorted(maps.Keys(d.Counts)) {
			counts = append(counts, fmt.Sprintf("%s %d", name, d.Counts[name]))
		}
		fmt.Fprintf(w, "counts on %s: %s\n", d.Day, strings.Join(counts, ", "))
	}
}

// after is text behind its words, and nothing where there is none.
func after(words, text string) string {
	if text == "" || text == "-" {
		return ""
	}
	return words + text
}
