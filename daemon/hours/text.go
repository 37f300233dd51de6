package hours

import "time"

// Text is how people read an instant: the Oslo day and time, to the second. Every text about the floor has times in
// this form.
func Text(t time.Time) string { return t.In(Oslo()).Format(time.DateTime) }
