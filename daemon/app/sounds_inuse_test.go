package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/dialplan"
)

// theirs are two campaigns of two clients, each in its language.
func theirs(first, second string) []dialer.Campaign {
	fjellvann := dialer.Client{ID: "fjellvann", Spoken: "Fjellvann Strøm", Phone: "22 00 00 01", Visible: []dialer.Number{"+4722000001"}}
	sentrum := dialer.Client{ID: "sentrum", Spoken: "Sentrum Eksempel", Phone: "22 00 00 02", Visible: []dialer.Number{"+4722000002"}}
	return []dialer.Campaign{
		{ID: campaign, Client: fjellvann, Subject: "strømutfallet", Visible: "+4722000001", Language: first},
		{ID: "sentrum-service", Client: sentrum, Subject: "leveringen", Visible: "+4722000002", Language: second},
	}
}

// Whatever the desk says to a caller that the campaigns rang is among the sounds that they cannot run without.
func TestTheDeskPlaysNothingThatNoCampaignNeeds(t *testing.T) {
	parts := []dialplan.Part{
		dialplan.PartGreeting, dialplan.PartAgain, dialplan.PartMenu, dialplan.PartClient, dialplan.PartAll, dialplan.PartFailed,
		dialplan.PartWithheld, dialplan.PartThrough, dialplan.PartBusy, dialplan.PartClosed, dialplan.PartLeave, dialplan.PartWrong,
	}
	for _, langs := range [][3]string{{"nb", "nb", "nb"}, {"nb", "nb", "nn"}, {"nb", "nn", "en"}, {"nn", "nn", "nn"}, {"en", "en", "en"}, {"nb", "en", "en"}, {"nn", "en", "nb"}} {
		c, book, there := shipped(t), theirs(langs[1], langs[2]), map[string]bool{}
		c.Sounds.Language = langs[0]
		for _, of := range book {
			list, err := app.NeededSounds(c, book, of)
			fine(t, err)
			for _, path := range list {
				there[path] = true
			}
		}
		for clients := range 3 {
			spoke := []string{book[0].Language, book[1].Language}[:max(1, clients)]
			first := app.DeskLanguage(langs[0], spoke...)
			for _, lang := range []string{first, app.DeskOther(first)} {
				for _, part := range parts {
					said, err := app.DeskWords(c.Sounds.Dir, tuesday(12, 0, 0), lang, part, visitor(clients))
					for _, path := range said {
						if !there[path] || err != nil {
							t.Errorf("house %s, campaigns %s, %d clients, %s in %s: %s is needed by nobody (%v)", langs[0], spoke, clients, part, lang, path, err)
						}
					}
				}
			}
		}
	}
}

func TestWhatACampaignNeedsFollowsWhatItMayPlay(t *testing.T) {
	book := theirs("nb", "nn")
	tests := []struct {
		name   string
		change func(c *config.Config)
		of     dialer.Campaign
		has    string
		hasNot string
	}{
		{"its desk in two languages", func(*config.Config) {}, book[0], "nb/abandoned.fjellvann nb/desk-hello en/desk-hello nb/say/day-1 en/say/digit-9 away/4722000001 away/house nb/desk-called.fjellvann-service.2 en/reserved-client.fjellvann nb/name-client.fjellvann", "nn/desk-hello nb/desk-called.sentrum-service.1 away/4722000002 nb/consent-yes nb/recording-on"},
		{"a nynorsk campaign also speaks the house's", func(*config.Config) {}, book[1], "nn/abandoned.sentrum nn/desk-busy nb/desk-called.sentrum-service.1 en/desk-unknown.4722000002", "nb/abandoned.sentrum nn/desk-called.fjellvann-service.1"},
		{"recording that asks", recordingIs("opt_in"), book[1], "nn/consent-ask nn/consent-yes nn/consent-no nn/consent-stopped nb/recording-on nb/recording-off nb/notice", "nn/consent-inform nb/consent-ask"},
		{"recording that tells", recordingIs("opt_out"), book[0], "nb/consent-inform nb/consent-yes nb/consent-stopped", "nb/consent-ask"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := shipped(t)
			tt.change(&c)
			got, err := app.NeededSounds(c, book, tt.of)
			fine(t, err)
			for _, file := range strings.Fields(tt.has) {
				if !slices.Contains(got, filepath.Join(c.Sounds.Dir, file)) {
					t.Errorf("%s is not needed", file)
				}
			}
			for _, file := range strings.Fields(tt.hasNot) {
				if slices.Contains(got, filepath.Join(c.Sounds.Dir, file)) {
					t.Errorf("%s is needed", file)
				}
			}
		})
	}
}

