package speech

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// clip is one sound file of the house and the words that it must say.
type clip struct {
	prompt      sounds.Prompt // "" for a fragment
	owner, lang string
	path, text  string // path with its ending
}

// fault says why the clip cannot be played, and what mends it; nil where it can.
func (c clip) fault() error {
	_, err := c.look()
	return err
}

// look measures the clip's file, and gives what fault gives.
func (c clip) look() (render.Measured, error) {
	m, err := render.Look(c.path, c.text, c.prompt.Entry().Longest)
	if err == nil {
		return m, nil
	}
	mend := "make it again with: ringevett sounds"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		mend = "make it with: ringevett sounds"
	case errors.Is(err, render.ErrLong):
		mend = "shorten the spoken names"
		if slices.Contains(c.prompt.Entry().Holes, "subject") {
			mend += " or the subject; a visible number speaks of all its campaigns"
		}
	case !errors.Is(err, render.ErrStale): // the file may be a person's recording, which is never written over
		mend = "remove it, and make it again with: ringevett sounds"
	}
	return m, fmt.Errorf("%s %s: %w: %s", nameOf(c.prompt), c.path, err, mend)
}

// nameOf is what people call a prompt's sound.
func nameOf(p sounds.Prompt) string {
	if p == sounds.Abandoned {
		return "abandoned-call message (4.6, norm 4.8)"
	}
	return "sound"
}

// faultsListed is how many faulty sounds of a campaign are named: a new language would bring a hundred.
const faultsListed = 3

// faultsOf joins the first faults of the clips, and counts the others.
func faultsOf(clips []clip) error {
	var faults []error
	for _, c := range clips {
		if err := c.fault(); err != nil {
			faults = append(faults, err)
		}
	}
	if n := len(faults) - faultsListed; n > 0 {
		faults = append(faults[:faultsListed], fmt.Errorf("and %d more sounds: make them with: ringevett sounds", n))
	}
	return errors.Join(faults...)
}

// unique leaves the first clip of each path.
func unique(clips []clip) []clip {
	seen := map[string]bool{}
	return slices.DeleteFunc(clips, func(c clip) bool {
		was := seen[c.path]
		seen[c.path] = true
		return was
	})
}
