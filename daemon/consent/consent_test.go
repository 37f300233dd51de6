package consent_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
)

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func terms(m consent.Mode) consent.Terms {
	return consent.Terms{
		Mode: m, Call: 42, Campaign: "wool", Client: "acme", Category: "quality",
		Prompt: dialer.Prompt{Name: "consent-nb", SHA256: "c0ffee"},
	}
}

// words are the events of the tables. A wait goes past the deadline when it is long enough.
func event(word string) consent.Event {
	switch word {
	case "ask":
		return consent.Ask{Agent: "kari", Noticed: true}
	case "ask unnoticed":
		return consent.Ask{Agent: "kari"}
	case "1", "2", "7":
		return consent.Key{Digit: word[0]}
	case "*61":
		return consent.Spoken{}
	case "*2":
		return consent.Decline{}
	case "prompt ends":
		return consent.Played{Sound: consent.SoundPrompt, Whole: true}
	case "prompt fails":
		return consent.Played{Sound: consent.SoundPrompt}
	case "yes ends":
		return consent.Played{Sound: consent.SoundYes, Whole: true}
	case "yes fails":
		return consent.Played{Sound: consent.SoundYes}
	case "no ends":
		return consent.Played{Sound: consent.SoundNo, Whole: true}
	case "stopped ends":
		return consent.Played{Sound: consent.SoundStopped, Whole: true}
	case "written":
		return consent.Written{}
	case "disk full":
		return consent.NotWritten{Err: errors.New("disk full")}
	case "record fails":
		return consent.Failed{Why: "disk full"}
	case "cared":
		return consent.Cared{}
	case "strayed":
		return consent.Strayed{Why: "moved"}
	case "events lost":
		return consent.Deaf{}
	case "agent gone":
		return consent.AgentGone{}
	case "colleague":
		return consent.AgentGiven{Agent: "per", Noticed: true, Campaign: "wool"}
	case "colleague unnoticed":
		return consent.AgentGiven{Agent: "per", Campaign: "wool"}
	case "colleague elsewhere":
		return consent.AgentGiven{Agent: "per", Noticed: true, Campaign: "silk"}
	case "hang-up":
		return consent.Ended{}
	}
	return consent.Due{}
}

// play runs a story, "ask, +8s, prompt ends", and tells what came out, facts with their code.
func play(s consent.State, story string) (out []string, end consent.State) {
	now := monday
	for _, word := range strings.Split(story, ", ") {
		if d, err := time.ParseDuration(strings.TrimPrefix(word, "+")); err == nil {
			now = now.Add(d)
		}
		var o consent.Out
		s, o = consent.Step(now, s, event(word))
		for _, f := range o.Facts {
			out = append(out, strings.TrimSuffix(fmt.Sprintf("%s:%s", f.Kind, f.Code), ":"))
		}
		for _, e := range o.Do {
			out = append(out, e.String())
		}
	}
	return out, s
}

const (
	asked   = "consent_asked:opt_in, say consent, "
	yes     = asked + "informed, consent:key, say consent-yes, "
	started = yes + "recording, record 1, cue recording-on, "
)

