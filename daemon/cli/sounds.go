package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const soundsHelp = `Render every sound that is missing or speaks an old text: the abandoned-call message
of each client, spoken by espeak-ng with the names and phone numbers from the
configuration and the client; the agents' cues and the guard's reasons. Run it after a
change of names, phone numbers or addresses: a campaign whose sound is missing, says
something else or is silent does not start.

A person's voice takes precedence over espeak-ng's. Record the text in NAME.txt as
NAME.studio.wav beside it, then run this: it trims the recording and sets its loudness,
and never overwrites it. When the text changes, the campaign stops until it is recorded
again.

  ringevett sounds --all     also sounds that no call plays yet: about monitoring, the
                             questions of recording, weekdays and digits
  ringevett sounds --table   each sound's length, level and number of words

Exit codes: 0 made; 1 nothing to do; 2 refused, for example a message of more
than 15 s (norm 4.8).`

func (t *tool) sounds() *cobra.Command {
	var all, table bool
	cmd := &cobra.Command{
		Use: "sounds", Short: "Make the sounds that are missing or out of date", Long: soundsHelp, Args: cobra.NoArgs,
	}
	cmd.Flags().BoolVar(&all, "all", false, "make also what no call plays yet")
	cmd.Flags().BoolVar(&table, "table", false, "print length, level and words of each")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := t.config()
		if err != nil {
			return err
		}
		print := printSounds
		if table {
			print = printSoundTable
		}
		return t.withFloorOf(cmd, c, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			made, err := app.RenderSounds(ctx, c, bookOver{f}, all)
			if shown := t.show(made, func(w io.Writer) { print(w, made) }); shown != nil {
				return shown
			}
			if err == nil && !slices.ContainsFunc(made, func(m verb.SoundMade) bool { return m.Made }) {
				return errLook
			}
			return err
		})
	}
	return cmd
}

func printSounds(w io.Writer, made []verb.SoundMade) {
	for _, m := range made {
		if m.LeftOut != "" {
			fmt.Fprintf(w, "left out  %s\n", m.LeftOut)
			continue
		}
		fmt.Fprintf(w, "%s  %s  %q\n", soundWord(m), m.Path, m.Text)
	}
}

func soundWord(m verb.SoundMade) string {
	if m.Made {
		return "made"
	}
	return "kept"
}

func printSoundTable(w io.Writer, made []verb.SoundMade) {
	fmt.Fprintf(w, "%-22s %-4s %6s %7s %7s %5s  %-8s %s\n", "prompt", "lang", "s", "RMS dB", "peak", "words", "voice",
		"path")
	for _, m := range made {
		if m.LeftOut != "" {
			continue
		}
		prompt, voice := m.Prompt, "machine"
		if prompt == "" {
			prompt = "(fragment)"
		}
		if m.ByHand {
			voice = "person"
		}
		fmt.Fprintf(w, "%-22s %-4s %6.1f %7.1f %7.1f %5d  %-8s %s\n", prompt, m.Language, m.Seconds, m.RMS, m.Peak,
			len(strings.Fields(m.Text)), voice, m.Path)
	}
}

// bookOver asks for the book over the API.
type bookOver struct{ api *rest.Remote }

// Clients are all of the book.
func (b bookOver) Clients(ctx context.Context) ([]verb.Client, error) {
	return rest.Call(ctx, b.api, verb.ListClients, verb.Nothing{})
}

// Campaigns are all of the book.
func (b bookOver) Campaigns(ctx context.Context) ([]verb.Campaign, error) {
	return rest.Call(ctx, b.api, verb.ListCampaigns, verb.Nothing{})
}
