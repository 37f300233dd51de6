package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
)

const soundsHelp = `Make every sound that is missing or that was made for another text: the
abandoned-call message of each client, spoken by espeak-ng with the names and the
phone number of the configuration and the book; and the agents' cues, as shipped.

A recorded voice is better than espeak-ng's: put a recording in the file's place
as the README of the sounds tells, and it is kept as long as its text is the same.

Exit codes: 0 made; 1 nothing to do; 2 refused, for example a message of more
than 15 s (norm 4.8).`

func (t *tool) sounds() *cobra.Command {
	cmd := &cobra.Command{Use: "sounds", Short: "Make the sounds that are missing or out of date", Long: soundsHelp, Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		return t.withFloorOf(cmd, c, app.ToRead, func(ctx context.Context, f rest.Floor) error {
			made, err := app.RenderSounds(ctx, c, f)
			if shown := t.show(made, func(w io.Writer) { printSounds(w, made) }); shown != nil {
				return shown
			}
			if err == nil && !slices.ContainsFunc(made, func(m app.SoundMade) bool { return m.Made }) {
				return errLook
			}
			return err
		})
	}
	return cmd
}

func printSounds(w io.Writer, made []app.SoundMade) {
	for _, m := range made {
		word := "kept"
		if m.Made {
			word = "made"
		}
		fmt.Fprintf(w, "%s  %s  %q\n", word, m.Path, m.Text)
	}
}
