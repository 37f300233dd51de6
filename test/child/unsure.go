package child

// Unsure begins the line of a failed test that was late itself: its verdict may be the machine's fault. The command
// that runs all tests repeats such a test once, alone.
const Unsure = "not sure: "
