package retention

import "fmt"

// Periods are how long things are kept, as configured.
type Periods struct {
	CallRecordMonths int // a called number
	ComplaintMonths  int // a complaint's dialogue, after its last message
	RecordingDays    int // 0: nothing is recorded
}

// markMonths is for how long a mark on a number is kept that was cleared, or whose campaign is archived.
const markMonths = 12

// Behind says of a daily figure, by its name, what stands behind it and how long that is kept. The figure itself is
// kept as long as the journal, which nothing cuts (4.3).
func (p Periods) Behind(figure string) string {
	numbers := fmt.Sprintf("called numbers %d months", p.CallRecordMonths)
	switch figure {
	case "abandoned", "abandoned_effective":
		return numbers + fmt.Sprintf("; the flag until a person is spoken with, then %d months", markMonths)
	case "redial_failed":
		return numbers + fmt.Sprintf("; a mark that bars the number, %d months", markMonths)
	case "complaints":
		return fmt.Sprintf("the dialogue %d months after its last message", p.ComplaintMonths)
	case "blocked":
		return "counted without any number"
	case "consent_yes":
		if p.RecordingDays == 0 {
			return numbers + "; nothing is recorded now"
		}
		return numbers + fmt.Sprintf("; the recording %d days", p.RecordingDays)
	case "consent_no":
		return numbers + fmt.Sprintf("; the no until %d months after the campaign is archived", markMonths)
	}
	return numbers
}

// Figures name the daily figures that Behind tells of.
func Figures() []string {
	return []string{
		"attempted", "answered", "connected", "transferred", "abandoned", "complaints", "abandoned_effective",
		"redial_failed",
		"consent_yes", "consent_no", "consent_none", "blocked",
	}
}
