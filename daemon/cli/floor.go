package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// withFloor does a verb's work with the daemon where one runs, else with the house itself.
func (t *tool) withFloor(cmd *cobra.Command, a app.Access, do func(ctx context.Context, f *rest.Remote) error) error {
	c, err := t.config()
	if err != nil {
		return t.despite(cmd, c, err, do)
	}
	return t.withFloorOf(cmd, c, a, do)
}

// answer carries out a verb and shows what it gives, as JSON or as people prints it.
func answer[In, Out any](
	t *tool, cmd *cobra.Command, v verb.Verb[In, Out], in In, people func(w io.Writer, out Out),
) error {
	_, err := answered(t, cmd, v, in, people)
	return err
}

// answered is answer for a command whose exit code depends on what was given.
func answered[In, Out any](
	t *tool, cmd *cobra.Command, v verb.Verb[In, Out], in In, people func(w io.Writer, out Out),
) (out Out, err error) {
	err = t.withFloor(cmd, access(v.Spec()), func(ctx context.Context, r *rest.Remote) (err error) {
		if out, err = rest.Call(ctx, r, v, in); err != nil {
			return err
		}
		return t.show(out, func(w io.Writer) { people(w, out) })
	})
	return out, err
}

// despite asks the running daemon although the configuration on disk has faults: what runs must still be seen and
// stopped. Of the file only the socket's place is used. Without a daemon there is no work to do by a faulty
// configuration.
func (t *tool) despite(
	cmd *cobra.Command, c config.Config, faults error, do func(ctx context.Context, f *rest.Remote) error,
) error {
	r, err := rest.Dial(cmd.Context(), c.API.Socket)
	if err != nil {
		return faults
	}
	fmt.Fprintln(t.Err,
		"ringevett: the configuration on disk has faults (ringevett check); this is from the running daemon, which "+
			"does not use it")
	return errors.Join(do(cmd.Context(), r), r.Close())
}

func (t *tool) withFloorOf(
	cmd *cobra.Command, c config.Config, a app.Access, do func(ctx context.Context, f *rest.Remote) error,
) error {
	f, err := t.floor(cmd.Context(), c, a)
	if err != nil {
		return err
	}
	return errors.Join(do(cmd.Context(), f.Remote), f.Close())
}

func (t *tool) floor(ctx context.Context, c config.Config, a app.Access) (within, error) {
	r, err := rest.Dial(ctx, c.API.Socket)
	if err == nil {
		return within{Remote: r}, nil
	}
	if !errors.Is(err, rest.ErrNoDaemon) {
		return within{}, err
	}
	h, err := app.Open(ctx, c, a, t.version, t.logger(c))
	if err != nil {
		return within{}, err
	}
	return within{rest.Within(h, t.version), h}, nil
}

// within is the daemon, or the house behind the same routes: what this account may do there is decided in one place.
type within struct {
	*rest.Remote
	house *app.Rooms // nil where a daemon answers
}

// Close ends the routes, then the house.
func (w within) Close() error {
	err := w.Remote.Close()
	if w.house != nil {
		err = errors.Join(err, w.house.Close())
	}
	return err
}

// readFile reads an admin's file; "-" is standard input.
func (t *tool) readFile(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(t.In)
	}
	return os.ReadFile(name)
}
