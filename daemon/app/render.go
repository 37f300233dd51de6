package app

import (
	"context"
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
	Path string `json:"path"`
	Text string `json:"text,omitempty"`
	Made bool   `json:"made"` // false: it was there and fits its text
}

// RenderSounds makes every sound that is missing or was made for another text: each client's abandoned-call message, in
// the house's language and those of its campaigns, spoken by espeak-ng; and the cues to
// agents and the guard's reasons, as shipped.
func RenderSounds(ctx context.Context, c config.Config, floor rest.Floor) ([]SoundMade, error) {
	made, err := agentCues(c.Sounds.Dir)
	if err != nil {
		return nil, err
	}
	clients, err := floor.Clients(ctx)
	if err != nil {
		return nil, err
	}
	campaigns, err := floor.Campaigns(ctx)
	if err != nil {
		return nil, err
	}
	for _, client := range clients {
		langs := []string{c.Sounds.Language}
		for _, campaign := range campaigns {
			if campaign.Client == client.ID && !slices.Contains(langs, campaign.Language) {
				langs = append(langs, campaign.Language)
			}
		}
		for _, lang := range langs {
			m, err := renderMessage(ctx, c, lang, client)
			if err != nil {
				return made, err
			}
			made = append(made, m)
		}
	}
	return made, nil
}

func renderMessage(ctx context.Context, c config.Config, lang string, rc rest.Client) (SoundMade, error) {
	client := dialer.Client{ID: dialer.ClientID(rc.ID), Spoken: rc.Spoken, Internal: rc.Internal, Phone: rc.Phone}
	path := abandonedPath(c.Sounds.Dir, lang, client.ID) + wav
	said, err := abandonedText(c, lang, client)
	if err != nil {
		return SoundMade{}, fmt.Errorf("abandoned-call message of client %s: %w", client.ID, err)
	}
	stale, err := render.Stale(path, said)
	if err != nil {
		return SoundMade{}, err
	}
	if stale {
		if err := soundFolder(c.Sounds.Dir, filepath.Dir(path)); err != nil {
			return SoundMade{}, err
		}
		if err := render.Render(ctx, render.Renderer{}, lang, said, path); err != nil {
			return SoundMade{}, err
		}
	}
	return SoundMade{path, said, stale}, messageFault(c, lang, client)
}

// agentCues puts the shipped cues to agents, and the guard's reasons in each language, where Asterisk reads them. One that was re-recorded stays.
func agentCues(dir string) ([]SoundMade, error) {
	var made []SoundMade
	shipped := sounds.Shipped()
	put := func(lang string, p sounds.Prompt) error {
		m, err := putCue(shipped, dir, lang, p)
		if err != nil {
			return fmt.Errorf("cue %s: %w", p, err)
		}
		made = append(made, m)
		return nil
	}
	for _, p := range sounds.Prompts() {
		if p.ToAgent() {
			if err := put("nb", p); err != nil {
				return nil, err
			}
		}
	}
	for _, p := range sounds.OfTheGuard() {
		for _, lang := range sounds.Languages() {
			if err := put(lang, p); err != nil {
				return nil, err
			}
		}
	}
	return made, nil
}

// putCue copies a shipped sound where it is missing, or was made for another text.
func putCue(shipped fs.FS, dir, lang string, p sounds.Prompt) (SoundMade, error) {
	w, err := sounds.Text(lang, p)
	if err != nil {
		return SoundMade{}, err
	}
	path := filepath.Join(dir, filepath.FromSlash(p.File(lang))) + wav
	stale, err := render.Stale(path, w.Text)
	if err != nil || !stale {
		return SoundMade{path, w.Text, stale}, err
	}
	b, err := fs.ReadFile(shipped, p.File(lang)+wav)
	if err != nil {
		return SoundMade{}, err
	}
	if err := soundFolder(dir, filepath.Dir(path)); err != nil {
		return SoundMade{}, err
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		return SoundMade{}, err
	}
	if err := os.Chmod(path, 0o644); err != nil { // whatever the umask: Asterisk reads it as another user
		return SoundMade{}, err
	}
	return SoundMade{path, w.Text, true}, render.Record(path, w.Text)
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
