package consent

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// record is the one place that asks for a recording. It checks everything that a recording needs, for every caller.
func (s *State) record(now time.Time, o *Out) {
	if !s.given || s.refused || !s.written || !s.told || !s.noticed || s.Agent == "" || s.astray {
		return
	}
	s.Part++
	s.unheard = false
	s.Phase, s.Deadline, s.recorded = Recording, time.Time{}, true
	s.tell(o, now, dialer.Fact{Kind: dialer.FactRecording, Detail: "category " + s.Terms.Category})
	o.do(Record{s.Part, s.Agent}, Cue{WordOn})
}

func (s *State) played(now time.Time, ev Played, o *Out) {
	if ev.Sound != s.playing {
		return // one that we had stopped
	}
	s.playing, s.Deadline = "", time.Time{}
	switch {
	case s.Phase == Prompting:
		s.heard(now, ev.Whole, o)
	case s.Phase == Confirming && ev.Whole:
		s.told, s.Deadline = true, now.Add(diskLimit)
		s.confirmed(now, o)
	case s.Phase == Confirming:
		s.close(now, dialer.FactRecordingFailed, "sound", "the confirmation could not be played", o)
		o.do(Cue{WordOff})
	case s.Phase == Closed && s.Agent != "":
		o.do(Cue{WordOff})
	}
}

// heard is the prompt's end. One that broke off informs no one; whether by a hang-up is known a moment later.
func (s *State) heard(now time.Time, whole bool, o *Out) {
	if !whole {
		s.Deadline = now.Add(settle)
		return
	}
	s.tell(o, now, dialer.Fact{Kind: dialer.FactInformed, Prompt: s.Terms.Prompt})
	s.Phase, s.Deadline = Choosing, now.Add(Answer)
	if s.early != "" {
		s.give(now, s.early, o)
	}
}

// confirmed begins the recording when the yes is both confirmed and on the disk.
func (s *State) confirmed(now time.Time, o *Out) {
	if s.Phase == Confirming && s.told && s.written {
		s.Phase, s.Deadline = Given, time.Time{}
		s.record(now, o)
	}
}

func (s *State) notWritten(now time.Time, ev NotWritten, o *Out) {
	if s.Phase == Confirming && !s.written {
		s.close(now, dialer.FactRecordingFailed, "journal", "the consent could not be written: "+ev.Err.Error(), o)
		o.do(Cue{WordOff})
	}
}

// failed ends the recording, and not the call. What there is of it is kept as long as any other.
func (s *State) failed(now time.Time, why string, o *Out) {
	if s.Phase == Recording {
		s.stop(now, o)
		s.close(now, dialer.FactRecordingFailed, "pbx", why, o)
		o.do(Cue{WordOff})
	}
}

// cutShort is the fact by which a consent ends that the floor itself must end; open is whether there is one to end.
func (s *State) cutShort() (kind dialer.FactKind, open bool) {
	switch s.Phase {
	case Prompting, Choosing:
		return dialer.FactNoConsent, true
	case Confirming, Given, Recording:
		return dialer.FactRecordingFailed, true
	}
	return "", false
}

// deaf ends what needs ears: a yes that may have been taken back unheard is none. What there is of the recording is
// kept.
func (s *State) deaf(now time.Time, o *Out) {
	kind, open := s.cutShort()
	if !open {
		return
	}
	s.unheard = s.Phase == Recording
	s.stop(now, o)
	s.close(now, kind, "events", "events were lost, and a no may have been among them", o)
	if s.Agent != "" {
		o.do(Cue{WordOff})
	}
}

// strayed ends the recording, and the consent with it: it was for this agent's conversation and no other. The part
// that runs goes as a whole, for where the other conversation begins in it is not known to the sample. So does one
// that ran while no events told of the moving.
func (s *State) strayed(now time.Time, code, why string, o *Out) {
	s.astray = true
	ran := s.Phase == Recording
	if ran || s.unheard {
		o.do(Drop{s.Part})
		s.unheard = false
	}
	kind, open := s.cutShort()
	if !open {
		return
	}
	if ran {
		s.tell(o, now, dialer.Fact{Kind: dialer.FactRecordingEnded})
	}
	s.close(now, kind, code, why, o)
	if s.Agent != "" {
		o.do(Cue{WordOff})
	}
}

func (s *State) stop(now time.Time, o *Out) {
	if s.Phase == Recording {
		s.tell(o, now, dialer.Fact{Kind: dialer.FactRecordingEnded})
		o.do(Stop{s.Part})
		s.Phase = Given
	}
}

// agentGone stops what is recorded: a consumer alone has no conversation. A yes stays a yes; a question without an
// answer is over.
func (s *State) agentGone(now time.Time, o *Out) {
	s.stop(now, o)
	switch s.Phase {
	case Prompting, Choosing:
		s.close(now, dialer.FactNoConsent, "agent_gone", "", o)
	case Confirming, Given:
		s.hush(o)
		s.Phase, s.Deadline = Given, time.Time{}
	case Closed:
		s.hush(o)
		s.Deadline = time.Time{}
	}
	s.Agent, s.noticed = "", false
}

// agentGiven keeps the decision with another agent of the campaign, who must have been told as well; in another
// campaign it is void.
func (s *State) agentGiven(now time.Time, ev AgentGiven, o *Out) {
	if ev.Agent == s.Agent { // told again, perhaps that the notice's hours are over
		if s.noticed = ev.Noticed; !ev.Noticed && s.Phase == Recording {
			s.stop(now, o)
			o.do(Cue{WordOff})
		}
		return
	}
	if s.Agent != "" {
		s.agentGone(now, o)
	}
	s.Agent, s.noticed, s.astray = ev.Agent, ev.Noticed, false
	switch {
	case s.Phase != Given:
	case ev.Campaign != s.Terms.Campaign:
		s.close(now, dialer.FactNoConsent, "other_campaign", "", o)
	case !ev.Noticed:
		o.do(Cue{WordNotice})
	case !s.told:
		s.Phase = Confirming
		s.say(now, SoundYes, confirmLimit, o)
	case !s.written:
		s.Phase, s.Deadline = Confirming, now.Add(diskLimit)
	default:
		s.record(now, o)
	}
}

func (s *State) ended(now time.Time, o *Out) {
	s.stop(now, o)
	if s.Phase == Prompting || s.Phase == Choosing {
		s.close(now, dialer.FactNoConsent, "hangup", "", o)
	}
	s.hush(o)
	s.Phase, s.Deadline = Over, time.Time{}
}

// due: six seconds without a key, a sound that never ends, or a disk that does not answer.
func (s *State) due(now time.Time, o *Out) {
	if s.Deadline.IsZero() || now.Before(s.Deadline) {
		return
	}
	s.Deadline = time.Time{}
	switch {
	case s.Phase == Prompting:
		s.close(now, dialer.FactNoConsent, "sound", "the prompt was not played to its end", o)
		o.do(Cue{WordOff})
	case s.playing != "":
		sound := s.playing
		o.do(Hush{sound})
		s.played(now, Played{Sound: sound}, o)
	case s.Phase == Choosing && s.Terms.Mode == OptOut:
		s.give(now, BySilence, o)
	case s.Phase == Choosing:
		s.close(now, dialer.FactNoConsent, "silence", "", o)
		s.say(now, SoundNo, confirmLimit, o)
	case s.Phase == Confirming:
		s.close(now, dialer.FactRecordingFailed, "journal", "the consent was not on the disk in time", o)
		o.do(Cue{WordOff})
	}
}
