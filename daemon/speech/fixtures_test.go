package speech_test

import (
	"context"
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/test/voice"
)

// book is the book of a house, in memory; the API answers from it too.
type book struct {
	clients   []dialer.Client
	campaigns []dialer.Campaign
}

func (b *book) Clients(context.Context) ([]dialer.Client, error) { return b.clients, nil }
func (b *book) Campaigns(context.Context) ([]dialer.Campaign, error) {
	return slices.Clone(b.campaigns), nil
}

func (b *book) Campaign(_ context.Context, id dialer.CampaignID) (dialer.Campaign, error) {
	i := slices.IndexFunc(b.campaigns, func(c dialer.Campaign) bool { return c.ID == id })
	if i < 0 {
		return dialer.Campaign{}, dialer.ErrNotFound
	}
	return b.campaigns[i], nil
}

// api answers as the daemon's API does.
type api struct{ *book }

func (a api) Clients(context.Context) ([]verb.Client, error) {
	return verb.Each(a.clients, func(c dialer.Client) verb.Client {
		return verb.Client{
			ID: string(c.ID), Spoken: c.Spoken, Internal: c.Internal, Phone: c.Phone,
			Visible: verb.Each(c.Visible, func(n dialer.Number) string { return string(n) }),
		}
	}), nil
}

func (a api) Campaigns(context.Context) ([]verb.Campaign, error) {
	return verb.Each(a.campaigns, func(c dialer.Campaign) verb.Campaign {
		return verb.Campaign{
			ID: string(c.ID), Client: string(c.Client.ID), Subject: c.Subject, Visible: string(c.Visible),
			Language: c.Language,
			Sources: verb.Each(c.Sources, func(s dialer.Source) verb.Source {
				return verb.Source{Name: s.Name, Spoken: s.Spoken}
			}),
		}
	}), nil
}

// fjellvann is the example's client, with the one number that its campaign shows.
func fjellvann() dialer.Client {
	return dialer.Client{
		ID: "fjellvann", Spoken: "Fjellvann Strøm", Phone: "22 00 00 01", Visible: []dialer.Number{"+4722000001"},
	}
}

// service is the example's campaign.
func service() dialer.Campaign {
	return dialer.Campaign{
		ID: "fjellvann-service", Client: fjellvann(), Subject: "strømutfallet i nettet til Fjellvann Strøm",
		Visible: "+4722000001", Language: "nb",
		Sources: []dialer.Source{{Name: "kunder-2026", Spoken: "kundelisten til Fjellvann Strøm"}},
	}
}

// settings are the example's, with a folder of the test's.
func settings(t *testing.T) speech.Settings {
	return speech.Settings{
		Dir: t.TempDir(), Language: "nb", Name: "Eksempel Kundesenter", Phone: "22 00 00 01",
		Email:         "kontakt@example.no",
		RetentionDays: 3, Staffed: speech.Staffed{First: time.Monday, Last: time.Friday, Opens: 9, Closes: 16},
	}
}

// example is the example's house with its sounds in place.
func example(t *testing.T) (speech.Settings, *book) {
	t.Helper()
	set := settings(t)
	fine(t, voice.Put(set.Dir))
	return set, &book{[]dialer.Client{fjellvann()}, []dialer.Campaign{service()}}
}

// spoken is the speech of that house.
func spoken(t *testing.T) (*speech.Speech, speech.Settings) {
	t.Helper()
	set, b := example(t)
	return houseOf(set, b), set
}

func houseOf(set speech.Settings, b *book) *speech.Speech {
	return speech.New(speech.Ports{Book: b, Settings: func() speech.Settings { return set }, Log: quiet()})
}

func quiet() *logrus.Entry {
	l := logrus.New()
	l.SetOutput(io.Discard)
	return logrus.NewEntry(l)
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// speaker puts a voice that hums in the path.
func speaker(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	fine(t, voice.Hum(dir))
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

// recording makes the house record, after the question or the notice.
func recording(consent sounds.Prompt) func(*speech.Settings) {
	return func(s *speech.Settings) { s.Consent, s.Website = consent, "example.no/opptak" }
}
