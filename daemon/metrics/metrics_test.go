package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/metrics"
	"github.com/ringevett/ringevett/daemon/verb"
)

var now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

// busy is a floor on which every metric has something to tell.
func busy() verb.Status {
	return verb.Status{
		Running: true, Connected: true, Hours: verb.Hours{Open: true},
		Agents: []verb.AgentStatus{{State: "ready"}, {State: "ready"}, {State: "talking", Phone: "silent"}},
		Calls:  []verb.CallStatus{{State: "ringing"}}, Callers: []verb.CallerStatus{{State: "waiting"}},
		Campaigns: []verb.CampaignStatus{{
			ID: "skog", Running: true, Leads: []verb.LeadCount{{State: "waiting", Count: 7}, {State: "done", Count: 2}},
			Pace: verb.Pace{Bound: "guard", AbandonedToday: 1, EstablishedToday: 60},
		}, {ID: "fjell", Why: "paused", Pace: verb.Pace{Alarm: "6 of 100", AbandonedToday: 6, EstablishedToday: 100}}},
		Inquiries: verb.InquiryCount{Open: 3, Late: 1}, Waiting: make([]verb.Request, 2),
		Breaches: make([]verb.Breach, 1), Breached: 4, Failing: []verb.PartFault{{Part: "night"}},
		Trunk: verb.TrunkStatus{Refuses: "503", Stops: 5},
	}
}

// room is the room with a floor that answers status, or err.
func room(status verb.Status, err error) *metrics.Metrics {
	return metrics.New(metrics.Ports{
		Status: func(context.Context) (verb.Status, error) { return status, err },
		Registers: func(context.Context) ([]dialer.RegisterVersion, error) {
			return []dialer.RegisterVersion{{Register: "national", LoadedAt: now.Add(-time.Hour)}, {Register: "own"}}, nil
		},
		Overdue:     func(context.Context) (int, error) { return 2, nil },
		Undelivered: func(context.Context) (int, error) { return 3, nil },
		LimitPct:    func() int { return 5 }, Now: func() time.Time { return now }, Version: "v1",
	})
}

// happened tells the room one of each thing that it counts.
func happened(m *metrics.Metrics) {
	m.Wrote([]dialer.Fact{
		{Kind: dialer.FactEnded, Campaign: "skog", Outcome: dialer.NoAnswer},
		{Kind: dialer.FactLost, Campaign: "skog"}, {Kind: dialer.FactNotPlaced, Campaign: "skog"},
		{Kind: dialer.FactBlocked, Campaign: "skog", Code: "hours"},
		{Kind: dialer.FactDisposed, Campaign: "skog", Disposition: dialer.Person},
	}, time.Millisecond, nil)
	m.Wrote([]dialer.Fact{{Kind: dialer.FactEnded, Campaign: "skog", Outcome: dialer.Busy}}, 0, errors.New("full"))
	m.Asked(3*time.Millisecond, nil)
	m.Asked(time.Second, errors.New("late"))
	m.Heard(engine.Down{Why: "gone"})
	m.Heard(engine.Replaced{})
	m.Gap()
	m.Checked(time.Millisecond, nil)
}

// scraped is the body of a scrape over HTTP, and its status.
func scraped(t *testing.T, m *metrics.Metrics) (string, int) {
	t.Helper()
	s, err := m.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	resp, err := http.Get("http://" + s.Addr() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), resp.StatusCode
}

