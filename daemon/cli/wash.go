package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/wash"
)

const washHelp = `Compare a list with the reservation registers: CSV in, the same CSV out with one more
column, the verdict. No row is lost or moved.

  clear                      in none of the registers
  reserved:national          in that one
  reserved:national+own      in both
  refused:WHY                its number cannot be read, or is never dialed

The list has a heading number, nummer, telefon, tlf, mobil, phone or the like, or --number-column
names it ("#2": the second column of a file without headings; a file of nothing but numbers needs
neither). The summary says which column was read. Fields are separated by semicolon, comma or tab, and may
be quoted; UTF-8 or Windows-1252. A row with too few columns is filled up. A row with too many is
refused, because its columns may be shifted. A line that is not CSV ends the wash with an error, and
then nothing is written.

Registers: all of them, or --registers own,national,client/ID, which also sets the
order in the verdicts. They are read as they are now, with or without a daemon. With
--from-files NAME=FILE they come from files instead, one number a line or CSV with
such a heading; that needs no configuration.

A wash is advice. Somebody may reserve a minute later, and only numbers are compared.
The gate asks again at each dial, for the number and the person, and its answer counts
(4.2 a, 4.4.4). Only its owner can read the result: mode 0600.

Exit codes: 0 every row judged; 1 some rows refused; 2 nothing written.

Examples:
  ringevett wash leads.csv --out washed.csv
  ringevett wash leads.csv --out washed.csv --registers national,client/fjellvann
  ringevett wash leads.csv --out washed.csv --from-files national=nov.txt,own=no.txt`

// washing is one wash as it was asked for.
type washing struct {
	list, out string
	registers []string
	files     []string
	options   wash.Options
}

func (t *tool) wash() *cobra.Command {
	var w washing
	cmd := &cobra.Command{
		Use: "wash FILE", Short: "Hold a list of numbers against the registers", Long: washHelp,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&w.out, "out", "", `where the washed list goes; "-" is standard output`)
	cmd.Flags().StringSliceVar(&w.registers, "registers", nil, "which ones, in this order; all if not given")
	cmd.Flags().StringSliceVar(&w.files, "from-files", nil, "NAME=FILE of each register, instead of the book's")
	cmd.Flags().StringVar(&w.options.NumberColumn, "number-column", "", `heading of the number's column, or "#2"`)
	cmd.Flags().StringVar(&w.options.VerdictColumn, "verdict-column", "verdict", "heading of the new column")
	cmd.Flags().IntVar(&w.options.Workers, "workers", 0, "how many processors to use; 0: all")
	cmd.MarkFlagRequired("out")
	cmd.MarkFlagsMutuallyExclusive("registers", "from-files")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w.list = args[0]
		s, err := t.washSets(cmd.Context(), w)
		if err != nil {
			return err
		}
		began := time.Now()
		sum, err := t.washFile(cmd.Context(), w, s)
		if err != nil {
			return fmt.Errorf("%s: %w; nothing written", w.list, err)
		}
		return t.washed(w, sum, time.Since(began))
	}
	return cmd
}

// washSets are the registers of the book, or of files.
func (t *tool) washSets(ctx context.Context, w washing) (s wash.Sets, err error) {
	if len(w.files) > 0 {
		return t.setsOfFiles(ctx, w.files)
	}
	c, err := t.config()
	if err != nil {
		return s, err
	}
	h, err := app.Open(ctx, c, app.ToRead, t.version, t.logger(c)) // beside a daemon too: the book is its own witness
	if err != nil {
		return s, err
	}
	s, err = h.WashSets(ctx, w.registers)
	return s, errors.Join(err, h.Close())
}

func (t *tool) setsOfFiles(ctx context.Context, named []string) (wash.Sets, error) {
	var all []wash.NamedFile
	for _, n := range named {
		name, file, ok := strings.Cut(n, "=")
		if !ok || name == "" || file == "" {
			return wash.Sets{}, dialer.Invalid{
				Field: "from-files", Value: n, Why: "NAME=FILE, for instance national=november.txt",
			}
		}
		text, err := t.readFile(file)
		if err != nil {
			return wash.Sets{}, err
		}
		all = append(all, wash.NamedFile{Name: name, Text: text})
	}
	return wash.ReadSets(ctx, all)
}

