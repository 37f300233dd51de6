package inquiry

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Closing is an answer: who gave it, and what was written, or in which call it was given.
type Closing struct {
	At      time.Time
	By      string // first and last name
	Text    string
	Attempt dialer.AttemptID

	Complaint bool // it was one, as the person who answered found
}

// Same answers to several people within a minute are one action for many, and not individual (4.4.3 c).
const (
	bulkWithin = time.Minute
	bulkFrom   = 3
)

// ErrBulk is the refusal of an answer that many get alike.
var ErrBulk = fmt.Errorf("%w: %d persons or more would get the same words within a minute; each is answered "+
	"individually (4.4.3 c)", dialer.ErrRefused, bulkFrom)

// Close tells whether an inquiry may be closed by this; recent are the closings before it, of at least the last minute.
func Close(in dialer.Inquiry, c Closing, recent []Closing) error {
	if !in.Closed.IsZero() {
		return fmt.Errorf("%w: inquiry %d was answered by %s", dialer.ErrRefused, in.ID, in.By)
	}
	if err := Person(c.By); err != nil {
		return err
	}
	if c.Attempt != 0 {
		return nil // spoken: whatever is noted beside it
	}
	if why := notAnAnswer(c.Text); why != "" {
		return dialer.Invalid{Field: "answer", Value: start(c.Text), Why: why}
	}
	if same := alike(c, recent); same+1 >= bulkFrom {
		return ErrBulk
	}
	return nil
}

func alike(c Closing, recent []Closing) (n int) {
	words := plain(c.Text)
	for _, r := range recent {
		if r.Attempt == 0 && c.At.Sub(r.At).Abs() < bulkWithin && plain(r.Text) == words {
			n++
		}
	}
	return n
}

// plain is a text without what does not make it another: case, spaces, punctuation.
func plain(text string) string {
	return strings.Join(
		strings.FieldsFunc(strings.ToLower(text),
			func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ",
	)
}

// nobodys are names that no person has.
func nobodys() []string {
	return []string{"system", "daemon", "ringevett", "admin", "administrator", "root", "bot", "robot", "auto",
		"automatic", "automatisk",
		"autosvar", "kundeservice", "kundesenter", "support", "team", "agent", "unknown", "ukjent", "test"}
}

// Person refuses a name that is not a person's, first and last.
func Person(name string) error {
	if why := notAPerson(name); why != "" {
		return dialer.Invalid{Field: "by", Value: name, Why: why}
	}
	return nil
}

// notAPerson says why a name is not that of a person; "" where it may be.
func notAPerson(name string) string {
	const want = "the first and last name of who answered (4.4.3 c)"
	words := strings.Fields(name)
	if len(words) < 2 {
		return want
	}
	for _, w := range words {
		if slices.Contains(nobodys(), strings.ToLower(strings.Trim(w, ".-"))) {
			return want + ", not of a machine or a desk"
		}
		if strings.ContainsFunc(w,
			func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune("-'’.", r) }) {
			return want + ", in letters"
		}
	}
	if letters(words[0]) < 2 || letters(words[len(words)-1]) < 2 {
		return want + ", not initials"
	}
	return ""
}

func letters(word string) (n int) {
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// notAnAnswer says why a text is no answer; "" where it may. A receipt does not stop the clock (norm 5, no. 26).
func notAnAnswer(text string) string {
	words := plain(text)
	if letters(words) < 2 {
		return "what was answered, or the call in which it was (4.4.3 c)"
	}
	for _, machine := range []string{
		"autosvar", "auto reply", "autoreply", "automatisk svar", "automatic reply", "automatically generated",
		"automatisk generert", "no reply", "noreply",
	} {
		if strings.Contains(words, machine) {
			return "an automatic receipt is not an answer (4.4.3 a)"
		}
	}
	receipt := []string{
		"vi har mottatt", "vi har fått", "vi har motteke", "takk for", "we have received", "thank you for",
	}
	promise := []string{
		"innen 24 timer", "innan 24 timar", "within 24 hours", "så snart som mulig", "så snart vi kan",
		"as soon as possible",
	}
	if among(words, receipt) && among(words, promise) {
		return "a receipt that promises an answer is not the answer (4.4.3 a)"
	}
	return ""
}

// start is enough of a text to know it again.
func start(text string) string {
	const most = 40
	if runes := []rune(strings.TrimSpace(text)); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return strings.TrimSpace(text)
}

func among(words string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(words, p) })
}
