// Package display makes the text that an agent's handset shows of a call: client, purpose, source and person (4.2 a,
// g, i). The engine calls it and telephony sends what comes back. Nothing may depend on the text: a handset may show
// none of it, and the agent hears the same by voice.
//
// Everything in the text comes from lists and campaigns, and goes into a SIP header, where Asterisk sends line breaks
// as they are. So only letters, digits and a few punctuation marks pass.
package display

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Card is what is known of a call. Each part is "" where it is not known, and is then left out.
type Card struct {
	Next     bool      // no call yet: the next ones are for this client
	Returned bool      // a person who was rung rings back
	Survey   bool      // the call is a survey: nothing is sold (4.2 k)
	Before   bool      // a call to the person was abandoned before (4.6.3)
	Asked    time.Time // when the person asked to be called (4.2 b); zero: did not

	Client, Purpose, Source string
	Person                  string // from the list, without its digits: a number in a name is not shown
}

// Part is how many characters of each part a text has.
type Part int

// The two lengths. A row of a large desk phone holds about 32 characters. With a bound for each part, a long one does
// not hide the next, and the whole stays below 160: a re-INVITE with its sound description then fits a UDP packet of
// 1500 bytes. A text message is read in a window, and SIP bounds it at 1300 bytes (RFC 3428 section 8).
const (
	Row    Part = 32
	Window Part = 80
)

const between = " / "

// Text is the line for a handset, in nb, nn or en. An empty card gives "".
func Text(c Card, language string, most Part) string {
	person := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, c.Person)
	var parts []string
	for _, part := range []string{marks(c, language), c.Client, c.Purpose, c.Source, person} {
		if part = cut(clean(part), int(most)); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, between)
}

// marks says what kind of call it is, where that is not the usual one.
func marks(c Card, language string) string {
	w := wordsOf(language)
	var all []string
	for _, m := range []struct {
		is   bool
		word string
	}{
		{c.Next, w.next}, {c.Returned, w.returned}, {c.Survey, w.survey}, {c.Before, w.before},
		{!c.Asked.IsZero(), w.asked + " " + c.Asked.Format(w.date)},
	} {
		if m.is {
			all = append(all, m.word)
		}
	}
	return strings.Join(all, ", ")
}

type words struct{ next, returned, survey, before, asked, date string }

func wordsOf(language string) words {
	switch language {
	case "en":
		return words{"Next", "Calls back", "Survey", "abandoned before", "asked to be called", "2 Jan"}
	case "nn":
		return words{"Neste", "Ringjer tilbake", "Undersøking", "tidlegare avbroten", "bad om samtale", "2.1."}
	}
	return words{"Neste", "Ringer tilbake", "Undersøkelse", "tidligere avbrutt", "ba om samtale", "2.1."}
}

// punctuation is what passes besides letters and digits. None of it has a meaning in a SIP header's quoted name, in
// HTML or in XML. The slash is kept for between.
const punctuation = ".,:()-+"

// clean keeps letters with their accents, digits and some punctuation. An apostrophe stays between two letters, as in
// O'Hara. Each run of other characters becomes one space.
func clean(s string) string {
	runes := []rune(norm.NFC.String(strings.ToValidUTF8(s, " ")))
	var b strings.Builder
	gap := false
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune(punctuation, r),
			unicode.IsMark(r) && i > 0 && unicode.IsLetter(runes[i-1]),
			r == '\'' && i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	return b.String()
}

// cut shortens a text to so many characters, at the end of a word where there is one.
func cut(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	short := string(runes[:most])
	if i := strings.LastIndexByte(short, ' '); i > 0 && runes[most] != ' ' {
		short = short[:i]
	}
	return strings.TrimRight(short, " .,:(-+")
}
