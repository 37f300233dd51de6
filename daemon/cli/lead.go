package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) leads() *cobra.Command {
	cmd := &cobra.Command{Use: "lead", Short: "Numbers to be rung"}
	cmd.AddCommand(t.importLeads(), t.countLeads(), t.withdraw())
	return cmd
}

func (t *tool) importLeads() *cobra.Command {
	var l verb.LeadsFile
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Import leads from CSV", Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&l.Campaign, "campaign", "", "where they go")
	cmd.Flags().StringVar(&l.Source, "source", "", "where they come from, when the file has no source column")
	cmd.MarkFlagRequired("campaign")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		file, finish, err := t.openLong("importing", args[0])
		if err != nil {
			return err
		}
		defer finish()
		l.Name, l.Text = filepath.Base(args[0]), file
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := rest.Call(ctx, f, verb.ImportLeads, l)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			finish()
			return t.imported(args[0], out.Import, out.Each)
		})
	}
	return cmd
}

// imported tells what became of the list, in short and row by row.
func (t *tool) imported(file string, out verb.Import, each verb.Verdicts) error {
	aside := file + ".verdicts.csv"
	seen := verdictsSeen{whole: t.json, all: []verb.Verdict{}}
	if err := writeVerdicts(aside, each, seen.see); err != nil {
		return fmt.Errorf("the import is done, but its verdicts could not be written: %w", err)
	}
	err := t.show(verb.ImportAnswer{Import: out, Verdicts: seen.all}, func(w io.Writer) {
		fmt.Fprintf(w, "%d rows: %d added, %d there already, %d refused; row by row in %s\nread: %s\n", out.Rows,
			out.Added, out.There, out.Refused, aside, strings.Join(out.Columns, ", "))
		if out.Empty > 0 {
			fmt.Fprintf(w, "%d empty rows were passed over\n", out.Empty)
		}
		if out.Unmatched > 0 {
			fmt.Fprintf(w,
				"%d rows are not matchable: a register can be asked by their number only, for want of a name with a "+
					"birth date or with an address "+
					"and postcode. Marketing dials them only after a wash of the row itself\n", out.Unmatched)
		}
		if out.Marks > 0 {
			fmt.Fprintf(w, "%d rows had marks that cannot be seen (zero width, writing direction); they were dropped\n",
				out.Marks)
		}
	})
	if err != nil {
		return err
	}
	for _, v := range seen.refused {
		fmt.Fprintf(t.Err, "line %d: %s\n", v.Line, v.Why)
	}
	if more := out.Refused - len(seen.refused); more > 0 {
		fmt.Fprintf(t.Err, "and %d more\n", more)
	}
	switch {
	case out.Added+out.There == 0:
		return errRefuse
	case out.Refused > 0:
		return errLook
	}
	return nil
}

// verdictsSeen keeps of the verdicts what is shown: enough of the refused rows to see what is wrong with the list,
// and all of them where JSON is asked for.
type verdictsSeen struct {
	whole        bool
	all, refused []verb.Verdict
}

func (s *verdictsSeen) see(v verb.Verdict) {
	const most = 10
	if s.whole {
		s.all = append(s.all, v)
	}
	if v.Verdict == verb.RowRefused && len(s.refused) < most {
		s.refused = append(s.refused, v)
	}
}

// writeVerdicts keeps the file for its owner. It has rows by their lines and no number that can be read: an erasure
// does not reach it. It takes the place of an older one when it is whole.
func writeVerdicts(path string, all verb.Verdicts, see func(verb.Verdict)) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	w := csv.NewWriter(f)
	w.Comma = ';'
	w.Write([]string{"line", "number", "verdict", "why"})
	for v, err := range all {
		if err != nil {
			return err
		}
		see(v)
		row := []string{
			strconv.Itoa(v.Line), inert(dialer.Number(v.Number).Masked()), v.Verdict,
			inert(dialer.WithoutNumbers(v.Why)),
		}
		w.Write(row)
	}
	w.Flush()
	return w.Error()
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
	}
	campaign := cmd.Flags().String("campaign", "", "whose leads")
	cmd.MarkFlagRequired("campaign")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			counts, err := rest.Call(ctx, f, verb.CountLeads, verb.LeadsQuery{Campaign: *campaign})
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
