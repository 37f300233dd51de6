package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/simulate"
)

const simulateHelp = `Simulate a day of a campaign that a scenario file describes, in virtual time. The
dialing, the gate, the pacing and the figures are the daemon's own; agents, phones,
consumers and the PBX are simulated. Nothing is dialed, and no configuration, data
folder or PBX is needed. The same file and seed always give the same day.

It prints how agents spent their time, the abandoned calls and the worst instant of
each ledger, and what limited the dialing; --out draws the day.

Exit codes: 0 simulated; 1 the limit of abandoned calls was exceeded at some instant;
2 refused, with every fault of the file.

Examples:
  ringevett simulate predictive-10.yaml
  ringevett simulate predictive-10.yaml --out day.svg --seed 7`

func (t *tool) simulate() *cobra.Command {
	var out string
	var seed int
	cmd := &cobra.Command{
		Use: "simulate SCENARIO.yaml", Short: "A campaign's day in virtual time", Long: simulateHelp,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&out, "out", "", "draw the day into this file, .svg or .png")
	cmd.Flags().IntVar(&seed, "seed", 0, "another day of the same kind, instead of the file's seed")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := t.scenario(args[0], out)
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("seed") {
			f.Seed = seed
		}
		r, err := simulate.Run(worldOf(f))
		if err != nil {
			return err
		}
		if err := drawTo(out, r); err != nil {
			return err
		}
		if err := t.show(dayOf(r), func(w io.Writer) { printSimulated(w, r) }); err != nil {
			return err
		}
		if broken(r) {
			return errLook
		}
		return nil
	}
	return cmd
}

// scenario reads the file, and refuses a picture that cannot be drawn before the day is simulated.
func (t *tool) scenario(name, picture string) (config.Scenario, error) {
	text, err := t.readFile(name)
	if err != nil {
		return config.Scenario{}, err
	}
	f, err := config.ReadScenario(bytes.NewReader(text), filepath.Base(name))
	if picture != "" && !slices.Contains(simulate.Formats(), filepath.Ext(picture)) {
		err = errors.Join(err, dialer.Invalid{
			Field: "--out", Value: picture, Why: "a name that ends in " + strings.Join(simulate.Formats(), " or "),
		})
	}
	return f, err
}

func drawTo(name string, r simulate.Result) error {
	if name == "" {
		return nil
	}
	var picture bytes.Buffer
	if err := r.Draw(&picture, filepath.Ext(name)); err != nil {
		return err
	}
	return os.WriteFile(name, picture.Bytes(), 0o644)
}

// broken reports that a ledger that binds was over the limit: the hour's is only a brake.
func broken(r simulate.Result) bool {
	return slices.ContainsFunc(r.Worst, func(i simulate.Instant) bool { return i.Broken && i.Ledger != "hour" })
}

func printSimulated(w io.Writer, r simulate.Result) {
	s, sum := r.Scenario, r.Sum()
	fmt.Fprintf(w, "%s\n%s to %s, %d agents, %s mode, seed %d\n\n", s.Name, oslo(s.Start),
		s.Start.Add(s.Length).Format("15:04"), s.Agents, s.Campaign.Mode, s.Seed)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "  %-28s "+format+"\n", append([]any{name}, args...)...)
	}
	line("agents' time", "%.1f %% talking, %.1f %% with wrap-up, of %.1f h on the line", r.TalkShare(), r.Occupancy(),
		r.Present().Hours())
	line("conversations", "%d, %.1f an agent's hour", r.Counts.Bridged, r.PerHour())
	line("waiting for each", "%.1f s", r.IdlePerConnect().Seconds())
	line("dialed", "%d: %d answered, %d no answer, %d busy, %d cut short", sum.Attempted, sum.Answered, sum.NoAnswer,
		sum.Busy, sum.CancelledRinging)
	if sum.Machines > 0 {
		line("machines", "%d", sum.Machines)
	}
	if r.Counts.LostPhones > 0 {
		line("phones that were lost", "%d", r.Counts.LostPhones)
	}
	line("abandoned", "%s of established, limit %d %%", rate(sum.AEff, sum.Established), s.Pacing.Limit)
	for _, i := range r.Worst {
		line("at worst, "+i.Ledger, "%s", instant(i))
	}
	fmt.Fprintln(w, "\n  what bound the dialing, share of the time:")
	for _, word := range byShare(r.Words) {
		fmt.Fprintf(w, "    %5.1f %%  %s\n", 100*r.Words[word], word)
	}
	printBlocked(w, r.Blocked)
}

func instant(i simulate.Instant) string {
	if i.Abandoned == 0 {
		return "none"
	}
	verdict := "kept"
	switch {
	case i.Broken && i.Ledger == "hour":
		verdict = "over the limit: power until it is under it"
	case i.Broken:
		verdict = "THE LIMIT WAS PASSED"
	}
	return fmt.Sprintf("%s at %s: %s", rate(i.Abandoned, i.Established), oslo(i.At), verdict)
}

// byShare orders words by their share, the largest first.
func byShare(words map[string]float64) []string {
	var names []string
	for word := range words {
		names = append(names, word)
	}
	slices.SortFunc(names, func(a, b string) int {
		if words[a] != words[b] {
			if words[a] > words[b] {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	return names
}

func printBlocked(w io.Writer, blocked map[string]int) {
	for _, code := range sortedKeys(blocked) {
		fmt.Fprintf(w, "  %-28s %d\n", code, blocked[code])
	}
}
