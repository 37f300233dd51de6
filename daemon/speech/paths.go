package speech

import (
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/sounds"
)

// Wav is the ending of each sound's file.
const Wav = ".wav"

// Path is where a sound of the folder lies, without its ending, as Asterisk wants it: <dir>/nb/abandoned.fjellvann.
// It does not say that the file is there.
func Path(dir, file string) string { return filepath.Join(dir, filepath.FromSlash(file)) }

// AbandonedPath is the path of a client's abandoned-call message (4.6), without its ending.
func AbandonedPath(dir, lang string, client dialer.ClientID) string {
	return Path(dir, sounds.Abandoned.FileOf(lang, string(client)))
}

// CuePaths are the sounds of an agent's cue, in the same form: the cue, and the digits that follow it.
func CuePaths(dir string, ef engine.SeatEffect) []string {
	if k, is := ef.Known(); is {
		return knownPaths(dir, k)
	}
	cue, digits := ef.Spelled()
	paths := []string{CuePath(dir, cue)}
	for _, f := range sounds.Digits(CueLanguage, digits) {
		paths = append(paths, Path(dir, f.File(CueLanguage)))
	}
	return paths
}

// knownPaths are the sounds of what an agent can be told of a call (4.2 i).
func knownPaths(dir string, k engine.Known) (paths []string) {
	add := func(p sounds.Prompt, owner string) { paths = append(paths, Path(dir, p.FileOf(CueLanguage, owner))) }
	switch {
	case k.Campaign != "":
		add(sounds.AgentClient, string(k.Client))
	case k.Client != "":
		add(sounds.AgentCallerClient, string(k.Client))
	default:
		add(sounds.AgentCaller, "")
	}
	if k.Source != "" {
		add(sounds.AgentSource, sourceOf(k.Campaign, k.Source))
	}
	add(sounds.AgentReserveRight, "")
	return paths
}

// CuePath is the path of an agent's cue, without its ending; "" where the effect makes no sound.
func CuePath(dir string, ef engine.SeatEffect) string {
	prompts := map[engine.SeatEffect]sounds.Prompt{
		engine.SeatAgain: sounds.AgentAgain, engine.SeatAskPin: sounds.AgentPin, engine.SeatWelcome: sounds.AgentLogin,
		engine.SeatWrong:   sounds.AgentWrongPin,
		engine.SeatPinWait: sounds.AgentPinWait, engine.SeatLocked: sounds.AgentLocked,
		engine.SeatRefused: sounds.AgentRefused, engine.SeatBye: sounds.AgentLogout,
		engine.SeatBefore:     sounds.AgentBefore,
		engine.SeatMonitorEnd: sounds.MonitorEnd, engine.SeatNoListener: sounds.AgentNoListener,
		engine.SeatRecordingOn: sounds.RecordingOn, engine.SeatRecordingOff: sounds.RecordingOff,
		engine.SeatNotice: sounds.Notice, engine.SeatUnheard: sounds.AgentNoticeUnheard,
		engine.SeatNoted:    sounds.AgentNoted,
		engine.SeatNotNoted: sounds.AgentNotNoted, engine.SeatNoteKept: sounds.AgentNoteKept,
		engine.SeatComplaint: sounds.AgentComplaint,
		engine.SeatReserved:  sounds.Registered, engine.SeatUndone: sounds.AgentUndone,
		engine.SeatWordTaken: sounds.AgentWordTaken, engine.SeatWordBefore: sounds.AgentWordBefore,
		engine.SeatKeyRefused: sounds.AgentKeyRefused, engine.SeatCaller: sounds.AgentCaller,
		engine.SeatCallBack: sounds.AgentCallBack, engine.SeatCallBackMoved: sounds.AgentCallBackMoved,
		engine.SeatCallBackOwn: sounds.AgentCallBackOwn, engine.SeatNoCallBack: sounds.AgentNoCallBack,
		engine.SeatAgreed:      sounds.AgentAgreed,
		engine.SeatAnyCampaign: sounds.AgentAnyCampaign, engine.SeatChoiceLater: sounds.AgentChoiceLater,
		engine.SeatMoreTime: sounds.AgentMoreTime, engine.SeatAskOutcome: sounds.AgentAskOutcome,
		engine.SeatByeLater:     sounds.AgentLogoutLater,
		engine.SeatItemsMissing: sounds.AgentItemsMissing, engine.SeatOfferChanged: sounds.AgentOfferChanged,
		engine.SeatNoSale:                       sounds.AgentNoSale,
		engine.SeatOutcomes(dialer.Sales):       sounds.AgentOutSales,
		engine.SeatOutcomes(dialer.Fundraising): sounds.AgentOutFunds,
		engine.SeatOutcomes(dialer.Survey):      sounds.AgentOutSurvey,
		engine.SeatOutcomes(dialer.Service):     sounds.AgentOutService,
		engine.SeatOutcomes(dialer.Information): sounds.AgentOutInfo,
		engine.SeatPauseLater:                   sounds.AgentPauseLater, engine.SeatBack: sounds.AgentBack,
		engine.SeatPaused(dialer.PauseBreak):    sounds.AgentPauseBreak,
		engine.SeatPaused(dialer.PauseLunch):    sounds.AgentPauseLunch,
		engine.SeatPaused(dialer.PauseTraining): sounds.AgentPauseTraining,
		engine.SeatPaused(dialer.PauseWork):     sounds.AgentPauseWork,
		engine.SeatPaused(dialer.PauseMeeting):  sounds.AgentPauseMeeting,
	}
	if client, is := ef.TellsClient(); is {
		return Path(dir, sounds.AgentClient.FileOf(CueLanguage, string(client)))
	}
	if campaign, is := ef.Purpose(); is {
		return Path(dir, sounds.AgentPurpose.FileOf(CueLanguage, string(campaign)))
	}
	if client, is := ef.CallerAbout(); is {
		return Path(dir, sounds.AgentCallerClient.FileOf(CueLanguage, string(client)))
	}
	if id, is := ef.Reads(); is {
		return Path(dir, sounds.AgentNotice.FileOf(CueLanguage, id.Code()))
	}
	if voice, was, is := ef.Listens(); is && was {
		return Path(dir, sounds.MonitorWas.FileOf(CueLanguage, voice))
	} else if is {
		return Path(dir, sounds.MonitorNow.FileOf(CueLanguage, voice))
	}
	if voice, client, is := ef.Monitored(); is && client {
		return Path(dir, sounds.MonitorStartClient.FileOf(CueLanguage, voice))
	} else if is {
		return Path(dir, sounds.MonitorStart.FileOf(CueLanguage, voice))
	}
	if item, is := ef.Lacks(); is {
		return Path(dir, sounds.TrainingMissing.FileOf(CueLanguage, string(item)))
	}
	p, cued := prompts[ef]
	if !cued {
		return ""
	}
	return Path(dir, p.File(CueLanguage))
}