func TestAConsentInWords(t *testing.T) {
	tests := []struct {
		name, story, want string
		phase             consent.Phase
	}{
		{"a yes by key is recorded when it is confirmed and on the disk", "ask, prompt ends, 1, written, yes ends",
			yes + "recording, record 1, cue recording-on", consent.Recording},
		{"also when the disk is the slower one", "ask, prompt ends, 1, yes ends, written",
			yes + "recording, record 1, cue recording-on", consent.Recording},
		{"not while the yes is not on the disk", "ask, prompt ends, 1, yes ends", yes[:len(yes)-2], consent.Confirming},
		{"not before the confirmation has ended", "ask, prompt ends, 1, written", yes[:len(yes)-2], consent.Confirming},
		{"a spoken yes by the agent's key", "ask, prompt ends, *61, written, yes ends",
			asked + "informed, consent:spoken, say consent-yes, recording, record 1, cue recording-on",
			consent.Recording},
		{"a talk that becomes another one drops what is recorded", "ask, prompt ends, 1, written, yes ends, strayed",
			started + "recording_ended, recording_failed:strayed, drop 1, cue recording-off", consent.Closed},
		{"also where that was heard of after events were lost",
			"ask, prompt ends, 1, written, yes ends, events lost, strayed",
			started + "recording_ended, recording_failed:events, stop 1, cue recording-off, drop 1", consent.Closed},
		{"a call that ends by a duty of care keeps nothing", "ask, prompt ends, 1, written, yes ends, cared, ask, *61",
			started + "recording_ended, recording_failed:duty_of_care, drop 1, cue recording-off, " +
				"consent_unasked:strayed, cue recording-off", consent.Closed},
		{"the consumer is not asked while another party is in the talk", "strayed, ask",
			"consent_unasked:strayed, cue recording-off", consent.Quiet},
		{"a no by key", "ask, prompt ends, 2, no ends",
			asked + "informed, consent_refused:key, say consent-no, cue recording-off", consent.Closed},
		{"a no by the agent's key", "ask, prompt ends, *2, no ends",
			asked + "informed, consent_refused:spoken, say consent-no, cue recording-off", consent.Closed},
		{"silence is a no without a mark", "ask, prompt ends, +6s, no ends",
			asked + "informed, consent_none:silence, say consent-no, cue recording-off", consent.Closed},
		{"five seconds are not six", "ask, prompt ends, +5s", asked + "informed", consent.Choosing},
		{"another key is no answer", "ask, prompt ends, 7", asked + "informed", consent.Choosing},
		{"a key before anybody asked is no answer", "1, 2, *61", "", consent.Quiet},
		{"the agent may note a no before the question, and then the question is not asked", "*2, no ends, ask",
			"consent_refused:spoken, say consent-no, consent_unasked:asked_before, cue recording-off", consent.Closed},

		{"a yes before the prompt's end waits for it", "ask, +3s, 1, +4s, prompt ends, written, yes ends",
			yes + "recording, record 1, cue recording-on", consent.Recording},
		{"a no before the prompt's end cuts it short", "ask, +3s, 2, no ends",
			asked + "consent_refused:key, hush consent, say consent-no, cue recording-off", consent.Closed},
		{"of two keys at once the no wins: 1 2", "ask, 1, 2, prompt ends, no ends",
			asked + "consent_refused:key, hush consent, say consent-no, cue recording-off", consent.Closed},
		{"of two keys at once the no wins: 2 1", "ask, 2, 1, prompt ends, no ends",
			asked + "consent_refused:key, hush consent, say consent-no, cue recording-off", consent.Closed},
		{"after the prompt too: 1 2", "ask, prompt ends, 1, 2, written, yes ends",
			yes + "consent_withdrawn:key, hush consent-yes, say consent-no", consent.Closed},
		{"after the prompt too: 2 1", "ask, prompt ends, 2, 1, written",
			asked + "informed, consent_refused:key, say consent-no", consent.Closed},

		{"taken back by key after 40 s", "ask, prompt ends, 1, written, yes ends, +40s, 2, stopped ends",
			started + "consent_withdrawn:key, discard, say consent-stopped, cue recording-off", consent.Closed},
		{"taken back by the agent's key", "ask, prompt ends, 1, written, yes ends, +40s, *2, stopped ends",
			started + "consent_withdrawn:spoken, discard, say consent-stopped, cue recording-off", consent.Closed},
		{"taken back twice", "ask, prompt ends, 1, written, yes ends, 2, 2, *2",
			started + "consent_withdrawn:key, discard, say consent-stopped", consent.Closed},
		{"nothing begins again after that", "ask, prompt ends, 1, written, yes ends, 2, 1, *61, written, yes ends, ask",
			started +
				"consent_withdrawn:key, discard, say consent-stopped, consent_unasked:asked_before, cue recording-off",
			consent.Closed},
		{"a second question in one call", "ask, prompt ends, +6s, no ends, ask",
			asked +
				"informed, consent_none:silence, say consent-no, cue recording-off, consent_unasked:asked_before, " +
				"cue recording-off", consent.Closed},
		{"a second question while it records", "ask, prompt ends, 1, written, yes ends, ask",
			started + "consent_unasked:asked_before, cue recording-on", consent.Recording},
		{"an agent without a notice plays nothing", "ask unnoticed", "consent_unasked:no_notice, cue notice",
			consent.Quiet},
		{"and may ask when it is acknowledged", "ask unnoticed, ask",
			"consent_unasked:no_notice, cue notice, " + asked[:len(asked)-2], consent.Prompting},

		{"a colleague after a drop goes on in a new part (vector 16)",
			"ask, prompt ends, 1, written, yes ends, agent gone, +1500ms, colleague",
			started + "recording_ended, stop 1, recording, record 2, cue recording-on", consent.Recording},
		{"a colleague without a notice is not recorded",
			"ask, prompt ends, 1, written, yes ends, agent gone, colleague unnoticed",
			started + "recording_ended, stop 1, cue notice", consent.Given},
		{"in another campaign the consent is void",
			"ask, prompt ends, 1, written, yes ends, agent gone, colleague elsewhere",
			started + "recording_ended, stop 1, consent_none:other_campaign", consent.Closed},
		{"a no stays a no with a colleague", "ask, prompt ends, 2, no ends, agent gone, colleague, ask",
			asked +
				"informed, consent_refused:key, say consent-no, cue recording-off, consent_unasked:asked_before, cue " +
				"recording-off", consent.Closed},
		{"the agent gone in the prompt ends the question", "ask, agent gone, colleague, ask",
			asked + "consent_none:agent_gone, hush consent, consent_unasked:asked_before, cue recording-off",
			consent.Closed},
		{"the agent gone in the confirmation: it is said again",
			"ask, prompt ends, 1, written, agent gone, colleague, yes ends",
			yes + "hush consent-yes, say consent-yes, recording, record 1, cue recording-on", consent.Recording},
		{"taken back between two agents: the first part goes too",
			"ask, prompt ends, 1, written, yes ends, agent gone, 2, colleague",
			started + "recording_ended, stop 1, consent_withdrawn:key, discard, say consent-stopped", consent.Closed},

		{"a hang-up in the prompt", "ask, +3s, hang-up, prompt ends, 1, written",
			asked + "consent_none:hangup, hush consent", consent.Over},
		{"a hang-up while it records keeps the part", "ask, prompt ends, 1, written, yes ends, hang-up",
			started + "recording_ended, stop 1", consent.Over},
		{"a hang-up in the confirmation", "ask, prompt ends, 1, hang-up, written, yes ends",
			yes + "hush consent-yes", consent.Over},
		{"a hang-up told after the prompt that it broke off", "ask, +3s, prompt fails, hang-up",
			asked + "consent_none:hangup", consent.Over},
		{"a prompt that cannot be played does not inform", "ask, prompt fails, 1, written, +1s",
			asked + "consent_none:sound, cue recording-off", consent.Closed},
		{"a prompt that never ends does not inform", "ask, 1, +31s, written",
			asked + "consent_none:sound, hush consent, cue recording-off", consent.Closed},
		{"a confirmation that never ends", "ask, prompt ends, 1, written, +11s, yes ends",
			yes + "recording_failed:sound, hush consent-yes, cue recording-off", consent.Closed},
		{"the yes cannot be written down", "ask, prompt ends, 1, disk full, yes ends",
			yes + "recording_failed:journal, hush consent-yes, cue recording-off", consent.Closed},
		{"the yes is not on the disk in time", "ask, prompt ends, 1, yes ends, +6s, written",
			yes + "recording_failed:journal, cue recording-off", consent.Closed},
		{"the PBX's disk is full", "ask, prompt ends, 1, written, yes ends, record fails",
			started + "recording_ended, recording_failed:pbx, stop 1, cue recording-off", consent.Closed},
		{"and what there is can still be taken back", "ask, prompt ends, 1, written, yes ends, record fails, 2",
			started +
				"recording_ended, recording_failed:pbx, stop 1, cue recording-off, consent_withdrawn:key, discard, " +
				"say consent-stopped", consent.Closed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, end := play(consent.State{Terms: terms(consent.OptIn)}, tt.story)
			if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" || end.Phase != tt.phase {
				t.Errorf("phase %s, want %s (-want +got):\n%s", end.Phase, tt.phase, diff)
			}
		})
	}
}

