package consent

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Step moves the consent on. What does not fit its phase changes nothing, so events may come twice or late.
func Step(now time.Time, s State, ev Event) (State, Out) {
	var o Out
	if s.Phase == Over {
		return s, o
	}
	switch ev := ev.(type) {
	case Ask:
		s.ask(now, ev, &o)
	case Key:
		s.key(now, ev.Digit, &o)
	case Spoken:
		s.yes(now, BySpoken, &o)
	case Decline:
		s.no(now, BySpoken, &o)
	case Played:
		s.played(now, ev, &o)
	case Written:
		s.written = s.written || s.given
		s.confirmed(now, &o)
	case NotWritten:
		s.notWritten(now, ev, &o)
	case Failed:
		s.failed(now, ev.Why, &o)
	case Deaf:
		s.deaf(now, &o)
	case Strayed:
		s.strayed(now, codeStrayed, ev.Why, &o)
	case Cared:
		s.strayed(now, codeCared, "", &o)
	case AgentGone:
		s.agentGone(now, &o)
	case AgentGiven:
		s.agentGiven(now, ev, &o)
	case Ended:
		s.ended(now, &o)
	case Due:
		s.due(now, &o)
	}
	return s, o
}

// tell adds a fact of this call.
func (s *State) tell(o *Out, now time.Time, f dialer.Fact) {
	f.At, f.Attempt, f.Campaign, f.Client, f.Agent = now, s.Terms.Call, s.Terms.Campaign, s.Terms.Client, s.Agent
	o.Facts = append(o.Facts, f)
}

// ask begins the prompt, once a call, for an agent who was told (8.1 b) and a consumer who has not refused.
func (s *State) ask(now time.Time, ev Ask, o *Out) {
	s.Agent, s.noticed = ev.Agent, ev.Noticed
	if code := s.unasked(); code != "" {
		s.tell(o, now, dialer.Fact{Kind: dialer.FactAskRefused, Code: code, By: string(ev.Agent)})
		word := WordOff
		switch {
		case code == codeNotice:
			word = WordNotice
		case s.Phase == Recording:
			word = WordOn
		}
		o.do(Cue{word})
		return
	}
	s.asked, s.Phase = true, Prompting
	s.tell(o, now, dialer.Fact{
		Kind: dialer.FactConsentAsked, Prompt: s.Terms.Prompt, Code: string(s.Terms.Mode), By: string(ev.Agent),
	})
	s.say(now, SoundPrompt, promptLimit, o)
}

// Why a prompt is not played. The words are stored.
const (
	codeOff      = "off"
	codeCategory = "no_category"
	codeRefused  = "refused_before"
	codeAsked    = "asked_before" // in this call
	codeNotice   = "no_notice"
	codeStrayed  = "strayed" // another party is in the talk
	codeCared    = "duty_of_care"
)

func (s *State) unasked() string {
	switch {
	case s.Terms.Mode != OptIn && s.Terms.Mode != OptOut:
		return codeOff
	case s.Terms.Category == "" || s.Terms.Prompt.SHA256 == "":
		return codeCategory
	case s.astray:
		return codeStrayed
	case s.asked:
		return codeAsked
	case s.Terms.Refused || s.refused:
		return codeRefused
	case !s.noticed:
		return codeNotice
	}
	return ""
}

// key: 1 and 2 are the menu's, and 2 holds for the whole call. Of a 1 and a 2 at once the 2 wins, whichever came first.
func (s *State) key(now time.Time, digit byte, o *Out) {
	switch {
	case digit == '1' && s.Terms.Mode == OptIn:
		s.yes(now, ByKey, o)
	case digit == '2' && s.asked: // before the prompt a key answers nothing
		s.no(now, ByKey, o)
	}
}

// yes before the prompt's end is kept until then: no one can agree to what was not said yet.
func (s *State) yes(now time.Time, how How, o *Out) {
	switch s.Phase {
	case Prompting:
		if s.early == "" {
			s.early = how
		}
	case Choosing:
		s.give(now, how, o)
	}
}

// give takes the yes. Confirmed and on the disk, it lets the recording begin.
func (s *State) give(now time.Time, how How, o *Out) {
	s.given, s.Phase = true, Confirming
	s.tell(o, now, dialer.Fact{
		Kind: dialer.FactConsent, Prompt: s.Terms.Prompt, Code: string(how),
		Detail: string(s.Terms.Mode) + "; category " + s.Terms.Category,
	})
	if how == BySilence { // the prompt has said that it is recorded
		s.told, s.Deadline = true, now.Add(diskLimit)
		return
	}
	s.say(now, SoundYes, confirmLimit, o)
}

// no is a refusal, or the end of a consent, at any time; the second one changes nothing.
func (s *State) no(now time.Time, how How, o *Out) {
	if s.refused {
		return
	}
	kind, sound := dialer.FactConsentRefused, SoundNo
	if s.given {
		kind = dialer.FactWithdrawn
	}
	if s.recorded {
		sound = SoundStopped
		o.do(Discard{})
	}
	s.refused, s.asked, s.Phase = true, true, Closed
	s.tell(o, now, dialer.Fact{Kind: kind, Code: string(how)})
	s.hush(o)
	s.say(now, sound, confirmLimit, o)
}

// close ends the asking with neither yes nor no: nothing is recorded, and nothing is held against the number.
func (s *State) close(now time.Time, kind dialer.FactKind, code, detail string, o *Out) {
	s.Phase, s.Deadline = Closed, time.Time{}
	s.hush(o)
	s.tell(o, now, dialer.Fact{Kind: kind, Code: code, Detail: detail})
}

// say plays one sound, and waits for its end no longer than it can last.
func (s *State) say(now time.Time, sound Sound, limit time.Duration, o *Out) {
	s.playing, s.Deadline = sound, now.Add(limit)
	o.do(Say{sound})
}

func (s *State) hush(o *Out) {
	if s.playing != "" {
		o.do(Hush{s.playing})
	}
	s.playing = ""
}
