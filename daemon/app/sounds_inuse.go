package app

import (
	"errors"
	"slices"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/sounds"
)

// cueLanguage is what agents hear their cues in.
const cueLanguage = "nb"

// wish is a prompt in a language; "" are the language's fragments.
type wish struct {
	prompt sounds.Prompt
	lang   string
}

// soundsInUse are what a campaign's calls say, and what can be heard by who rings its number back: one that is
// missing, stale, silent or too long stops the campaign. What a house comes to play is a line here, and so is then
// made, checked and guarded.
func (b soundBook) soundsInUse(c dialer.Campaign) []wish {
	list := []wish{{sounds.Abandoned, c.Language}}
	if b.cfg.Recording.Mode != config.RecordingOff {
		for _, p := range sounds.OfConsent(consentPrompt(b.cfg.Recording.Mode)) {
			list = append(list, wish{p, c.Language})
		}
		for _, p := range sounds.OfRecording() {
			list = append(list, wish{p, cueLanguage})
		}
	}
	for _, lang := range b.heardIn(c) {
		for _, p := range sounds.OfTheDesk() {
			list = append(list, wish{p, lang})
		}
		list = append(list, wish{"", lang})
	}
	return append(list, wish{sounds.DeskAway, b.languageOf(c.Visible)}, wish{sounds.DeskAwayHouse, b.cfg.Sounds.Language})
}

// consentPrompt is what a house's consumers hear before a recording (8.2.1).
func consentPrompt(mode string) sounds.Prompt {
	if mode == config.RecordingAsks {
		return sounds.ConsentAsk
	}
	return sounds.ConsentInform
}

// heardIn are the languages in which the desk may speak of a campaign: its own; the house's, where the caller was
// rung by campaigns of several; and those of key 9.
func (b soundBook) heardIn(c dialer.Campaign) []string {
	langs := []string{c.Language, b.cfg.Sounds.Language, deskOther(c.Language), deskOther(b.cfg.Sounds.Language)}
	slices.Sort(langs)
	return slices.Compact(langs)
}

// languageOf is the one that a visible number speaks by itself.
func (b soundBook) languageOf(n dialer.Number) string {
	var langs []string
	for _, c := range b.campaigns {
		if c.Visible == n {
			langs = append(langs, c.Language)
		}
	}
	return deskLanguage(b.cfg.Sounds.Language, langs...)
}

// needed are the sounds that a campaign cannot run without, each once.
func (b soundBook) needed(c dialer.Campaign) (list []soundFile, err error) {
	var errs []error
	mine := b.only(c)
	for _, w := range b.soundsInUse(c) {
		made, err := mine.files(w)
		list, errs = append(list, made...), append(errs, err)
	}
	return list, errors.Join(errs...)
}

// only leaves what a campaign's calls can play; the other campaigns of its number stay, since the number speaks of
// all of them.
func (b soundBook) only(c dialer.Campaign) soundBook {
	client := c.Client
	client.Visible = []dialer.Number{c.Visible}
	b.one, b.clients = c.ID, []dialer.Client{client}
	b.campaigns = slices.DeleteFunc(slices.Clone(b.campaigns), func(o dialer.Campaign) bool { return o.Visible != c.Visible })
	return b
}

// files are those of a wish, one for each that owns one.
func (b soundBook) files(w wish) ([]soundFile, error) {
	if w.prompt == "" {
		return b.fragments(w.lang), nil
	}
	return b.of(w.prompt, w.lang)
}
