package desk_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/dialplan"
)

// Whatever the desk says to a caller that the campaigns called is among the sounds that they cannot run without.
func TestTheDeskPlaysNothingThatNoCampaignNeeds(t *testing.T) {
	parts := []dialplan.Part{
		dialplan.PartGreeting, dialplan.PartAgain, dialplan.PartMenu, dialplan.PartClient, dialplan.PartAll,
		dialplan.PartFailed, dialplan.PartWithheld, dialplan.PartThrough, dialplan.PartBusy, dialplan.PartClosed,
		dialplan.PartLeave, dialplan.PartWrong, dialplan.PartKept,
	}
	for _, langs := range []struct{ house, first, second string }{
		{"nb", "nb", "nb"}, {"nb", "nb", "nn"}, {"nb", "nn", "en"}, {"nn", "nn", "nn"}, {"en", "en", "en"},
		{"nb", "en", "en"}, {"nn", "en", "nb"},
	} {
		set := speech.Settings{
			Dir: "/s", Language: langs.house, Name: "Et navn", Phone: "22 00 00 01", Email: "kontakt@example.no",
			Staffed: speech.Staffed{First: time.Monday, Last: time.Friday, Opens: 9, Closes: 16},
		}
		needed := map[string]bool{}
		book := []dialer.Campaign{
			showing("fjellvann", "+4722000001", langs.first), showing("sentrum", "+4722000002", langs.second),
		}
		for _, c := range book {
			list, err := speech.Needed(set, book, c)
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range list {
				needed[path] = true
			}
		}
		for clients := range 3 {
			spoken := langs.first
			if clients == 2 && langs.first != langs.second {
				spoken = langs.house
			}
			key9 := map[string]string{"nb": "en", "nn": "en", "en": "nb"}[spoken]
			for _, lang := range []string{spoken, key9} {
				for _, part := range parts {
					said, err := desk.Words(tuesday(12, 0, 0), lang, part, visitor(clients))
					for _, file := range said {
						if !needed[speech.Path(set.Dir, file)] || err != nil {
							t.Errorf("%+v, %d clients, %s in %s: no campaign needs %s (%v)", langs, clients, part, lang,
								file, err)
						}
					}
				}
			}
		}
	}
}

// showing is a client's campaign, in its language.
func showing(client dialer.ClientID, shows dialer.Number, lang string) dialer.Campaign {
	return dialer.Campaign{
		ID: dialer.CampaignID(client) + "-service", Subject: "strømutfallet", Visible: shows, Language: lang,
		Client: dialer.Client{ID: client, Spoken: "Et navn", Phone: "22 00 00 01", Visible: []dialer.Number{shows}},
	}
}
