package rest

import (
	"context"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/verb"
)

// memoryNow answers from the runtime alone.
func memoryNow(_ context.Context, q verb.MemoryQuery) (m verb.Memory, err error) {
	if q.Collect {
		runtime.GC()
		runtime.GC() // what finalizers and pools let go of in the first
	}
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
	return m, nil
}