func TestAScrapeTellsTheFloorAndWhatHappened(t *testing.T) {
	m := room(busy(), nil)
	happened(m)
	text, _ := scraped(t, m)
	for _, line := range []string{
		`ringevett_build_info{version="v1"} 1`,
		`ringevett_pbx_connected 1`, `ringevett_dialing_halted 0`, `ringevett_calling_open 1`,
		`ringevett_seats{state="ready"} 2`, `ringevett_seats{state="talking"} 1`, `ringevett_seats_refused 1`,
		`ringevett_calls{state="ringing"} 1`, `ringevett_callers{state="waiting"} 1`,
		`ringevett_campaign_running{campaign="skog"} 1`, `ringevett_campaign_dialing{campaign="fjell"} 0`,
		`ringevett_campaign_leads{campaign="skog",state="waiting"} 7`,
		`ringevett_campaign_bound{bound="guard",campaign="skog"} 1`, `ringevett_campaign_alarm{campaign="fjell"} 1`,
		`ringevett_abandon_margin_calls{campaign="skog"} 2`, `ringevett_abandon_margin_calls{campaign="fjell"} -1`,
		`ringevett_abandon_limit_ratio 0.05`, `ringevett_register_age_seconds{register="national"} 3600`,
		`ringevett_inquiries_open 3`, `ringevett_inquiries_late 1`, `ringevett_requests_waiting 2`,
		`ringevett_invariant_breaches 1`, `ringevett_invariant_breaches_total 4`,
		`ringevett_part_failing{part="night"} 1`, `ringevett_trunk_refusing 1`, `ringevett_trunk_stops_total 5`,
		`ringevett_attempts_total{campaign="skog",outcome="no_answer"} 1`,
		`ringevett_attempts_total{campaign="skog",outcome="lost"} 1`,
		`ringevett_attempts_total{campaign="skog",outcome="not_placed"} 1`,
		`ringevett_blocked_total{campaign="skog",rule="hours"} 1`,
		`ringevett_dispositions_total{campaign="skog",disposition="person"} 1`,
		`ringevett_facts_total{kind="ended"} 1`, `ringevett_journal_refusals_total 1`,
		`ringevett_journal_write_seconds_count 2`, `ringevett_pbx_request_seconds_count{result="failed"} 1`,
		`ringevett_pbx_losses_total 1`, `ringevett_pbx_gaps_total 1`, `ringevett_recordings_overdue 2`,
		`ringevett_webhooks_undelivered 3`, `ringevett_register_check_seconds_count{result="ok"} 1`,
	} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("no line %q", line)
		}
	}
	for _, none := range []string{`register="own"`, `outcome="busy"`} {
		if strings.Contains(text, none) {
			t.Errorf("%s is told, of which nothing is known", none)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// Prometheus's own judge of names, kinds and help finds nothing, and the table has each name, with its labels.
func TestEveryMetricIsInTheTableAndAsPrometheusAdvises(t *testing.T) {
	m := room(busy(), nil)
	happened(m)
	text, _ := scraped(t, m)
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	inTable := map[string]metrics.Metric{}
	for _, one := range metrics.Table() {
		inTable[one.Name] = one
		if families[one.Name] == nil {
			t.Errorf("%s is in the table and was not scraped", one.Name)
		}
	}
	for name, f := range families {
		if !strings.HasPrefix(name, "ringevett_") {
			continue
		}
		var labels []string
		for _, l := range f.GetMetric()[0].GetLabel() {
			labels = append(labels, l.GetName())
		}
		want := slices.Sorted(slices.Values(inTable[name].Labels))
		if _, has := inTable[name]; !has || !slices.Equal(labels, want) {
			t.Errorf("%s has the labels %v, the table %v", name, labels, want)
		}
	}
}

// An old value would look like a good one.
func TestAFloorThatDoesNotAnswerFailsTheScrape(t *testing.T) {
	for name, m := range map[string]*metrics.Metrics{
		"the loop hangs": room(verb.Status{}, context.DeadlineExceeded), "no daemon": room(verb.Status{}, nil),
	} {
		if text, status := scraped(t, m); status != http.StatusInternalServerError {
			t.Errorf("%s: status %d\n%s", name, status, text)
		}
	}
}

// BenchmarkScrape is one scrape of a floor of 200 seats and 200 campaigns.
func BenchmarkScrape(b *testing.B) {
	st := busy()
	for i := range 200 {
		c := st.Campaigns[0]
		c.ID = fmt.Sprint("c", i)
		st.Agents = append(st.Agents, verb.AgentStatus{State: "talking"})
		st.Campaigns = append(st.Campaigns, c)
	}
	m := room(st, nil)
	happened(m)
	for b.Loop() {
		if _, err := m.Registry().Gather(); err != nil {
			b.Fatal(err)
		}
	}
}
