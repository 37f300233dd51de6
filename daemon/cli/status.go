package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) status() *cobra.Command {
	cmd := &cobra.Command{Use: "status", Short: "The floor now", Args: cobra.NoArgs}
	watch := cmd.Flags().Bool("watch", false, "show it again each second, until interrupted")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			if *watch {
				return t.watch(ctx, f)
			}
			s, err := t.oneStatus(ctx, f)
			if err == nil && s.Halted != "" {
				return errLook
			}
			return err
		})
	}
	return cmd
}

func (t *tool) oneStatus(ctx context.Context, f *rest.Remote) (verb.Status, error) {
	s, err := rest.Call(ctx, f, verb.ShowStatus, verb.Nothing{})
	if err != nil {
		return s, err
	}
	return s, t.show(s, func(w io.Writer) { printStatus(w, s) })
}

// watch clears the screen before each status; with --json it prints one after the other.
func (t *tool) watch(ctx context.Context, f *rest.Remote) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if !t.json {
			fmt.Fprint(t.raw, "\x1b[H\x1b[2J")
		}
		if _, err := t.oneStatus(ctx, f); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func printStatus(w io.Writer, s verb.Status) {
	if s.DemoClock != "" {
		fmt.Fprintln(w, "***", s.DemoClock, "***")
	}
	fmt.Fprintf(w, "%s  ringevett %s\n", oslo(s.At), s.Version)
	switch {
	case s.Halted != "":
		fmt.Fprintln(w, "NOTHING IS DIALED:", s.Halted)
	case s.Trunk.Refuses != "":
		fmt.Fprintln(w, "connected; NOTHING IS DIALED BUT A TRIAL CALL:", s.Trunk.Refuses)
	default:
		fmt.Fprintln(w, "connected, dialing is allowed")
	}
	for _, n := range s.Shown {
		fmt.Fprintln(w, "NOTHING IS DIALED with", n.Visible+":", n.Why)
	}
	if s.Guard.Why != "" {
		fmt.Fprintln(w, "THE GUARD AND THE DESK ARE NOT ASKED AS THEY SHOULD BE:", s.Guard.Why)
	}
	if n := s.Guard; n.UnreadableBlocked+n.UnreadableAllowed > 0 {
		fmt.Fprintf(w, "dialed by hand and not readable as a number: %d blocked, %d allowed (guard.unreadable.allow)\n",
			n.UnreadableBlocked, n.UnreadableAllowed)
	}
	printLogIns(w, s.LogIns)
	if s.People == 0 {
		fmt.Fprintln(w, "no people are entered: who may use the socket may do everything (ringevett person --help)")
	}
	for _, r := range s.Waiting {
		fmt.Fprintln(w, "WAITS for a second person:", requestWords(r))
	}
	if s.SetAside != "" {
		fmt.Fprintln(w, "ALARM:", s.SetAside)
	}
	printBreaches(w, s)
	for _, n := range s.Noticed {
		fmt.Fprintln(w, "NOTICED:", n)
	}
	for _, p := range s.Failing {
		why, _, _ := strings.Cut(p.Why, "\n")
		fmt.Fprintf(w, "DOES NOT WORK since %s: %s: %s\n", oslo(p.Since), p.Part, why)
	}
	if s.Running {
		printConfig(w, s.Config)
	}
	if s.Hours.Open {
		fmt.Fprintln(w, "hours: open until", oslo(s.Hours.Until))
	} else {
		fmt.Fprintf(w, "hours: closed (%s); next at %s\n", s.Hours.Why, oslo(s.Hours.Next))
	}
	if n := s.Inquiries; n.Open > 0 {
		fmt.Fprintf(w, "%d inquiries open, %d late: ringevett inquiries list\n", n.Open, n.Late)
	}
	printCampaigns(w, s)
	if s.Archived > 0 {
		fmt.Fprintf(w, "campaigns archived: %d (ringevett campaign list --all)\n", s.Archived)
	}
	if !s.Running { // who is on the line, and what is under way, only a daemon knows
		return
	}
	for _, c := range s.Campaigns {
		printPace(w, c)
	}
	printAgents(w, s)
	printCalls(w, s)
	printCallers(w, s)
}

// printLogIns tells of the phones that wrong PINs have locked, in one sentence each; of the others how many there are.
func printLogIns(w io.Writer, all []verb.PINTrial) {
	few := 0
	for _, one := range all {
		if one.Locked.IsZero() {
			few++
			continue
		}
		fmt.Fprintln(w, "LOCKED:", one.Sentence())
	}
	if few > 0 {
		fmt.Fprintf(w, "phones that keyed a wrong PIN last: %d (ringevett agent list)\n", few)
	}
}

// printBreaches tells what the floor believes and is not so, the oldest first.
func printBreaches(w io.Writer, s verb.Status) {
	if len(s.Breaches) == 0 {
		return
	}
	b := s.Breaches[0]
	more := ""
	if n := len(s.Breaches) - 1; n > 0 {
		more = fmt.Sprintf(" (and %d more, with --json)", n)
	}
	fmt.Fprintf(w, "FAULT OF THE FLOOR since %s: %s: this does not hold: %s%s\n", oslo(b.Since), b.About, b.Rule, more)
}

