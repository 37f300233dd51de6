package metrics

import (
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

// Metric is one name that is told, with what it means and its labels.
type Metric struct {
	Name, Help string
	Kind       prometheus.ValueType // of a histogram, none
	Labels     []string
}

const prefix = "ringevett_"

// The metrics that a scrape reads off the floor. Counts end with the daemon's run, as Prometheus expects.
var (
	build     = gauge("build_info", "1, with the version that runs.", "version")
	connected = gauge("pbx_connected", "1 while events from the PBX flow.")
	lost      = counter("pbx_losses_total", "How often the connection to the PBX was lost.")
	halted    = gauge("dialing_halted", "1 while nothing at all is dialed; status says why.")
	hoursOpen = gauge("calling_open", "1 while private persons may be called (4.2 j).")

	seats   = gauge("seats", "Agents on the line, by state.", "state")
	untold  = gauge("seats_refused", "Agents who get no call: the phone is not heard, or a client could not be told.")
	calls   = gauge("calls", "Calls under way, by state.", "state")
	callers = gauge("callers", "People who rang back and wait for an agent or talk to one, by state.", "state")

	running     = gauge("campaign_running", "1 while the campaign is started.", "campaign")
	dialing     = gauge("campaign_dialing", "1 while nothing keeps the campaign from dialing.", "campaign")
	leads       = gauge("campaign_leads", "Leads of the campaign, by state.", "campaign", "state")
	bound       = gauge("campaign_bound", "1, with what bounds the predictive pace.", "campaign", "bound")
	alarm       = gauge("campaign_alarm", "1 while predictive dialing is off because the limit was broken.", "campaign")
	abandoned   = gauge("abandoned_today", "Calls abandoned on this Oslo day (4.6.2).", "campaign")
	established = gauge("established_today", "Calls established on this Oslo day (4.6.2).", "campaign")
	margin      = gauge("abandon_margin_calls",
		"Calls that may yet be abandoned today before the limit is broken; below 0 it is.", "campaign")
	limit = gauge("abandon_limit_ratio", "The limit in force on abandoned by established calls.")

	registerAge = gauge("register_age_seconds", "Time since the register's delivery in force was loaded.", "register")
	open        = gauge("inquiries_open", "Inquiries that wait for their answer (4.4.3).")
	late        = gauge("inquiries_late", "Inquiries without an answer after 24 hours (4.4.3).")
	overdue     = gauge("recordings_overdue", "Recordings whose time is over and that are not deleted yet (8.2.1 b).")
	undelivered = gauge("webhooks_undelivered", "Events that the receiver of webhooks did not take.")
	waiting     = gauge("requests_waiting", "Acts that wait for a second person.")
	breaches    = gauge("invariant_breaches", "Invariants of the floor that do not hold now: faults of the program.")
	breached    = counter("invariant_breaches_total", "Breaches of invariants that began.")
	failing     = gauge("part_failing", "1 while a part of the background work fails.", "part")
	refusing    = gauge("trunk_refusing", "1 while the trunk refuses and is only tried.")
	stops       = counter("trunk_stops_total", "How often dialing stopped because the trunk refused.")
)

// The metrics that are counted as it happens.
var (
	facts        = counter("facts_total", "Facts written to the journal, by kind.", "kind")
	attempts     = counter("attempts_total", "Attempts that ended, by outcome.", "campaign", "outcome")
	blocked      = counter("blocked_total", "Dials that the gate refused, by rule.", "campaign", "rule")
	dispositions = counter("dispositions_total", "Outcomes of conversations.", "campaign", "disposition")
	unwritten    = counter("journal_refusals_total", "Writes that the journal refused or the disk failed.")
	wrote        = histogram("journal_write_seconds", "From handing facts over until they are on the disk.")
	gaps         = counter("pbx_gaps_total", "How often events of the PBX were lost or unreadable, and it was looked at.")
	checked      = histogram("register_check_seconds",
		"From asking the registers of a number until their answer, by result.", "result")
	asked = histogram("pbx_request_seconds", "From a request to the PBX until its answer, by result.", "result")
)

// Table is every metric of ours, by name. Beside them stand those of the Go runtime and the process.
func Table() []Metric {
	return slices.SortedFunc(slices.Values([]Metric{
		build, connected, lost, halted, hoursOpen, seats, untold, calls, callers, running, dialing, leads, bound, alarm,
		abandoned, established, margin, limit, registerAge, open, late, overdue, undelivered, waiting,
		breaches, breached, failing, refusing,
		stops, facts, attempts, blocked, dispositions, unwritten, wrote, asked, gaps, checked,
	}), func(a, b Metric) int { return strings.Compare(a.Name, b.Name) })
}

func gauge(name, help string, labels ...string) Metric {
	return Metric{prefix + name, help, prometheus.GaugeValue, labels}
}

func counter(name, help string, labels ...string) Metric {
	return Metric{prefix + name, help, prometheus.CounterValue, labels}
}

func histogram(name, help string, labels ...string) Metric {
	return Metric{prefix + name, help, prometheus.UntypedValue, labels}
}
