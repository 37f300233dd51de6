package notice

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/refusal"
)

// All names every agent in a Draft.
const All = "all"

// LongestText bounds goal, themes and plan, in letters each: the agent hears all three on the line.
const LongestText = 160

// Draft is a notice as a person writes it.
type Draft struct {
	Kind, Purpose, Goal, Themes, Plan string

	Agents   []string // or All
	From, To string   // "2026-11-23 09:00"; From may be empty: from now on
	Hours    string   // "09:00-16:00"; empty: the whole day
	Client   string   // of Monitoring: whose person may take part
}

// Book has the agents and clients that a draft may name.
type Book struct {
	Agents  []dialer.AgentID
	Clients []dialer.ClientID
}

// reading collects the faults of a draft.
type reading struct {
	Draft
	faults []error
}

func (r *reading) fault(wrong bool, reason Reason, field, value, why string) {
	if !wrong {
		return
	}
	if value == "" {
		value = "missing"
	} else {
		value = strconv.Quote(value)
	}
	r.faults = append(r.faults, refusal.Because(reason, "%s: %s: %s", field, value, why))
}

// text checks one of the texts that the agent hears.
func (r *reading) text(reason Reason, field, value, why string) string {
	value = dialer.WithoutNumbers(strings.Join(strings.Fields(value), " "))
	r.fault(value == "", reason, field, value, why)
	r.fault(len([]rune(value)) > LongestText, Lengthy, field, value,
		fmt.Sprintf("at most %d letters: the agent hears it on the line", LongestText))
	return value
}

// Read gives the notice that a draft means, made now by a person, or all its faults. category is that of the
// recordings that the house makes.
func (d Draft) Read(now time.Time, book Book, category, by string) (Notice, error) {
	r := &reading{Draft: d}
	n := Notice{
		Kind: Kind(d.Kind), Purpose: Purpose(d.Purpose), Client: dialer.ClientID(d.Client), Made: now, By: by,
		Goal:   r.text(NoGoal, "goal", d.Goal, "the goal, defined and stated"),
		Themes: r.text(NoThemes, "themes", d.Themes, "the main points of the themes, or where they lie"),
		Plan:   r.text(NoPlan, "plan", d.Plan, "the plan of development, or where it lies"),
	}
	r.fault(!slices.Contains(Kinds(), n.Kind), WrongKind, "kind", d.Kind, "recording or monitoring")
	r.fault(!slices.Contains(Purposes(), n.Purpose), NoPurpose, "purpose", d.Purpose,
		"quality, training, client_service_check or client_development")
	n.Agents = r.agents(book)
	r.client(n, book)
	r.times(now, &n)
	if n.Kind == Recording {
		n.Category = category
	}
	return n, errors.Join(r.faults...)
}

func (r *reading) agents(book Book) (agents []dialer.AgentID) {
	if slices.Contains(r.Agents, All) {
		agents = slices.Clone(book.Agents)
	} else {
		for _, text := range r.Agents {
			id := dialer.AgentID(text)
			r.fault(!slices.Contains(book.Agents, id), NoAgents, "agents", text, "no agent of the book: ringevett agent list")
			agents = append(agents, id)
		}
	}
	r.fault(len(agents) == 0, NoAgents, "agents", "", "the agents that it concerns, or all")
	slices.Sort(agents)
	return slices.Compact(agents)
}

// client checks a notice under which a client's person may listen (8.3).
func (r *reading) client(n Notice, book Book) {
	if n.Client == "" {
		return
	}
	r.fault(n.Kind != Monitoring, ForClient, "client", r.Client, "a client takes part in monitoring alone")
	r.fault(n.Purpose != ClientCheck && n.Purpose != ClientGrow, ForClient, "purpose", r.Purpose,
		"a client listens for client_service_check or client_development, nothing else")
	r.fault(!slices.Contains(book.Clients, n.Client), ForClient, "client", r.Client,
		"no client of the book: ringevett client list")
}

// Layout is how the times of a draft are written, in Oslo.
const Layout = "2006-01-02 15:04"

func (r *reading) times(now time.Time, n *Notice) {
	n.From = now
	if r.From != "" {
		n.From = r.time("from", r.From)
	}
	n.To = r.time("until", r.To)
	if n.From.IsZero() || n.To.IsZero() {
		return
	}
	longest, words := LongestRecording, "at most 14 days after from"
	if n.Kind == Monitoring {
		longest, words = LongestMonitoring, "at most 4 hours after from"
	}
	r.fault(!n.To.After(n.From), NoTime, "until", r.To, "later than from")
	r.fault(!n.To.After(now), Past, "until", r.To, "later than now")
	r.fault(n.To.After(n.From.Add(longest)), TooLong, "until", r.To, words+": a notice is of a concrete time")
	n.Opens, n.Closes = r.hours()
}

func (r *reading) time(field, text string) time.Time {
	at, err := time.ParseInLocation(Layout, text, hours.Oslo())
	r.fault(err != nil, NoTime, field, text, "a day and a time in Oslo, as in 2026-11-23 09:00")
	return at
}

// hours are minutes after midnight.
func (r *reading) hours() (opens, closes int) {
	if r.Hours == "" {
		return 0, 0
	}
	from, to, _ := strings.Cut(r.Hours, "-")
	first, err1 := time.Parse("15:04", strings.TrimSpace(from))
	last, err2 := time.Parse("15:04", strings.TrimSpace(to))
	opens, closes = first.Hour()*60+first.Minute(), last.Hour()*60+last.Minute()
	r.fault(err1 != nil || err2 != nil || closes <= opens, BadHours, "hours", r.Hours,
		"from one time of the day to a later one, as in 09:00-16:00")
	return opens, closes
}

// Times are the notice's days and hours, as people write them.
func (n Notice) Times() string {
	text := hours.InOslo(n.From).Format(Layout) + " to " + hours.InOslo(n.To).Format(Layout)
	if n.Closes > 0 {
		text += ", each day " + n.Hours()
	}
	return text
}

// Hours are those of each day, "09:00-16:00"; "" where it is the whole day.
func (n Notice) Hours() string {
	if n.Closes == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", n.Opens/60, n.Opens%60, n.Closes/60, n.Closes%60)
}
