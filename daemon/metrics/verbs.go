package metrics

import (
	"bytes"
	"context"

	"github.com/prometheus/common/expfmt"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (m *Metrics) Verbs() []rest.Binding {
	return []rest.Binding{rest.Bind(verb.ShowMetrics, rest.Reading(m.text))}
}

func (m *Metrics) text(context.Context) (verb.Exposition, error) {
	families, err := m.registry.Gather()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, f := range families {
		if _, err := expfmt.MetricFamilyToText(&out, f); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}
