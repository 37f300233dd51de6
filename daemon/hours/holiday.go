package hours

import (
	"time"

	"github.com/rickar/cal/v2/no"
)

// Holiday names the public holiday that t's Oslo day is, as "1 May"; "" on other days. Holidays are those of the act of
// 24 February 1995 no. 12 § 2, and 1 and 17 May, which the act of 26 April 1947 puts on a level with Sundays.
// Easter Day and Whit Sunday are not among them: they are Sundays.
func Holiday(t time.Time) string {
	t = t.In(oslo)
	for _, h := range no.Holidays {
		day, _ := h.Calc(t.Year())
		if day.Month() == t.Month() && day.Day() == t.Day() {
			return english(h.Name, t)
		}
	}
	return ""
}

// english names the movable days; the others are known by their date.
func english(name string, t time.Time) string {
	switch name {
	case no.Skjaertorsdag.Name:
		return "Maundy Thursday"
	case no.Langfredag.Name:
		return "Good Friday"
	case no.AndrePaaskedag.Name:
		return "Easter Monday"
	case no.Kristihimmelfartsdag.Name:
		return "Ascension Day"
	case no.AndrePinsedag.Name:
		return "Whit Monday"
	}
	return dayName(t)
}
