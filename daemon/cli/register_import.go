package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) importRegister() *cobra.Command {
	var f verb.RegisterFile
	var delivered string
	cmd := &cobra.Command{
		Use: "import REGISTER FILE", Short: "Replace a register by a new delivery",
		Args: cobra.ExactArgs(2),
	}
	cmd.Flags().StringVar(&f.NumberColumn, "number-column", "", "heading of the number's column")
	cmd.Flags().StringVar(&f.NameColumn, "name-column", "", "heading of the whole name's column, or fornavn+etternavn")
	cmd.Flags().StringVar(&f.BirthColumn, "birth-column", "", "heading of the birth date's column")
	cmd.Flags().StringVar(&f.AddressColumn, "address-column", "",
		"heading of the address's column; postnr and poststed are read with it")
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
			out, err := rest.Call(ctx, floor, verb.ImportRegister, f)
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

func (t *tool) restoreRegister() *cobra.Command {
	var q verb.RegisterRestore
	cmd := &cobra.Command{
		Use: "restore REGISTER VERSION", Short: "Take a wrong delivery back",
		Args: cobra.ExactArgs(2),
	}
	cmd.Flags().StringVar(&q.Why, "why", "", "kept in the journal")
	cmd.MarkFlagRequired("why")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		q.Register = args[0]
		if q.Version, err = idOf("version", args[1], "a number, as ringevett register list shows it"); err != nil {
			return err
		}
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			out, err := rest.Call(ctx, f, verb.RestoreRegister, q)
			if err != nil {
				return err
			}
			return t.show(out, func(w io.Writer) {
				fmt.Fprintf(w, "%s, version %d: what version %d had, delivered %s: %d numbers\n", out.Register,
					out.Version, q.Version, oslo(out.LoadedAt), out.Numbers)
			})
		})
	}
	return cmd
}

func delivery(w io.Writer, d verb.RegisterImport) {
	if d.Unchanged {
		fmt.Fprint(w, "NO NEW DELIVERY, the file is the version before: ")
	}
	fmt.Fprintf(w, "%s, version %d: %d rows, %d numbers (%d before), %d persons", d.Register.Register, d.Version,
		d.Rows, d.Numbers, d.Before, d.Persons)
	for _, c := range []struct {
		rows int
		text string
	}{
		{d.Twice, "rows had an earlier row's number"}, {d.LeftOut, "rows left out: no one can be rung on their number"},
		{d.Lost, "names lost letters and will match no one"},
		{d.Unmatched, "names will match no one: neither a birth date nor an address with a postcode"},
		{d.Empty, "empty rows"},
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
	}
	out := cmd.Flags().String("out", "-", `the file, mode 0600; "-" is standard output`)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			text, err := rest.Call(ctx, f, verb.ExportRegister, verb.OfRegister{Register: args[0]})
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
