package reservation

import (
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
)

// BirthForms is how a birth date is written, for messages.
const BirthForms = "a date as 2001-12-31 or 31.12.2001"

// ReadBirth reads a birth date as offices write it: 2001-12-31 or 31.12.2001, the day's beginning in Oslo.
func ReadBirth(text string) (born time.Time, ok bool) {
	for _, layout := range []string{time.DateOnly, "02.01.2006"} {
		if born, err := time.ParseInLocation(layout, text, hours.Oslo()); err == nil {
			return born, true
		}
	}
	return time.Time{}, false
}
