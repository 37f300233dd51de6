package reservation

import "time"

// UndoWithin is how long an agent may take back a reservation keyed by mistake (see MayUndo).
const UndoWithin = 10 * time.Second

// MayUndo reports whether a reservation that an agent keyed, and that was on the disk at that instant, may still be
// taken back by the same agent in the same call. Later, a reservation ends only by the person's own wish (4.4.4).
func MayUndo(at, now time.Time) bool { return !now.Before(at) && now.Sub(at) <= UndoWithin }
