package speech

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/sounds"
)

// catalogue says which clips a house has and what each says, from the configuration and the book. It reads no file.
type catalogue struct {
	set       Settings
	clients   []dialer.Client
	campaigns []dialer.Campaign
	notices   []notice.Notice   // those to be read to agents; empty but for Notices
	listener  *Listener         // of a monitoring session, whose clips are made; nil but for Listeners
	one       dialer.CampaignID // the only one whose campaign clips are listed; "" for all
}

// version is a prompt in a language; prompt "" stands for the fragments of the language.
type version struct {
	prompt sounds.Prompt
	lang   string
}

// inLanguage gives the versions of prompts in one language.
func inLanguage(lang string, prompts ...sounds.Prompt) (list []version) {
	for _, p := range prompts {
		list = append(list, version{p, lang})
	}
	return list
}

// clipsOf lists the clips of all versions, and joins the faults of those that have none.
func (c catalogue) clipsOf(versions []version) (list []clip, err error) {
	var errs []error
	for _, v := range versions {
		clips, err := c.clips(v)
		list, errs = append(list, clips...), append(errs, err)
	}
	return list, errors.Join(errs...)
}

// clips lists those of a version, one set for each owner. On an error the list is what could be put together before.
func (c catalogue) clips(v version) (list []clip, err error) {
	if v.prompt == "" {
		return c.fragments(v.lang), nil
	}
	w, err := sounds.Text(v.lang, v.prompt)
	if err != nil {
		return nil, err
	}
	for _, o := range c.owners(v.prompt.Entry().Scope) {
		clips, err := c.pieces(v.prompt, w, o)
		if err != nil {
			return list, fmt.Errorf("%s %s: %w", nameOf(v.prompt), v.prompt.FileOf(v.lang, o.name), err)
		}
		list = append(list, clips...)
	}
	return list, nil
}

// pieces are the clips of one owner: one, or those around what is put together from fragments during the call.
func (c catalogue) pieces(p sounds.Prompt, w sounds.Wording, o owner) (list []clip, err error) {
	e := p.Entry()
	if slices.Contains(e.Holes, "subject") { // an admin's words, said by a machine: these may sell nothing either
		if err := sounds.Lint(w.Lang, listed(w.Lang, o.subjects)); err != nil {
			return nil, fmt.Errorf("subject: %w", err)
		}
	}
	pieces, err := w.Pieces(c.values(w, o), e.Live)
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
		list = append(list, clip{p, o.name, w.Lang, Path(c.set.Dir, at) + Wav, piece.Text})
	}
	return list, nil
}

// fragments are the small sounds of a language: weekdays, hours, digits.
func (c catalogue) fragments(lang string) (list []clip) {
	for _, f := range sounds.Fragments(lang) {
		list = append(list, clip{"", "", lang, Path(c.set.Dir, f.File(lang)) + Wav, f.Text})
	}
	return list
}
