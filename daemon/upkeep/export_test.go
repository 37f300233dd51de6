package upkeep

// NoRoom is why the journal's disk lets no call be dialed.
func NoRoom(free uint64, err error) string { return noRoom(free, err) }
