package gate

import (
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
)

// Ack is a person's word that he knows what the consumer authority holds of automatic dialing with too few sellers
// (4.6.1).
type Ack struct {
	Name       string
	Date       time.Time // the Oslo day on which it was given
	TextSHA256 string    // of the text that was read
}

// Acknowledged tells why a campaign may not dial predictively, in words; "" when it may. The word holds for a year,
// and for the shipped text alone.
func Acknowledged(now time.Time, a Ack, shippedSHA256 string) string {
	end := a.Date.AddDate(1, 0, 0)
	switch {
	case shippedSHA256 == "":
		return "there is no text to acknowledge (4.6.1)"
	case a.Name == "" || a.Date.IsZero() || a.TextSHA256 == "":
		return "no one has acknowledged what the consumer authority holds of silent calls (4.6.1): ringevett " +
			"predictive text"
	case a.TextSHA256 != shippedSHA256:
		return "what " + a.Name + " acknowledged is not the text of this version (4.6.1): ringevett predictive text"
	case a.Date.After(now):
		return "the acknowledgement is dated in the future (4.6.1)"
	case !now.Before(end):
		return "the acknowledgement by " + a.Name + " ended on " + end.In(hours.Oslo()).Format(time.DateOnly) +
			"; it is renewed yearly (4.6.1)"
	}
	return ""
}
