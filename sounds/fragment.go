package sounds

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// Fragment is a small sound that live placeholders are put together from: a weekday, an hour, a digit.
type Fragment struct {
	Name string // of the file in the language's folder: say/day-1
	Text string
}

// File is the path in the sounds folder, without extension.
func (f Fragment) File(lang string) string { return path.Join(lang, f.Name) }

func weekday(lang string, d time.Weekday) Fragment {
	text := weekdays[lang][d]
	if lang == "en" {
		text = "on " + text
	}
	return Fragment{fmt.Sprintf("say/day-%d", d), text}
}

func dayOfMonth(lang string, d int) Fragment {
	text := "den " + SpokenOrdinal(lang, d)
	if lang == "en" {
		text = "the " + SpokenOrdinal(lang, d) + " of"
	}
	return Fragment{fmt.Sprintf("say/date-%02d", d), text}
}

func month(lang string, m int) Fragment {
	return Fragment{fmt.Sprintf("say/month-%02d", m), months[lang][m]}
}

func clock(lang string, fives int) Fragment {
	return Fragment{fmt.Sprintf("say/clock-%02d", 5*fives), clocks[lang][fives]}
}

func hour(lang string, h int) Fragment {
	return Fragment{fmt.Sprintf("say/hour-%02d", h), spokenHour(lang, h)}
}

func digit(lang string, d int) Fragment {
	return Fragment{fmt.Sprintf("say/digit-%d", d), SpokenNumber(lang, d)}
}

func and(lang string) Fragment {
	return Fragment{"say/and", map[string]string{"nb": "og", "nn": "og", "en": "and"}[lang]}
}

// Fragments are all of a language; none for a language that we do not speak.
func Fragments(lang string) []Fragment {
	if !slices.Contains(languages, lang) {
		return nil
	}
	list := []Fragment{and(lang)}
	add := func(first, last int, make func(string, int) Fragment) {
		for i := first; i <= last; i++ {
			list = append(list, make(lang, i))
		}
	}
	add(0, 6, func(lang string, d int) Fragment { return weekday(lang, time.Weekday(d)) })
	add(1, 31, dayOfMonth)
	add(1, 12, month)
	add(0, 11, clock)
	add(0, 23, hour)
	add(0, 9, digit)
	return list
}

// When says a moment as people do, to five minutes: "mandag, klokken kvart over ti"; with the date where it is a week
// ago or more. Both times are in the zone that is meant.
func When(lang string, t, now time.Time) []Fragment {
	if !slices.Contains(languages, lang) {
		return nil
	}
	list := []Fragment{weekday(lang, t.Weekday())}
	if days(now)-days(t) >= 7 {
		list = append(list, dayOfMonth(lang, t.Day()), month(lang, int(t.Month())))
	}
	return append(list, At(lang, t)...)
}

// At says the time of day, to five minutes.
func At(lang string, t time.Time) []Fragment {
	fives, h := t.Minute()/5, t.Hour()
	if fives >= nextHourFrom[lang] {
		h = (h + 1) % 24
	}
	return []Fragment{clock(lang, fives), hour(lang, h)}
}

// days counts calendar days, whatever the hour and summer time.
func days(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Digits says digits one by one; nil where there are others than digits.
func Digits(lang, digits string) []Fragment {
	if SpokenDigits(lang, digits) == "" {
		return nil
	}
	var list []Fragment
	for _, d := range digits {
		list = append(list, digit(lang, int(d-'0')))
	}
	return list
}

// Clients says the names of clients: the first, the second and the third.
func Clients(lang string, ids ...string) []Fragment {
	var list []Fragment
	for i, id := range ids {
		if i > 0 && i == len(ids)-1 {
			list = append(list, and(lang))
		}
		list = append(list, Fragment{Name: strings.TrimPrefix(NameClient.FileOf(lang, id), lang+"/")})
	}
	return list
}

// Say gives the sounds of a prompt in their order, without extension. A prompt with live placeholders is played with
// what stands for them; owner is the client, campaign or visible number, or "".
func (p Prompt) Say(lang, owner string, live map[string][]Fragment) ([]string, error) {
	w, err := Text(lang, p)
	if err != nil {
		return nil, err
	}
	named := p.Entry().Live
	if len(named) == 0 {
		return []string{p.FileOf(lang, owner)}, nil
	}
	var list []string
	n := 0
	for _, piece := range split(w.Text, named) {
		if piece.Live == "" {
			n++
			list = append(list, PieceFile(p.FileOf(lang, owner), n))
			continue
		}
		if len(live[piece.Live]) == 0 {
			return nil, fmt.Errorf("say prompt %s in %s: {%s} has no sounds", p, lang, piece.Live)
		}
		for _, f := range live[piece.Live] {
			list = append(list, f.File(lang))
		}
	}
	return list, nil
}

// PieceFile is the n-th sound, from 1, of a prompt that live placeholders part.
func PieceFile(file string, n int) string { return fmt.Sprintf("%s.%d", file, n) }
