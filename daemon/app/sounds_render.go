package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// SoundMade is one sound file of the house after RenderSounds.
type SoundMade struct {
	Path     string  `json:"path"`
	Prompt   string  `json:"prompt,omitempty"` // none: a fragment
	Language string  `json:"language"`
	Text     string  `json:"text,omitempty"`
	Made     bool    `json:"made"` // false: it was there and fits its text
	ByHand   bool    `json:"by_hand,omitempty"`
	Seconds  float64 `json:"seconds,omitempty"`
	RMS      float64 `json:"rms_db,omitempty"`
	Peak     float64 `json:"peak_db,omitempty"`
	LeftOut  string  `json:"left_out,omitempty"` // why nothing was made, of what no call plays
}

// RenderSounds makes every sound in use that is missing or was made for another text: each client's abandoned-call message, in
// the house's language and those of its campaigns; the cues to agents and the guard's reasons. A person's recording goes before
// the shipped sound of the same words, and that before espeak-ng.
func RenderSounds(ctx context.Context, c config.Config, floor rest.Floor) ([]SoundMade, error) {
	return renderSounds(ctx, c, floor, false)
}

// RenderAllSounds makes also those that no call plays: what a returned call and a recording will say, and the fragments.
func RenderAllSounds(ctx context.Context, c config.Config, floor rest.Floor) ([]SoundMade, error) {
	return renderSounds(ctx, c, floor, true)
}

