package verb

func memory() []Declared {
	return []Declared{
		ShowMemory,
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
