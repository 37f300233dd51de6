package rest

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

const pathMemory = "/debug/memory"

// routeMemory answers from the runtime alone. The socket admits only root and the daemon's own user.
func routeMemory(api huma.API) {
	type query struct {
		Collect bool `query:"collect" doc:"collect garbage first, so that what is live is exact"`
	}
	route(api, http.MethodGet, pathMemory, "What the daemon holds in memory", func(_ context.Context, q *query) (verb.Memory, error) {
		if q.Collect {
			runtime.GC()
			runtime.GC() // what finalizers and pools let go of in the first
		}
		return memoryNow(), nil
	})
}

func memoryNow() (m verb.Memory) {
	into := map[string]*uint64{
		"/gc/heap/live:bytes": &m.Live, "/memory/classes/heap/objects:bytes": &m.Objects,
		"/memory/classes/total:bytes": &m.Total, "/sched/goroutines:goroutines": &m.Goroutines,
	}
	var samples []metrics.Sample
	for name := range into {
		samples = append(samples, metrics.Sample{Name: name})
	}
	metrics.Read(samples)
	for _, s := range samples {
		if s.Value.Kind() == metrics.KindUint64 {
			*into[s.Name] = s.Value.Uint64()
		}
	}
	if text, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := strings.Fields(string(text)); len(fields) > 1 {
			pages, _ := strconv.ParseUint(fields[1], 10, 64)
			m.Resident = pages * uint64(os.Getpagesize())
		}
	}
	return m
}

// Memory asks the daemon what it holds in memory, after a collection if so wanted.
func (r *Remote) Memory(ctx context.Context, collect bool) (verb.Memory, error) {
	return ask[verb.Memory](ctx, r, get, pathMemory, url.Values{"collect": {strconv.FormatBool(collect)}}, body{})
}
