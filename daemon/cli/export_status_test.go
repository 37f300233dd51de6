package cli

// What people read of a status, and of abandoned calls.
var (
	PrintStatus    = printStatus
	PrintAbandoned = printAbandoned
)
