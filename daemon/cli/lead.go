package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
)

const importHelp = `Import leads from a CSV file: a header, then one person's number in each row;
parted by semicolon, comma or tab; UTF-8 or Latin-1. Columns:

  number (telefon, phone)     needed
  source (kilde)              needed in each row, or --source for all: the name
                              of one of the campaign's sources (4.2 a)
  name (navn), birth_date (fødselsdato), ref, address (adresse),
  postcode (postnr)           may be left out; who somebody is in a register is
                              told by name with birth date or address
  customer_status (current, former, none), customer_since, product_ref,
  contact_data_from_sale (ja, nei)               an existing customer (mfl. § 12)
  requested_to_orgno, requested_at, request_channel, request_evidence
                              a wish to be called (4.2 b); needed where the
                              source is a list of such wishes
  washed_by, washed_at, wash_scope (persons, persons-voluntary, numbers)
                              the wash of this row; else that of its source
  x_anything                  is left alone

A bad row is refused with its reason and the others are kept. A row that the
campaign has already is left as it is, but newer evidence in it is taken: bring
a list again after its wash. One file goes to one kind of campaign (4.2 k).
What became of each row is written beside the file, as FILE.verdicts.csv, mode
0600.

Exit codes: 0 all rows taken, or there before; 1 some rows refused; 2 nothing
imported.

Example:
  ringevett lead import leads.csv --campaign fjellvann-service`

func (t *tool) leads() *cobra.Command {
	cmd := &cobra.Command{Use: "lead", Short: "Numbers to be rung"}
	cmd.AddCommand(t.importLeads(), t.countLeads(), t.withdraw())
	return cmd
}

func (t *tool) importLeads() *cobra.Command {
	var l rest.LeadsFile
	cmd := &cobra.Command{Use: "import FILE", Short: "Import leads from CSV", Long: importHelp, Args: cobra.ExactArgs(1)}
	cmd.Flags().StringVar(&l.Campaign, "campaign", "", "where they go")
	cmd.Flags().StringVar(&l.Source, "source", "", "where they come from, when the file has no source column")
	cmd.MarkFlagRequired("campaign")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		if l.Text, err = os.ReadFile(args[0]); err != nil {
			return err
		}
		l.Name = filepath.Base(args[0])
		show, finish := t.progress("importing", int64(len(l.Text)))
		defer finish()
		l.Progress = show
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f rest.Floor) error {
			out, err := f.ImportLeads(ctx, l, by())
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return t.imported(args[0], out)
		})
	}
	return cmd
}

// imported tells what became of the list, in short and row by row.
func (t *tool) imported(file string, out rest.Import) error {
	aside := file + ".verdicts.csv"
	if err := writeVerdicts(aside, out.Verdicts); err != nil {
		return fmt.Errorf("the import is done, but its verdicts could not be written: %w", err)
	}
	err := t.show(out, func(w io.Writer) {
		fmt.Fprintf(w, "%d rows: %d added, %d there already, %d refused; row by row in %s\n", out.Rows, out.Added, out.There, out.Refused, aside)
	})
	if err != nil {
		return err
	}
	t.firstRefused(out.Verdicts)
	switch {
	case out.Added+out.There == 0:
		return errRefuse
	case out.Refused > 0:
		return errLook
	}
	return nil
}

// firstRefused shows enough of the refused rows to see what is wrong with the list.
func (t *tool) firstRefused(all []rest.Verdict) {
	const most = 10
	n := 0
	for _, v := range all {
		if v.Verdict != rest.RowRefused {
			continue
		}
		if n++; n <= most {
			fmt.Fprintf(t.Err, "line %d: %s\n", v.Line, v.Why)
		}
	}
	if n > most {
		fmt.Fprintf(t.Err, "and %d more\n", n-most)
	}
}

// writeVerdicts keeps the file for its owner: it holds people's numbers.
func writeVerdicts(path string, all []rest.Verdict) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';'
	rows := [][]string{{"line", "number", "verdict", "why"}}
	for _, v := range all {
		rows = append(rows, []string{strconv.Itoa(v.Line), v.Number, v.Verdict, v.Why})
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	return writeOwn(path, b.Bytes())
}

// writeOwn writes a file for its owner's eyes.
func writeOwn(path string, text []byte) error {
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) { // its old mode would stay
		return err
	}
	return os.WriteFile(path, text, 0o600)
}

func (t *tool) countLeads() *cobra.Command {
	cmd := &cobra.Command{
		Use: "list", Short: "Count a campaign's leads by state and reason", Args: cobra.NoArgs,
		Long: "Count a campaign's leads by state and reason. Numbers are not shown.",
	}
	campaign := cmd.Flags().String("campaign", "", "whose leads")
	cmd.MarkFlagRequired("campaign")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f rest.Floor) error {
			counts, err := f.LeadCounts(ctx, *campaign)
			if err != nil {
				return err
			}
			return t.show(counts, func(w io.Writer) {
				var rows [][]string
				for _, c := range counts {
					rows = append(rows, []string{c.State, c.Code, strconv.Itoa(c.Count)})
				}
				table(w, "state code leads", rows)
			})
		})
	}
	return cmd
}