func recordingIs(mode string) func(*config.Config) {
	return func(c *config.Config) { c.Recording.Mode, c.Recording.Website = mode, "example.no/opptak" }
}

// A number that two campaigns show speaks the house's language, and of both.
func TestANumberThatSeveralCampaignsShowSpeaksOfAll(t *testing.T) {
	if got := app.DeskLanguage("nn", "nb", "en"); got != "nn" {
		t.Errorf("campaigns in two languages: got %s, want the house's", got)
	}
	if got := app.DeskLanguage("nn", "nb", "nb"); got != "nb" {
		t.Errorf("campaigns in one language: got %s, want theirs", got)
	}
	h := open(t)
	other := strings.NewReplacer("id: "+campaign, "id: other", "language: nb", "language: en", "subject: strømutfallet i nettet til Fjellvann Strøm", "subject: ny måler").
		Replace(example(t, "example/campaign.yaml"))
	_, err := h.AddCampaign(t.Context(), []byte(other), "test")
	fine(t, err)
	speaker(t)
	made, err := app.RenderSounds(t.Context(), h.Config(), h)
	i := slices.IndexFunc(made, func(m app.SoundMade) bool { return strings.HasSuffix(m.Path, "away/4722000001.wav") })
	if err != nil || i < 0 || made[i].Language != "nb" || !strings.Contains(made[i].Text, "strømutfallet i nettet til Fjellvann Strøm og ny måler") {
		t.Errorf("got %v, %v; want one message of both subjects, in the house's language", made[max(0, i)], err)
	}
}

// Any of the desk's sounds stops its campaign as its own message does; of many faults the first are told, and how
// many more.
func TestASoundOfTheDeskStopsItsCampaign(t *testing.T) {
	for _, file := range []string{"nb/desk-hello", "en/desk-menu.2", "nb/say/day-1", "nb/reserved-all", "nb/desk-called.fjellvann-service.1", "en/name-client.fjellvann", "away/4722000001", "away/house"} {
		t.Run(file, func(t *testing.T) {
			c, h := openedAt(t)
			path := filepath.Join(c.Sounds.Dir, file+".wav")
			fine(t, os.Remove(path))
			_, err := h.SetRunning(t.Context(), campaign, true, "", "test")
			if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "make it with: ringevett sounds") {
				t.Errorf("missing: got %v, want it refused, naming the file", err)
			}
			fine(t, os.WriteFile(path, tone(2*1e9, 0), 0o644))
			if _, err = h.SetRunning(t.Context(), campaign, true, "", "test"); err == nil || !strings.Contains(err.Error(), "it is silent") {
				t.Errorf("silent: got %v, want it refused", err)
			}
		})
	}
	c, h := openedAt(t)
	fine(t, os.RemoveAll(filepath.Join(c.Sounds.Dir, "en")))
	if _, err := h.SetRunning(t.Context(), campaign, true, "", "test"); err == nil || strings.Count(err.Error(), "\n") > 4 || !strings.Contains(err.Error(), "more sounds: make them with: ringevett sounds") {
		t.Errorf("a language is missing: got %v, want a few lines", err)
	}
}