// printConfig tells which configuration is in force, and what of the file is not.
func printConfig(w io.Writer, c verb.ConfigStatus) {
	fmt.Fprintln(w, "configuration in force:", c.InForce)
	if c.Faults != "" {
		fmt.Fprintln(w, "THE FILE ON DISK HAS FAULTS; a reload or restart would be refused:")
		for line := range strings.Lines(c.Faults) {
			fmt.Fprintln(w, " ", strings.TrimSpace(line))
		}
	}
	for _, d := range c.Differs {
		do := "ringevett reload"
		if d.Restart {
			do = "restart"
		}
		fmt.Fprintf(w, "  the file differs: %s is %q, in force %q; takes effect by: %s\n", d.Key, d.New, d.Old, do)
	}
}

func printCampaigns(w io.Writer, s verb.Status) {
	fmt.Fprintln(w)
	var rows [][]string
	for _, c := range s.Campaigns {
		waiting, other := 0, 0
		for _, n := range c.Leads {
			if n.State == "waiting" {
				waiting += n.Count
			} else {
				other += n.Count
			}
		}
		rows = append(rows, []string{
			c.ID, runs(c), strconv.Itoa(c.Calls), strconv.Itoa(waiting), strconv.Itoa(other), c.Why,
		})
	}
	table(w, "campaign running calls waiting finished why-not", rows)
}

func runs(c verb.CampaignStatus) string {
	if c.Finished {
		return "finished"
	}
	return yesNo(c.Running)
}

// printPace tells how a predictive campaign dials, and how far it is from its limit.
func printPace(w io.Writer, c verb.CampaignStatus) {
	p := c.Pace
	if p.Mode != string(dialer.Predictive) {
		return
	}
	how := "predictive"
	switch {
	case p.Power != "":
		how = "in power mode: " + p.Power
	case p.Bound != "":
		how += ", bound by the " + p.Bound
	}
	fmt.Fprintf(w, "%s: %s; abandoned today %d of %d established, to date %d of %d\n", c.ID, how, p.AbandonedToday,
		p.EstablishedToday, p.Abandoned, p.Established)
	if p.Alarm != "" {
		fmt.Fprintf(w, "ALARM %s: %s; when the cause is mended: ringevett predictive restart %s --why REASON\n", c.ID,
			p.Alarm, c.ID)
	}
}

func printAgents(w io.Writer, s verb.Status) {
	if len(s.Agents) == 0 {
		fmt.Fprintln(w, "\nno agent is logged in")
		return
	}
	fmt.Fprintln(w)
	var rows [][]string
	for _, a := range s.Agents {
		state := a.State
		if a.Leaving {
			state += ", leaving"
		}
		switch {
		case a.Pause != "" && a.State == string(roster.Paused):
			state += ": " + a.Pause
		case a.Pause != "":
			state += ", then paused: " + a.Pause
		}
		if a.Phone != "" {
			state += ", GETS NO CALLS: " + a.Phone
		}
		if a.Untold != "" {
			state += ", SERVES ONE CLIENT ALONE: " + a.Untold
		}
		if a.Display != "" {
			state += ", display shows nothing: " + a.Display
		}
		rows = append(rows, []string{a.ID, a.Name, a.Endpoint, a.Client, state, ago(s.At, a.Since)})
	}
	table(w, "agent name endpoint client state for", rows)
}

func printCalls(w io.Writer, s verb.Status) {
	if len(s.Calls) == 0 {
		return
	}
	fmt.Fprintln(w)
	var rows [][]string
	for _, c := range s.Calls {
		rows = append(rows, []string{
			strconv.FormatInt(c.Attempt, 10), c.Campaign, c.Number, c.Agent, stateOf(c), ago(s.At, c.Since),
		})
	}
	table(w, "attempt campaign number agent state for", rows)
}

func stateOf(c verb.CallStatus) string {
	if c.Where == "" {
		return c.State
	}
	return c.State + ": " + c.Where
}

// printCallers tells who rang back, how long ago they asked for somebody, and how long they will yet wait.
func printCallers(w io.Writer, s verb.Status) {
	if len(s.Callers) == 0 {
		return
	}
	fmt.Fprintln(w)
	var rows [][]string
	for _, c := range s.Callers {
		left := ""
		if c.State == "waiting" && c.Until.After(s.At) {
			left = ago(c.Until, s.At)
		}
		rows = append(rows, []string{
			cmp.Or(c.Number, "withheld"), strings.Join(c.Clients, ", "), c.Agent, c.State, ago(s.At, c.Since), left,
		})
	}
	table(w, "caller rang-by agent state for waits-yet", rows)
}

func ago(now, since time.Time) string { return now.Sub(since).Round(time.Second).String() }
