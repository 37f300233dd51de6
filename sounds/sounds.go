// Package sounds holds the words that Ringevett says, in text and as sound, and knows nothing of calls.
package sounds

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

//go:embed nb nn en agent
var files embed.FS

// Shipped is the folder of texts and sounds that comes with the program.
func Shipped() fs.FS { return files }

// Languages that every prompt to a consumer exists in: bokmål, nynorsk, English.
var languages = []string{"nb", "nn", "en"}

// Languages are the codes of the languages that every prompt to a consumer exists in.
func Languages() []string { return slices.Clone(languages) }

// Prompt names one message. What consumers hear exists in each language, what agents hear in bokmål.
type Prompt string

// The prompts: the message of an abandoned call (norm 4.8), the short words to an agent, and why a call dialed by hand is not
// placed (norm 4.10).
const (
	Abandoned     Prompt = "abandoned"
	AgentLogin    Prompt = "agent/login"
	AgentPin      Prompt = "agent/pin"
	AgentWrongPin Prompt = "agent/wrong-pin"
	AgentLogout   Prompt = "agent/logout"
	AgentRefused  Prompt = "agent/refused"
	GuardReserved Prompt = "guard-reserved"
	GuardHours    Prompt = "guard-hours"
	GuardNoAnswer Prompt = "guard-no-answer"
	GuardRefused  Prompt = "guard-refused"
)

// Prompts lists all of them.
func Prompts() []Prompt {
	return append([]Prompt{Abandoned, AgentLogin, AgentPin, AgentWrongPin, AgentLogout, AgentRefused}, OfTheGuard()...)
}

// OfTheGuard lists the reasons of the guard. Any extension hears them, so they exist in each language.
func OfTheGuard() []Prompt { return []Prompt{GuardReserved, GuardHours, GuardNoAnswer, GuardRefused} }

// ToAgent says whether an agent hears it and no consumer.
func (p Prompt) ToAgent() bool { return strings.HasPrefix(string(p), "agent/") }

// File is the path in the sounds folder, without extension: what Asterisk wants after "sound:".
func (p Prompt) File(lang string) string {
	if p.ToAgent() {
		return string(p)
	}
	return path.Join(lang, string(p))
}

// Placeholders that the text of a prompt must have, so that the consumer hears who rang and where to ask.
func (p Prompt) Placeholders() []string {
	if p == Abandoned {
		return []string{"callcenter", "client", "phone"}
	}
	return nil
}

// Wording is a text in its language, with placeholders in braces.
type Wording struct {
	Lang string
	Text string
}

// Text is the shipped wording of a prompt.
func Text(lang string, p Prompt) (Wording, error) {
	if p.ToAgent() {
		lang = "nb"
	}
	if !slices.Contains(languages, lang) {
		return Wording{}, fmt.Errorf("text of prompt %s: language %q is not one of %s", p, lang, strings.Join(languages, ", "))
	}
	b, err := files.ReadFile(p.File(lang) + ".txt")
	if err != nil {
		return Wording{}, fmt.Errorf("text of prompt %s: %w", p, err)
	}
	return Wording{Lang: lang, Text: strings.TrimSpace(string(b))}, nil
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// Fill puts the values in; {phone} becomes the words to be spoken. It names every placeholder that has no
// value and every value that cannot be said.
func (w Wording) Fill(values map[string]string) (string, error) {
	var faults []string
	text := placeholder.ReplaceAllStringFunc(w.Text, func(hole string) string {
		said, fault := w.say(strings.Trim(hole, "{}"), values)
		if fault != "" && !slices.Contains(faults, fault) {
			faults = append(faults, fault)
		}
		return said
	})
	if faults != nil {
		return "", fmt.Errorf("fill %s text: %s", w.Lang, strings.Join(faults, "; "))
	}
	return text, nil
}

// say is what stands for one placeholder, or what is wrong with its value.
func (w Wording) say(name string, values map[string]string) (said, fault string) {
	value := strings.Join(strings.Fields(values[name]), " ")
	if value == "" {
		return "", fmt.Sprintf("{%s} has no value", name)
	}
	if name != "phone" {
		return value, ""
	}
	if said = SpokenPhone(w.Lang, value); said == "" {
		return "", fmt.Sprintf("{phone}: %q is not a Norwegian number", value)
	}
	return said, ""
}

// Example are the values of the sounds shipped as *.example.wav and of the example configuration: a firm
// and a client that do not exist.
func Example() map[string]string {
	return map[string]string{"callcenter": "Eksempel Kundesenter", "client": "Fjellvann Strøm", "phone": "22 00 00 01"}
}

// ExampleFile is the shipped sound of a prompt: spoken with the Example values where the text has placeholders.
func ExampleFile(lang string, p Prompt) string {
	if len(p.Placeholders()) > 0 {
		return p.File(lang) + ".example.wav"
	}
	return p.File(lang) + ".wav"
}
