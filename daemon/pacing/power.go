package pacing

// Input is what pacing needs to know of one campaign and of the trunk.
type Input struct {
	Free     int // agents on the line, free, and serving this campaign
	InFlight int // attempts under way on the trunk, of all campaigns: ringing, talking, or about to ring
	MaxLines int // ceiling of the trunk for us; 0: none
	Starts   int // attempts that may still start in this second, by the trunk's calls per second; below 0: no limit
}

// Power is how many attempts to start now: one for each free agent, within the trunk.
func Power(in Input) int {
	n := in.Free
	if in.MaxLines > 0 {
		n = min(n, in.MaxLines-in.InFlight)
	}
	if in.Starts >= 0 {
		n = min(n, in.Starts)
	}
	return max(0, n)
}
