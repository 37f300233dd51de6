package metrics

import (
	"context"
	"errors"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/ringevett/ringevett/daemon/verb"
)

// scrape is a collector that reads the floor. A floor that does not answer leaves its metrics out, and the scrape
// fails with the reason: an old value would look like a good one.
type scrape struct{ *Metrics }

// Describe says nothing: names and labels are Table's.
func (scrape) Describe(chan<- *prometheus.Desc) {}

func (s scrape) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	out := sheet{to}
	st, err := s.p.Status(ctx)
	if err == nil && !st.Running {
		err = errors.New(verb.NoDaemon)
	}
	if err != nil {
		out.fails(err)
		return
	}
	versions, err := s.p.Registers(ctx)
	if err != nil {
		out.fails(err)
		return
	}
	late, err := s.p.Overdue(ctx)
	lost, wrong := s.p.Undelivered(ctx)
	if err = errors.Join(err, wrong); err != nil {
		out.fails(err)
		return
	}
	out.put(overdue, float64(late))
	out.put(undelivered, float64(lost))
	out.put(build, 1, s.p.Version)
	out.floor(st)
	for _, c := range st.Campaigns {
		out.campaign(c, s.p.LimitPct())
	}
	out.put(limit, float64(s.p.LimitPct())/100)
	for _, v := range versions {
		if !v.LoadedAt.IsZero() {
			out.put(registerAge, s.p.Now().Sub(v.LoadedAt).Seconds(), string(v.Register))
		}
	}
}

// sheet is one scrape's.
type sheet struct{ to chan<- prometheus.Metric }

func (s sheet) put(m Metric, value float64, labels ...string) {
	s.to <- prometheus.MustNewConstMetric(prometheus.NewDesc(m.Name, m.Help, m.Labels, nil), m.Kind, value, labels...)
}

func (s sheet) is(m Metric, yes bool, labels ...string) {
	value := 0.0
	if yes {
		value = 1
	}
	s.put(m, value, labels...)
}

// each puts how many of a kind there are.
func (s sheet) each(m Metric, kinds []string, labels ...string) {
	count := map[string]int{}
	for _, k := range kinds {
		count[k]++
	}
	for k, n := range count {
		s.put(m, float64(n), append(labels, k)...)
	}
}

func (s sheet) fails(err error) {
	s.to <- prometheus.NewInvalidMetric(prometheus.NewDesc(halted.Name, halted.Help, nil, nil), err)
}

func (s sheet) floor(st verb.Status) {
	s.is(connected, st.Connected)
	s.is(halted, st.Halted != "")
	s.is(hoursOpen, st.Hours.Open)
	s.each(seats, verb.Each(st.Agents, func(a verb.AgentStatus) string { return a.State }))
	s.each(calls, verb.Each(st.Calls, func(c verb.CallStatus) string { return c.State }))
	s.each(callers, verb.Each(st.Callers, func(c verb.CallerStatus) string { return c.State }))
	refused := 0
	for _, a := range st.Agents {
		if a.Phone != "" || a.Untold != "" {
			refused++
		}
	}
	s.put(untold, float64(refused))
	s.put(open, float64(st.Inquiries.Open))
	s.put(late, float64(st.Inquiries.Late))
	s.put(waiting, float64(len(st.Waiting)))
	s.put(breaches, float64(len(st.Breaches)))
	s.put(breached, float64(st.Breached))
	for _, f := range st.Failing {
		s.put(failing, 1, f.Part)
	}
	s.is(refusing, st.Trunk.Refuses != "")
	s.put(stops, float64(st.Trunk.Stops))
}

func (s sheet) campaign(c verb.CampaignStatus, limitPct int) {
	p := c.Pace
	s.is(running, c.Running, c.ID)
	s.is(dialing, c.Running && c.Why == "", c.ID)
	s.is(alarm, p.Alarm != "", c.ID)
	s.put(abandoned, float64(p.AbandonedToday), c.ID)
	s.put(established, float64(p.EstablishedToday), c.ID)
	s.put(margin, float64(limitPct)/100*float64(p.EstablishedToday)-float64(p.AbandonedToday), c.ID)
	if p.Bound != "" {
		s.put(bound, 1, c.ID, p.Bound)
	}
	byState := map[string]int{}
	for _, l := range c.Leads {
		byState[l.State] += l.Count
	}
	for state, n := range byState {
		s.put(leads, float64(n), c.ID, state)
	}
}