func renderSounds(ctx context.Context, c config.Config, floor rest.Floor, all bool) (made []SoundMade, err error) {
	b, err := bookOf(ctx, c, floor)
	if err != nil {
		return nil, err
	}
	var errs []error
	voice := shippedFirst{render.Renderer{}}
	for _, w := range b.wanted(all) {
		list, err := b.speaking(w).of(w.prompt, w.lang)
		if w.prompt == "" {
			list, err = b.fragments(w.lang), nil
		}
		if err != nil && w.spare {
			made = append(made, SoundMade{Path: w.prompt.File(w.lang), Prompt: string(w.prompt), Language: w.lang, LeftOut: err.Error()})
		} else if err != nil {
			errs = append(errs, err)
		}
		for _, s := range list {
			m, err := s.make(ctx, voice, c.Sounds.Dir)
			if made = append(made, m); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return made, errors.Join(errs...)
}

// wish is a prompt in a language; "" are the fragments. Nothing plays a spare one, so it may be left out.
type wish struct {
	prompt sounds.Prompt
	lang   string
	spare  bool
}

func (b soundBook) wanted(all bool) (list []wish) {
	for _, p := range sounds.Prompts() {
		switch {
		case p.ToAgent():
			list = append(list, wish{p, "nb", false})
		case slices.Contains(sounds.OfTheGuard(), p):
			for _, lang := range sounds.Languages() {
				list = append(list, wish{p, lang, false})
			}
		}
	}
	langs, live := b.languages(), false
	for _, p := range soundsInUse() {
		live = live || len(p.Entry().Live) > 0
		for _, lang := range langs {
			list = append(list, wish{p, lang, false})
		}
	}
	if all && !slices.Contains(langs, "en") { // a caller may choose English (norm 4)
		langs = append(langs, "en")
	}
	for _, lang := range langs {
		for _, p := range sounds.Prompts() {
			if w := (wish{p, lang, true}); all && !slices.ContainsFunc(list, func(o wish) bool { return o.prompt == p && (o.lang == lang || p.ToAgent()) }) {
				list = append(list, w)
			}
		}
		if all || live {
			list = append(list, wish{"", lang, !live})
		}
	}
	return list
}

// languages are the house's and those of its campaigns.
func (b soundBook) languages() []string {
	langs := []string{b.cfg.Sounds.Language}
	for _, c := range b.campaigns {
		if !slices.Contains(langs, c.Language) {
			langs = append(langs, c.Language)
		}
	}
	return langs
}

// speaking leaves the clients that need the language: the house's own is everyone's, another is that of their campaigns.
func (b soundBook) speaking(w wish) soundBook {
	if w.spare || w.lang == b.cfg.Sounds.Language {
		return b
	}
	b.clients = slices.DeleteFunc(slices.Clone(b.clients), func(c dialer.Client) bool {
		return !slices.ContainsFunc(b.campaigns, func(o dialer.Campaign) bool { return o.Client.ID == c.ID && o.Language == w.lang })
	})
	return b
}

// make brings one sound to its text, and measures it.
func (s soundFile) make(ctx context.Context, v render.Voice, dir string) (SoundMade, error) {
	m := SoundMade{Path: s.path, Prompt: string(s.prompt), Language: s.lang, Text: s.text}
	err := soundFolder(dir, filepath.Dir(filepath.Dir(s.path)), filepath.Dir(s.path))
	if err == nil {
		m.Made, err = render.Make(ctx, v, s.lang, s.text, s.path)
	}
	if err == nil {
		err = s.fault()
	}
	long, err1 := render.Duration(s.path)
	level, err2 := render.Level(s.path)
	byHand, err3 := render.ByHand(s.path)
	if err == nil {
		err = errors.Join(err1, err2, err3)
	}
	if err1 == nil && level.RMS > -200 { // JSON knows no infinity
		m.Seconds, m.RMS, m.Peak, m.ByHand = long.Seconds(), level.RMS, level.Peak, byHand
	}
	return m, err
}

// shippedFirst gives the sound that comes with the program where it says just these words, and else a voice's.
type shippedFirst struct{ voice render.Voice }

func (v shippedFirst) Speak(ctx context.Context, lang, text, path string) error {
	for _, p := range sounds.Prompts() {
		w, err := sounds.Text(lang, p)
		if err != nil {
			return err
		}
		if said, err := w.Fill(sounds.ExampleIn(lang)); err != nil || said != text {
			continue
		}
		if b, err := fs.ReadFile(sounds.Shipped(), sounds.ExampleFile(lang, p)); err == nil {
			return os.WriteFile(path, b, 0o600)
		}
	}
	return v.voice.Speak(ctx, lang, text, path)
}

// bookOf asks the floor, which may be another process, for what the sounds are made of.
func bookOf(ctx context.Context, c config.Config, floor rest.Floor) (soundBook, error) {
	clients, err := floor.Clients(ctx)
	if err != nil {
		return soundBook{}, err
	}
	campaigns, err := floor.Campaigns(ctx)
	if err != nil {
		return soundBook{}, err
	}
	b := soundBook{cfg: c}
	for _, rc := range clients {
		client := dialer.Client{ID: dialer.ClientID(rc.ID), Spoken: rc.Spoken, Internal: rc.Internal, Phone: rc.Phone}
		for _, n := range rc.Visible {
			client.Visible = append(client.Visible, dialer.Number(n))
		}
		b.clients = append(b.clients, client)
	}
	for _, rc := range campaigns {
		i := slices.IndexFunc(b.clients, func(c dialer.Client) bool { return string(c.ID) == rc.Client })
		if i < 0 {
			return soundBook{}, fmt.Errorf("campaign %s: client %s is not in the book", rc.ID, rc.Client)
		}
		b.campaigns = append(b.campaigns, dialer.Campaign{
			ID: dialer.CampaignID(rc.ID), Client: b.clients[i], Subject: rc.Subject, Visible: dialer.Number(rc.Visible), Language: rc.Language,
		})
	}
	return b, nil
}

// soundFolder makes the folders readable for Asterisk's user, whatever the umask.
func soundFolder(dirs ...string) error {
	for _, dir := range dirs {
		if _, err := os.Stat(dir); err == nil {
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("make the folder of sounds: %w", err)
		}
		if err := os.Chmod(dir, 0o755); err != nil {
			return fmt.Errorf("open the folder of sounds to Asterisk: %w", err)
		}
	}
	return nil
}
