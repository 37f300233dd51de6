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

// soundsInUse are the prompts that a campaign cannot run without: one that is missing, stale, silent or too long stops it. What a
// house comes to play is a line here, and so is then made, checked and guarded.
func soundsInUse() []sounds.Prompt { return []sounds.Prompt{sounds.Abandoned} }

// soundPath is the one place that knows where a sound lies, without its ending as Asterisk wants it: <dir>/nb/abandoned.fjellvann.
func soundPath(dir, file string) string { return filepath.Join(dir, filepath.FromSlash(file)) }

func abandonedPath(dir, lang string, client dialer.ClientID) string {
	return soundPath(dir, sounds.Abandoned.FileOf(lang, string(client)))
}

// soundBook is what the sounds of a house are made of.
type soundBook struct {
	cfg       config.Config
	clients   []dialer.Client
	campaigns []dialer.Campaign
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

// needed are the sounds that a campaign cannot run without.
func (b soundBook) needed(c dialer.Campaign) (list []soundFile, err error) {
	live := false
	for _, p := range soundsInUse() {
		all, err := b.only(c).of(p, c.Language)
		if err != nil {
			return nil, err
		}
		list = append(list, all...)
		live = live || len(p.Entry().Live) > 0
	}
	if live {
		list = append(list, b.fragments(c.Language)...)
	}
	return list, nil
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
	list, err := soundBook{h.cfg, []dialer.Client{c.Client}, all}.needed(c)
	if err != nil {
		return err
	}
	for _, s := range list {
		if err := s.fault(); err != nil {
			return err
		}
	}
	return nil
}

// fault tells why the sound cannot be played, and what mends it.
func (s soundFile) fault() error {
	err := render.Fault(s.path, s.text, s.prompt.Entry().Longest)
	if err == nil {
		return nil
	}
	mend := "make it anew with: ringevett sounds"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		mend = "make it with: ringevett sounds"
	case errors.Is(err, render.ErrLong):
		mend = "shorten the spoken names"
	case !errors.Is(err, render.ErrStale): // what is there may be a person's recording, which is never written over
		mend = "remove it, and make it anew with: ringevett sounds"
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
		engine.SeatRefused: sounds.AgentRefused, engine.SeatBye: sounds.AgentLogout, engine.SeatBefore: sounds.AgentBefore,
		engine.SeatRecordingOn: sounds.RecordingOn, engine.SeatRecordingOff: sounds.RecordingOff, engine.SeatNotice: sounds.Notice,
	}
	p, says := prompts[ef]
	if !says {
		return ""
	}
	return soundPath(dir, p.File("nb"))
}
