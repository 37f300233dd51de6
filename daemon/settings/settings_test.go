package settings_test

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/settings"
)

// written has the defaults, and the keys that have none.
func written(t *testing.T) config.Config {
	t.Helper()
	c := config.Defaults()
	c.CallCenter = config.CallCenter{
		Name: "Prøvehuset AS", Spoken: "Prøvehuset", Phone: "22000001", Email: "post@example.no",
	}
	c.Responsible = config.Responsible{Name: "Kari Prøve", Contact: "22000002"}
	c.Training.Require = false
	c.Predictive.LegalAck = config.LegalAck{Name: "Kari Prøve", Date: "2026-01-05", TextSHA256: strings.Repeat("a", 64)}
	c.Recording = config.Recording{
		Mode: config.RecordingAsks, Keep: config.LeaveThem, Dir: "/srv/r", KeyFile: "/srv/k", Category: "quality",
		RetentionDays: 30, Website: "https://example.no",
	}
	c.Sounds.Voices.NB = []string{"/usr/bin/piper", "{wav}"}
	c.Registers.Files = []config.RegisterFile{{Register: "central", Number: "nr", Name: "navn"}}
	c.Webhook.URL, c.Webhook.Offer, c.Webhook.Numbers = "https://crm.example.no", true, true
	c.Data.Dir = t.TempDir()
	if err := c.Blanks(); err != nil {
		t.Fatal(err)
	}
	return c
}

// unfilled are the fields of a struct that are zero.
func unfilled(room string, made any) (zero []string) {
	v := reflect.ValueOf(made)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			zero = append(zero, room+"."+v.Type().Field(i).Name)
		}
	}
	return zero
}

// A field that is never filled in is a rule of which its room never hears.
func TestEveryFieldOfEveryRoomIsFilledIn(t *testing.T) {
	c := written(t)
	var zero []string
	for room, made := range map[string]any{
		"campaigns": settings.Campaigns(c), "staff": settings.Staff(c), "figures": settings.Figures(c),
		"plan": settings.Plan(c), "handdial": settings.HandDial(c), "recordings": settings.Recordings(c),
		"inquiries": settings.Inquiries(c), "desk": settings.Desk(c), "speech": settings.Speech(c),
		"webhook": settings.Webhook(c), "why": settings.Why(c), "registers": settings.Registers(c),
		"engine": settings.Engine(c),
	} {
		zero = append(zero, unfilled(room, made)...)
	}
	slices.Sort(zero)
	want := []string{
		"campaigns.Blanks", // none is left
		"engine.NewPacer",  // a measurement's own; the daemon takes the built-in one
	}
	if !slices.Equal(zero, want) {
		t.Errorf("zero are\n%s\nwant\n%s", strings.Join(zero, "\n"), strings.Join(want, "\n"))
	}
}

func TestWithoutThePasswordThereIsNoTelephony(t *testing.T) {
	c := written(t)
	c.Asterisk.PasswordFile = filepath.Join(t.TempDir(), "absent")
	_, err := settings.Telephony(c, logrus.NewEntry(logrus.New()))
	if err == nil || !strings.Contains(err.Error(), "asterisk.password_file") {
		t.Errorf("got %v; the error must name asterisk.password_file", err)
	}
}
