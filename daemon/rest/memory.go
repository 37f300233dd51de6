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
)

const pathMemory = "/debug/memory"

// Memory is what the daemon's process holds, in bytes.
type Memory struct {
	Live       uint64 `json:"live" doc:"of the heap, as the last collection found it"`
	Objects    uint64 `json:"objects" doc:"on the heap, dead ones not yet swept with them"`
	Total      uint64 `json:"total" doc:"mapped by the Go runtime"`
	Resident   uint64 `json:"resident" doc:"in memory, by the system's count; 0 where it does not tell"`
	Goroutines uint64 `json:"goroutines"`
}

// routeMemory answers from the runtime alone. The socket admits only root and the daemon's own user.
func routeMemory(api huma.API) {
	type query struct {
		Collect bool `query:"collect" doc:"collect garbage first, so that what is live is exact"`
	}
	route(api, http.MethodGet, pathMemory, "What the daemon holds in memory", func(_ context.Context, q *query) (Memory, error) {
		if q.Collect {
			runtime.GC()
			runtime.GC() // what finalizers and pools let go of in the first
		}
		return memoryNow(), nil
	})
}

func memoryNow() (m Memory) {
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
func (r *Remote) Memory(ctx context.Context, collect bool) (Memory, error) {
	return ask[Memory](ctx, r, get, pathMemory, url.Values{"collect": {strconv.FormatBool(collect)}}, body{})
}
