package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const saleHelp = `Sales (6, 9): a call that ended as a sale, and what must follow before it binds the consumer.

  pending              the agent read all items aloud, ticked each in the call, and keyed *06
  qa_passed            a named person who did not sell it has checked it: ringevett sale pass
  offer_sent           the offer was sent in writing, after the call: ringevett sale offer
  accepted_in_writing  the consumer accepted it in writing: ringevett sale accept
  released             the client has it as an order: ringevett sale release
  void                 it is none: ringevett sale misinformed, sale void

No state can be skipped. Each refusal has a name, such as SALE_ORAL.`

func (t *tool) sales() *cobra.Command {
	cmd := &cobra.Command{Use: "sale", Short: "Sales, from the call until they bind", Long: saleHelp}
	cmd.AddCommand(t.listSales(), t.showSale(), t.writtenSale(), t.exportSales())
	return cmd
}

func (t *tool) listSales() *cobra.Command {
	var q verb.SaleQuery
	cmd := &cobra.Command{Use: "list", Short: verb.ListSales.Short, Args: cobra.NoArgs}
	cmd.Flags().StringVar(&q.Campaign, "campaign", "", "of one campaign")
	cmd.Flags().StringVar(&q.State, "state", "", "in one state")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return answer(t, cmd, verb.ListSales, q, saleTable)
	}
	return cmd
}

func saleTable(w io.Writer, all []verb.Sale) {
	if len(all) == 0 {
		fmt.Fprintln(w, "no sale")
		return
	}
	var rows [][]string
	for _, s := range all {
		rows = append(rows, []string{
			strconv.FormatInt(s.Attempt, 10), s.Campaign, s.Agent, oslo(s.Sold), s.State, orDash(s.Cause),
			yesNo(s.Binding), orDash(s.Ref),
		})
	}
	table(w, "attempt campaign agent sold state cause binding client's-ref", rows)
}

func (t *tool) showSale() *cobra.Command {
	return &cobra.Command{
		Use: "show ATTEMPT", Short: verb.ShowSale.Short, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := saleID(args[0])
			if err != nil {
				return err
			}
			return answer(t, cmd, verb.ShowSale, verb.SaleID{Attempt: id}, saleText)
		},
	}
}

func saleID(text string) (int64, error) {
	return idOf("attempt", text, "its number, as in: ringevett sale list")
}

func (t *tool) writtenSale() *cobra.Command {
	cmd := &cobra.Command{
		Use: "written ATTEMPT", Short: verb.WrittenSale.Short, Args: cobra.ExactArgs(1),
	}
	html := cmd.Flags().Bool("html", false, "as HTML")
	pdf := cmd.Flags().Bool("pdf", false, "as PDF, on A4")
	cmd.MarkFlagsMutuallyExclusive("html", "pdf")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := saleID(args[0])
		if err != nil {
			return err
		}
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			w, err := rest.Call(ctx, f, verb.WrittenSale, verb.SaleID{Attempt: id})
			if err != nil {
				return err
			}
			text := w.Text
			switch {
			case *html:
				text = w.HTML
			case *pdf && w.NoPDF != "":
				return errors.New(w.NoPDF)
			case *pdf:
				text = string(w.PDF)
			}
			return t.show(w, func(io.Writer) { fmt.Fprint(t.raw, text) })
		})
	}
	return cmd
}

func saleText(w io.Writer, s verb.SaleWhole) {
	saleTable(w, []verb.Sale{s.Sale})
	var items, steps [][]string
	for _, i := range s.Items {
		ticked := "NOT TICKED"
		if !i.Ticked.IsZero() {
			ticked = oslo(i.Ticked)
		}
		items = append(items, []string{i.Item, i.Clause, ticked})
	}
	table(w, "item clause ticked", items)
	for _, p := range s.Steps {
		steps = append(steps, []string{p.State, oslo(p.At), orDash(p.By), orDash(p.How), orDash(p.Ref)})
	}
	table(w, "state at by how ref", steps)
}

func (t *tool) exportSales() *cobra.Command {
	var q verb.SalesOut
	cmd := &cobra.Command{
		Use: "export CAMPAIGN", Short: verb.ExportSales.Short, Args: cobra.ExactArgs(1),
	}
	cmd.Flags().BoolVar(&q.Binding, "binding", false, "only those that the client may treat as orders (9)")
	cmd.Flags().Int64Var(&q.Attempt, "attempt", 0, "one sale; refused with the reason where it may not be told")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		q.Campaign = args[0]
		return answer(t, cmd, verb.ExportSales, q, saleTable)
	}
	return cmd
}
