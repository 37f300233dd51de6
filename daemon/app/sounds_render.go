package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

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

// RenderSounds makes every sound in use that is missing or was made for another text: what each campaign needs, the
// cues to agents and the guard's reasons. A person's recording goes before the shipped sound of the same words, and
// that before espeak-ng.
func RenderSounds(ctx context.Context, c config.Config, floor rest.Floor) ([]SoundMade, error) {
	return renderSounds(ctx, c, floor, false)
}

// RenderAllSounds makes also those that no call plays: of recording where it is off, and of what is not in use yet.
func RenderAllSounds(ctx context.Context, c config.Config, floor rest.Floor) ([]SoundMade, error) {
	return renderSounds(ctx, c, floor, true)
}

// speak makes what the configuration and the book have come to need, in a house with a daemon in it. What cannot be
// made stops its campaign when that is put on the floor.
func (h *House) speak(ctx context.Context) {
	if !h.speaks {
		return
	}
	h.spoken(RenderSounds(ctx, h.cfg(), h))
}

// spoken logs what was made, and what could not be.
func (h *House) spoken(made []SoundMade, err error) {
	if n := len(slices.DeleteFunc(made, func(m SoundMade) bool { return !m.Made })); n > 0 {
		h.log.WithField("sounds", n).Info("sounds made again: their words have changed, or they were missing")
	}
	if err != nil { // without a voice it is all of them
		h.log.WithField("faults", len(lines(err))).WithField("first", lines(err)[0]).Warn("not every sound could be made")
	}
}

func renderSounds(ctx context.Context, c config.Config, floor rest.Floor, all bool) (made []SoundMade, err error) {
	b, err := bookOf(ctx, c, floor)
	if err != nil {
		return nil, err
	}
	list, fault := b.wanted()
	errs := []error{fault}
	if all {
		list, made = b.spare(list)
	}
	more, err := makeSounds(ctx, c.Sounds.Dir, list)
	return append(made, more...), errors.Join(append(errs, err)...)
}

// speakers is how many sounds are made at a time: beside calls, the machine is not to be taken by them.
const speakers = 2

// makeSounds brings sounds to their texts, a few at a time, and gives them in their order. Those after the end of ctx
// are not made.
func makeSounds(ctx context.Context, dir string, list []soundFile) ([]SoundMade, error) {
	made, errs := make([]SoundMade, len(list)), make([]error, len(list))
	voice := shippedFirst{render.Renderer{}}
	var next atomic.Int64
	var all sync.WaitGroup
	for range speakers {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(list)); i = next.Add(1) - 1 {
				if errs[i] = ctx.Err(); errs[i] == nil {
					made[i], errs[i] = list[i].make(ctx, voice, dir)
				}
			}
		})
	}
	all.Wait()
	return made, errors.Join(errs...)
}

// wanted are all sounds in use, each once: the cues to agents, the guard's reasons, and what each campaign needs. A
// client that has no campaign yet gets its message in the house's language.
func (b soundBook) wanted() (list []soundFile, err error) {
	house := b.cfg.Sounds.Language
	wishes := []wish{{sounds.Abandoned, house}, {sounds.DeskAwayHouse, house}}
	for _, p := range sounds.Prompts() {
		if p.ToAgent() {
			wishes = append(wishes, wish{p, cueLanguage})
		}
	}
	for _, p := range sounds.OfTheGuard() {
		for _, lang := range sounds.Languages() {
			wishes = append(wishes, wish{p, lang})
		}
	}
	var errs []error
	for _, w := range wishes {
		made, err := b.files(w)
		list, errs = append(list, made...), append(errs, err)
	}
	bare, err := b.bare()
	list, errs = append(list, bare...), append(errs, err)
	for _, c := range b.campaigns {
		needed, err := b.needed(c)
		list, errs = append(list, needed...), append(errs, err)
	}
	return onceEach(list), errors.Join(errs...)
}

// bare are the desk's sounds of clients with a visible number that no campaign shows: who rings it has every key
// (4.4.2, 4.4.5).
func (b soundBook) bare() (list []soundFile, err error) {
	b.clients = slices.DeleteFunc(slices.Clone(b.clients), func(c dialer.Client) bool {
		return !slices.ContainsFunc(c.Visible, func(n dialer.Number) bool {
			return !slices.ContainsFunc(b.campaigns, func(o dialer.Campaign) bool { return o.Visible == n })
		})
	})
	b.campaigns = nil
	if len(b.clients) == 0 {
		return nil, nil
	}
	var errs []error
	for _, lang := range []string{b.cfg.Sounds.Language, deskOther(b.cfg.Sounds.Language)} {
		for _, p := range append(sounds.OfTheDesk(), "") {
			made, err := b.files(wish{p, lang})
			list, errs = append(list, made...), append(errs, err)
		}
	}
	return list, errors.Join(errs...)
}

// spare adds what no call plays, in every language of the house; left tells why some cannot be made.
func (b soundBook) spare(list []soundFile) (_ []soundFile, left []SoundMade) {
	var langs []string
	for _, c := range append(slices.Clone(b.campaigns), dialer.Campaign{Language: b.cfg.Sounds.Language}) {
		langs = append(langs, b.heardIn(c)...)
	}
	slices.Sort(langs)
	for _, lang := range slices.Compact(langs) {
		for _, p := range append(sounds.Prompts(), "") {
			made, err := b.files(wish{p, lang})
			if err != nil {
				left = append(left, SoundMade{Path: p.File(lang), Prompt: string(p), Language: lang, LeftOut: err.Error()})
			}
			list = append(list, made...)
		}
	}
	return onceEach(list), left
}

// onceEach leaves the first of each path.
func onceEach(list []soundFile) []soundFile {
	there := map[string]bool{}
	return slices.DeleteFunc(list, func(s soundFile) bool {
		was := there[s.path]
		there[s.path] = true
		return was
	})
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
