package sounds

import (
	"strings"
	"time"
)

// NoticeWord is what a kind or a purpose of a notice (8.1, 8.3) is called in bokmål, as it is read to agents; "" where
// there is none of the name.
func NoticeWord(word string) string {
	return map[string]string{
		"recording": "opptak", "monitoring": "medlytting",
		"quality": "kvalitet", "training": "opplæring",
		"client_service_check": "oppdragsgiverens kontroll av service",
		"client_development":   "utvikling av prosjektet med oppdragsgiveren",
	}[word]
}

// Moment is a date and time in bokmål, to the minute: "den tjuetredje november klokken ni null fem".
func Moment(t time.Time) string {
	const lang = "nb"
	date := []string{"den", SpokenOrdinal(lang, t.Day()), months[lang][t.Month()]}
	return strings.Join(append(date, Clock(t.Hour()*60+t.Minute())), " ")
}

// Clock is a time of the day in bokmål, from minutes after midnight: "klokken seksten tretti".
func Clock(minutes int) string {
	const lang = "nb"
	said := "klokken " + SpokenNumber(lang, minutes/60)
	switch m := minutes % 60; {
	case m == 0:
		return said
	case m < 10:
		return said + " null " + SpokenNumber(lang, m)
	default:
		return said + " " + SpokenNumber(lang, m)
	}
}
