package speech

import (
	"strings"
	"time"

	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// Settings are the values of the configuration that sounds depend on.
type Settings struct {
	Dir      string // of the sounds, as Asterisk finds it
	Language string // of the house: nb, nn or en

	Voices map[string]render.Program // that speak a language in espeak-ng's place

	Name, Phone, Email string // of the call centre, as said in prompts (4.4.2 c)

	Consent       sounds.Prompt // asks for or tells of the recording (8.2.1); "" where nothing is recorded
	Website       string        // where consumers read about recordings
	RetentionDays int           // that recordings are kept

	Staffed Staffed
}

// Staffed is when agents answer callers (4.4.3): full hours, Oslo time, from one weekday to another. First or Last is
// -1 where the configuration names no day; then prompts that tell the hours cannot be made.
type Staffed struct {
	First, Last   time.Weekday
	Opens, Closes int
}

// spoken gives the hours in words; "" where they are not known.
func (s Staffed) spoken(lang string) string {
	if s.First < 0 || s.Last < 0 {
		return ""
	}
	return sounds.SpokenHours(lang, s.First, s.Last, s.Opens, s.Closes)
}

// CueLanguage is the language of the cues to agents.
const CueLanguage = "nb"

// otherLanguage is what key 9 of the desk turns to: English, and bokmål for callers who hear English (norm 4).
func otherLanguage(lang string) string {
	if lang == "en" {
		return "nb"
	}
	return "en"
}

// languageOfNumber is the language that a visible number speaks by itself: that of its campaigns, or the house's where
// they differ or there are none.
func languageOfNumber(house string, campaigns []string) string {
	if len(campaigns) == 0 {
		return house
	}
	for _, lang := range campaigns {
		if lang != campaigns[0] {
			return house
		}
	}
	return campaigns[0]
}

// listed joins what a prompt lists: "a, b and c".
func listed(lang string, items []string) string {
	and := map[string]string{"nb": " og ", "nn": " og ", "en": " and "}[lang]
	if n := len(items); n > 1 {
		return strings.Join(items[:n-1], ", ") + and + items[n-1]
	}
	return strings.Join(items, "")
}
