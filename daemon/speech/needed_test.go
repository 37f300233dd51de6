package speech_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/sounds"
)

// theirs are two campaigns of two clients, each in its language.
func theirs(first, second string) []dialer.Campaign {
	fjellvann := dialer.Client{
		ID: "fjellvann", Spoken: "Fjellvann Strøm", Phone: "22 00 00 01", Visible: []dialer.Number{"+4722000001"},
	}
	sentrum := dialer.Client{
		ID: "sentrum", Spoken: "Sentrum Eksempel", Phone: "22 00 00 02", Visible: []dialer.Number{"+4722000002"},
	}
	return []dialer.Campaign{
		{ID: "fjellvann-service", Client: fjellvann, Subject: "strømutfallet", Visible: "+4722000001", Language: first},
		{ID: "sentrum-service", Client: sentrum, Subject: "leveringen", Visible: "+4722000002", Language: second},
	}
}

func TestWhatACampaignNeedsFollowsWhatItMayPlay(t *testing.T) {
	all := theirs("nb", "nn")
	tests := []struct {
		name   string
		change func(*speech.Settings)
		of     dialer.Campaign
		has    string
		hasNot string
	}{
		{"its desk in two languages", func(*speech.Settings) {}, all[0],
			"nb/abandoned.fjellvann nb/desk-hello en/desk-hello nb/say/day-1 en/say/digit-9 away/4722000001 " +
				"away/house nb/desk-called.fjellvann-service.2 en/reserved-client.fjellvann nb/name-client.fjellvann",
			"nn/desk-hello nb/desk-called.sentrum-service.1 away/4722000002 nb/consent-yes nb/recording-on"},
		{"a nynorsk campaign also speaks the house's", func(*speech.Settings) {}, all[1],
			"nn/abandoned.sentrum nn/desk-busy nb/desk-called.sentrum-service.1 en/desk-unknown.4722000002",
			"nb/abandoned.sentrum nn/desk-called.fjellvann-service.1"},
		{"recording that asks", recording(sounds.ConsentAsk), all[1],
			"nn/consent-ask nn/consent-yes nn/consent-no nn/consent-stopped nb/recording-on nb/recording-off nb/notice",
			"nn/consent-inform nb/consent-ask"},
		{"recording that tells", recording(sounds.ConsentInform), all[0],
			"nb/consent-inform nb/consent-yes nb/consent-stopped", "nb/consent-ask"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			set := settings(t)
			tt.change(&set)
			got, err := speech.Needed(set, all, tt.of)
			fine(t, err)
			for _, file := range strings.Fields(tt.has) {
				if !slices.Contains(got, speech.Path(set.Dir, file)) {
					t.Errorf("%s is not needed", file)
				}
			}
			for _, file := range strings.Fields(tt.hasNot) {
				if slices.Contains(got, speech.Path(set.Dir, file)) {
					t.Errorf("%s is needed", file)
				}
			}
		})
	}
}

// A number that two campaigns show speaks the house's language, and of both.
func TestANumberThatSeveralCampaignsShowSpeaksOfAll(t *testing.T) {
	if got := speech.LanguageOfNumber("nn", "nb", "en"); got != "nn" {
		t.Errorf("campaigns in two languages: got %s, want the house's", got)
	}
	if got := speech.LanguageOfNumber("nn", "nb", "nb"); got != "nb" {
		t.Errorf("campaigns in one language: got %s, want theirs", got)
	}
	speaker(t)
	set, b := example(t)
	other := b.campaigns[0]
	other.ID, other.Language, other.Subject = "other", "en", "ny måler"
	b.campaigns = append(b.campaigns, other)
	made, err := speech.Render(t.Context(), set, api{b}, false)
	fine(t, err)
	m := madeAs(t, made, "away/4722000001.wav")
	if m.Language != "nb" || !strings.Contains(m.Text, "strømutfallet i nettet til Fjellvann Strøm og ny måler") {
		t.Errorf("got %v; want one message of both subjects, in the house's language", m)
	}
}
