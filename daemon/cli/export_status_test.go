package cli

// PrintStatus is what people read of a status.
var PrintStatus = printStatus
