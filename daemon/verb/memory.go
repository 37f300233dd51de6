package verb

func memory() []Declared {
	return []Declared{
		ShowMemory, ShowMetrics,
	}
}

// Memory is what the daemon's process holds, in bytes.
type Memory struct {
	Live       uint64 `json:"live" doc:"of the heap, as the last collection found it"`
	Objects    uint64 `json:"objects" doc:"on the heap, dead ones not yet swept with them"`
	Total      uint64 `json:"total" doc:"mapped by the Go runtime"`
	Resident   uint64 `json:"resident" doc:"in memory, by the system's count; 0 where it does not tell"`
	Goroutines uint64 `json:"goroutines"`
}

// MemoryQuery asks for a collection first.
type MemoryQuery struct {
	Collect bool `query:"collect" doc:"collect garbage first, so that what is live is exact"`
}

// ShowMemory is answered from the runtime alone.
var ShowMemory = Verb[MemoryQuery, Memory]{
	Name: "memory", Method: Get, Path: "/debug/memory", Summary: "What the daemon holds in memory",
}

// Exposition is metrics in Prometheus's text format.
type Exposition []byte

// ShowMetrics names no person and no number.
var ShowMetrics = Verb[Nothing, Exposition]{
	Name: "metrics", Method: Get, Path: "/metrics", Summary: "How the daemon does, for Prometheus",
	Short: "Print the daemon's metrics, as Prometheus reads them",
	Roles: readers(),
	Help: `Print the metrics of the running daemon in Prometheus's text format. They name no
person and no number. Prometheus itself reads them over HTTP at the address of
metrics.listen in the configuration.

Example:
  ringevett metrics | promtool check metrics`,
}
