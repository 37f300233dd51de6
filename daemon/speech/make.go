package speech

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// speakers is how many clips are made at a time: they must not take the machine from calls.
const speakers = 2

// makeClips brings the files to their texts, a few at a time, and gives the results in the order of clips. Those that
// are left when ctx ends are not made.
func makeClips(ctx context.Context, dir string, voice render.Voice, clips []clip) ([]verb.SoundMade, error) {
	made, errs := make([]verb.SoundMade, len(clips)), make([]error, len(clips))
	var next atomic.Int64
	var all sync.WaitGroup
	for range speakers {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(clips)); i = next.Add(1) - 1 {
				if errs[i] = ctx.Err(); errs[i] == nil {
					made[i], errs[i] = clips[i].make(ctx, voice, dir)
				}
			}
		})
	}
	all.Wait()
	return made, errors.Join(errs...)
}

// make brings one file to its text, and measures it.
func (c clip) make(ctx context.Context, v render.Voice, dir string) (verb.SoundMade, error) {
	m := verb.SoundMade{Path: c.path, Prompt: string(c.prompt), Language: c.lang, Text: c.text}
	err := makeFolders(dir, filepath.Dir(filepath.Dir(c.path)), filepath.Dir(c.path))
	if err == nil {
		m.Made, err = render.Make(ctx, v, c.lang, c.text, c.path)
	}
	is, fault := c.look()
	if err == nil {
		err = fault
	}
	if is.Long > 0 && is.RMS > -200 { // JSON knows no infinity
		m.Seconds, m.RMS, m.Peak, m.ByHand = is.Long.Seconds(), is.RMS, is.Peak, is.ByHand
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

// makeFolders makes those that are missing, readable for Asterisk's user whatever the umask is.
func makeFolders(dirs ...string) error {
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
