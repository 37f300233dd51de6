package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Ports is what a scrape asks. All must be answered within the scrape's own time.
type Ports struct {
	Status    func(ctx context.Context) (verb.Status, error)
	Registers func(ctx context.Context) ([]dialer.RegisterVersion, error)
	LimitPct  func() int

	Overdue     func(ctx context.Context) (int, error) // recordings past their time
	Undelivered func(ctx context.Context) (int, error) // events that the receiver of webhooks did not take

	Now     func() time.Time
	Version string
}

// patience is how long the floor may take to answer a scrape. Prometheus gives up after 10 s by default.
const patience = 5 * time.Second

// Metrics counts what happens, and answers scrapes. All methods may be called at the same time.
type Metrics struct {
	p        Ports
	registry *prometheus.Registry

	facts, attempts, blocked, dispositions *prometheus.CounterVec
	unwritten, lost, gaps                  prometheus.Counter
	wrote, asked, checked                  *prometheus.HistogramVec
}

// New makes the room.
func New(p Ports) *Metrics {
	m := &Metrics{
		p: p, registry: prometheus.NewRegistry(),
		facts: counterVec(facts), attempts: counterVec(attempts), blocked: counterVec(blocked),
		dispositions: counterVec(dispositions),
		unwritten:    counterVec(unwritten).WithLabelValues(), lost: counterVec(lost).WithLabelValues(),
		gaps:  counterVec(gaps).WithLabelValues(),
		wrote: histogramVec(wrote), asked: histogramVec(asked), checked: histogramVec(checked),
	}
	m.registry.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.facts, m.attempts, m.blocked, m.dispositions, m.unwritten, m.lost, m.wrote, m.asked, m.gaps, m.checked,
		scrape{m},
	)
	return m
}

func counterVec(m Metric) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: m.Name, Help: m.Help}, m.Labels)
}

// histogramVec has buckets from a millisecond to eight seconds.
func histogramVec(m Metric) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: m.Name, Help: m.Help, Buckets: prometheus.ExponentialBuckets(0.001, 2, 14),
	}, m.Labels)
}

// Wrote counts facts that the journal has taken, or refused with err, after took.
func (m *Metrics) Wrote(all []dialer.Fact, took time.Duration, err error) {
	m.wrote.WithLabelValues().Observe(took.Seconds())
	if err != nil {
		m.unwritten.Inc()
		return
	}
	for _, f := range all {
		m.facts.WithLabelValues(string(f.Kind)).Inc()
		switch f.Kind {
		case dialer.FactEnded:
			m.attempts.WithLabelValues(string(f.Campaign), string(f.Outcome)).Inc()
		case dialer.FactLost:
			m.attempts.WithLabelValues(string(f.Campaign), "lost").Inc()
		case dialer.FactNotPlaced:
			m.attempts.WithLabelValues(string(f.Campaign), "not_placed").Inc()
		case dialer.FactBlocked:
			m.blocked.WithLabelValues(string(f.Campaign), f.Code).Inc()
		case dialer.FactDisposed:
			m.dispositions.WithLabelValues(string(f.Campaign), string(f.Disposition)).Inc()
		}
	}
}

// Asked counts a request to the PBX that was answered, or failed with err, after took.
func (m *Metrics) Asked(took time.Duration, err error) { observe(m.asked, took, err) }

// Checked counts a question to the registers that was answered, or failed with err, after took.
func (m *Metrics) Checked(took time.Duration, err error) { observe(m.checked, took, err) }

// Gap counts events of the PBX that were lost.
func (m *Metrics) Gap() { m.gaps.Inc() }

func observe(h *prometheus.HistogramVec, took time.Duration, err error) {
	result := "ok"
	if err != nil {
		result = "failed"
	}
	h.WithLabelValues(result).Observe(took.Seconds())
}

// Heard counts what the telephony tells of the connection to the PBX.
func (m *Metrics) Heard(ev engine.Event) {
	if _, down := ev.(engine.Down); down {
		m.lost.Inc()
	}
}