func TestTheTermsOfAConsent(t *testing.T) {
	refused, nothing, hushed := terms(consent.OptIn), terms(""), terms(consent.OptIn)
	refused.Refused, hushed.Prompt.SHA256 = true, ""
	uncategorised := terms(consent.OptIn)
	uncategorised.Category = ""
	tests := []struct {
		name, story, want string
		terms             consent.Terms
	}{
		{"off is the default", "ask", "consent_unasked:off, cue recording-off", nothing},
		{"off by word", "ask", "consent_unasked:off, cue recording-off", terms(consent.Off)},
		{"without a category nothing is asked", "ask", "consent_unasked:no_category, cue recording-off", uncategorised},
		{"without a prompt nothing is asked", "ask", "consent_unasked:no_category, cue recording-off", hushed},
		{"who refused in this campaign is not asked again", "ask", "consent_unasked:refused_before, cue recording-off",
			refused},
		{"opt_out: silence after the prompt is a yes", "ask, prompt ends, +6s, written",
			"consent_asked:opt_out, say consent, informed, consent:silence, recording, record 1, cue recording-on",
			terms(consent.OptOut)},
		{"opt_out: a no in the prompt", "ask, 2",
			"consent_asked:opt_out, say consent, consent_refused:key, hush consent, say consent-no",
			terms(consent.OptOut)},
		{"opt_out: a no after it", "ask, prompt ends, 2",
			"consent_asked:opt_out, say consent, informed, consent_refused:key, say consent-no", terms(consent.OptOut)},
		{"opt_out: a prompt not heard is no yes", "ask, prompt fails, +7s",
			"consent_asked:opt_out, say consent, consent_none:sound, cue recording-off", terms(consent.OptOut)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := play(consent.State{Terms: tt.terms}, tt.story)
			if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAConsentNamesWhatWasHeard(t *testing.T) {
	s := consent.State{Terms: terms(consent.OptIn)}
	for _, word := range []string{"ask", "prompt ends", "1"} {
		var o consent.Out
		s, o = consent.Step(monday, s, event(word))
		for _, f := range o.Facts {
			if f.Prompt != s.Terms.Prompt || f.Attempt != 42 || f.Campaign != "wool" || f.Client != "acme" ||
				f.Agent != "kari" || !f.At.Equal(monday) {
				t.Errorf("got %+v", f)
			}
		}
	}
}
