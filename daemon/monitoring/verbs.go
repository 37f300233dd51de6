package monitoring

import (
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (o *Notices) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.AddNotice, o.AddNotice),
		rest.Bind(verb.ListNotices, rest.Querying(o.NoticeList)),
		rest.Bind(verb.WithdrawNotice, rest.Doing(o.WithdrawNotice)),
		rest.Bind(verb.StartMonitor, o.StartMonitor),
		rest.Bind(verb.StopMonitor, rest.Doing(o.StopMonitor)),
		rest.Bind(verb.ListMonitors, rest.Reading(o.MonitorList)),
	}
}
