package sounds

import (
	"strings"
	"time"
)

// weekdays from Sunday on, as time.Weekday counts.
var weekdays = map[string][7]string{
	"nb": {"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"},
	"nn": {"søndag", "måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag"},
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

var months = map[string][13]string{
	"nb": {
		1: "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
		"desember",
	},
	"nn": {
		1: "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
		"desember",
	},
	"en": {
		1: "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
		"December",
	},
}

// clocks is what is said before the hour, at each five minutes.
var clocks = map[string][12]string{
	"nb": {"klokken", "klokken fem over", "klokken ti over", "klokken kvart over", "klokken ti på halv",
		"klokken fem på halv", "klokken halv", "klokken fem over halv", "klokken ti over halv", "klokken kvart på",
		"klokken ti på", "klokken fem på"},
	"nn": {"klokka", "klokka fem over", "klokka ti over", "klokka kvart over", "klokka ti på halv",
		"klokka fem på halv", "klokka halv", "klokka fem over halv", "klokka ti over halv", "klokka kvart på",
		"klokka ti på", "klokka fem på"},
	"en": {"at", "at five past", "at ten past", "at a quarter past", "at twenty past", "at twenty-five past",
		"at half past", "at twenty-five to", "at twenty to", "at a quarter to", "at ten to", "at five to"},
}

// nextHourFrom is the first of clocks that names the hour to come: Norwegians count from "ti på halv", English from
// past the half.
var nextHourFrom = map[string]int{"nb": 4, "nn": 4, "en": 7}

// partOfDay tells nine in the evening from nine in the morning. From nine to six nothing is said: no one works at
// night.
var partOfDay = map[string]struct{ night, morning, evening string }{
	"nb": {"om natten", "om morgenen", "om kvelden"},
	"nn": {"om natta", "om morgonen", "om kvelden"},
	"en": {"at night", "in the morning", "in the evening"},
}

// oneOClock is not the number: "klokken ett".
var oneOClock = map[string]string{"nb": "ett", "nn": "eitt", "en": "one"}

// spokenHour is an hour of the day as a clock shows it: 21 is "ni om kvelden".
func spokenHour(lang string, h int) string {
	word := SpokenNumber(lang, (h+11)%12+1)
	if one := oneOClock[lang]; h%12 == 1 {
		word = one
	}
	part := partOfDay[lang]
	switch {
	case h < 6:
		return word + " " + part.night
	case h < 9:
		return word + " " + part.morning
	case h < 18:
		return word
	}
	return word + " " + part.evening
}

// between are the words of a span of days and hours.
var between = map[string]struct{ from, to string }{"nb": {"fra", "til"}, "nn": {"frå", "til"}, "en": {"from", "to"}}

// SpokenHours is when somebody answers: "mandag til fredag fra ni til fire". Hours are full ones.
func SpokenHours(lang string, first, last time.Weekday, start, end int) string {
	b := between[lang]
	return strings.Join([]string{
		weekdays[lang][first], b.to, weekdays[lang][last], b.from, spokenHour(lang, start%24), b.to,
		spokenHour(lang, end%24),
	}, " ")
}
