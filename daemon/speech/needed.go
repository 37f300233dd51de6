package speech

import (
	"errors"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/sounds"
)

// versionsOf are what a campaign's calls play and what callers to its number can hear: one that is missing, stale,
// silent or too long stops the campaign. A prompt that a house comes to play is added here, and is then made, checked
// and guarded.
func (c catalogue) versionsOf(campaign dialer.Campaign) []version {
	list := inLanguage(campaign.Language, sounds.Abandoned)
	list = append(list, inLanguage(CueLanguage, sounds.Registered, "")...)
	list = append(list, inLanguage(CueLanguage, sounds.OfClients()...)...)
	if c.set.Consent != "" {
		list = append(list, inLanguage(campaign.Language, sounds.OfConsent(c.set.Consent)...)...)
		list = append(list, inLanguage(CueLanguage, sounds.OfRecording()...)...)
	}
	for _, lang := range c.deskLanguages(campaign.Language) {
		list = append(list, deskVersions(lang)...)
	}
	return append(list, version{sounds.DeskAway, c.languageOf(campaign.Visible)},
		version{sounds.DeskAwayHouse, c.set.Language})
}

// deskVersions are what the desk can say in a language, and what both parties of a talk hear at an agent's key.
func deskVersions(lang string) []version {
	return inLanguage(lang, append(sounds.OfTheDesk(), sounds.Close, "")...)
}

// deskLanguages are those in which the desk may speak of a campaign: its own; the house's, where the caller was called
// in campaigns of several; and those of key 9.
func (c catalogue) deskLanguages(own string) []string {
	langs := []string{own, c.set.Language, otherLanguage(own), otherLanguage(c.set.Language)}
	slices.Sort(langs)
	return slices.Compact(langs)
}

// languageOf is the language that a visible number speaks by itself.
func (c catalogue) languageOf(n dialer.Number) string {
	var langs []string
	for _, campaign := range c.campaigns {
		if campaign.Visible == n {
			langs = append(langs, campaign.Language)
		}
	}
	return languageOfNumber(c.set.Language, langs)
}

// needed are the clips that a campaign cannot run without.
func (c catalogue) needed(campaign dialer.Campaign) ([]clip, error) {
	return c.only(campaign).clipsOf(c.versionsOf(campaign))
}

// only leaves what a campaign's calls can play. The other campaigns of its number stay, since the number speaks of all
// of them.
func (c catalogue) only(campaign dialer.Campaign) catalogue {
	client := campaign.Client
	client.Visible = []dialer.Number{campaign.Visible}
	c.one, c.clients = campaign.ID, []dialer.Client{client}
	c.campaigns = slices.DeleteFunc(slices.Clone(c.campaigns), func(o dialer.Campaign) bool {
		return o.Visible != campaign.Visible
	})
	return c
}

// first are what must be there before the floor is up, however large the book: the cues that agents log in by, and
// what a caller hears while nothing else is ready.
func (c catalogue) first() []version {
	list := []version{{sounds.DeskAwayHouse, c.set.Language}, {sounds.TrainingMissing, CueLanguage}}
	for _, p := range sounds.Prompts() {
		if p.ToAgent() && p.Entry().Scope == sounds.OfHouse {
			list = append(list, version{p, CueLanguage})
		}
	}
	return list
}

// wanted are all clips in use, each once: the cues to agents, the guard's reasons, and what each campaign needs. A
// client that has no campaign yet gets its message in the house's language.
func (c catalogue) wanted() (list []clip, err error) {
	versions := append(c.first(), version{sounds.Abandoned, c.set.Language})
	for _, lang := range sounds.Languages() {
		versions = append(versions, inLanguage(lang, sounds.OfTheGuard()...)...)
	}
	list, err1 := c.clipsOf(versions)
	unshown, err2 := c.unshown()
	list, errs := append(list, unshown...), []error{err1, err2}
	for _, campaign := range c.campaigns {
		needed, err := c.needed(campaign)
		list, errs = append(list, needed...), append(errs, err)
	}
	return unique(list), errors.Join(errs...)
}

// unshown are the desk's clips of clients with a visible number that no campaign shows: its callers have every key
// (4.4.2, 4.4.5).
func (c catalogue) unshown() ([]clip, error) {
	c.clients = slices.DeleteFunc(slices.Clone(c.clients), func(client dialer.Client) bool {
		return !slices.ContainsFunc(client.Visible, func(n dialer.Number) bool {
			return !slices.ContainsFunc(c.campaigns, func(o dialer.Campaign) bool { return o.Visible == n })
		})
	})
	c.campaigns = nil
	if len(c.clients) == 0 {
		return nil, nil
	}
	house := c.set.Language
	return c.clipsOf(append(deskVersions(house), deskVersions(otherLanguage(house))...))
}

// spare are the clips that no call plays, in every language of the house, after those of list; left says why some
// cannot be made.
func (c catalogue) spare(list []clip) (_ []clip, left []verb.SoundMade) {
	var langs []string
	for _, campaign := range append(slices.Clone(c.campaigns), dialer.Campaign{Language: c.set.Language}) {
		langs = append(langs, c.deskLanguages(campaign.Language)...)
	}
	slices.Sort(langs)
	for _, lang := range slices.Compact(langs) {
		for _, v := range inLanguage(lang, append(sounds.Prompts(), "")...) {
			clips, err := c.clips(v)
			if err != nil {
				left = append(left, verb.SoundMade{
					Path: v.prompt.File(lang), Prompt: string(v.prompt), Language: lang, LeftOut: err.Error(),
				})
			}
			list = append(list, clips...)
		}
	}
	return unique(list), left
}