// washFile writes aside and puts the result in its place when it is whole.
func (t *tool) washFile(ctx context.Context, w washing, s wash.Sets) (wash.Summary, error) {
	in, size, err := t.openList(w)
	if err != nil {
		return wash.Summary{}, err
	}
	defer in.Close()
	var finish func()
	w.options.Progress, finish = t.progress("washing", size)
	defer finish()
	if w.out == "-" {
		return wash.Run(ctx, in, t.raw, s, w.options)
	}
	aside, err := os.CreateTemp(filepath.Dir(w.out), ".wash-*") // mode 0600: it holds people's numbers
	if err != nil {
		return wash.Summary{}, err
	}
	defer os.Remove(aside.Name())
	sum, err := wash.Run(ctx, in, aside, s, w.options)
	if err = errors.Join(err, aside.Close()); err != nil {
		return sum, err
	}
	return sum, os.Rename(aside.Name(), w.out)
}

// openList opens the list, and refuses to write over it.
func (t *tool) openList(w washing) (io.ReadCloser, int64, error) {
	if w.list == "-" {
		return io.NopCloser(t.In), 0, nil
	}
	in, err := os.Open(w.list)
	if err != nil {
		return nil, 0, err
	}
	info, err := in.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, in.Close())
	}
	if out, err := os.Stat(w.out); err == nil && os.SameFile(info, out) {
		in.Close()
		return nil, 0, dialer.Invalid{Field: "out", Value: w.out, Why: "not the list itself"}
	}
	return in, info.Size(), nil
}

// washReport is the summary for programs.
type washReport struct {
	wash.Summary
	Out     string  `json:"out"`
	Seconds float64 `json:"seconds"`
	Advice  string  `json:"advice"`
}

const washAdvice = "A wash is advice, of numbers only; the gate still decides at each dial."

func (t *tool) washed(w washing, sum wash.Summary, took time.Duration) error {
	report := washReport{sum, w.out, took.Seconds(), washAdvice}
	to := *t
	if w.out == "-" {
		to.Out = t.Err
	}
	if err := to.show(report, func(out io.Writer) { washTable(out, report) }); err != nil {
		return err
	}
	switch {
	case sum.Rows == 0:
		return errLook
	case sum.Refused > 0:
		return errLook
	}
	return nil
}

func washTable(w io.Writer, r washReport) {
	rows := [][]string{
		{"rows", strconv.Itoa(r.Rows), ""}, {"clear", strconv.Itoa(r.Clear), share(r.Clear, r.Rows)},
		{"reserved", strconv.Itoa(r.Reserved), share(r.Reserved, r.Rows)},
	}
	for _, in := range r.Registers {
		detail := fmt.Sprintf("version %d of %d numbers, change %d", in.Version, in.Count, in.Seq)
		if in.Version == 0 && in.Seq == 0 { // from a file
			detail = fmt.Sprintf("%d numbers", in.Count)
		}
		if !in.LoadedAt.IsZero() {
			detail += ", delivered " + oslo(in.LoadedAt)
		}
		rows = append(rows, []string{"  " + string(in.Register), strconv.Itoa(in.Rows), detail})
	}
	rows = append(rows, []string{"refused", strconv.Itoa(r.Refused), share(r.Refused, r.Rows)})
	for _, why := range r.Reasons {
		rows = append(rows, []string{"  ", strconv.Itoa(why.Rows), why.Why})
	}
	table(w, "verdict rows  ", rows)
	fmt.Fprintf(w, "%s: read column %s as the number, in %.2f s. %s\n", r.Out, r.Column, r.Seconds, washAdvice)
}

func share(n, of int) string {
	if of == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
