package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

const wav = ".wav"

// soundPath is the one place that knows where a sound lies, without its ending as Asterisk wants it:
// <dir>/nb/abandoned.fjellvann.
func soundPath(dir, file string) string { return filepath.Join(dir, filepath.FromSlash(file)) }

func abandonedPath(dir, lang string, client dialer.ClientID) string {
	return soundPath(dir, sounds.Abandoned.FileOf(lang, string(client)))
}

// soundBook is what the sounds of a house are made of.
type soundBook struct {
	cfg       config.Config
	clients   []dialer.Client
	campaigns []dialer.Campaign
	one       dialer.CampaignID // that alone owns a campaign's sounds; "" is all
}

// soundFile is one sound of the house and what it says.
type soundFile struct {
	prompt      sounds.Prompt // "" for a fragment
	owner, lang string
	path, text  string // path with its ending
}

// of are the sounds of a prompt in a language, one for each that owns one; fault says why some cannot be.
func (b soundBook) of(p sounds.Prompt, lang string) (list []soundFile, fault error) {
	w, err := sounds.Text(lang, p)
	if err != nil {
		return nil, err
	}
	for _, o := range b.owners(p.Entry().Scope) {
		made, err := b.pieces(p, w, o)
		if err != nil {
			return list, fmt.Errorf("%s %s: %w", soundName(p), p.FileOf(lang, o.name), err)
		}
		list = append(list, made...)
	}
	return list, nil
}

func (b soundBook) pieces(p sounds.Prompt, w sounds.Wording, o soundOwner) (list []soundFile, err error) {
	e := p.Entry()
	if slices.Contains(e.Holes, "subject") { // an admin's words, said by a machine: they sell nothing either
		if err := sounds.Lint(w.Lang, b.subject(w.Lang, o)); err != nil {
			return nil, fmt.Errorf("subject: %w", err)
		}
	}
	pieces, err := w.Pieces(b.values(w, o), e.Live)
	if err != nil {
		return nil, err
	}
	file, n := p.FileOf(w.Lang, o.name), 0
	for _, piece := range pieces {
		if piece.Live != "" {
			continue
		}
		n++
		at := file
		if len(e.Live) > 0 {
			at = sounds.PieceFile(file, n)
		}
		list = append(list, soundFile{p, o.name, w.Lang, soundPath(b.cfg.Sounds.Dir, at) + wav, piece.Text})
	}
	return list, nil
}

// fragments are the small sounds of a language: weekdays, hours, digits.
func (b soundBook) fragments(lang string) (list []soundFile) {
	for _, f := range sounds.Fragments(lang) {
		list = append(list, soundFile{"", "", lang, soundPath(b.cfg.Sounds.Dir, f.File(lang)) + wav, f.Text})
	}
	return list
}

// soundsReady tells why a campaign's sounds cannot be played as they must be.
func (h *House) soundsReady(ctx context.Context, c dialer.Campaign) error {
	all, err := h.store.Campaigns(ctx)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(all, func(o dialer.Campaign) bool { return o.ID == c.ID }); i >= 0 {
		all[i] = c
	} else {
		all = append(all, c)
	}
	list, err := soundBook{cfg: h.cfg(), clients: []dialer.Client{c.Client}, campaigns: all}.needed(c)
	if err != nil {
		return err
	}
	var faults []error
	for _, s := range list {
		if err := s.fault(); err != nil {
			faults = append(faults, err)
		}
	}
	return fewOf(faults)
}

// toldFaults is how many of a campaign's faulty sounds are told one by one: a new language would bring a hundred.
const toldFaults = 3

func fewOf(faults []error) error {
	if n := len(faults) - toldFaults; n > 0 {
		faults = append(slices.Clone(faults[:toldFaults]), fmt.Errorf("and %d more sounds: make them with: ringevett sounds", n))
	}
	return errors.Join(faults...)
}

// fault tells why the sound cannot be played, and what mends it.
func (s soundFile) fault() error {
	err := render.Fault(s.path, s.text, s.prompt.Entry().Longest)
	if err == nil {
		return nil
	}
	mend := "make it again with: ringevett sounds"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		mend = "make it with: ringevett sounds"
	case errors.Is(err, render.ErrLong):
		mend = "shorten the spoken names"
		if slices.Contains(s.prompt.Entry().Holes, "subject") {
			mend += " or the subject; a visible number speaks of all its campaigns"
		}
	case !errors.Is(err, render.ErrStale): // what is there may be a person's recording, which is never written over
		mend = "remove it, and make it again with: ringevett sounds"
	}
	return fmt.Errorf("%s %s: %w: %s", soundName(s.prompt), s.path, err, mend)
}

// soundName is what people call it.
func soundName(p sounds.Prompt) string {
	if p == sounds.Abandoned {
		return "abandoned-call message (4.6, norm 4.8)"
	}
	return "sound"
}

// cuePath is the sound of an agent's cue, without its ending; "" where the effect says nothing.
func cuePath(dir string, ef engine.SeatEffect) string {
	prompts := map[engine.SeatEffect]sounds.Prompt{
		engine.SeatAskPin: sounds.AgentPin, engine.SeatWelcome: sounds.AgentLogin, engine.SeatWrong: sounds.AgentWrongPin,
		engine.SeatPinWait: sounds.AgentPinWait, engine.SeatLocked: sounds.AgentLocked,
		engine.SeatRefused: sounds.AgentRefused, engine.SeatBye: sounds.AgentLogout, engine.SeatBefore: sounds.AgentBefore,
		engine.SeatRecordingOn: sounds.RecordingOn, engine.SeatRecordingOff: sounds.RecordingOff, engine.SeatNotice: sounds.Notice,
		engine.SeatNoted: sounds.AgentNoted, engine.SeatNotNoted: sounds.AgentNotNoted,
		engine.SeatWordTaken: sounds.AgentWordTaken, engine.SeatWordBefore: sounds.AgentWordBefore, engine.SeatKeyRefused: sounds.AgentKeyRefused,
		engine.SeatCaller: sounds.AgentCaller,
	}
	p, says := prompts[ef]
	if !says {
		return ""
	}
	return soundPath(dir, p.File(cueLanguage))
}
