package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const registerImportHelp = `Replace a register by a new delivery: the whole file or nothing. What was added
by "ringevett register add" since stays. Checks go on meanwhile, against the old
version until the new one is whole. The call centre's own register is not
replaced: the file's numbers and persons are added to it, and each is taken out
by "ringevett register remove" alone.

The file has one number in each row, or a person with or without one: CSV parted
by semicolon, comma or tab, UTF-8 or Windows-1252. Columns are found by their
headings, never by a guess, and the summary says which were read:

  --number-column   needed, unless it is called number, nummer, telefon, tlf,
                    mobil, phone or the like, or the file has nothing but numbers
  --name-column     with --birth-column (2001-12-31, 31.12.2001), or with
                    --address-column, or both: a person is found by two words of
                    the name, in whatever order, with the birth date or with the
                    street and postcode. A name in two columns is named by both:
                    fornavn+etternavn. Columns for postcode and town are read
                    with the address. Without it, persons are read too where the
                    headings are known (navn, fødselsdato, adresse); "-": not
  "#2"              stands for the second column of a file without headings

Left out and counted: empty rows, and numbers that nobody can be rung on (113,
02000, 00000000, a machine's). More than two in a hundred of those, and more than
20, refuse the file.

Refused, with the register as it was: a number with letters, or any other that
cannot be read, told by line; names that lost letters in more than one row in a
thousand; a file whose last row has no line end, because it
may be cut short; another count than --expect N, which the first delivery of a
national register needs; and a file that lacks more than two in a hundred of the
numbers or persons of the version before, or has more than a fifth new ones,
unless --because tells why. That is kept in the journal. A file that is the
version before, number for number, is no new delivery: that version and its day
stand (exit code 1). A wrong delivery is taken back by: ringevett register restore.

Example:
  ringevett register import national november.csv --number-column tlf \
    --name-column navn --birth-column fodt --expect 2500000 --delivered 2026-11-20`

func (t *tool) importRegister() *cobra.Command {
	var f verb.RegisterFile
	var delivered string
	cmd := &cobra.Command{Use: "import REGISTER FILE", Short: "Replace a register by a new delivery", Long: registerImportHelp, Args: cobra.ExactArgs(2)}
	cmd.Flags().StringVar(&f.NumberColumn, "number-column", "", "heading of the number's column")
	cmd.Flags().StringVar(&f.NameColumn, "name-column", "", "heading of the whole name's column, or fornavn+etternavn")
	cmd.Flags().StringVar(&f.BirthColumn, "birth-column", "", "heading of the birth date's column")
	cmd.Flags().StringVar(&f.AddressColumn, "address-column", "", "heading of the address's column; postnr and poststed are read with it")
	cmd.Flags().IntVar(&f.Expect, "expect", 0, "how many rows the file should have")
	cmd.Flags().StringVar(&delivered, "delivered", "", "the day that its keeper made it, 2026-11-20; now if not given")
	cmd.Flags().StringVar(&f.ShrunkBecause, "because", "", "why it may differ so much from the version before")
	cmd.Flags().StringVar(&f.ShrunkBecause, "shrunk-because", "", "the same")
	cmd.Flags().MarkHidden("shrunk-because")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		f.Register, f.Name = args[0], filepath.Base(args[1])
		if f.DeliveredAt, err = day(delivered); err != nil {
			return err
		}
		var finish func()
		if f.Text, finish, err = t.openLong("importing", args[1]); err != nil {
			return err
		}
		defer finish()
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, floor *rest.Remote) error {
			end := t.followImports(ctx, floor, readOf(f.Text))
			out, err := floor.ImportRegister(ctx, f, by())
			end()
			finish()
			if errors.Is(err, dialer.ErrRefused) && f.ShrunkBecause == "" {
				err = fmt.Errorf("%w: --because \"…\"", err)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", args[1], err)
			}
			err = t.show(out, func(w io.Writer) { delivery(w, out) })
			if err == nil && out.Unchanged {
				err = errLook
			}
			return err
		})
	}
	return cmd
}

func day(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.ParseInLocation(time.DateOnly, text, hours.Oslo())
	if err != nil {
		return at, dialer.Invalid{Field: "delivered", Value: text, Why: "a day, 2026-11-20"}
	}
	return at, nil
}

const restoreHelp = `Make an earlier version of a register the newest again, whole, with the day that it
was delivered. The version before the newest is kept for that. What was added one
by one stays in the register. The reason is kept in the journal.

Example:
  ringevett register restore national 7 --why "version 8 was another register's file"`

func (t *tool) restoreRegister() *cobra.Command {
	var q verb.RegisterRestore
	cmd := &cobra.Command{Use: "restore REGISTER VERSION", Short: "Take a wrong delivery back", Long: restoreHelp, Args: cobra.ExactArgs(2)}
	cmd.Flags().StringVar(&q.Why, "why", "", "kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		q.Register = args[0]
		if q.Version, err = strconv.ParseInt(args[1], 10, 64); err != nil {
			return dialer.Invalid{Field: "version", Value: args[1], Why: "a number, as ringevett register list shows it"}
		}
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := f.RestoreRegister(ctx, q, by())
			if err != nil {
				return err
			}
			return t.show(out, func(w io.Writer) {
				fmt.Fprintf(w, "%s, version %d: what version %d had, delivered %s: %d numbers\n", out.Register, out.Version, q.Version, oslo(out.LoadedAt), out.Numbers)
			})
		})
	}
	return cmd
}

func delivery(w io.Writer, d verb.RegisterImport) {
	if d.Unchanged {
		fmt.Fprint(w, "NO NEW DELIVERY, the file is the version before: ")
	}
	fmt.Fprintf(w, "%s, version %d: %d rows, %d numbers (%d before), %d persons", d.Register.Register, d.Version, d.Rows, d.Numbers, d.Before, d.Persons)
	for _, c := range []struct {
		rows int
		text string
	}{
		{d.Twice, "rows had an earlier row's number"}, {d.LeftOut, "rows left out: nobody can be rung on their number"},
		{d.Lost, "names lost letters and will find nobody"},
		{d.Unmatched, "names will find nobody: neither a birth date nor an address with a postcode"}, {d.Empty, "empty rows"},
	} {
		if c.rows > 0 {
			fmt.Fprintf(w, "; %d %s", c.rows, c.text)
		}
	}
	fmt.Fprintf(w, "\nread: %s", strings.Join(d.Columns, ", "))
	fmt.Fprintf(w, "\ndelivered %s", oslo(d.LoadedAt))
	if !d.FreshUntil.IsZero() {
		fmt.Fprintf(w, ", to be leaned on until %s at most", oslo(d.FreshUntil))
	}
	if d.Why != "" {
		fmt.Fprintf(w, "; NOT TO BE LEANED ON: %s", d.Why)
	}
	fmt.Fprintln(w)
}

func (t *tool) exportRegister() *cobra.Command {
	cmd := &cobra.Command{
		Use: "export REGISTER", Short: "Write a register's numbers, one a line", Args: cobra.ExactArgs(1),
		Long: `Write the numbers of a register as they count now, one a line and ascending:
the delivery with what was added and removed since. Persons are kept as keyed
hashes and cannot be written.

Example:
  ringevett register export own --out own.txt`,
	}
	out := cmd.Flags().String("out", "-", `the file, mode 0600; "-" is standard output`)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			text, err := f.ExportRegister(ctx, args[0])
			if err != nil {
				return err
			}
			if *out == "-" {
				_, err = t.raw.Write(text)
				return err
			}
			return writeOwn(*out, text)
		})
	}
	return cmd
}
