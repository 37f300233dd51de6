package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) figures() *cobra.Command {
	var q verb.FiguresQuery
	var day string
	cmd := &cobra.Command{
		Use: "figures", Short: "The daily figures (4.3)", Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&day, "day", "", "one Oslo day; empty is today")
	cmd.Flags().StringVar(&q.From, "from", "", "the first Oslo day")
	cmd.Flags().StringVar(&q.To, "to", "", "the last Oslo day")
	cmd.Flags().StringVar(&q.Campaign, "campaign", "", "of one campaign")
	cmd.MarkFlagsMutuallyExclusive("day", "from")
	cmd.MarkFlagsMutuallyExclusive("day", "to")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if day != "" {
			q.From = day
		}
		if q.From == "" && q.To != "" {
			return dialer.Invalid{Field: "--from", Why: "the first day, where --to is given"}
		}
		out, err := answered(t, cmd, verb.ShowFigures, q, printFigures)
		if err == nil && (len(out.Broken) > 0 ||
			slices.ContainsFunc(out.Days, func(d verb.Day) bool { return d.Breach || d.Open > 0 })) {
			err = errLook
		}
		return err
	}
	return cmd
}

func printFigures(w io.Writer, f verb.Figures) {
	if f.DemoClock != "" {
		fmt.Fprintln(w, "***", f.DemoClock, "*** these are no figures of real days")
	}
	if n := openIn(f); n > 0 {
		fmt.Fprintf(w,
			"OPEN: %d attempts are booked and not closed; they count as nothing yet. Calls in progress, or the "+
				"daemon\n", n)
		fmt.Fprintln(w, "      died: start it, and it asks the PBX what became of them")
	}
	if len(f.Days) == 0 && len(f.Gone) == 0 {
		fmt.Fprintf(w, "no campaign has facts from %s to %s\n", f.From, f.To)
	}
	for _, d := range f.Days {
		printDay(w, d, f)
	}
	gone(w, f)
	if len(f.Broken) == 0 {
		fmt.Fprintln(w, "invariants: checked over every call of these days, all hold")
	}
	for _, b := range f.Broken {
		fmt.Fprintln(w, "INVARIANT BROKEN:", b)
	}
}

// openIn is how many attempts of these days have no end.
func openIn(f verb.Figures) (n int) {
	for _, d := range f.Days {
		n += d.Open
	}
	return n
}

// gone tells which days are not in the journal: that is no 0.
func gone(w io.Writer, f verb.Figures) {
	if n := len(f.Gone); n > 0 {
		fmt.Fprintf(w,
			"GONE: %d days, %s to %s, are from before this journal, which begins on %s: what was rung on them is not "+
				"known here,\n"+
				"      and is not 0\n", n, f.Gone[0], f.Gone[n-1], f.Since)
	}
	fmt.Fprintln(w,
		"kept: the figures as long as the journal, at least 12 months (4.3); beside each, what stands behind it")
}

func printDay(w io.Writer, d verb.Day, f verb.Figures) {
	name := d.Campaign
	if name == "" {
		name = "(no campaign)"
	}
	fmt.Fprintf(w, "%s  %s\n", dayWords(d.Day), name)
	for _, l := range letters(d) {
		fmt.Fprintf(w, "  (%s) %-22s %7d%s\n", l.letter, l.name, l.n, beside(f, l.name))
	}
	for _, l := range behind(d) {
		fmt.Fprintf(w, "      %-22s %7d%s\n", l.name, l.n, beside(f, l.name))
	}
	blocked := 0
	for _, n := range d.Blocked {
		blocked += n
	}
	fmt.Fprintf(w, "      %-22s %7d%s\n", "blocked", blocked, beside(f, "blocked"))
	for _, code := range slices.Sorted(maps.Keys(d.Blocked)) {
		fmt.Fprintf(w, "        %-20s %7d\n", code, d.Blocked[code])
	}
	fmt.Fprintf(w, "  rang until we gave up: least %.1f s, median %.1f s\n", d.RingMinS, d.RingMedianS)
	fmt.Fprintf(w, "  rate, strict: %s of established, limit %d %%: %s\n", rate(d.AEff, d.Established), f.LimitPct,
		breachWords(d.Breach))
	fmt.Fprintf(w, "  rate, wide:   %s of connected\n\n", rate(d.AEff, d.Wide))
}

// beside is a figure's word of retention.
func beside(f verb.Figures, name string) string {
	if f.Kept[name] == "" {
		return ""
	}
	return "   " + f.Kept[name]
}

// dayWords puts the weekday to a day: people check figures by it.
func dayWords(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return day + " " + t.Format("Mon")
}

func breachWords(breach bool) string {
	if breach {
		return "BREACH"
	}
	return "kept"
}

func rate(n, of int) string {
	if of == 0 {
		return fmt.Sprintf("%d of 0", n)
	}
	return fmt.Sprintf("%d of %d, %.2f %%", n, of, 100*float64(n)/float64(of))
}

type lettered struct {
	letter, name string
	n            int
}

// letters are the six figures of 4.3.
func letters(d verb.Day) []lettered {
	return []lettered{
		{"a", "attempted", d.Attempted}, {"b", "answered", d.Answered}, {"c", "connected", d.Connected},
		{"d", "transferred", d.Transferred}, {"e", "abandoned", d.Abandoned}, {"f", "complaints", d.Complaints},
	}
}

// behind are the extra lines that norm 2.2 always wants printed.
func behind(d verb.Day) []lettered {
	return []lettered{
		{"", "no_answer", d.NoAnswer}, {"", "busy", d.Busy}, {"", "cancelled_ringing", d.CancelledRinging},
		{"", "trunk_failed", d.TrunkFailed}, {"", "lost", d.Lost}, {"", "machine_at_answer", d.MachineAtAnswer},
		{"", "m", d.Machines}, {"", "typed_person", d.TypedPerson}, {"", "typed_machine", d.TypedMachine},
		{"", "early_hangup", d.EarlyHangup}, {"", "late_transfer", d.LateTransfer},
		{"", "agent_drop", d.AgentDrop}, {"", "agent_cut", d.AgentCut}, {"", "redial_dedicated", d.RedialDedicated},
		{"", "redial_failed", d.RedialFailed},
		{"", "consent_yes", d.ConsentYes}, {"", "consent_no", d.ConsentNo}, {"", "consent_none", d.ConsentNone},
		{"", "exempt_customer", d.ExemptCustomer}, {"", "exempt_request", d.ExemptRequest},
		{"", "local_error", d.LocalError}, {"", "open", d.Open},
	}
}
